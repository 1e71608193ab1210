package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** What became of who looked for space. */
public enum SeekerState implements Coded {
    LOOKING,
    MOVED_IN,
    STOPPED
}
