package org.knooppunt.engine.legal;

import java.util.Locale;

/** How the giver came by what is given. */
public enum Origin {
    PRODUCTION_RESIDUE,
    /** A product in use or unsold. */
    CONSUMER_PRODUCT,
    /** From building, renovation or demolition. */
    BUILDING_MATERIAL,
    EXCAVATED_SOIL,
    ANIMAL_BY_PRODUCT,
    OTHER_MATERIAL,
    /** Water through a pipe or a watercourse; what a tank truck takes is rather a material. */
    WATER,
    HEAT,
    ELECTRICITY,
    SPACE,
    PEOPLE;

    /** The word used in rule files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
