package org.knooppunt.engine.evaluation;

import java.util.List;
import java.util.Locale;

/**
 * One fault in a table, with what a person needs to mend it in the source.
 *
 * @param file name of the file
 * @param row as the spreadsheet shows it: the header is row 1; 0 when no row is meant
 * @param column name as in the header; empty when the whole row or file is meant
 * @param value what was found
 * @param arguments what the sentence of the kind needs
 */
public record DataFault(String file, int row, String column, String value, Kind kind, List<String> arguments) {
    private static final int LONGEST = 80;

    public DataFault {
        value = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        value = value.replaceAll("\\p{Cntrl}", " ");
        arguments = List.copyOf(arguments);
    }

    static DataFault of(DataTable table, int row, String column, String value, Kind kind, String... arguments) {
        return new DataFault(table.file(), row, column, value, kind, List.of(arguments));
    }

    /** {@code file:row:column: what was found: what is expected}, in English, on one line. */
    public String text() {
        return file + ":" + row + ":" + (column.isEmpty() ? "-" : column) + ": " + (value.isEmpty() ? "nothing" : value)
                + ": expected " + expected();
    }

    public String expected() {
        return String.format(Locale.ROOT, kind.expected, arguments.toArray());
    }

    /** What is expected instead. */
    public enum Kind {
        EMPTY("a header and at least one row"),
        NOT_A_TABLE("a table of text in UTF-8 with comma or semicolon between its columns: %s"),
        NOT_A_WORKBOOK("a whole workbook, saved as .xlsx without a password: %s"),
        TOO_LARGE("at most %s rows"),
        NO_COLUMN("a column of that name; there are %s"),
        COLUMN_TWICE("each column once"),
        UNEVEN("%s cells, as in the header"),
        NO_UNIT("the name of a unit, at most 100 characters"),
        NO_PERIOD("a whole number, such as 2015"),
        NO_NUMBER("a number, or nothing where it is not known"),
        AMBIGUOUS("a number that can be read one way only: %s or %s"),
        TWICE("each unit once in a period; it is in row %s too"),
        MISSING("a value for %s in %s: leave out the unit or the period, or fill it in"),
        UNKNOWN_UNIT("one of the units of the table: %s"),
        UNKNOWN_START("a period of the table with at least two before it: %s"),
        BAD_PERIODS("a period such as 1980, several joined by + or a range such as 1980-1988, before the start"),
        UNKNOWN_PERIOD("periods of the table: %s"),
        REFUSED("%s");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }
    }
}
