package org.knooppunt.indicators;

import java.util.Locale;

/**
 * What other rooms need of an indicator to name it.
 *
 * @param adds whether its figures are counts, which add up
 * @param formula empty for one that is observed
 */
public record IndicatorSummary(
        int id,
        String code,
        String name,
        String nameEn,
        String nameFr,
        String theme,
        String unit,
        Direction direction,
        IndicatorKind kind,
        AreaKind level,
        boolean adds,
        String formula) {
    /** Its name in a language; the Dutch one where there is no other. */
    public String name(Locale locale) {
        return in(locale, name, nameEn, nameFr);
    }

    /** Where its page is. */
    public String path() {
        return "/indicators/" + code;
    }

    public boolean isComputed() {
        return !formula.isEmpty();
    }

    static String in(Locale locale, String dutch, String english, String french) {
        String translated =
                switch (locale.getLanguage()) {
                    case "en" -> english;
                    case "fr" -> french;
                    default -> dutch;
                };
        return translated.isEmpty() ? dutch : translated;
    }
}
