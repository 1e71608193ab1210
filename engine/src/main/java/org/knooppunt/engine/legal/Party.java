package org.knooppunt.engine.legal;

import java.util.Locale;

/** Who carries or who arranges. */
public enum Party {
    GIVER,
    TAKER,
    CARRIER,
    COORDINATOR,
    THIRD_PARTY,
    /** Nothing is carried: a pipe, a cable, or use in place. */
    NOBODY,
    UNKNOWN;

    /** The word used in rule files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
