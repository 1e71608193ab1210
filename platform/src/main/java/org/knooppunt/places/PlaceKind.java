package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** What a place is. */
public enum PlaceKind implements Coded {
    BUILDING,
    PLOT,
    ROOM,
    EQUIPMENT;

    /** Whether it is reserved by the hour; the others by the day. */
    public boolean byHour() {
        return this == ROOM || this == EQUIPMENT;
    }

    public String icon() {
        return switch (this) {
            case BUILDING -> "building-warehouse";
            case PLOT -> "map-2";
            case ROOM -> "door";
            case EQUIPMENT -> "tool";
        };
    }
}
