package org.knooppunt.indicators;

import java.util.Locale;

/**
 * A part of the people or things counted, or all of them.
 *
 * @param code {@code total} for all
 * @param dimension what it is a category of; categories of one dimension add up to the total
 */
public record Category(int id, String code, String dimension, String name, String nameEn, String nameFr) {
    /** The category of all. */
    public static final String TOTAL = "total";

    public boolean isTotal() {
        return code.equals(TOTAL);
    }

    public String name(Locale locale) {
        return IndicatorSummary.in(locale, name, nameEn, nameFr);
    }
}
