package org.knooppunt.funding;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.CaseReports;

/**
 * A project that somebody pays for.
 *
 * @param reference how the funder calls it; may be empty
 */
public record FundingProject(
        long id, String title, String funder, String reference, String words, int version, List<Phase> phases) {

    /** A project in a list. */
    public record Line(
            long id,
            String title,
            String funder,
            int phases,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay) {}

    /** @param done what was done, in words */
    public record Phase(
            long id, String title, LocalDate firstDay, LocalDate lastDay, String done, List<Promise> promises) {
        public boolean isRunning(LocalDate today) {
            return !today.isBefore(firstDay) && !today.isAfter(lastDay);
        }

        public boolean isOver(LocalDate today) {
            return today.isAfter(lastDay);
        }
    }

    /**
     * What was promised for a phase, and how much of it was reached.
     *
     * @param countedBy what Knooppunt counts from first to last day of the phase; absent when a person fills it in
     * @param reached absent when nobody filled it in yet
     */
    public record Promise(
            long id,
            String title,
            String unit,
            BigDecimal promised,
            CaseReports.@Nullable Count countedBy,
            @Nullable BigDecimal reached,
            String evidence) {

        /** Reached as a share of promised; 0 when nobody filled it in. */
        public double share() {
            return reached == null
                    ? 0
                    : reached.divide(promised, 6, RoundingMode.HALF_UP).doubleValue();
        }

        public boolean isKept() {
            return reached != null && reached.compareTo(promised) >= 0;
        }
    }
}
