package org.knooppunt.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a case came from. */
public enum Origin {
    PLAN,
    CHALLENGE,
    SESSION,
    /** Somebody brought an idea to the desk. */
    DESK;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Origin> find(String code) {
        return Arrays.stream(values())
                .filter(origin -> origin.code().equals(code))
                .findFirst();
    }
}
