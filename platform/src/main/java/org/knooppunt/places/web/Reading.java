package org.knooppunt.places.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.NumberText;
import org.springframework.validation.BindingResult;

/** What the forms about places read alike: days, sizes, one of a few, whole numbers. */
final class Reading {
    /** A thousand million: more is a slip of the finger. */
    private static final BigDecimal LARGEST = new BigDecimal("1000000000");

    private final BindingResult errors;
    private final Locale locale;
    final FormReader text;

    Reading(BindingResult errors, Locale locale) {
        this.errors = errors;
        this.locale = locale;
        this.text = new FormReader(errors, locale);
    }

    /** A day as date fields send it; nothing when the field is empty or, with an error, when it is no day. */
    @Nullable
    LocalDate day(String field, String value, boolean required) {
        if (value.isBlank()) {
            if (required) {
                errors.rejectValue(field, "form.required");
            }
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(value.strip());
            if (day.getYear() < 1900 || day.getYear() > 2200) {
                errors.rejectValue(field, "place.error.day");
                return null;
            }
            return day;
        } catch (DateTimeParseException e) {
            errors.rejectValue(field, "place.error.day");
            return null;
        }
    }

    /** The second day must not lie before the first. */
    void inOrder(String field, @Nullable LocalDate first, @Nullable LocalDate last) {
        if (first != null && last != null && last.isBefore(first)) {
            errors.rejectValue(field, "place.error.order");
        }
    }

    /** A quantity above nothing with at most two digits behind the sign. */
    @Nullable
    BigDecimal size(String field, String value) {
        if (value.isBlank()) {
            return null;
        }
        OptionalDouble number = NumberText.parse(value, locale);
        if (number.isEmpty()) {
            errors.rejectValue(field, "form.number");
            return null;
        }
        BigDecimal size = BigDecimal.valueOf(number.getAsDouble());
        if (size.signum() <= 0) {
            errors.rejectValue(field, "form.positive");
            return null;
        }
        if (size.compareTo(LARGEST) > 0 || size.stripTrailingZeros().scale() > 2) {
            errors.rejectValue(field, "place.error.size");
            return null;
        }
        return size;
    }

    @Nullable
    Integer whole(String field, String value, int least, int most) {
        if (value.isBlank()) {
            return null;
        }
        if (!value.strip().matches("\\d{1,6}")
                || Integer.parseInt(value.strip()) < least
                || Integer.parseInt(value.strip()) > most) {
            errors.rejectValue(field, "place.error.whole", new Object[] {least, most}, null);
            return null;
        }
        return Integer.parseInt(value.strip());
    }

    <E extends Enum<E> & Coded> E one(String field, Class<E> among, String code, E otherwise) {
        Optional<E> found = Coded.find(among, code);
        if (found.isEmpty()) {
            errors.rejectValue(field, "form.required");
        }
        return found.orElse(otherwise);
    }

    static String money(@Nullable Long cents, Locale locale) {
        return cents == null ? "" : NumberText.text(BigDecimal.valueOf(cents, 2).doubleValue(), locale);
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
