package org.knooppunt.engine.solver;

/** Watches a solve and may stop it. Called from the solving thread, at most every tenth of a second or so. */
public interface SolveMonitor {
    SolveMonitor SILENT = new SolveMonitor() {};

    /**
     * Progress of a mixed-integer search.
     *
     * @param objective of the best solution so far; infinite when there is none
     * @param bound proven so far; infinite when there is none
     */
    default void progress(double objective, double bound) {}

    /** True to stop as soon as possible with the best solution so far. */
    default boolean cancelled() {
        return false;
    }
}
