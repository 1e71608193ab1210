package org.knooppunt.engine.design;

import java.time.Duration;

/**
 * How hard to search.
 *
 * @param gap stop when the plan is proven to be within this relative distance of the best possible; 0 asks for the
 *     optimum
 * @param timeLimit stop after this time with the best plan found and its honest bound
 * @param seed same inventory, options and seed give the same plan, unless the time limit or a cancel cut it off
 * @param threads threads the search may use; the plan is the same on any number of them
 * @param method how to search
 */
public record PlanOptions(double gap, Duration timeLimit, long seed, int threads, Method method) {
    public static final PlanOptions DEFAULT = new PlanOptions(0.0001, Duration.ofSeconds(60), 1, 1);

    /** How to search. */
    public enum Method {
        /** By the size of the problem. */
        AUTOMATIC,
        /** The whole as one mixed-integer model: {@link ExactPlanner}. */
        EXACT,
        /** By prices and neighbourhoods: {@link LagrangianPlanner}. */
        LAGRANGIAN
    }

    /** With the method chosen by size. */
    public PlanOptions(double gap, Duration timeLimit, long seed, int threads) {
        this(gap, timeLimit, seed, threads, Method.AUTOMATIC);
    }

    public PlanOptions {
        if (!(gap >= 0 && gap <= 1)) {
            throw new IllegalArgumentException("gap is " + gap + "; expected a share between 0 and 1");
        }
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("time limit is " + timeLimit + "; expected more than 0 seconds");
        }
        if (seed < 0 || seed > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "seed is " + seed + "; expected a whole number from 0 to " + Integer.MAX_VALUE);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
        }
    }
}
