package org.knooppunt.introductions;

import java.util.Locale;
import java.util.Optional;

/** Why somebody is not interested. Only the desk reads it. */
public enum Reason {
    QUANTITY,
    DISTANCE,
    QUALITY,
    TIMING,
    PRICE,
    OTHER_PARTNER,
    OTHER;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Reason> find(String code) {
        for (Reason reason : values()) {
            if (reason.code().equals(code)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
