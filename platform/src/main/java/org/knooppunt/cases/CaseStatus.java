package org.knooppunt.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a case stands, from a first thought to a business that runs; or put aside. */
public enum CaseStatus {
    SEED,
    POTENTIAL,
    PRE_BUSINESS_CASE,
    FEASIBLE,
    GUIDED,
    REALISED,
    PARKED,
    STOPPED;

    /** As the database and the interface for programs write it. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CaseStatus> find(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code().equals(code))
                .findFirst();
    }

    public String tone() {
        return switch (this) {
            case REALISED -> "good";
            case STOPPED -> "stop";
            case PARKED -> "wait";
            default -> "plain";
        };
    }

    public String icon() {
        return switch (this) {
            case SEED -> "seeding";
            case POTENTIAL -> "bulb";
            case PRE_BUSINESS_CASE -> "users-group";
            case FEASIBLE -> "checklist";
            case GUIDED -> "route";
            case REALISED -> "circle-check";
            case PARKED -> "player-pause";
            case STOPPED -> "ban";
        };
    }
}
