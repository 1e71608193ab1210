package org.knooppunt.engine.inventory;

import java.util.Optional;

/**
 * Belgian enterprise number (KBO/BCE): ten digits, the first 0 or 1, the last two being 97 minus the remainder of the
 * first eight divided by 97. Source: Crossroads Bank for Enterprises.
 */
public record EnterpriseNumber(String digits) {
    public EnterpriseNumber {
        if (!isValid(digits)) {
            throw new IllegalArgumentException("enterprise number is '" + digits
                    + "'; expected ten digits that start with 0 or 1, the last two being a check (modulo 97)");
        }
    }

    /** Reads a number with or without dots, spaces and the prefix BE; nine digits get their leading zero. */
    public static Optional<EnterpriseNumber> parse(String text) {
        String digits = text.strip().replaceFirst("^(?i)BE", "").replaceAll("[.\\s]", "");
        if (digits.matches("\\d{9}")) {
            digits = "0" + digits;
        }
        return isValid(digits) ? Optional.of(new EnterpriseNumber(digits)) : Optional.empty();
    }

    private static boolean isValid(String digits) {
        return digits.matches("[01]\\d{9}")
                && Long.parseLong(digits.substring(0, 8)) != 0
                && 97 - Long.parseLong(digits.substring(0, 8)) % 97 == Long.parseLong(digits.substring(8));
    }

    /** As people write it: {@code 0203.430.576}. */
    public String formatted() {
        return digits.substring(0, 4) + "." + digits.substring(4, 7) + "." + digits.substring(7);
    }
}
