package org.knooppunt.engine.files;

/** What a reader tells though nothing is wrong. The names are stable keys, as those of {@link FaultKind}. */
public enum RemarkKind {
    /** Arguments: separator, decimal sign. Told of a CSV file that is written in another way than most of the others. */
    DIALECT("unlike in the other files, '{0}' stands between the cells and numbers are written as 12{1}5"),
    UNKNOWN_COLUMN("the column {0} is not known and was not read"),
    UNKNOWN_TABLE("not a table of an inventory, so it was not read"),
    EMPTY_TABLE("the table has column names but no rows"),
    /** Argument: the table. Told of a whole inventory without offers or without needs, which plans nothing. */
    ABSENT_TABLE("there is no table {0}, so this inventory has none of those"),
    /** Arguments: number of rows, what was taken instead. */
    EMPTY_CELLS("{0} empty cells were read as {1}"),
    /** Arguments: number of rows. */
    SHORT_ROWS("{0} rows have fewer cells than the first row; the cells that are not there were read as empty"),
    NO_FINAL_LINE_BREAK("the file does not end with a line break; check that the last row is whole"),
    /** Arguments: number of faults told, number of faults not told. */
    FAULTS_LEFT_OUT("the first {0} faults are listed; there are {1} more");

    private final String sentence;

    RemarkKind(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
