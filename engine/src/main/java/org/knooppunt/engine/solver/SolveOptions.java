package org.knooppunt.engine.solver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to solve a model.
 *
 * @param gap relative gap at which a mixed-integer search may stop
 * @param timeLimit time after which it stops with what it has
 * @param seed random seed; the same seed, model and threads give the same answer when no limit cuts it off
 * @param threads threads HiGHS may use
 * @param relaxed whole columns may be broken: the linear relaxation, which gives duals
 * @param heuristics whether HiGHS looks for solutions and restarts beside its search; without, it is several times as
 *     fast on models with few whole columns and a good start, and slow to find solutions on others
 * @param start values of all columns to start from, if any
 */
public record SolveOptions(
        double gap,
        Duration timeLimit,
        long seed,
        int threads,
        boolean relaxed,
        boolean heuristics,
        double @Nullable [] start) {
    public static final SolveOptions DEFAULT = new SolveOptions(1e-4, Duration.ofHours(1), 0, 1, false, true, null);

    public SolveOptions withGap(double newGap) {
        return new SolveOptions(newGap, timeLimit, seed, threads, relaxed, heuristics, start);
    }

    public SolveOptions withTimeLimit(Duration newLimit) {
        return new SolveOptions(gap, newLimit, seed, threads, relaxed, heuristics, start);
    }

    public SolveOptions withSeed(long newSeed) {
        return new SolveOptions(gap, timeLimit, newSeed, threads, relaxed, heuristics, start);
    }

    public SolveOptions withThreads(int newThreads) {
        return new SolveOptions(gap, timeLimit, seed, newThreads, relaxed, heuristics, start);
    }

    public SolveOptions asRelaxed() {
        return new SolveOptions(gap, timeLimit, seed, threads, true, heuristics, start);
    }

    public SolveOptions startingFrom(double[] columns) {
        return new SolveOptions(gap, timeLimit, seed, threads, relaxed, heuristics, columns);
    }

    public SolveOptions withoutHeuristics() {
        return new SolveOptions(gap, timeLimit, seed, threads, relaxed, false, start);
    }
}
