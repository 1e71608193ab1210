package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** Whether a place can be reserved, and whether somebody confirms that. */
public enum Booking implements Coded {
    NONE,
    REQUEST,
    AT_ONCE
}
