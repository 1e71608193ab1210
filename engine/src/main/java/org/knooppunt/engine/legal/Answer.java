package org.knooppunt.engine.legal;

import java.util.Locale;

/** An answer to a {@link Question}. Unknown counts neither as yes nor as no. */
public enum Answer {
    YES,
    NO,
    UNKNOWN;

    /** The word used in rule files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
