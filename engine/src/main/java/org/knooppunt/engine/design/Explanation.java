package org.knooppunt.engine.design;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an offer, need or facility is in a plan, or what would bring it in. Money in EUR per year, prices in EUR per unit.
 *
 * @param takesPart whether it is in the plan
 * @param quantity units per year of it in the plan
 * @param worth what the best plan has more than the best plan without it; 0 when nothing is lost. Infinite when no plan
 *     without it reaches the floors; absent when time was up before it was known
 * @param margin what its last unit earns above its own price, by the plan's prices; absent where there are none, and for a
 *     facility
 * @param stops facilities that would no longer run without it
 * @param starts facilities that would run instead
 * @param ways what would change the decision: bring it in when it is out, put it out when it is in
 * @param complete false when time was up: there may be more ways, and some are not checked
 */
public record Explanation(
        Thing thing,
        String id,
        boolean takesPart,
        double quantity,
        @Nullable Double worth,
        @Nullable Double margin,
        List<String> stops,
        List<String> starts,
        List<Way> ways,
        boolean complete) {
    public Explanation {
        stops = List.copyOf(stops);
        starts = List.copyOf(starts);
        ways = List.copyOf(ways);
    }

    /** What can be asked about. */
    public enum Thing {
        OFFER,
        NEED,
        FACILITY
    }

    /** What could change. */
    public enum Change {
        /** Its own price, EUR per unit: asked by an offer, paid by a need. */
        PRICE,
        /** Its transport, EUR per unit. */
        TRANSPORT,
        /** Its distance to a partner, km. */
        DISTANCE,
        /** A facility's fixed cost, EUR per year; below 0 it would have to be paid to run. */
        FIXED_COST,
        /** Units per year of a class that a facility could get beside what there is, at a price at its gate. */
        VOLUME
    }

    /**
     * One thing to change, all else being as it is.
     *
     * @param now its value now
     * @param needed where the decision turns
     * @param checked whether the plan was made again a little beyond and a little short of it, and the decision turned
     * @param partner id of the offer, need or facility it would go to or come from; the class of a volume; absent otherwise
     * @param at EUR per unit at the gate that a volume is counted at; absent otherwise
     */
    public record Way(
            Change change,
            double now,
            double needed,
            boolean checked,
            @Nullable String partner,
            @Nullable Double at) {}
}
