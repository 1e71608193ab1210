package org.knooppunt.introductions;

import org.knooppunt.web.Coded;

/** How far an introduction is. */
public enum State implements Coded {
    /** Somebody is interested; the desk looks at it. */
    WISHED,
    /** The desk asked the other side. */
    ASKED,
    /** Both agree to know each other's name. */
    NAMED,
    /** Both agree to show prices. */
    PRICED,
    CLOSED;

    public boolean isNamed() {
        return this == NAMED || this == PRICED;
    }

    public String tone() {
        return switch (this) {
            case WISHED, ASKED -> "wait";
            case NAMED, PRICED -> "good";
            case CLOSED -> "plain";
        };
    }

    public String icon() {
        return switch (this) {
            case WISHED -> "inbox";
            case ASKED -> "clock";
            case NAMED -> "users";
            case PRICED -> "circle-check";
            case CLOSED -> "ban";
        };
    }
}
