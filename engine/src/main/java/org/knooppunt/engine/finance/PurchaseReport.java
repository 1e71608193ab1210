package org.knooppunt.engine.finance;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How far the pledges reach.
 *
 * @param levels one per tier, in their order
 * @param best the reached level with the lowest price; absent when none is reached
 * @param next the tier after the best, or the first one when none is reached; absent when the best is the last. It says
 *     what is missing
 */
public record PurchaseReport(List<Level> levels, Optional<Level> best, Optional<Level> next) {
    public PurchaseReport {
        levels = List.copyOf(levels);
    }

    /**
     * What the pledges make of a tier. Volumes in the unit of the stream, money in EUR rounded to the cent, half up.
     *
     * @param accepting partners whose limit is at least the price, in the order of the pledges
     * @param volume of these together
     * @param required the tier's threshold or the supplier's minimum, whichever is more
     * @param reached whether somebody accepts and the volume is at least what is required
     * @param missing volume to what is required; 0 when it is there
     * @param total what these partners pay at this price
     * @param saving what they pay less than at the reference price; below 0 when they pay more
     */
    public record Level(
            PurchaseProblem.Tier tier,
            List<String> accepting,
            BigDecimal volume,
            BigDecimal required,
            boolean reached,
            BigDecimal missing,
            BigDecimal total,
            BigDecimal saving) {
        public Level {
            accepting = List.copyOf(accepting);
        }
    }
}
