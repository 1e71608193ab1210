package org.knooppunt.visitation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/**
 * What a visitation advised.
 *
 * @param dueOn by when it should be done, when that was agreed
 * @param follows the earlier advice of which this is the follow-up
 * @param followedBy later ones that follow this up
 * @param response what the addressee answered; empty when nothing yet
 * @param years how it stood, the latest first
 */
public record Recommendation(
        long id,
        long visitation,
        String visitationTitle,
        int visitationYear,
        String title,
        String words,
        String source,
        Set<Addressee> addressees,
        @Nullable LocalDate dueOn,
        @Nullable Link follows,
        List<Link> followedBy,
        String response,
        @Nullable Instant respondedAt,
        @Nullable String responder,
        List<Year> years,
        int version) {
    public Recommendation {
        // in their order, from the city upwards
        addressees = Collections.unmodifiableSet(new TreeSet<>(addressees));
        followedBy = List.copyOf(followedBy);
        years = List.copyOf(years);
    }

    /** To whom it was said. */
    public enum Addressee implements Coded {
        CITY,
        OCMW,
        PROVINCE,
        FLEMISH,
        FEDERAL
    }

    /** How it stands. */
    public enum Status implements Coded {
        OPEN("wait", "circle-dashed"),
        PLANNED("plain", "calendar"),
        RUNNING("plain", "player-play"),
        DONE("good", "circle-check"),
        DROPPED("stop", "circle-x");

        private final String tone;
        private final String icon;

        Status(String tone, String icon) {
            this.tone = tone;
            this.icon = icon;
        }

        public String tone() {
            return tone;
        }

        public String icon() {
            return icon;
        }

        /** Whether nothing more is to be done. */
        public boolean isFinished() {
            return this == DONE || this == DROPPED;
        }
    }

    /** Another recommendation. */
    public record Link(long id, String title, int year) {
        public String path() {
            return "/visitations/recommendations/" + id;
        }
    }

    /**
     * How it stood in a year.
     *
     * @param evidence what shows it
     */
    public record Year(int year, Status status, String words, String evidence, Instant toldAt, String teller) {}

    /** Why something is overdue. */
    public enum Overdue implements Coded {
        /** The day by which it should be done has passed. */
        DUE,
        /** Nothing was told of last year, nor of this. */
        SILENT
    }

    public String path() {
        return "/visitations/recommendations/" + id;
    }

    /** How it stands by what was told last; open when nothing was. */
    public Status status() {
        return years.isEmpty() ? Status.OPEN : years.getFirst().status();
    }

    /** Whole years since the visitation. */
    public int age(LocalDate today) {
        return Math.max(0, today.getYear() - visitationYear);
    }

    /** Why it is overdue; nothing when it is finished or in time. */
    public Optional<Overdue> overdue(LocalDate today) {
        if (status().isFinished()) {
            return Optional.empty();
        }
        if (dueOn != null && dueOn.isBefore(today)) {
            return Optional.of(Overdue.DUE);
        }
        int told = years.isEmpty() ? visitationYear : years.getFirst().year();
        return told < today.getYear() - 1 ? Optional.of(Overdue.SILENT) : Optional.empty();
    }

    /** The code of why it is overdue; empty when it is not. */
    public String overdueCode(LocalDate today) {
        return overdue(today).map(Overdue::code).orElse("");
    }

    /** What an officer writes of one. */
    public record Draft(
            String title,
            String words,
            String source,
            Set<Addressee> addressees,
            @Nullable LocalDate dueOn,
            @Nullable Long follows) {
        public Draft {
            addressees = Set.copyOf(addressees);
        }
    }
}
