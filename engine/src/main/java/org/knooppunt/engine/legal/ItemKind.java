package org.knooppunt.engine.legal;

import java.util.Locale;

/** What an item asks people to do. */
public enum ItemKind {
    /** Warns the coordinator about the coordinator's own role. */
    ROLE,
    WARN,
    /** Decide about status, code or who does what. */
    DECIDE,
    REGISTER,
    PERMIT,
    DOCUMENT,
    /** Ask an authority. */
    ASK;

    /** The word used in rule files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
