package org.knooppunt.engine.finance;

import java.util.OptionalDouble;

/**
 * The discount rate at which the net present value is 0, where it can be said.
 *
 * @param rate per year, a share above -1; absent for {@link Kind#NONE} and {@link Kind#AMBIGUOUS}
 * @param signChanges how often the cash flow changes its sign from one year to the next, years without money left out
 */
public record InternalRate(Kind kind, OptionalDouble rate, int signChanges) {
    /** What can be said. */
    public enum Kind {
        /** The only rate there is: the cash flow changes its sign once (Descartes' rule of signs). */
        UNIQUE,
        /**
         * The only rate above 0, though the cash flow changes its sign several times: the cumulative cash flow does so
         * once and does not end at 0 (Norstrøm 1972). Below 0 there may be others.
         */
        UNIQUE_ABOVE_ZERO,
        /** There is none: money only comes, or only goes, or there is none at all. */
        NONE,
        /** The cash flow changes its sign several times: there may be no such rate or several, so none is given. */
        AMBIGUOUS
    }
}
