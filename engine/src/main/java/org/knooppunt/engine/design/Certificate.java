package org.knooppunt.engine.design;

import java.util.List;

/**
 * What the independent check of a plan found.
 *
 * @param feasible every constraint holds within tolerance
 * @param surplus recomputed from flows and inventory alone, EUR per year
 * @param multiplierBound upper bound recomputed from the multipliers alone, EUR per year; weaker than or equal to the
 *     bound of the branch and bound, and proven without it
 * @param faults every violated constraint with place, value and limit; empty when feasible
 */
public record Certificate(boolean feasible, double surplus, double multiplierBound, List<String> faults) {
    public Certificate {
        faults = List.copyOf(faults);
    }
}
