package org.knooppunt.engine.files;

import java.util.List;

/**
 * Some rows of a table exactly as they stand in the source, faulty or not.
 *
 * @param file name of the file or sheet
 * @param header the cells of the first row
 */
public record PreviewTable(String file, Table table, List<String> header, List<Row> rows) {
    /**
     * One row.
     *
     * @param row as the spreadsheet shows it: the header is row 1
     * @param cells as text; numbers of a workbook in plain notation
     */
    public record Row(int row, List<String> cells) {}
}
