package org.knooppunt.engine.design;

/**
 * What the user gives for effects that are not money; 0 leaves them out of the choice. Every plan reports money, CO2e
 * and jobs apart, whatever was weighed.
 *
 * @param co2 EUR per tonne CO2e avoided
 * @param jobs EUR per full-time job per year
 */
public record Weights(double co2, double jobs) {
    public static final Weights NONE = new Weights(0, 0);

    public Weights {
        if (!Double.isFinite(co2) || !Double.isFinite(jobs)) {
            throw new IllegalArgumentException(
                    "weights are " + co2 + " for CO2e and " + jobs + " for jobs; expected finite numbers");
        }
    }
}
