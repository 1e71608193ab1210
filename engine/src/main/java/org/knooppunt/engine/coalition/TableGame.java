package org.knooppunt.engine.coalition;

import java.util.List;

/**
 * A game with the worth of every coalition written down.
 *
 * @param worths by coalition, 2^partners of them, the first 0
 */
public record TableGame(List<String> partners, double[] worths) implements Game {
    public TableGame {
        partners = List.copyOf(partners);
        if (partners.isEmpty() || partners.size() > 20 || worths.length != 1 << partners.size() || worths[0] != 0) {
            throw new IllegalArgumentException(worths.length + " worths for " + partners.size()
                    + " partners; expected one per coalition of 1 to 20 partners, nobody being worth 0");
        }
        worths = worths.clone();
    }

    @Override
    public double worth(long coalition) {
        return worths[(int) coalition];
    }
}
