package org.knooppunt.engine.solver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to solve a model.
 *
 * @param gap relative gap at which a mixed-integer search may stop
 * @param absoluteGap distance between objective and bound at which it may stop too
 * @param timeLimit time after which it stops with what it has
 * @param seed random seed; the same seed, model and threads give the same answer when no limit cuts it off
 * @param threads threads HiGHS may use
 * @param relaxed whole columns may be broken: the linear relaxation, which gives duals
 * @param nodes nodes after which a mixed-integer search stops with what it has: the same on every machine, unlike time
 * @param effort what HiGHS does beside its search
 * @param start values of all columns to start from, if any
 * @param interior linear models by an interior point method that ends inside the best face, not at a corner of it: several
 *     times as soon as the simplex method where there are tens of thousands of rows, with values right to a tolerance only
 */
public record SolveOptions(
        double gap,
        double absoluteGap,
        Duration timeLimit,
        long seed,
        int threads,
        boolean relaxed,
        int nodes,
        Effort effort,
        double @Nullable [] start,
        boolean interior) {
    public static final SolveOptions DEFAULT =
            new SolveOptions(1e-4, 1e-6, Duration.ofHours(1), 0, 1, false, Integer.MAX_VALUE, Effort.FULL, null, false);

    public SolveOptions withGap(double newGap) {
        return new SolveOptions(newGap, absoluteGap, timeLimit, seed, threads, relaxed, nodes, effort, start, interior);
    }

    public SolveOptions withAbsoluteGap(double newGap) {
        return new SolveOptions(gap, newGap, timeLimit, seed, threads, relaxed, nodes, effort, start, interior);
    }

    public SolveOptions withTimeLimit(Duration newLimit) {
        return new SolveOptions(gap, absoluteGap, newLimit, seed, threads, relaxed, nodes, effort, start, interior);
    }

    public SolveOptions withSeed(long newSeed) {
        return new SolveOptions(gap, absoluteGap, timeLimit, newSeed, threads, relaxed, nodes, effort, start, interior);
    }

    public SolveOptions withThreads(int newThreads) {
        return new SolveOptions(gap, absoluteGap, timeLimit, seed, newThreads, relaxed, nodes, effort, start, interior);
    }

    public SolveOptions asRelaxed() {
        return new SolveOptions(gap, absoluteGap, timeLimit, seed, threads, true, nodes, effort, start, interior);
    }

    public SolveOptions startingFrom(double[] columns) {
        return new SolveOptions(gap, absoluteGap, timeLimit, seed, threads, relaxed, nodes, effort, columns, interior);
    }

    public SolveOptions withNodes(int most) {
        return new SolveOptions(gap, absoluteGap, timeLimit, seed, threads, relaxed, most, effort, start, interior);
    }

    public SolveOptions byInteriorPoint() {
        return new SolveOptions(gap, absoluteGap, timeLimit, seed, threads, relaxed, nodes, effort, start, true);
    }

    public SolveOptions withEffort(Effort newEffort) {
        return new SolveOptions(gap, absoluteGap, timeLimit, seed, threads, relaxed, nodes, newEffort, start, interior);
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
