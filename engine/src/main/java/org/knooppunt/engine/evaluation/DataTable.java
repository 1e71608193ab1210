package org.knooppunt.engine.evaluation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as text, as somebody made it: every cell stripped of blanks, nothing understood yet.
 *
 * @param decimal the decimal sign where no number proves another
 */
public record DataTable(String file, List<String> columns, List<Row> rows, char decimal) {
    static final int MOST_ROWS = 200_000;

    public DataTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param number as a spreadsheet shows it
     */
    public record Row(int number, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** What came of reading: a table, or a reason why there is none. */
    public sealed interface Read {}

    /** A table. */
    public record Readable(DataTable table) implements Read {}

    /** No table. */
    public record Unreadable(DataFault fault) implements Read {}

    /** Reads CSV: UTF-8, comma or semicolon or tab, told by the first line; empty lines do not count. */
    public static Read csv(String file, byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return unreadable(file, 0, DataFault.Kind.NOT_A_TABLE, "save it as CSV UTF-8");
        }
        if (text.startsWith("\ufeff")) {
            text = text.substring(1);
        }
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char separator = ',';
        for (char other : new char[] {';', '\t'}) {
            separator = count(first, other) > count(first, separator) ? other : separator;
        }
        List<String> columns = List.of();
        List<Row> rows = new ArrayList<>();
        int number = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            for (CsvRecord line : csv) {
                number++;
                List<String> cells =
                        line.getFields().stream().map(String::strip).toList();
                if (cells.stream().allMatch(String::isEmpty)) {
                    continue;
                }
                if (columns.isEmpty()) {
                    columns = cells;
                } else if (rows.size() == MOST_ROWS) {
                    return unreadable(file, number, DataFault.Kind.TOO_LARGE, String.valueOf(MOST_ROWS));
                } else {
                    rows.add(new Row(number, cells));
                }
            }
        } catch (CsvParseException e) {
            return unreadable(
                    file, number + 1, DataFault.Kind.NOT_A_TABLE, "a quotation mark that is opened is closed too");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (rows.isEmpty()) {
            return unreadable(file, 0, DataFault.Kind.EMPTY);
        }
        return new Readable(new DataTable(file, columns, rows, separator == ',' ? '.' : ','));
    }

    private static Unreadable unreadable(String file, int row, DataFault.Kind kind, String... arguments) {
        return new Unreadable(new DataFault(file, row, "", "", kind, List.of(arguments)));
    }

    private static int count(String text, char sign) {
        return (int) text.chars().filter(c -> c == sign).count();
    }
}
