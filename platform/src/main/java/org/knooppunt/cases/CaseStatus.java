package org.knooppunt.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knooppunt.web.Coded;

/** Where a case stands, from a first thought to a business that runs; or put aside. */
public enum CaseStatus implements Coded {
    SEED,
    POTENTIAL,
    PRE_BUSINESS_CASE,
    FEASIBLE,
    GUIDED,
    REALISED,
    PARKED,
    STOPPED;

    /** From a first thought to a business that runs. */
    public static final List<CaseStatus> STAGES =
            Arrays.stream(values()).filter(status -> !status.isAside()).toList();

    /** Whether it is put aside, for a while or for good. */
    public boolean isAside() {
        return this == PARKED || this == STOPPED;
    }

    /** The stage after this one. */
    public Optional<CaseStatus> next() {
        int at = STAGES.indexOf(this);
        return at >= 0 && at + 1 < STAGES.size() ? Optional.of(STAGES.get(at + 1)) : Optional.empty();
    }

    /** The stage before this one. */
    public Optional<CaseStatus> previous() {
        int at = STAGES.indexOf(this);
        return at > 0 ? Optional.of(STAGES.get(at - 1)) : Optional.empty();
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
            case SEED -> "plant-2";
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
