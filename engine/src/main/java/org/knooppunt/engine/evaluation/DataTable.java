package org.knooppunt.engine.evaluation;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.PlainTable;

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

    /** Reads the first sheet of a workbook, or {@linkplain #csv(String, byte[]) CSV}. */
    public static Read read(String file, byte[] content) {
        if (!PlainTable.isWorkbook(content)) {
            return csv(file, content);
        }
        List<String> columns = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        AtomicBoolean full = new AtomicBoolean();
        Optional<Fault> broken;
        try {
            broken = PlainTable.read(content, (number, cells) -> {
                List<String> texts = filled(cells);
                if (texts.isEmpty()) {
                    return true;
                }
                if (columns.isEmpty()) {
                    columns.addAll(texts);
                } else if (number > MOST_ROWS + 1) {
                    full.set(true);
                    return false;
                } else {
                    while (texts.size() < columns.size()) {
                        texts.add("");
                    }
                    rows.add(new Row(number, texts));
                }
                return true;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (broken.isPresent()) {
            Fault fault = broken.get();
            return unreadable(
                    file,
                    fault.row(),
                    DataFault.Kind.NOT_A_WORKBOOK,
                    fault.code().expected(fault.arguments()));
        }
        if (full.get()) {
            return unreadable(file, MOST_ROWS + 2, DataFault.Kind.TOO_LARGE, String.valueOf(MOST_ROWS));
        }
        return rows.isEmpty()
                ? unreadable(file, 0, DataFault.Kind.EMPTY)
                : new Readable(new DataTable(file, columns, rows, '.'));
    }

    /** Stripped, up to the last that is not empty. */
    private static List<String> filled(List<String> cells) {
        List<String> texts = new ArrayList<>();
        cells.forEach(cell -> texts.add(cell.strip()));
        while (!texts.isEmpty() && texts.getLast().isEmpty()) {
            texts.removeLast();
        }
        return texts;
    }

    /** As CSV, each row at its own number, so that what is wrong in it is told by its place in the source. */
    public String text() {
        StringBuilder csv = new StringBuilder();
        int header = rows.isEmpty() ? 1 : Math.max(1, rows.getFirst().number() - 1);
        csv.repeat("\n", header - 1);
        line(csv, columns);
        int last = header;
        for (Row row : rows) {
            csv.repeat("\n", Math.max(0, row.number() - last - 1));
            line(csv, row.cells());
            last = row.number();
        }
        return csv.toString();
    }

    private static void line(StringBuilder csv, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            csv.append(i > 0 ? "," : "").append(quoted(cells.get(i)));
        }
        csv.append('\n');
    }

    /** A cell of a CSV file. */
    public static String quoted(String text) {
        return text.matches("[\\p{L}\\p{N} .'-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
