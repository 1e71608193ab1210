package org.knooppunt.engine.evaluation;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * An estimated number.
 *
 * @param error standard error
 * @param low of the interval that holds the true value in 95 of 100 such studies, when what the error assumes is true
 * @param high of it
 */
public record Estimate(double value, double error, double low, double high) {
    private static final double UPPER = 0.975;

    static Estimate of(double value, double error, int degrees) {
        double wide = new TDistribution(null, degrees).inverseCumulativeProbability(UPPER) * error;
        return new Estimate(value, error, value - wide, value + wide);
    }
}
