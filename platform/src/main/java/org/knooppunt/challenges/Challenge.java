package org.knooppunt.challenges;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;

/**
 * A question put to everybody.
 *
 * @param organisation key of the organisation that asks; absent when the hub itself does
 * @param asker its name
 * @param prize what one wins, in words
 * @param prizeCents euro cents that are part of it
 * @param closesOn last day for solutions
 * @param voteUntil last day of the public vote, which begins the day after closing; absent when only the jury judges
 * @param voting whether people vote now
 * @param reason why it was withdrawn; empty when it was not
 * @param decision why it was decided as it was; empty when it is not yet
 * @param solutions how many there are, whoever may read them
 * @param own whether the reader made it
 * @param juror whether the reader is in its jury
 */
public record Challenge(
        long id,
        String title,
        String question,
        String background,
        @Nullable String organisation,
        @Nullable String asker,
        String prize,
        @Nullable Long prizeCents,
        LocalDate closesOn,
        @Nullable LocalDate voteUntil,
        List<Criterion> criteria,
        State state,
        boolean voting,
        String reason,
        String decision,
        @Nullable Instant decidedAt,
        int solutions,
        boolean own,
        boolean juror,
        int version) {
    /** Criteria of one challenge. */
    public static final int MOST_CRITERIA = 5;

    public Challenge {
        criteria = List.copyOf(criteria);
    }

    public String path() {
        return "/challenges/" + id;
    }

    /** Whether there was a public vote and everybody may know what came of it. */
    public boolean isVoteOver() {
        return voteUntil != null && !voting && (state == State.JUDGING || state == State.DECIDED);
    }

    /** Whether it can be decided now: solutions are in and nobody votes any more. */
    public boolean isToDecide() {
        return state == State.JUDGING && !voting;
    }

    /** How far it is: follows from its days and from what people decided. */
    public enum State implements Coded {
        DRAFT,
        OPEN,
        JUDGING,
        DECIDED,
        WITHDRAWN;

        public String tone() {
            return switch (this) {
                case DRAFT -> "plain";
                case OPEN, DECIDED -> "good";
                case JUDGING -> "wait";
                case WITHDRAWN -> "stop";
            };
        }

        public String icon() {
            return switch (this) {
                case DRAFT -> "pencil";
                case OPEN -> "bulb";
                case JUDGING -> "scale";
                case DECIDED -> "trophy";
                case WITHDRAWN -> "circle-x";
            };
        }
    }

    /**
     * What the jury looks at.
     *
     * @param weight how much it counts beside the others
     */
    public record Criterion(String name, int weight) {}

    /** What is said of a challenge. */
    public record Draft(
            String title,
            String question,
            String background,
            @Nullable String organisation,
            String prize,
            @Nullable Long prizeCents,
            LocalDate closesOn,
            @Nullable LocalDate voteUntil,
            List<Criterion> criteria) {
        public Draft {
            criteria = List.copyOf(criteria);
            if (criteria.isEmpty() || criteria.size() > MOST_CRITERIA) {
                throw new IllegalArgumentException(criteria.size() + " criteria; expected 1 to " + MOST_CRITERIA);
            }
        }
    }
}
