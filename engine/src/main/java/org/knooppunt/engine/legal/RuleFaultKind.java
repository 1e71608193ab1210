package org.knooppunt.engine.legal;

import java.util.List;

/**
 * What can be wrong with the files of rules. In the two English sentences {@code {0}} and {@code {1}} stand for the
 * arguments of the {@link RuleFault}: numbers and words as they stand in files. The names are stable: message files of
 * other languages can use them as keys.
 */
public enum RuleFaultKind {
    // about a whole file
    NOT_FOUND("there is no such file", "a file with this name"),
    UNREADABLE("the file cannot be read", "a whole file that the program may read"),
    TOO_LARGE("the file is too large", "at most {0} MB"),
    BAD_ENCODING("the text is not UTF-8", "UTF-8; save it as 'CSV UTF-8'"),
    EMPTY_FILE("the file holds no rows", "a first row with column names and a row for each version of a rule"),
    BROKEN_ROW(
            "the row cannot be told apart from the rest; probably a quotation mark is not closed",
            "every opening quotation mark with a closing one"),
    MISSING_COLUMN("the column is missing", "a column with this name in the first row"),
    UNKNOWN_COLUMN("the column is unknown", "one of: {0}"),
    DUPLICATE_COLUMN("the column stands twice", "each column name once"),

    // about a cell
    CELL_WITHOUT_COLUMN("a value stands under no column name", "an empty cell, or a column name in the first row"),
    EMPTY("the cell is empty", "a value"),
    UNKNOWN_WORD("the word is unknown", "one of: {0}"),
    UNKNOWN_WORDS("one of the words is unknown", "nothing, or one or more of: {0}; joined by +"),
    UNKNOWN_AS_YES("a condition of a route accepts what is unknown", "words other than unknown"),
    BAD_CODE(
            "this is not a code of the list of waste or a part of it",
            "six digits such as 170405, or a chapter such as 1704xx or 17xxxx; several joined by +"),
    BAD_KEY("this is not a name", "small letters, digits, - and _, at most 60"),
    BAD_VERSION("this is not a version", "a whole number from 1 to 9999"),
    BAD_DATE("this is not a date", "a day such as 2026-11-26 or 26/11/2026"),
    BAD_ADDRESS("this is not an address", "an address that starts with https://"),
    UNTIL_BEFORE_FROM("the last day lies before the first", "a day from {0} on, or nothing"),
    DUPLICATE_VERSION("this version stands in row {0} already", "each version of a rule once"),
    OVERLAP(
            "two versions of a rule are valid on the same day; the other stands in row {0}",
            "a first day after the last day of the version before"),

    // about rows together
    UNKNOWN_FORM("no field of this form is in {0}", "nothing, or a form with fields"),
    NO_SCOPE("the route has conditions but no row {0}, which says when it is thought of", "a row {0} for this route"),
    NO_WASTE("the route waste is missing", "a row for route waste with condition {0}"),
    WASTE_WITH_CONDITION(
            "the route waste has a condition; what fails it would be free of the law on waste",
            "for the route waste no other row than {0}");

    private final String wrong;
    private final String expected;

    RuleFaultKind(String wrong, String expected) {
        this.wrong = wrong;
        this.expected = expected;
    }

    /** What is wrong, in English. */
    public String wrong(List<String> arguments) {
        return fill(wrong, arguments);
    }

    /** What is expected, in English. */
    public String expected(List<String> arguments) {
        return fill(expected, arguments);
    }

    private static String fill(String sentence, List<String> arguments) {
        String filled = sentence;
        for (int at = 0; at < arguments.size(); at++) {
            filled = filled.replace("{" + at + "}", arguments.get(at));
        }
        return filled;
    }
}
