package org.knooppunt.engine.files;

import java.io.IOException;

/** One table as it stands in a file or sheet. */
interface TableSource {
    /** The name of the file or sheet as people see it. */
    String name();

    Table table();

    /**
     * Looks at the whole table before it is read, and tells what cannot be read or how it will be.
     *
     * @return whether it can be read
     */
    boolean prepare(FaultList faults, Watch watch) throws IOException;

    /** The decimal sign of numbers written as text; {@code 0} when every cell is to be judged by itself. */
    char decimal();

    /**
     * Visits the rows from the first. A row that cannot be told apart is told as a fault and not visited.
     *
     * @return whether all rows were visited
     */
    boolean rows(FaultList faults, RowVisitor visitor) throws IOException;

    /** Takes the rows one by one. */
    interface RowVisitor {
        /**
         * Takes a row.
         *
         * @param row as the spreadsheet shows it
         * @return whether to go on
         */
        boolean row(int row, Cells cells);

        /** Sees a row that is told as a fault because its cells cannot be laid under the columns. */
        default void unfit(int row, Cells cells) {}
    }
}
