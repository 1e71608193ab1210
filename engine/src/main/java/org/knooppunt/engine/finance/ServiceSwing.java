package org.knooppunt.engine.finance;

/**
 * How far the advantage of a service over selling moves with one input, all else as it is. The advantage is the net present
 * value of the service less that of selling, EUR of year 0.
 *
 * @param atLess advantage where the input is less by the range
 * @param atMore advantage where it is more; a share goes up to 1 and no further
 */
public record ServiceSwing(Input input, double atLess, double atMore) {
    /** What was changed. */
    public enum Input {
        FEE,
        UNIT_COST,
        SALE_PRICE,
        MAINTENANCE,
        RESIDUAL_VALUE,
        RETURNED,
        REFURBISHABLE,
        REFURBISHMENT_COST,
        RATE
    }

    /** EUR, at least 0. */
    public double spread() {
        return Math.abs(atMore - atLess);
    }
}
