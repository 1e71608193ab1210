package org.knooppunt.places;

import org.knooppunt.cases.Coded;

/** In which way a place can be had. */
public enum Deal implements Coded {
    SALE,
    LEASE,
    TEMPORARY
}
