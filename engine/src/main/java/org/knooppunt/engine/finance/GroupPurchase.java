package org.knooppunt.engine.finance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which price partners reach who buy together. At each tier those pledges count whose limit is at least its price, and it
 * is reached when their volume is at least its threshold and the supplier's minimum. The best is the reached tier with the
 * lowest price: the lowest price at which any group of the pledges can buy, since all who accept a price make the largest
 * such group. A tier can be reached while a dearer one is not, when more partners accept its price.
 *
 * <p>Volumes are added and compared exactly, so that no deal hangs on the rounding of a double; only totals are rounded,
 * to the cent, half up. Deterministic. Time: tiers × pledges.
 */
public final class GroupPurchase {
    private static final int CENTS = 2;

    private GroupPurchase() {}

    public static PurchaseReport reach(PurchaseProblem problem) {
        List<PurchaseReport.Level> levels = new ArrayList<>();
        int best = -1;
        for (PurchaseProblem.Tier tier : problem.tiers()) {
            PurchaseReport.Level level = level(tier, problem);
            best = level.reached() ? levels.size() : best;
            levels.add(level);
        }
        return new PurchaseReport(
                levels,
                best < 0 ? Optional.empty() : Optional.of(levels.get(best)),
                best + 1 < levels.size() ? Optional.of(levels.get(best + 1)) : Optional.empty());
    }

    private static PurchaseReport.Level level(PurchaseProblem.Tier tier, PurchaseProblem problem) {
        List<String> accepting = new ArrayList<>();
        BigDecimal volume = BigDecimal.ZERO;
        for (PurchaseProblem.Pledge pledge : problem.pledges()) {
            if (pledge.limit().compareTo(tier.price()) >= 0) {
                accepting.add(pledge.partner());
                volume = volume.add(pledge.volume());
            }
        }
        BigDecimal required = tier.threshold().max(problem.minimum());
        BigDecimal missing = required.subtract(volume).max(BigDecimal.ZERO);
        return new PurchaseReport.Level(
                tier,
                accepting,
                volume,
                required,
                !accepting.isEmpty() && missing.signum() == 0,
                missing,
                cents(volume.multiply(tier.price())),
                cents(volume.multiply(problem.reference().subtract(tier.price()))));
    }

    private static BigDecimal cents(BigDecimal euros) {
        return euros.setScale(CENTS, RoundingMode.HALF_UP);
    }
}
