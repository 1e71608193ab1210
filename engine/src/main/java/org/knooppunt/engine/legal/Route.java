package org.knooppunt.engine.legal;

import java.util.Locale;

/** Under which law an exchange can go. */
public enum Route {
    /** A product that was never waste. */
    PRODUCT,
    BY_PRODUCT,
    END_OF_WASTE,
    /** Law of its own. */
    ANIMAL_BY_PRODUCT,
    /** Excavated soil, law of its own. */
    SOIL,
    /** Waste water, law of its own. */
    WASTE_WATER,
    /** Nothing that the law on waste is about. */
    NO_MATERIAL,
    WASTE;

    /** The word used in rule files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
