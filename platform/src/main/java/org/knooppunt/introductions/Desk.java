package org.knooppunt.introductions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Introductions as the desk sees them: all of them. */
public final class Desk {
    private Desk() {}

    /**
     * One line of the queue.
     *
     * @param waits for whom: {@code desk}, {@code offer}, {@code need}, {@code both} or {@code nobody}
     * @param days since the last step or reminder
     * @param stalled whether that is too long
     */
    public record Line(
            String id,
            State state,
            @Nullable StreamFacts offer,
            @Nullable StreamFacts need,
            String waits,
            long days,
            boolean stalled,
            Instant movedAt) {
        public String path() {
            return "/introductions/" + id;
        }

        public String title() {
            StreamFacts one = offer != null ? offer : need;
            return one == null ? id : one.className();
        }
    }

    /**
     * What a pair would bring, by the engine's rates; known to the desk alone.
     *
     * @param km over the road
     * @param carriage EUR per unit to move it; absent when it is out of reach
     * @param yearly EUR a year that price less price and carriage leave, both together
     * @param good whether the offer meets what the need asks of quality
     */
    public record Worth(
            double km,
            @Nullable Double carriage,
            double quantity,
            @Nullable Double yearly,
            boolean good) {}

    /** A stream that might be the partner of a wish without one. */
    public record Choice(StreamFacts stream, Worth worth) {}

    /** An earlier attempt between the same two. */
    public record Earlier(Instant at, String because, String by, String reason, String words) {}

    /**
     * One introduction.
     *
     * @param offerSees what the owner of the offer was told
     * @param begunBy code of a side
     * @param bothWish whether both are interested, so that names can be shown at once
     * @param choices who might be the partner, the best first; only while there is none
     */
    public record View(
            Line line,
            String begunBy,
            @Nullable Statement offerSees,
            @Nullable Statement needSees,
            boolean offerYes,
            boolean needYes,
            boolean offerPrice,
            boolean needPrice,
            boolean bothWish,
            @Nullable String closedBecause,
            @Nullable String closedBy,
            String reason,
            String words,
            String note,
            @Nullable Worth worth,
            List<Choice> choices,
            List<Earlier> earlier,
            List<Step> steps,
            int reminders,
            @Nullable Long businessCase) {
        public View {
            choices = List.copyOf(choices);
            earlier = List.copyOf(earlier);
            steps = List.copyOf(steps);
        }
    }
}
