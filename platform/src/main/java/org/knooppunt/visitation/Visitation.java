package org.knooppunt.visitation;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/**
 * A visitation.
 *
 * @param heldOn the day, when it is known
 * @param firstYear of the policy it looked at
 * @param version for forms
 */
public record Visitation(
        long id,
        String title,
        int year,
        @Nullable LocalDate heldOn,
        String place,
        @Nullable Integer firstYear,
        @Nullable Integer lastYear,
        String words,
        String source,
        int version,
        List<Part> parts) {
    public Visitation {
        parts = List.copyOf(parts);
    }

    /** What a part is, in the order of the page. */
    public enum PartKind implements Coded {
        THEME,
        MEMBER,
        SOURCE,
        TALK,
        AGENDA,
        FINDING,
        PRACTICE
    }

    /** A theme, somebody of the committee, a source, a talk, a point of the agenda, a finding or a good practice. */
    public record Part(long id, PartKind kind, String title, String words, String source) {}

    public List<Part> of(PartKind kind) {
        return parts.stream().filter(part -> part.kind() == kind).toList();
    }

    /** A line of the list. */
    public record Line(
            long id, String title, int year, @Nullable LocalDate heldOn, int recommendations, int finished) {}

    /** What an officer writes of one. */
    public record Draft(
            String title,
            int year,
            @Nullable LocalDate heldOn,
            String place,
            @Nullable Integer firstYear,
            @Nullable Integer lastYear,
            String words,
            String source) {}
}
