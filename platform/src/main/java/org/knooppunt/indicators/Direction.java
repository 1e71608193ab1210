package org.knooppunt.indicators;

import org.knooppunt.web.Coded;

/** Which way is good. */
public enum Direction implements Coded {
    UP,
    DOWN,
    NEUTRAL
}
