package org.knooppunt.engine.legal;

import java.util.Locale;

/** How pressing an item is. */
public enum Severity {
    /** The law asks it. */
    MUST,
    /** To be found out: the answer decides whether something must be done. */
    CHECK,
    /** Good to know. */
    KNOW;

    /** The word used in rule files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
