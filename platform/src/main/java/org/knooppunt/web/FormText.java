package org.knooppunt.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of a form or a body as they arrive: one that was not sent is empty. */
public final class FormText {
    private static final int LONGEST_KEY = 100;
    private static final int LONGEST_EMAIL = 254;

    private FormText() {}

    public static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Without the blanks around it. */
    public static String stripped(@Nullable String text) {
        return orEmpty(text).strip();
    }

    /** Whether this can be a key: 1 to 100 characters, none of them invisible. */
    public static boolean isKey(String text) {
        return !text.isBlank() && text.length() <= LONGEST_KEY && text.chars().noneMatch(Character::isISOControl);
    }

    /** Whether this can be an e-mail address. */
    public static boolean isEmail(String text) {
        return text.length() <= LONGEST_EMAIL && text.matches("[^\\s@<>\"]+@[^\\s@<>\"]+\\.[^\\s@<>\"]+");
    }

    /** Whether there are invisible characters other than tabs and line breaks. */
    public static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\r' && c != '\n' && c != '\t');
    }

    /** Whether a text is at most so long and has nothing invisible in it, so that it can be kept. */
    public static boolean fits(String text, int most) {
        return text.length() <= most && !hasControl(text);
    }

    /** Whether something was written that fits. */
    public static boolean isFilled(String text, int most) {
        return !text.isBlank() && fits(text, most);
    }

    /** A day as a date field sends it, from 1900 to 2199; nothing for anything else. */
    public static @Nullable LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text.strip());
            return day.getYear() >= 1900 && day.getYear() < 2200 ? day : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A list of exactly so many texts. */
    public static List<String> filled(@Nullable List<String> values, int size) {
        List<String> filled = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            filled.add(values != null && i < values.size() ? orEmpty(values.get(i)) : "");
        }
        return filled;
    }

    /** How many rows of a repeated field are in use, counted to the last one that is not empty. */
    public static int used(@Nullable List<String> values) {
        int used = 0;
        for (int i = 0; values != null && i < values.size(); i++) {
            String value = values.get(i);
            if (value != null && !value.isBlank()) {
                used = i + 1;
            }
        }
        return used;
    }

    /** The number of a page of a list, 1 where an address says none or nothing that is one. */
    public static int page(@Nullable String text) {
        return text != null && text.matches("\\d{1,7}") ? Math.max(1, Integer.parseInt(text)) : 1;
    }

    /** The version a form was read with; -1, which nothing has, when that is lost. */
    public static int version(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }
}
