package org.knooppunt.engine.candidates;

/**
 * Pairs with what they earn, best first.
 *
 * @param isAll whether no other pair earns anything: then what is not listed is proven to have no margin
 * @param margin EUR per unit, above the asked minimum
 */
public record PricedPairs(boolean isAll, int[] source, int[] taker, double[] margin) {
    public int size() {
        return source.length;
    }
}
