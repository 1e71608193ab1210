package org.knooppunt.engine.legal;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where law applies: a region of Belgium or another country.
 *
 * @param code ISO 3166: {@code BE-VLG}, {@code BE-WAL} or {@code BE-BRU}, else two letters of a country such as
 *     {@code NL}
 */
public record Place(String code) {
    private static final Pattern FORM = Pattern.compile("BE-(VLG|WAL|BRU)|(?!BE)[A-Z]{2}");
    private static final Set<String> UNION = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    // after the patterns above, which their making needs
    public static final Place FLANDERS = new Place("BE-VLG");
    public static final Place WALLONIA = new Place("BE-WAL");
    public static final Place BRUSSELS = new Place("BE-BRU");

    public Place {
        if (!FORM.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "place is '" + code + "'; expected BE-VLG, BE-WAL, BE-BRU or two letters of another country");
        }
    }

    String country() {
        return code.substring(0, 2);
    }

    private boolean isInUnion() {
        return UNION.contains(country());
    }

    /** The word used in rule files: {@code flanders, wallonia, brussels, eu, world}. */
    String word() {
        return switch (code) {
            case "BE-VLG" -> "flanders";
            case "BE-WAL" -> "wallonia";
            case "BE-BRU" -> "brussels";
            default -> isInUnion() ? "eu" : "world";
        };
    }

    /** What lies in between: {@code none}, a border between {@code region}s, within the {@code eu} or of the {@code world}. */
    static String border(Place from, Place to) {
        if (from.equals(to)) {
            return "none";
        }
        if (from.country().equals(to.country())) {
            return "region";
        }
        return from.isInUnion() && to.isInUnion() ? "eu" : "world";
    }
}
