package org.knooppunt.engine.files;

import java.util.List;

/**
 * What can be wrong with an inventory in files. The names are stable: message files of other languages use them as keys.
 * In the two English sentences {@code {0}}, {@code {1}}, … stand for the arguments of the {@link Fault}: numbers, signs,
 * codes and names as they stand in files, never words of a language, so that nothing of them has to be translated.
 */
public enum FaultKind {
    // about the source or a whole table
    NOT_FOUND("there is no such file or folder", "the path of a folder, a zip or an .xlsx workbook"),
    NOT_AN_INVENTORY("this is not an inventory", "a folder of CSV files, a zip of such a folder, or an .xlsx workbook"),
    OLD_OR_PROTECTED_WORKBOOK(
            "this is an old .xls workbook or one protected with a password",
            "a workbook saved as .xlsx without a password"),
    NO_TABLES("no table of an inventory was found", "files or sheets named {0}"),
    MISSING_TABLE("the table {0} is missing", "a file {0}.csv or a sheet {0}"),
    DUPLICATE_TABLE("the table {0} is there more than once", "one file or sheet named {0}"),
    UNREADABLE("the file cannot be read", "a whole file; save it again as .xlsx or CSV"),
    NO_PERMISSION("there is no permission to read this", "a file that the program may read"),
    LOCKED(
            "a part of the file has a password or is packed in an unusual way",
            "a file without a password, packed anew"),
    TOO_MANY_ARRAY_FORMULAS("the workbook has too many array formulas", "values in place of formulas, or at most {0}"),
    DAMAGED("the file is damaged or was cut off", "a whole file; copy it again, or save it again as .xlsx or CSV"),
    ZIP_BOMB(
            "unpacked, the file is far larger than an inventory can be",
            "at most {0} files and {1} MB, not packed tighter than {2} to 1"),
    TOO_LARGE("the file is too large", "at most {0} MB"),
    SYMBOLIC_LINK("this is a link to another file", "the file itself"),
    UNSAFE_XML("the workbook holds a document type or entities", "a workbook saved by a spreadsheet program"),
    BAD_ENCODING("the text is not UTF-8 but probably {0}", "UTF-8; save it as 'CSV UTF-8'"),
    EMPTY_FILE("the file is empty", "a first row with the column names {0}"),
    NO_HEADER("the first row holds none of the column names", "a first row with the column names {0}"),
    MISSING_COLUMN("the column {0} is missing", "a column named {0} in the first row"),
    DUPLICATE_COLUMN("the column stands twice", "each column name once"),
    TOO_MANY_ROWS("there are too many rows", "at most {0} rows"),

    // about a row
    UNUSABLE_ROW("the row cannot be used", "values as in the other rows"),
    BROKEN_ROW(
            "the row cannot be told apart from the rest; probably a quotation mark is not closed",
            "every opening quotation mark with a closing one"),
    TOO_MANY_FIELDS("the row has {0} cells", "{1}, as in the first row; put quotation marks round text with a {2}"),
    ROW_CUT_OFF("the last row stops half-way", "a whole file; copy it again, or save it again as .xlsx or CSV"),

    // about a cell
    EMPTY("the cell is empty", "a value"),
    CELL_TOO_LONG("the text has {0} characters", "at most {1} characters"),
    CONTROL_CHARACTER("the text holds an invisible character, {0}", "text without control characters"),
    CELL_WITHOUT_COLUMN("a value stands under no column name", "an empty cell, or a column name in the first row"),
    FORMULA_WITHOUT_VALUE(
            "the cell holds a formula without a result", "a value; open the file in a spreadsheet program and save it"),
    ERROR_CELL("the spreadsheet shows an error", "a value"),
    DATE_FOR_NUMBER("the spreadsheet made a date of it", "a number; make the cell a number and type it again"),
    DATE_FOR_TEXT("the spreadsheet made a date of it", "text; make the cell text and type it again"),
    BOOLEAN_FOR_NUMBER("the cell holds true or false", "a number"),
    BOOLEAN_FOR_TEXT("the cell holds true or false", "text; make the cell text and type it again"),
    NOT_A_NUMBER("this is not a number", "a number without unit or sign of currency, such as 1250 or 12{0}5"),
    NOT_FINITE("this is not a finite number", "a finite number"),
    AMBIGUOUS_NUMBER("the number can be read in two ways, {0} or {1}", "{0} or {1}, without a sign for thousands"),
    WRONG_DECIMAL_SIGN(
            "the decimal sign differs from that of the other numbers in this file", "a number with '{0}' as sign"),
    NEGATIVE("the number is negative", "a number of at least 0"),
    OUT_OF_RANGE("the number is out of range", "degrees (WGS 84) between {0} and {1}"),
    COORDINATES_SWAPPED("lat and lon look swapped", "lat {0} and lon {1} (north first, then east)"),
    UNKNOWN_WORD("the word is unknown", "one of: {0}"),
    UNKNOWN_WORDS("one of the words is unknown", "one or more of: {0}; joined by +"),
    KEY_TOO_LONG("the key has {0} characters", "at most {1} characters"),
    DUPLICATE_KEY("the key stands in row {0} already", "each key once"),
    UNKNOWN_REFERENCE("there is no {0} with this key", "a key of the table {1}"),
    MISSPELT_REFERENCE("there is no {0} with this key", "a key of the table {1}; did you mean {2}?"),
    CIRCLE("the parents of this class form a circle", "a parent that is not below the class itself"),
    WRONG_KIND("the kind differs from that of the parent {0}", "{1}, as its parent"),
    WRONG_KIND_OF_CHILD("the kind differs from that of the class {0} below it", "{1}, as the class below it"),
    WRONG_UNIT("the unit does not belong to the kind {0}", "{1}, the unit of {0}"),
    MIN_INTAKE_ABOVE_CAPACITY("the minimum intake is above the capacity", "at most the capacity, {0}"),
    MIN_ABOVE_MAX("the minimum is above the maximum", "at most {1}, the value of {0}"),
    BAD_WASTE_CODE("this is not a code of the list of waste", "six digits, such as 19 12 04 or 191211*"),
    UNKNOWN_WASTE_CODE("the list of waste has no such code", "a code of the list, six digits"),
    BAD_ENTERPRISE_NUMBER(
            "this is not an enterprise number",
            "ten digits that start with 0 or 1, the last two being a check, such as 0203.430.576"),
    BAD_PROFILE("the profile is not right", "nothing, or 12 numbers of at least 0 joined by +, January first"),
    BAD_OUTPUTS("the outputs are not right", "class:yield joined by +, each yield above 0, each class once");

    private final String wrong;
    private final String expected;

    FaultKind(String wrong, String expected) {
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

    static String fill(String sentence, List<String> arguments) {
        String filled = sentence;
        for (int i = arguments.size() - 1; i >= 0; i--) {
            filled = filled.replace("{" + i + "}", arguments.get(i));
        }
        return filled;
    }
}
