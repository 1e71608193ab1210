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
 * @param start values of all columns to start from, if any
 */
public record SolveOptions(
        double gap, Duration timeLimit, long seed, int threads, boolean relaxed, double @Nullable [] start) {
    public static final SolveOptions DEFAULT = new SolveOptions(1e-4, Duration.ofHours(1), 0, 1, false, null);

    public SolveOptions withGap(double newGap) {
        return new SolveOptions(newGap, timeLimit, seed, threads, relaxed, start);
    }

    public SolveOptions withTimeLimit(Duration newLimit) {
        return new SolveOptions(gap, newLimit, seed, threads, relaxed, start);
    }

    public SolveOptions withSeed(long newSeed) {
        return new SolveOptions(gap, timeLimit, newSeed, threads, relaxed, start);
    }

    public SolveOptions withThreads(int newThreads) {
        return new SolveOptions(gap, timeLimit, seed, newThreads, relaxed, start);
    }

    public SolveOptions asRelaxed() {
        return new SolveOptions(gap, timeLimit, seed, threads, true, start);
    }

    public SolveOptions startingFrom(double[] columns) {
        return new SolveOptions(gap, timeLimit, seed, threads, relaxed, columns);
    }
}
