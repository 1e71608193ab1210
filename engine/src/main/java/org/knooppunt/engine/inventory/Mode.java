package org.knooppunt.engine.inventory;

import java.util.Locale;
import java.util.Optional;

/** A way of moving goods that a site can reach. */
public enum Mode {
    ROAD,
    WATER,
    RAIL;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Mode> find(String code) {
        for (Mode mode : values()) {
            if (mode.code().equals(code)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
