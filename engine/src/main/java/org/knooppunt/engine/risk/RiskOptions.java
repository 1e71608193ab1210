package org.knooppunt.engine.risk;

/**
 * How to simulate. The same options give the same report, bit for bit, on any number of threads.
 *
 * @param years independent years, 100 to 1,000,000
 * @param level the probability at which a facility counts as safe, above 0 and below 1
 * @param tail the part of the years that counts as the worst, above 0 and below 1
 */
public record RiskOptions(int years, long seed, int threads, double level, double tail) {
    public static final RiskOptions STANDARD = new RiskOptions(10_000, 1, 1, 0.95, 0.05);

    public RiskOptions {
        if (years < 100 || years > 1_000_000) {
            throw new IllegalArgumentException("years is " + years + "; expected 100 to 1000000");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
        }
        checkBetween("level", level);
        checkBetween("tail", tail);
    }

    private static void checkBetween(String what, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(what + " is " + value + "; expected a number between 0 and 1");
        }
    }
}
