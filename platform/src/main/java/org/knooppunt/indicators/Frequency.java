package org.knooppunt.indicators;

import org.knooppunt.web.Coded;

/** How often new figures come. */
public enum Frequency implements Coded {
    MONTH,
    QUARTER,
    YEAR,
    TWO_YEARS,
    THREE_YEARS,
    SIX_YEARS,
    IRREGULAR,
    ONCE
}
