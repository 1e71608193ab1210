package org.knooppunt.engine.files;

/**
 * Reads numbers that people wrote. A decimal point and a decimal comma are both fine, as long as it is beyond doubt
 * which one it is: an error of a factor of a thousand is the worst a spreadsheet can do.
 */
public final class DecimalText {
    /** What a text says about the decimal sign of the file it stands in. */
    public enum Evidence {
        NONE,
        POINT,
        COMMA
    }

    /** What came of reading. */
    public enum Outcome {
        FINE,
        NOT_A_NUMBER,
        NOT_FINITE,
        AMBIGUOUS,
        WRONG_SIGN
    }

    private static final int LONGEST = 400;

    private double value;
    private String plain = "";
    private String otherwise = "";

    public double value() {
        return value;
    }

    /** For an ambiguous number: one way to read it. */
    public String oneReading() {
        return plain;
    }

    /** For an ambiguous number: the other way. */
    public String otherReading() {
        return otherwise;
    }

    /** What the text proves about the decimal sign; nothing when it could be a sign for thousands. */
    public static Evidence evidence(String text) {
        int points = 0;
        int commas = 0;
        int lastPoint = -1;
        int lastComma = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                points++;
                lastPoint = i;
            } else if (c == ',') {
                commas++;
                lastComma = i;
            }
        }
        if (points == 0 && commas == 0 || !looksLikeNumber(text)) {
            return Evidence.NONE;
        }
        if (points > 0 && commas > 0) {
            if (points > 1 && commas > 1) {
                return Evidence.NONE;
            }
            return lastPoint > lastComma ? Evidence.POINT : Evidence.COMMA;
        }
        if (points > 1) {
            return Evidence.COMMA;
        }
        if (commas > 1) {
            return Evidence.POINT;
        }
        if (couldBeThousands(text, points == 1 ? lastPoint : lastComma)) {
            return Evidence.NONE;
        }
        return points == 1 ? Evidence.POINT : Evidence.COMMA;
    }

    /** The same for degrees, which never reach a thousand. */
    static Evidence evidenceOfDegrees(String text) {
        if (!looksLikeNumber(text) || count(text, '.') + count(text, ',') != 1) {
            return Evidence.NONE;
        }
        return text.indexOf('.') >= 0 ? Evidence.POINT : Evidence.COMMA;
    }

    private static boolean looksLikeNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && "+-.,eE".indexOf(c) < 0 && !isSpace(c)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the only sign in the text may stand for thousands: three digits after it, one to three before it. */
    private static boolean couldBeThousands(String text, int sign) {
        int after = digitsFrom(text, sign + 1);
        boolean atEnd = sign + 1 + after == text.length();
        int start = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int before = sign - start;
        return atEnd
                && after == 3
                && before >= 1
                && before <= 3
                && digitsFrom(text, start) == before
                && text.charAt(start) != '0';
    }

    private static int digitsFrom(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\u2009';
    }

    /**
     * Reads a number.
     *
     * @param text without blanks at its ends
     * @param decimal the decimal sign of the file; 0 when it is not known
     */
    public Outcome read(String text, char decimal) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Outcome.NOT_A_NUMBER;
        }
        if (isWordForInfinite(text)) {
            return Outcome.NOT_FINITE;
        }
        String tight = withoutThousandsBlanks(text);
        int points = count(tight, '.');
        int commas = count(tight, ',');
        if (points == 0 && commas == 0) {
            return parse(tight);
        }
        Evidence evidence = evidence(tight);
        char sign;
        if (evidence == Evidence.NONE) {
            if (!looksLikeNumber(tight) || points + commas != 1) {
                return Outcome.NOT_A_NUMBER;
            }
            char found = points == 1 ? '.' : ',';
            if (decimal != found) {
                plain = tight.replace(String.valueOf(found), "");
                otherwise = tight.replace(found, decimal == 0 ? found : decimal);
                return parse(plain) == Outcome.NOT_A_NUMBER ? Outcome.NOT_A_NUMBER : Outcome.AMBIGUOUS;
            }
            sign = found;
        } else {
            sign = evidence == Evidence.POINT ? '.' : ',';
        }
        char thousands = sign == '.' ? ',' : '.';
        String digits = tight;
        if (tight.indexOf(thousands) >= 0) {
            if (!thousandsWellPlaced(tight, thousands, sign)) {
                return Outcome.NOT_A_NUMBER;
            }
            digits = tight.replace(String.valueOf(thousands), "");
        }
        Outcome outcome = parse(digits.replace(sign, '.'));
        return outcome == Outcome.FINE && decimal != 0 && sign != decimal ? Outcome.WRONG_SIGN : outcome;
    }

    /** Reads a number of a list joined by {@code +}: either sign is a decimal sign, there are none for thousands. */
    Outcome readListed(String text) {
        if (text.isEmpty() || text.length() > LONGEST || count(text, '.') + count(text, ',') > 1) {
            return Outcome.NOT_A_NUMBER;
        }
        return isWordForInfinite(text) ? Outcome.NOT_FINITE : parse(text.replace(',', '.'));
    }

    private static boolean isWordForInfinite(String text) {
        String word = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
        return word.equalsIgnoreCase("nan")
                || word.equalsIgnoreCase("inf")
                || word.equalsIgnoreCase("infinity")
                || word.equals("∞");
    }

    private static boolean thousandsWellPlaced(String text, char thousands, char sign) {
        int end = text.indexOf(sign);
        String whole = end < 0 ? text : text.substring(0, end);
        if (end >= 0 && text.indexOf(thousands, end) >= 0) {
            return false;
        }
        return groupsOfThree(whole, thousands);
    }

    private static boolean groupsOfThree(String whole, char separator) {
        int at = !whole.isEmpty() && (whole.charAt(0) == '-' || whole.charAt(0) == '+') ? 1 : 0;
        int first = digitsFrom(whole, at);
        if (first < 1 || first > 3) {
            return false;
        }
        at += first;
        while (at < whole.length()) {
            if (whole.charAt(at) != separator || digitsFrom(whole, at + 1) != 3) {
                return false;
            }
            at += 4;
        }
        return true;
    }

    /** {@code 1 234,5} is how much of Europe writes it; blanks elsewhere stay and make it no number. */
    private static String withoutThousandsBlanks(String text) {
        StringBuilder even = null;
        for (int i = 0; i < text.length(); i++) {
            if (isSpace(text.charAt(i))) {
                if (even == null) {
                    even = new StringBuilder(text);
                }
                even.setCharAt(i, ' ');
            }
        }
        if (even == null) {
            return text;
        }
        int end = even.length();
        for (int i = 0; i < even.length(); i++) {
            if (even.charAt(i) == '.' || even.charAt(i) == ',') {
                end = i;
                break;
            }
        }
        return groupsOfThree(even.substring(0, end), ' ') ? even.toString().replace(" ", "") : text;
    }

    private static int count(String text, char sign) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == sign) {
                count++;
            }
        }
        return count;
    }

    /** Reads digits with at most one point and an exponent; Java's own words and suffixes (1d, 0x1p3) are no numbers. */
    private Outcome parse(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digit = true;
            } else if ("+-.eE".indexOf(c) < 0) {
                return Outcome.NOT_A_NUMBER;
            }
        }
        if (!digit) {
            return Outcome.NOT_A_NUMBER;
        }
        try {
            // adding zero turns -0 into 0
            value = Double.parseDouble(text) + 0.0;
        } catch (NumberFormatException e) {
            return Outcome.NOT_A_NUMBER;
        }
        return Double.isFinite(value) ? Outcome.FINE : Outcome.NOT_FINITE;
    }
}
