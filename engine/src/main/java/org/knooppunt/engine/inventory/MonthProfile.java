package org.knooppunt.engine.inventory;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a yearly quantity spreads over the months, January first.
 *
 * @param weights empty for an even year, else 12 weights of at least 0, of which one is above 0; only their ratios
 *     count
 */
public record MonthProfile(List<Double> weights) {
    public static final MonthProfile EVEN = new MonthProfile(List.of());

    public MonthProfile {
        weights = List.copyOf(weights);
        if (!weights.isEmpty()) {
            if (weights.size() != 12) {
                throw new IllegalArgumentException(
                        "profile has " + weights.size() + " numbers; expected 12, January first, or none");
            }
            double sum = 0;
            for (double weight : weights) {
                sum += Check.atLeastZero("profile month", weight);
            }
            if (!(sum > 0)) {
                throw new IllegalArgumentException("profile has only zeros; expected at least one month above 0");
            }
        }
    }

    /** The share of the year in each of the 12 months; the sum is 1. */
    public double[] shares() {
        double[] shares = new double[12];
        if (weights.isEmpty()) {
            Arrays.fill(shares, 1.0 / 12);
            return shares;
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int month = 0; month < 12; month++) {
            shares[month] = weights.get(month) / sum;
        }
        return shares;
    }

    /** As written in files: empty, or 12 numbers joined by {@code +}. */
    public String text() {
        return weights.stream().map(Numbers::text).collect(Collectors.joining("+"));
    }
}
