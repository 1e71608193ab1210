package org.knooppunt.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/** What a case holds beside its figures: who does what by when, what was said and decided, how it moved, what came of it. */
public record Dossier(List<Step> steps, List<Entry> entries, List<Move> moves, List<Result> results) {
    /** @param owner who does it, as people call them */
    public record Step(
            long id,
            String title,
            String owner,
            LocalDate due,
            @Nullable Instant doneAt,
            @Nullable String doneBy) {
        public boolean isOpen() {
            return doneAt == null;
        }

        public boolean isLate(LocalDate today) {
            return isOpen() && due.isBefore(today);
        }
    }

    /** Something that was said, decided or feared. */
    public record Entry(long id, Kind kind, LocalDate happenedOn, String words, Instant writtenAt, String writer) {
        /** What kind of thing was written down. */
        public enum Kind implements Coded {
            TALK,
            SESSION,
            DECISION,
            RISK
        }
    }

    /**
     * A change of status.
     *
     * @param reason why it was put aside; empty when it was not
     * @param missing what the stage demanded and was not there, when a coordinator let it pass
     */
    public record Move(
            long id,
            CaseStatus from,
            CaseStatus to,
            String reason,
            String words,
            List<String> missing,
            Instant movedAt,
            String mover) {}

    /** A result that was verified. */
    public record Result(
            long id,
            Measure measure,
            double quantity,
            String forWhom,
            LocalDate firstDay,
            LocalDate lastDay,
            String evidence,
            Instant verifiedAt,
            String verifier) {
        /** What is counted: t of material, t CO2e avoided, EUR, jobs. */
        public enum Measure implements Coded {
            MATERIAL,
            CO2E,
            MONEY,
            JOBS
        }
    }
}
