package org.knooppunt.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a case is put aside. */
public enum AsideReason {
    /** A partner left, or none was found. */
    PARTNER,
    /** It earns too little. */
    MARGIN,
    /** The law does not allow it, or not yet. */
    LEGAL,
    /** There is too little of it. */
    VOLUME,
    /** There is no place for it. */
    PLACE,
    /** It comes too early or too late. */
    TIMING,
    /** Another case does the same. */
    DOUBLE,
    OTHER;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AsideReason> find(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }
}
