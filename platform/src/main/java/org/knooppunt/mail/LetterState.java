package org.knooppunt.mail;

import org.knooppunt.web.Coded;

/** How far a letter is. */
public enum LetterState implements Coded {
    WAITING,
    SENDING,
    SENT,
    /** Sending it was under way when the program or the connection ended: nobody knows whether it arrived. */
    UNKNOWN,
    /** It was tried often enough, or the address does not exist. */
    FAILED;

    /** As states are shown. */
    public String tone() {
        return switch (this) {
            case WAITING, SENDING -> "wait";
            case SENT -> "good";
            case UNKNOWN, FAILED -> "stop";
        };
    }

    public String icon() {
        return switch (this) {
            case WAITING, SENDING -> "hourglass";
            case SENT -> "circle-check";
            case UNKNOWN -> "help-circle";
            case FAILED -> "alert-triangle";
        };
    }
}
