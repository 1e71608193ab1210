package org.knooppunt.purchases.web;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.FormReader;

/** Volumes and prices of a form: at least 0, exact, with at most four decimals. */
final class Amounts {
    private static final int MOST_DECIMALS = 4;
    private static final double MOST = 1e9;

    private Amounts() {}

    /** Nothing when it cannot be read; then there is an error at its field. */
    static @Nullable BigDecimal read(FormReader reader, String field, String text) {
        double number = reader.number(field, text, Double.NaN);
        if (Double.isNaN(number)) {
            return null;
        }
        BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
        if (number < 0 || number > MOST || exact.scale() > MOST_DECIMALS) {
            reader.errors().rejectValue(field, "purchase.error.amount", new Object[] {text.strip()}, null);
            return null;
        }
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
