package org.knooppunt.planning.report;

import java.util.Locale;

/** Why something is not in a plan. The first reason that holds, from what nobody can change to what a price could. */
public enum LeftOut {
    /** Nobody takes this class; of a need: nobody offers or makes it. */
    NO_PARTNER,
    /** Those of the class set a quality that is not reached. */
    QUALITY,
    /** Those left are out of reach or not connected. */
    OUT_OF_REACH,
    /** The facility that could use it does not get its minimum intake. */
    MINIMUM_NOT_REACHED,
    /** The facility that could use it would not earn back its costs. */
    FACILITY_DOES_NOT_PAY,
    /** Price, distance and value do not meet. */
    PRICE,
    /** It would pay, but the facility is full. */
    CAPACITY_FULL,
    /** Part of it takes part; the rest finds nobody any more, or there is no more to be had. */
    ENOUGH,
    /** It would pay, but others fill the need, or use up the offers. */
    OTHERS_FIRST;

    /** As message keys name it, for example {@code no-partner}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
