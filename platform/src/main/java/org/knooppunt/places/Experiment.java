package org.knooppunt.places;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something tried out in a place, with what the law and the owner ask of it.
 *
 * @param evaluateBy by when it is to be said what was learned
 * @param continues absent until it was evaluated
 */
public record Experiment(
        long id,
        long place,
        String placeName,
        String owner,
        @Nullable Long businessCase,
        String title,
        String authority,
        String permit,
        @Nullable LocalDate permitFrom,
        @Nullable LocalDate permitUntil,
        LocalDate fromDay,
        LocalDate untilDay,
        LocalDate evaluateBy,
        String learned,
        @Nullable Continues continues,
        @Nullable Instant evaluatedAt,
        String evaluator,
        List<Condition> conditions,
        int version) {
    public Experiment {
        conditions = List.copyOf(conditions);
    }

    /**
     * What it must keep to.
     *
     * @param watcher who watches that it is kept
     * @param keptAt when somebody last saw that it is; absent until then
     */
    public record Condition(
            long id, String words, String watcher, @Nullable Instant keptAt, String keeper) {}

    public String path() {
        return "/places/experiments/" + id;
    }

    public String placePath() {
        return "/places/" + place;
    }

    public boolean isEvaluated() {
        return continues != null;
    }

    /** Whether it runs on a day on which its permit does not hold. */
    public boolean isBeyondPermit(LocalDate day) {
        boolean runs = !fromDay.isAfter(day) && !untilDay.isBefore(day);
        return runs
                && (permitUntil != null && permitUntil.isBefore(day) || permitFrom != null && permitFrom.isAfter(day));
    }

    /** Where it stands on a day; the code is the end of a message key. */
    public String standing(LocalDate day) {
        if (isEvaluated()) {
            return "evaluated";
        }
        if (fromDay.isAfter(day)) {
            return "coming";
        }
        if (!untilDay.isBefore(day)) {
            return "running";
        }
        return evaluateBy.isBefore(day) ? "late" : "over";
    }

    public String tone(LocalDate day) {
        return switch (standing(day)) {
            case "running", "evaluated" -> "good";
            case "late" -> "stop";
            default -> "wait";
        };
    }

    public String icon(LocalDate day) {
        return switch (standing(day)) {
            case "running" -> "flask";
            case "evaluated" -> "circle-check";
            case "late" -> "alert-triangle";
            default -> "clock";
        };
    }
}
