package org.knooppunt.engine.files;

/** The cells of one row as they stand in the source; valid until the next row is read. */
interface Cells {
    /** What a cell holds. Cells of CSV files are always text. */
    enum Content {
        TEXT,
        NUMBER,
        DATE,
        BOOLEAN,
        ERROR,
        FORMULA_WITHOUT_VALUE
    }

    /** How many cells there are, also empty ones in between. */
    int size();

    /** The text of a cell, empty when there is none; of a number a plain notation. */
    String text(int index);

    Content content(int index);

    /** The value of a cell with a number. */
    double number(int index);
}
