package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** What a size is counted in. */
public enum SizeUnit implements Coded {
    M2,
    HA,
    M3,
    KW,
    PIECES
}
