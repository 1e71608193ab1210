package org.knooppunt.indicators;

import org.knooppunt.web.Coded;

/** What a statistical area is. */
public enum AreaKind implements Coded {
    MUNICIPALITY,
    /** A municipality that is one of the thirteen Flemish centre cities. */
    CENTRE_CITY,
    /** Brussels as the Flemish Community Commission counts it. */
    VGC,
    NEIGHBOURHOOD,
    /** Several areas taken together, of which only an average is known. */
    GROUP,
    PROVINCE,
    REGION
}
