package org.knooppunt.engine.legal;

/** A text of a rule in the three languages. */
public record Text(String nl, String en, String fr) {
    /**
     * @param language {@code nl}, {@code en} or {@code fr}; any other gives Dutch, the language of the region's authority
     */
    public String in(String language) {
        return switch (language) {
            case "en" -> en;
            case "fr" -> fr;
            default -> nl;
        };
    }
}
