package org.knooppunt.engine.coalition;

/** Sums over coalitions. */
final class Shares {
    private Shares() {}

    static double sum(double[] shares, long coalition) {
        double sum = 0;
        for (long rest = coalition; rest != 0; rest &= rest - 1) {
            sum += shares[Long.numberOfTrailingZeros(rest)];
        }
        return sum;
    }
}
