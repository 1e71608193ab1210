package org.knooppunt.engine.risk;

/** Watches a simulation and may stop it. Called from the simulating threads; must be quick and safe for threads. */
public interface RiskMonitor {
    /** Listens to nothing and never cancels. */
    RiskMonitor SILENT = new RiskMonitor() {};

    /** How many of the years are done. */
    default void progress(int done, int years) {}

    /** True as soon as nobody wants the answer any more. */
    default boolean cancelled() {
        return false;
    }
}
