package org.knooppunt.engine.files;

import java.util.List;
import java.util.Locale;

/**
 * One fault in an inventory, with what a person needs to mend it in the source.
 *
 * @param file name of the file, or of the sheet of a workbook
 * @param row as the spreadsheet shows it: the header is row 1; 0 when the whole file is meant
 * @param column name as in the header; empty when the whole row or file is meant
 * @param value what was found, shortened, with control characters made visible
 * @param arguments what the sentences of the kind need, see {@link FaultKind}
 */
public record Fault(String file, int row, String column, String value, FaultKind code, List<String> arguments) {
    private static final int LONGEST_VALUE = 80;

    public Fault {
        file = visible(file);
        column = visible(column);
        value = visible(value);
        arguments = arguments.stream().map(Fault::visible).toList();
    }

    /** {@code file:row:column: what is wrong: what was found: what is expected}, in English, on one line. */
    public String text() {
        return place() + ": " + code.wrong(arguments) + ": " + (value.isEmpty() ? "nothing" : value) + ": expected "
                + code.expected(arguments);
    }

    /** What is wrong and what is expected, in English, without the place and the value. */
    public String sentence() {
        return code.wrong(arguments) + "; expected " + code.expected(arguments);
    }

    /** {@code file:row:column}; a dash stands for no column. */
    public String place() {
        return file + ":" + row + ":" + (column.isEmpty() ? "-" : column);
    }

    /** Shortened to what fits a line, with control characters as escapes. */
    static String visible(String text) {
        int end = Math.min(text.length(), LONGEST_VALUE);
        StringBuilder shown = null;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean odd = Character.isISOControl(c)
                    || (Character.isSurrogate(c) && !wellPaired(text, i))
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029';
            if (odd && shown == null) {
                shown = new StringBuilder(text.substring(0, i));
            }
            if (shown != null) {
                shown.append(odd ? escape(c) : String.valueOf(c));
            }
        }
        if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
            if (shown != null && wellPaired(text, end)) {
                shown.setLength(shown.length() - 1);
            }
        }
        String whole = shown == null ? text.substring(0, end) : shown.toString();
        return end < text.length() ? whole + "…" : whole;
    }

    private static boolean wellPaired(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
        };
    }
}
