package org.knooppunt.sessions;

import org.knooppunt.web.Coded;

/**
 * How an enrolment stands.
 *
 * @param position place on the waiting list, from 1; 0 for who does not wait
 */
public record Standing(long enrolment, State state, int position) {
    /** Where it is on its way. */
    public enum State implements Coded {
        /** A guest who did not follow the link in the letter yet. */
        PENDING,
        IN,
        WAITING,
        CANCELLED;

        public String tone() {
            return switch (this) {
                case IN -> "good";
                case WAITING, PENDING -> "wait";
                case CANCELLED -> "plain";
            };
        }

        public String icon() {
            return switch (this) {
                case IN -> "circle-check";
                case WAITING -> "hourglass";
                case PENDING -> "mail";
                case CANCELLED -> "ban";
            };
        }
    }
}
