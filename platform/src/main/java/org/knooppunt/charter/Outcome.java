package org.knooppunt.charter;

import org.knooppunt.web.Coded;

/** What an organisation says of a commitment in a year. */
public enum Outcome implements Coded {
    DONE,
    PARTLY,
    NOT;

    public String tone() {
        return switch (this) {
            case DONE -> "good";
            case PARTLY -> "wait";
            case NOT -> "stop";
        };
    }

    public String icon() {
        return switch (this) {
            case DONE -> "circle-check";
            case PARTLY -> "progress-check";
            case NOT -> "ban";
        };
    }
}
