package org.knooppunt.engine.inventory;

import java.math.BigDecimal;

/** Numbers as plain text: no exponent, no trailing zeros, a decimal point. */
public final class Numbers {
    private Numbers() {}

    public static String text(double value) {
        if (value == 0) {
            return "0";
        }
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
