package org.knooppunt.engine.coalition;

import java.util.List;

/**
 * Where a partner stands in its case, whatever the split. EUR per year.
 *
 * @param partner id of the organisation
 * @param alone what it reaches with nothing but its own
 * @param without what the case is worth without it, planned anew
 * @param contribution what the case loses without it: what it brings
 * @param critical whether the case loses more than half of its worth without it
 * @param idle partners that have nothing to exchange any more when it leaves
 * @param stopped facilities of others that no longer run when it leaves
 * @param shapley its Shapley value
 * @param shapleyError standard error of that; 0 when exact
 * @param proportional its share by contributions
 * @param equalGain its share when all gain the same
 */
public record Standing(
        String partner,
        double alone,
        double without,
        double contribution,
        boolean critical,
        List<String> idle,
        List<String> stopped,
        double shapley,
        double shapleyError,
        double proportional,
        double equalGain) {
    public Standing {
        idle = List.copyOf(idle);
        stopped = List.copyOf(stopped);
    }
}
