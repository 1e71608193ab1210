package org.knooppunt.engine.design;

/** Watches a plan being made and may stop it. Called from the solving thread; must be quick. */
public interface PlanMonitor {
    /** Listens to nothing and never cancels. */
    PlanMonitor SILENT = new PlanMonitor() {};

    /**
     * @param surplus of the best plan so far, EUR per year
     * @param bound proven upper bound so far, EUR per year; infinite when there is none yet
     * @param seconds since the start
     */
    default void progress(double surplus, double bound, double seconds) {}

    /** True as soon as the person wants it to stop; the best plan so far is then returned. */
    default boolean cancelled() {
        return false;
    }
}
