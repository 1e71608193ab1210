package org.knooppunt.charter;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text and its versions.
 *
 * @param everyone whether any organisation may sign, or the parties only
 * @param shown whether everybody may read it and see who released their signature
 * @param businessCase the case it is an agreement of
 * @param version for optimistic locking of the draft and the settings
 * @param editions what was published, the latest first
 * @param draft number of the version that is being written
 * @param parties names by key of those who are asked to sign
 */
public record CharterText(
        long id,
        TextKind kind,
        String title,
        boolean everyone,
        boolean shown,
        @Nullable Long businessCase,
        int version,
        List<Edition> editions,
        @Nullable Integer draft,
        Map<String, String> parties) {
    public CharterText {
        editions = List.copyOf(editions);
    }

    /** A published version in the list of them. */
    public record Edition(int number, Instant publishedAt, String publisher, String hash, long signatures) {}

    public Optional<Edition> latest() {
        return editions.stream().findFirst();
    }

    /** A text in a list. */
    public record Line(
            long id,
            TextKind kind,
            String title,
            boolean everyone,
            boolean shown,
            @Nullable Integer latest,
            @Nullable Instant publishedAt,
            boolean draft,
            long signatures) {}
}
