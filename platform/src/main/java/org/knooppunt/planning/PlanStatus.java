package org.knooppunt.planning;

import org.knooppunt.web.Coded;

/** How far a plan is. A cancelled plan may hold the best that was found until then. */
public enum PlanStatus implements Coded {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

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
