package org.knooppunt.engine.legal;

import java.util.List;

/**
 * One fault in a file of rules, with what an officer needs to mend it.
 *
 * @param row as the spreadsheet shows it: the header is row 1; 0 when the whole file is meant
 * @param column name as in the header; empty when the whole row or file is meant
 * @param value what was found, shortened
 */
public record RuleFault(String file, int row, String column, String value, RuleFaultKind code, List<String> arguments) {
    private static final int LONGEST_VALUE = 80;

    public RuleFault {
        value = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
        value = value.replaceAll("\\p{Cntrl}", " ");
        arguments = List.copyOf(arguments);
    }

    /** {@code file:row:column: what is wrong: what was found: what is expected}, in English, on one line. */
    public String text() {
        return file + ":" + row + ":" + (column.isEmpty() ? "-" : column) + ": " + code.wrong(arguments) + ": "
                + (value.isEmpty() ? "nothing" : value) + ": expected " + code.expected(arguments);
    }
}
