package org.knooppunt.engine.inventory;

import java.util.Locale;
import java.util.Optional;

/** The five raw materials of a city region. Each has one unit, so quantities of a kind can be added. */
public enum Kind {
    MATERIAL(Unit.TONNE),
    ENERGY(Unit.MEGAWATT_HOUR),
    WATER(Unit.CUBIC_METRE),
    SPACE(Unit.SQUARE_METRE),
    PEOPLE(Unit.FULL_TIME_EQUIVALENT);

    private final Unit unit;

    Kind(Unit unit) {
        this.unit = unit;
    }

    public Unit unit() {
        return unit;
    }

    /** The word used in files: {@code material, energy, water, space, people}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> find(String code) {
        for (Kind kind : values()) {
            if (kind.code().equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
