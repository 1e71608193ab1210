package org.knooppunt.effects;

import org.knooppunt.web.Coded;

/** How sure it is that an effort had an effect, weakest first. */
public enum Grade implements Coded {
    /** Somebody says so. */
    ASSERTED("plain", "message-2"),
    /** The figure moved afterwards. */
    TREND("wait", "trending-up"),
    /** It moved otherwise than elsewhere. */
    COMPARED("good", "arrows-diff"),
    /** It moved otherwise than where all was the same but this. */
    COUNTERFACTUAL("good", "certificate");

    private final String tone;
    private final String icon;

    Grade(String tone, String icon) {
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
