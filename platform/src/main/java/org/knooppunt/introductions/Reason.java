package org.knooppunt.introductions;

import org.knooppunt.web.Coded;

/** Why somebody is not interested. Only the desk reads it. */
public enum Reason implements Coded {
    QUANTITY,
    DISTANCE,
    QUALITY,
    TIMING,
    PRICE,
    OTHER_PARTNER,
    OTHER
}
