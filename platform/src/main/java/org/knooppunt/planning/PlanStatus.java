package org.knooppunt.planning;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a plan is. A cancelled plan may hold the best that was found until then. */
public enum PlanStatus {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PlanStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public static Optional<PlanStatus> find(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code().equals(code))
                .findFirst();
    }

    /** Nothing more will happen by itself. */
    public boolean isFinal() {
        return this != QUEUED && this != RUNNING;
    }

    /** For the pages: good, wait, stop or plain. */
    public String tone() {
        return switch (this) {
            case QUEUED, RUNNING -> "wait";
            case DONE -> "good";
            case FAILED -> "stop";
            case CANCELLED -> "plain";
        };
    }

    public String icon() {
        return switch (this) {
            case QUEUED -> "clock";
            case RUNNING -> "hourglass";
            case DONE -> "circle-check";
            case FAILED -> "alert-triangle";
            case CANCELLED -> "player-stop";
        };
    }
}
