package org.knooppunt.engine.legal;

import java.util.regex.Pattern;

/**
 * A code of the European List of Waste.
 *
 * @param digits six of them
 * @param hazardous whether the list has an asterisk behind it
 * @param mirror whether the list has a counterpart that differs in being hazardous or not
 */
public record WasteCode(String digits, boolean hazardous, boolean mirror) {
    private static final Pattern SIX = Pattern.compile("[0-9]{6}");

    public WasteCode {
        if (!SIX.matcher(digits).matches()) {
            throw new IllegalArgumentException("waste code is '" + digits + "'; expected six digits");
        }
    }

    /** As it is written on forms, for example {@code 17 01 06*}. */
    public String text() {
        return digits.substring(0, 2) + " " + digits.substring(2, 4) + " " + digits.substring(4)
                + (hazardous ? "*" : "");
    }
}
