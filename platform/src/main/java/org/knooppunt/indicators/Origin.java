package org.knooppunt.indicators;

import org.knooppunt.web.Coded;

/** How a figure of an area came about. */
public enum Origin implements Coded {
    /** Observed for this very area. */
    OWN,
    /** From before a merger: the counts of the former areas, added up to the present area. */
    SUMMED,
    /** From before a merger: that of the former area of the same name, which was smaller; the line is broken here. */
    BROKEN
}
