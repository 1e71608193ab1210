package org.knooppunt.expenditure;

import java.math.BigDecimal;

/** Euro cents. */
public final class Cents {
    private Cents() {}

    public static BigDecimal euros(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}
