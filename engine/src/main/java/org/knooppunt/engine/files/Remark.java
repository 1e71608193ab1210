package org.knooppunt.engine.files;

import java.util.List;

/**
 * Something a person should know about how a file was read. It does not stop anything.
 *
 * @param file name of the file, or of the sheet of a workbook
 * @param column name as in the header, or empty
 * @param arguments what the sentence of the kind needs, see {@link RemarkKind}
 */
public record Remark(String file, String column, RemarkKind code, List<String> arguments) {
    public Remark {
        file = Fault.visible(file);
        column = Fault.visible(column);
        arguments = arguments.stream().map(Fault::visible).toList();
    }

    /** {@code file:column: sentence}, in English, on one line. */
    public String text() {
        return file + (column.isEmpty() ? "" : ":" + column) + ": " + FaultKind.fill(code.sentence(), arguments);
    }
}
