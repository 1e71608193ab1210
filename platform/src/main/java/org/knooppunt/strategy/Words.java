package org.knooppunt.strategy;

import java.util.Locale;

/** A text in the three languages; Dutch is always there, the others may be empty. */
public record Words(String nl, String en, String fr) {
    /** In a language, or in Dutch when it was not written in that. */
    public String in(Locale locale) {
        String text = written(locale);
        return text.isEmpty() ? nl : text;
    }

    /** The language in which {@link #in} answers, for the attribute {@code lang}. */
    public String language(Locale locale) {
        return written(locale).isEmpty() ? "nl" : locale.getLanguage();
    }

    private String written(Locale locale) {
        return switch (locale.getLanguage()) {
            case "en" -> en;
            case "fr" -> fr;
            default -> nl;
        };
    }

    public boolean isEmpty() {
        return nl.isEmpty();
    }
}
