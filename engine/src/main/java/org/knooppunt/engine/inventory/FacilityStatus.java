package org.knooppunt.engine.inventory;

import java.util.Locale;
import java.util.Optional;

/** Whether a facility stands already or could be built. */
public enum FacilityStatus {
    EXISTING,
    CANDIDATE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FacilityStatus> find(String code) {
        for (FacilityStatus status : values()) {
            if (status.code().equals(code)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
