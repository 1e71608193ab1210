package org.knooppunt.engine.coalition;

import java.time.Duration;

/**
 * How hard to work on a coalition.
 *
 * @param seed of the orders drawn above {@value Game#MOST_ENUMERATED} partners
 * @param pairs of orders drawn at most, at least 2; more make the Shapley value surer
 * @param timeLimit after it, what there is comes back and says that it is not proven
 * @param threads that solve coalitions
 */
public record CoalitionOptions(long seed, int pairs, Duration timeLimit, int threads) {
    public static final CoalitionOptions DEFAULT = new CoalitionOptions(1, 100, Duration.ofSeconds(60), 2);

    public CoalitionOptions {
        if (pairs < 2 || threads < 1) {
            throw new IllegalArgumentException(
                    pairs + " pairs and " + threads + " threads; expected at least 2 pairs and 1 thread");
        }
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("time limit is " + timeLimit + "; expected more than 0 seconds");
        }
    }
}
