package org.knooppunt.engine.files;

/**
 * A record with the row it came from.
 *
 * @param row as the spreadsheet shows it: the header is row 1
 */
public record TableRow<T>(int row, T record) {}
