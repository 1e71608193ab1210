package org.knooppunt.web;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers in the fields of forms, as the person's language writes them. */
public final class NumberText {
    private static final Pattern THOUSANDS = Pattern.compile("[-+]?\\d{1,3}(?:[., ]\\d{3})+");

    private NumberText() {}

    /**
     * Reads a number. The last of point and comma is the decimal sign when both are there; a single sign with three
     * digits after it means what it means in the language.
     */
    public static OptionalDouble parse(String text, Locale locale) {
        String tight = text.strip().replaceAll("[\\s\\u00a0\\u202f]", "");
        if (tight.length() > 40 || !tight.matches("[-+]?[\\d.,]*\\d[\\d.,]*")) {
            return OptionalDouble.empty();
        }
        boolean pointIsDecimal = locale.getLanguage().equals("en");
        int point = tight.lastIndexOf('.');
        int comma = tight.lastIndexOf(',');
        char decimal;
        if (point >= 0 && comma >= 0) {
            decimal = point > comma ? '.' : ',';
        } else if (THOUSANDS.matcher(tight).matches()) {
            decimal = pointIsDecimal ? '.' : ',';
        } else {
            decimal = point >= 0 ? '.' : ',';
        }
        char thousands = decimal == '.' ? ',' : '.';
        int sign = tight.lastIndexOf(decimal);
        String whole = sign < 0 ? tight : tight.substring(0, sign);
        String fraction = sign < 0 ? "" : tight.substring(sign + 1);
        if (whole.indexOf(decimal) >= 0
                || fraction.indexOf(thousands) >= 0
                || whole.indexOf(thousands) >= 0 && !THOUSANDS.matcher(whole).matches()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(
                    Double.parseDouble(whole.replace(String.valueOf(thousands), "") + "." + fraction + "0") + 0.0);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Writes a number for a field: no signs for thousands, all its digits. */
    public static String text(double value, Locale locale) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setDecimalSeparator(locale.getLanguage().equals("en") ? '.' : ',');
        DecimalFormat format = new DecimalFormat("0", symbols);
        format.setMaximumFractionDigits(12);
        return format.format(value);
    }
}
