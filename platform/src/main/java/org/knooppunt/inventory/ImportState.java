package org.knooppunt.inventory;

import java.util.Locale;

/** Where a file is on its way into the inventory. */
public enum ImportState {
    WAITING("wait", "hourglass"),
    READING("wait", "refresh"),
    /** Read; somebody must look at it and accept it or throw it away. */
    READ("wait", "eye"),
    ACCEPTED("wait", "hourglass"),
    STORING("wait", "refresh"),
    STORED("good", "circle-check"),
    CANCELLED("stop", "ban"),
    DISCARDED("plain", "trash"),
    FAILED("stop", "alert-triangle");

    private final String tone;
    private final String icon;

    ImportState(String tone, String icon) {
        this.tone = tone;
        this.icon = icon;
    }

    /** As message keys name it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String tone() {
        return tone;
    }

    public String icon() {
        return icon;
    }

    /** A job works on it or soon will. */
    public boolean running() {
        return this == WAITING || this == READING || this == ACCEPTED || this == STORING;
    }

    /** On the way from accepted to stored. */
    public boolean storing() {
        return this == ACCEPTED || this == STORING;
    }
}
