package org.knooppunt.expenditure.web;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.NumberText;
import org.springframework.validation.BindingResult;

/** Euros in a field, as cents. */
final class Amount {
    /** A hundred thousand million euros: more is a slip of the finger. */
    private static final double MOST = 1e11;

    private Amount() {}

    /** Nothing when the field is empty or, with an error, when it is no amount above 0 of whole cents. */
    static @Nullable Long read(String field, String text, boolean required, BindingResult errors, Locale locale) {
        String tight = text.replace("€", "").strip();
        if (tight.isEmpty()) {
            if (required) {
                errors.rejectValue(field, "form.required");
            }
            return null;
        }
        OptionalDouble number = NumberText.parse(tight, locale);
        if (number.isEmpty()) {
            errors.rejectValue(field, "form.number");
            return null;
        }
        BigDecimal euros = BigDecimal.valueOf(number.getAsDouble());
        if (euros.signum() <= 0
                || number.getAsDouble() > MOST
                || euros.stripTrailingZeros().scale() > 2) {
            errors.rejectValue(field, "spending.error.amount", new Object[] {tight}, null);
            return null;
        }
        return euros.movePointRight(2).longValueExact();
    }
}
