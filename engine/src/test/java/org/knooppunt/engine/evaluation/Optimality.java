package org.knooppunt.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The conditions under which weights are optimal (Karush, Kuhn and Tucker), written anew so that they share nothing with
 * the solver: with gradient g(j) of half the squared distance, g(j) is the same for every weight above 0 and not smaller
 * for the others.
 */
final class Optimality {
    private Optimality() {}

    static void check(double[][] points, double[] weights, double tolerance) {
        double sum = 0;
        for (double weight : weights) {
            assertThat(weight).isGreaterThanOrEqualTo(0);
            sum += weight;
        }
        assertThat(sum).isBetween(1 - 1e-12, 1 + 1e-12);
        double[] gradient = new double[weights.length];
        double longest = 0;
        for (int j = 0; j < weights.length; j++) {
            double square = 0;
            for (int i = 0; i < points[j].length; i++) {
                double mixed = 0;
                for (int k = 0; k < weights.length; k++) {
                    mixed += weights[k] * points[k][i];
                }
                gradient[j] += mixed * points[j][i];
                square += points[j][i] * points[j][i];
            }
            longest = Math.max(longest, square);
        }
        double multiplier = 0;
        for (int j = 0; j < weights.length; j++) {
            multiplier += weights[j] * gradient[j];
        }
        for (int j = 0; j < weights.length; j++) {
            assertThat(gradient[j])
                    .as("gradient of point %s", j)
                    .isGreaterThanOrEqualTo(multiplier - tolerance * longest);
            if (weights[j] > 0) {
                assertThat(weights[j] * (gradient[j] - multiplier))
                        .as("complementarity of point %s", j)
                        .isBetween(-tolerance * longest, tolerance * longest);
            }
        }
    }
}
