package org.knooppunt.purchases;

import org.knooppunt.web.Coded;

/** How far a group purchase is. */
public enum PurchaseStatus implements Coded {
    /** Pledges come, change and go. */
    OPEN("wait", "hourglass"),
    /** The threshold was reached: pledges are binding. */
    BOUND("good", "circle-check"),
    /** The closing date passed without the threshold. */
    LAPSED("plain", "calendar-off"),
    /** A coordinator called it off before the threshold. */
    STOPPED("plain", "ban");

    private final String tone;
    private final String icon;

    PurchaseStatus(String tone, String icon) {
        this.tone = tone;
        this.icon = icon;
    }

    public String tone() {
        return tone;
    }

    public String icon() {
        return icon;
    }
}
