package org.knooppunt.engine.design;

/** Watches a trade-off being made and may stop it. Called from the solving thread; must be quick. */
public interface TradeMonitor {
    /** Listens to nothing and never cancels. */
    TradeMonitor SILENT = new TradeMonitor() {};

    /**
     * @param done points found, or known to be another's
     * @param asked points in all
     */
    default void progress(int done, int asked, double seconds) {}

    /** True as soon as the person wants it to stop; the points so far are then returned. */
    default boolean cancelled() {
        return false;
    }
}
