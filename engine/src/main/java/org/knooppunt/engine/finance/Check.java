package org.knooppunt.engine.finance;

import java.math.BigDecimal;

/** Checks of single values on construction; each message carries the value and what was expected. */
final class Check {
    /** EUR; bounded so that no sum over years and growths can overflow. */
    private static final double MOST_MONEY = 1e12;

    private static final BigDecimal MOST_AMOUNT = BigDecimal.valueOf(1_000_000_000_000L);
    private static final int MOST_DECIMALS = 10;

    private Check() {}

    static void name(String what, String name) {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException(what + " is '" + name + "'; expected 1 to 100 characters");
        }
    }

    static void money(String what, double value) {
        if (!(value >= 0 && value <= MOST_MONEY)) {
            throw new IllegalArgumentException(what + " is " + value + "; expected EUR from 0 to 1000000000000");
        }
    }

    static void signedMoney(String what, double value) {
        if (!(Math.abs(value) <= MOST_MONEY)) {
            throw new IllegalArgumentException(
                    what + " is " + value + "; expected EUR from -1000000000000 to 1000000000000");
        }
    }

    /** A share of 1; people type 5 for 5 %, so the message shows how it is written. */
    static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    what + " is " + value + "; expected a share from 0 to 1, such as 0.05 for 5 %");
        }
    }

    static void between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + "; expected " + least + " to " + most);
        }
    }

    static void atLeastZero(String what, BigDecimal value) {
        if (value.signum() < 0 || isOff(value)) {
            throw new IllegalArgumentException(what + " is " + value
                    + "; expected a number from 0 to 1000000000000 with at most " + MOST_DECIMALS + " decimals");
        }
    }

    static void aboveZero(String what, BigDecimal value) {
        if (value.signum() <= 0 || isOff(value)) {
            throw new IllegalArgumentException(what + " is " + value
                    + "; expected a number above 0, up to 1000000000000, with at most " + MOST_DECIMALS + " decimals");
        }
    }

    private static boolean isOff(BigDecimal value) {
        return value.compareTo(MOST_AMOUNT) > 0 || value.stripTrailingZeros().scale() > MOST_DECIMALS;
    }
}
