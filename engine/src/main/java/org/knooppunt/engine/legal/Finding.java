package org.knooppunt.engine.legal;

/** How a condition, or a route with all its conditions, stands. */
public enum Finding {
    MET,
    UNKNOWN,
    FAILED
}
