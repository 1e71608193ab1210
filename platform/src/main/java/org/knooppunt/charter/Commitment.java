package org.knooppunt.charter;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation committed itself to, measurable, and where it stands.
 *
 * @param quantity in units, above 0
 * @param forWhom may be empty
 * @param outcome what was last said of it
 * @param year the year this was said of
 * @param reached the figure with it
 * @param askedYear the first year of which a report is asked and not there
 * @param late whether that report is late
 */
public record Commitment(
        long id,
        long signature,
        long text,
        String title,
        String organisation,
        String organisationName,
        String what,
        double quantity,
        String unit,
        LocalDate byDay,
        String forWhom,
        boolean withdrawn,
        @Nullable Outcome outcome,
        @Nullable Integer year,
        @Nullable Double reached,
        @Nullable Integer askedYear,
        boolean late) {

    /** What is committed at signing. */
    public record Line(String what, double quantity, String unit, LocalDate byDay, String forWhom) {}

    /** Message key and looks of where it stands. */
    public String state() {
        if (withdrawn) {
            return "withdrawn";
        }
        return late ? "late" : outcome != null ? outcome.code() : "open";
    }

    public String tone() {
        return switch (state()) {
            case "late" -> "stop";
            case "open", "withdrawn" -> "plain";
            default -> outcome == null ? "plain" : outcome.tone();
        };
    }

    public String icon() {
        return switch (state()) {
            case "late" -> "alert-triangle";
            case "withdrawn" -> "ban";
            case "open" -> "circle-dashed";
            default -> outcome == null ? "circle-dashed" : outcome.icon();
        };
    }
}
