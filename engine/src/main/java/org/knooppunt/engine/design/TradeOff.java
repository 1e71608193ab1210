package org.knooppunt.engine.design;

import java.util.List;

/**
 * Plans between two aims, by the second from least to most: none is better than another in one aim without being worse in
 * the other.
 *
 * @param first aim that each plan maximises
 * @param second aim that each plan keeps
 * @param coverage which of such plans these are
 * @param complete false when time or a person cut the search off: points may be missing between those that are here
 */
public record TradeOff(
        Aim first, Aim second, Coverage coverage, List<AimedPlan> points, boolean complete, double seconds) {
    public TradeOff {
        points = List.copyOf(points);
    }

    /** Which plans between two aims were sought. */
    public enum Coverage {
        /** For each of a number of values, evenly spread over the range of the second aim, the plan that is best. */
        EVEN,
        /**
         * Plans that are best for some weight of the second aim. Those that are best for no weight, in a dent of the
         * curve, are not found; and the last point is the one of the largest weight that was tried.
         */
        SUPPORTED
    }
}
