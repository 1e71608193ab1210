package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** In which way a place can be had. */
public enum Deal implements Coded {
    SALE,
    LEASE,
    TEMPORARY
}
