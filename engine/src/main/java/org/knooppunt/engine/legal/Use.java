package org.knooppunt.engine.legal;

import java.util.Locale;

/** What the taker uses it for. */
public enum Use {
    /** For what it was made for. */
    SAME_PURPOSE,
    /** As a raw material in production. */
    RAW_MATERIAL,
    BUILDING_MATERIAL,
    /** As soil, in the ground. */
    SOIL,
    /** As fertiliser or soil improver. */
    FERTILISER,
    FEED,
    BIOGAS_OR_COMPOST,
    /** As fuel. */
    ENERGY,
    /** For watering crops or greenery. */
    IRRIGATION,
    DISPOSAL,
    OTHER,
    UNKNOWN;

    /** The word used in rule files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
