package org.knooppunt.charter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a text with all it says.
 *
 * @param hash of its canonical form, absent as long as it is a draft
 */
public record Version(
        long text,
        TextKind kind,
        int number,
        String title,
        String preamble,
        List<Clause> clauses,
        List<Proposal> proposals,
        @Nullable String hash,
        @Nullable Instant publishedAt,
        @Nullable String publisher) {
    public Version {
        clauses = List.copyOf(clauses);
        proposals = List.copyOf(proposals);
    }

    public boolean isPublished() {
        return publishedAt != null;
    }
}
