package org.knooppunt.challenges;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/**
 * What somebody sends for a challenge.
 *
 * @param team who they are, as they call themselves
 * @param talent what they are good at; may be empty
 * @param writer name of the account; absent for who may not know, and when it was forgotten
 * @param own whether the reader sent it
 * @param votes of the public; absent while people vote, and where they did not
 * @param businessCase the case it became
 */
public record Solution(
        long id,
        long challenge,
        String title,
        String words,
        String team,
        String talent,
        Readers readers,
        @Nullable String writer,
        Instant sentAt,
        boolean own,
        boolean won,
        @Nullable Integer votes,
        @Nullable Long businessCase,
        int version) {
    /** Solutions of one person for one challenge. */
    public static final int MOST = 3;

    public String path() {
        return "/challenges/" + challenge + "/solutions/" + id;
    }

    /** Who may read it once the challenge is closed. */
    public enum Readers implements Coded {
        EVERYBODY,
        /** The jury and who poses the challenge. */
        JURY
    }

    /** What a person sends. */
    public record Draft(String title, String words, String team, String talent, Readers readers) {}

    /**
     * A solution that won, as everybody may know it.
     *
     * @param readable whether this reader may read it too
     */
    public record Winner(
            long id,
            long challenge,
            String title,
            String team,
            boolean readable,
            @Nullable Long businessCase) {
        public String path() {
            return "/challenges/" + challenge + "/solutions/" + id;
        }
    }
}
