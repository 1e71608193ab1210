package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** How far the works are that a contract speaks of. */
public enum Renovation implements Coded {
    NONE,
    PLANNED,
    UNDER_WAY,
    DONE
}
