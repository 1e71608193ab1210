package org.knooppunt.web;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;

/** Reads the fields of a form; what cannot be read becomes an error at its field. */
public final class FormReader {
    /** A hundred thousand million euros: more is a slip of the finger. */
    private static final BigDecimal MOST_EUROS = new BigDecimal("100000000000");

    private final BindingResult errors;
    private final Locale locale;

    public FormReader(BindingResult errors, Locale locale) {
        this.errors = errors;
        this.locale = locale;
    }

    public BindingResult errors() {
        return errors;
    }

    /** A number; what is given as {@code otherwise} when the field is empty or wrong, and then an error. */
    public double number(String field, String text, double otherwise) {
        OptionalDouble number = NumberText.parse(text, locale);
        if (number.isEmpty()) {
            errors.rejectValue(field, text.isBlank() ? "form.required" : "form.number");
        }
        return number.orElse(otherwise);
    }

    /** A number of at least 0; an empty field is 0 unless it is required. */
    public double atLeastZero(String field, String text, boolean required) {
        if (text.isBlank() && !required) {
            return 0;
        }
        double number = number(field, text, 0);
        if (number < 0) {
            errors.rejectValue(field, "form.negative");
            return 0;
        }
        return number;
    }

    /**
     * Euros as cents; nothing when the field is empty or, with an error, when they are no whole cents.
     *
     * @param least cents that it has to be
     */
    public @Nullable Long cents(String field, String text, boolean required, long least) {
        String plain = text.replace("€", "").strip();
        if (plain.isEmpty()) {
            if (required) {
                errors.rejectValue(field, "form.required");
            }
            return null;
        }
        OptionalDouble number = NumberText.parse(plain, locale);
        if (number.isEmpty()) {
            errors.rejectValue(field, "form.number");
            return null;
        }
        BigDecimal euros = BigDecimal.valueOf(number.getAsDouble());
        if (euros.signum() < 0) {
            errors.rejectValue(field, "form.negative");
        } else if (euros.compareTo(MOST_EUROS) > 0 || euros.stripTrailingZeros().scale() > 2) {
            errors.rejectValue(field, "form.cents", new Object[] {plain}, null);
        } else if (euros.movePointRight(2).longValueExact() < least) {
            errors.rejectValue(field, "form.positive");
        } else {
            return euros.movePointRight(2).longValueExact();
        }
        return null;
    }

    /** An angle in degrees; here a comma is always a decimal sign. */
    public double degrees(String field, String text, int most) {
        OptionalDouble degrees = NumberText.parse(text.replace(',', '.'), Locale.ENGLISH);
        if (degrees.isEmpty()) {
            errors.rejectValue(field, text.isBlank() ? "form.required" : "form.number");
            return 0;
        }
        if (Math.abs(degrees.getAsDouble()) > most) {
            errors.rejectValue(field, "form.degrees", new Object[] {most}, null);
        }
        return degrees.getAsDouble();
    }

    /** A key: 1 to 100 characters, none of them invisible. */
    public void key(String field, String key) {
        if (!FormText.isKey(key)) {
            errors.rejectValue(field, "form.key.wrong");
        }
    }

    /** Text of at most so many characters, without invisible ones except line breaks. */
    public String text(String field, String text, int most) {
        if (text.length() > most) {
            errors.rejectValue(field, "form.tooLong", new Object[] {most}, null);
        } else if (FormText.hasControl(text)) {
            errors.rejectValue(field, "form.control");
        }
        return text.strip();
    }

    /** The same, and not empty. */
    public String required(String field, String text, int most) {
        if (text.isBlank()) {
            errors.rejectValue(field, "form.required");
        }
        return text(field, text, most);
    }

    /** An e-mail address; an empty field is left empty unless it is required. */
    public String email(String field, String text, boolean required) {
        String plain = text.strip();
        if (plain.isEmpty() && required) {
            errors.rejectValue(field, "form.required");
        } else if (!plain.isEmpty() && !FormText.isEmail(plain)) {
            errors.rejectValue(field, "form.email", new Object[] {plain}, null);
        }
        return plain;
    }
}
