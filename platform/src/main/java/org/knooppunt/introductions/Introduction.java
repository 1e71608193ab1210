package org.knooppunt.introductions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/**
 * An introduction as one of the two sides may know it now.
 *
 * @param mine the reader's own stream
 * @param told what the reader was told of the other before names; absent while the desk looks for somebody
 * @param partner the other; only when both agree
 * @param ended why it is closed, as this reader may know it; absent while it is open
 * @param steps what happened, oldest first, as this reader may know it
 */
public record Introduction(
        String id,
        StreamFacts mine,
        State state,
        Next next,
        @Nullable Statement told,
        @Nullable Partner partner,
        @Nullable String ended,
        List<Step> steps,
        Instant movedAt) {
    public Introduction {
        steps = List.copyOf(steps);
    }

    /** Whose move it is, seen from the reader. */
    public enum Next implements Coded {
        /** The desk looks at the wish. */
        WAIT_DESK,
        /** The other side was asked. */
        WAIT_OTHER,
        /** The reader is asked whether it wants to know the other and be known. */
        ANSWER,
        /** The reader may say that prices may be shown. */
        PRICE,
        /** The reader said so; the other did not yet. */
        WAIT_PRICE,
        /** They talk. */
        TALK,
        ENDED;

        /** Whether it waits for the reader. */
        public boolean asks() {
            return this == ANSWER || this == PRICE;
        }
    }

    /**
     * The other side, once both agree.
     *
     * @param km as the crow flies
     * @param price EUR per unit; absent until both agree to that too
     * @param contact who spoke for it
     */
    public record Partner(
            String name,
            String path,
            String site,
            String area,
            double km,
            String className,
            String description,
            double quantity,
            @Nullable Double price,
            @Nullable String contact,
            @Nullable String email) {}

    public String path() {
        return "/introductions/" + id;
    }
}
