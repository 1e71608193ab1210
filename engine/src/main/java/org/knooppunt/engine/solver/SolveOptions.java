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
 * @param effort what HiGHS does beside its search
 * @param start values of all columns to start from, if any
 */
public record SolveOptions(
        double gap,
        Duration timeLimit,
        long seed,
        int threads,
        boolean relaxed,
        Effort effort,
        double @Nullable [] start) {
    public static final SolveOptions DEFAULT =
            new SolveOptions(1e-4, Duration.ofHours(1), 0, 1, false, Effort.FULL, null);

    public SolveOptions withGap(double newGap) {
        return new SolveOptions(newGap, timeLimit, seed, threads, relaxed, effort, start);
    }

    public SolveOptions withTimeLimit(Duration newLimit) {
        return new SolveOptions(gap, newLimit, seed, threads, relaxed, effort, start);
    }

    public SolveOptions withSeed(long newSeed) {
        return new SolveOptions(gap, timeLimit, newSeed, threads, relaxed, effort, start);
    }

    public SolveOptions withThreads(int newThreads) {
        return new SolveOptions(gap, timeLimit, seed, newThreads, relaxed, effort, start);
    }

    public SolveOptions asRelaxed() {
        return new SolveOptions(gap, timeLimit, seed, threads, true, effort, start);
    }

    public SolveOptions startingFrom(double[] columns) {
        return new SolveOptions(gap, timeLimit, seed, threads, relaxed, effort, columns);
    }

    public SolveOptions withEffort(Effort newEffort) {
        return new SolveOptions(gap, timeLimit, seed, threads, relaxed, newEffort, start);
    }

    /** What a mixed-integer search does beside branching. */
    public enum Effort {
        /** As HiGHS would: finds good solutions where none is known. */
        FULL,
        /** No restarts and no searches in neighbourhoods. */
        LIGHT,
        /**
         * Branch and bound alone: several times as fast where few columns are whole, the relaxation is strong and a good
         * start is known.
         */
        SEARCH_ONLY
    }
}
