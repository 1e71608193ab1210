package org.knooppunt.engine.inventory;

/**
 * The range a need allows for one quality; an open side is infinite.
 *
 * @param min lowest allowed value, {@link Double#NEGATIVE_INFINITY} when open
 * @param max highest allowed value, {@link Double#POSITIVE_INFINITY} when open
 */
public record QualityLimit(double min, double max) {
    public QualityLimit {
        if (Double.isNaN(min) || Double.isNaN(max) || min > max) {
            throw new IllegalArgumentException(
                    "quality limit is " + min + " to " + max + "; expected the minimum to be at most the maximum");
        }
    }

    public boolean holds(double value) {
        return value >= min && value <= max;
    }
}
