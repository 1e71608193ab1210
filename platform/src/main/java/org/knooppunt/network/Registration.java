package org.knooppunt.network;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/**
 * Somebody who asks to join with an organisation.
 *
 * @param enterpriseNumber its digits
 * @param area key of the area it is in
 * @param organisation the one that it became
 */
public record Registration(
        long id,
        State state,
        String name,
        String type,
        @Nullable String enterpriseNumber,
        String area,
        List<String> domains,
        String why,
        String person,
        String task,
        String email,
        String language,
        boolean mailings,
        Instant askedAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant decidedAt,
        @Nullable String decider,
        String reason,
        @Nullable String organisation) {
    public Registration {
        domains = List.copyOf(domains);
    }

    /** How far it is. */
    public enum State implements Coded {
        /** The e-mail address is not confirmed yet. */
        ASKED,
        /** It waits for the coordinator. */
        CONFIRMED,
        ACCEPTED,
        /** It was the same as one in the list. */
        JOINED,
        REFUSED;

        public String tone() {
            return switch (this) {
                case ASKED -> "plain";
                case CONFIRMED -> "wait";
                case ACCEPTED, JOINED -> "good";
                case REFUSED -> "stop";
            };
        }

        public String icon() {
            return switch (this) {
                case ASKED -> "mail";
                case CONFIRMED -> "hourglass";
                case ACCEPTED, JOINED -> "circle-check";
                case REFUSED -> "circle-x";
            };
        }
    }

    /** What somebody typed, checked. */
    public record Draft(
            String name,
            String type,
            @Nullable String enterpriseNumber,
            String area,
            List<String> domains,
            String why,
            String person,
            String task,
            String email,
            String language,
            boolean mailings) {
        public Draft {
            domains = List.copyOf(domains);
        }
    }
}
