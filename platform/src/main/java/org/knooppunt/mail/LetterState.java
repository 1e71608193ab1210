package org.knooppunt.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a letter is. */
public enum LetterState {
    WAITING,
    SENDING,
    SENT,
    /** Sending it was under way when the program or the connection ended: nobody knows whether it arrived. */
    UNKNOWN,
    /** It was tried often enough, or the address does not exist. */
    FAILED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LetterState> find(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst();
    }

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
