package org.knooppunt.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.FormText;

/**
 * Reads the fields of a body that a program sent. What is wrong is gathered with its place, its value and what would be
 * right, so that {@link #make} tells it all at once.
 */
public final class BodyReader {
    /** The longest name a thing has. */
    public static final int NAME = 200;
    /** The longest word, for types and codes. */
    public static final int WORD = 60;
    /** The longest text that explains something. */
    public static final int EXPLANATION = 4_000;

    private static final String AT_LEAST_ZERO = "a number of at least 0";

    private final List<FieldFault> faults = new ArrayList<>();

    /** Says that a field is wrong. */
    public void refuse(String field, @Nullable Object value, String expected) {
        faults.add(new FieldFault(field, value, expected));
    }

    /** The key of something new: as given, or a free one. */
    public String newKey(@Nullable String given, Supplier<String> free) {
        if (given == null) {
            return free.get();
        }
        if (!FormText.isKey(given)) {
            refuse("key", given, "1 to 100 characters, none of them invisible");
        }
        return given.strip();
    }

    /** The key of something that is changed: as in the address; a body may repeat it. */
    public void sameKey(@Nullable String given, String key) {
        if (given != null && !given.equals(key)) {
            refuse("key", given, "nothing, or " + key);
        }
    }

    /** Text of at most so many characters, empty when absent. */
    public String text(String field, @Nullable String value, int most) {
        String text = FormText.stripped(value);
        if (!FormText.fits(text, most)) {
            refuse(
                    field,
                    text.length() > most ? text.substring(0, most) + "…" : text,
                    "at most " + most + " characters, none of them invisible");
            return "";
        }
        return text;
    }

    /** The same, and not empty. */
    public String required(String field, @Nullable String value, int most) {
        if (FormText.stripped(value).isEmpty()) {
            refuse(field, value, "1 to " + most + " characters");
        }
        return text(field, value, most);
    }

    /** A finite number; 0 when absent. */
    public double number(String field, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            refuse(field, value, "a number");
        }
        return value == null ? 0 : value;
    }

    /** A finite number of at least 0; 0 when absent. */
    public double atLeastZero(String field, @Nullable Double value) {
        if (value != null && !(value >= 0 && Double.isFinite(value))) {
            refuse(field, value, AT_LEAST_ZERO);
        }
        return value == null ? 0 : value;
    }

    /** The same, and it must be given. */
    public double requiredAtLeastZero(String field, @Nullable Double value) {
        if (value == null) {
            refuse(field, null, AT_LEAST_ZERO);
        }
        return atLeastZero(field, value);
    }

    /** An angle in degrees. */
    public double degrees(String field, @Nullable Double value, int most) {
        if (value == null || !(Math.abs(value) <= most)) {
            refuse(field, value, "degrees between -" + most + " and " + most);
        }
        return value == null ? 0 : value;
    }

    /** Numbers by name; empty when absent. */
    public SortedMap<String, Double> numbers(String field, @Nullable Map<String, @Nullable Double> values) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        if (values != null) {
            values.forEach((name, value) -> {
                if (value == null || !Double.isFinite(value)) {
                    refuse(field + "." + name, value, "a number");
                } else {
                    numbers.put(name, value);
                }
            });
        }
        return numbers;
    }

    /** A choice; {@code otherwise} when absent. */
    public <T> T choice(
            String field,
            @Nullable String value,
            Function<String, java.util.Optional<T>> find,
            T otherwise,
            String choices) {
        if (value == null) {
            return otherwise;
        }
        return find.apply(value.strip()).orElseGet(() -> {
            refuse(field, value, choices);
            return otherwise;
        });
    }

    /**
     * Makes the thing of what was read.
     *
     * @throws Problem 422 with all that is wrong
     */
    public <T> T make(Supplier<T> thing) {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return thing.get();
    }
}
