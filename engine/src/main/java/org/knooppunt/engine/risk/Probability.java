package org.knooppunt.engine.risk;

/**
 * A probability estimated from independent years.
 *
 * @param value the part of the years in which it happened
 * @param standardError of the value, {@code sqrt(p (1 - p) / n)}; 0 when it happened always or never
 * @param low lower end of the 95 % interval of Wilson (1927), which stays honest at 0 and 1
 * @param high upper end of it
 */
public record Probability(double value, double standardError, double low, double high) {
    /** The normal quantile of a two-sided 95 % interval. */
    private static final double Z = 1.959963984540054;

    static Probability of(int happened, int years) {
        double n = years;
        double p = happened / n;
        double shrink = 1 + Z * Z / n;
        double centre = (p + Z * Z / (2 * n)) / shrink;
        double half = Z / shrink * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return new Probability(
                p,
                Math.sqrt(p * (1 - p) / n),
                happened == 0 ? 0 : Math.max(0, centre - half),
                happened == years ? 1 : Math.min(1, centre + half));
    }
}
