package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** How far a reservation is; the first two hold the place. */
public enum ReservationState implements Coded {
    REQUESTED,
    CONFIRMED,
    DECLINED,
    CANCELLED;

    public boolean holds() {
        return this == REQUESTED || this == CONFIRMED;
    }

    public String tone() {
        return switch (this) {
            case REQUESTED -> "wait";
            case CONFIRMED -> "good";
            case DECLINED -> "stop";
            case CANCELLED -> "plain";
        };
    }

    public String icon() {
        return switch (this) {
            case REQUESTED -> "clock";
            case CONFIRMED -> "circle-check";
            case DECLINED -> "ban";
            case CANCELLED -> "circle-dashed";
        };
    }
}
