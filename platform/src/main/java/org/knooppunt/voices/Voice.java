package org.knooppunt.voices;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/**
 * What somebody saw or heard.
 *
 * @param theme in a word or two, as people choose; may be empty
 * @param indicators codes of figures it says something about
 * @param writer by name; absent for who may not know, and when the account is gone
 */
public record Voice(
        long id,
        String words,
        String place,
        String theme,
        LocalDate observedOn,
        SeenAs seenAs,
        Readers readers,
        @Nullable Instant releasedAt,
        List<String> indicators,
        @Nullable String writer,
        boolean own,
        int version) {
    public Voice {
        indicators = List.copyOf(indicators);
    }

    public boolean isReleased() {
        return releasedAt != null;
    }

    /** The beginning, for lists. */
    public String begin() {
        return words.length() <= 160
                ? words
                : words.substring(0, words.lastIndexOf(' ', 160) + 1).strip() + "…";
    }

    /** As what the writer tells it. */
    public enum SeenAs implements Coded {
        WORKER,
        RESIDENT
    }

    /** Who may read it once it is released. */
    public enum Readers implements Coded {
        OFFICERS,
        MEMBERS,
        EVERYBODY
    }

    /** What a person tells. */
    public record Draft(
            String words,
            String place,
            String theme,
            LocalDate observedOn,
            SeenAs seenAs,
            Readers readers,
            List<String> indicators) {
        public Draft {
            indicators = List.copyOf(indicators);
        }
    }
}
