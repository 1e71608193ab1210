package org.knooppunt.engine.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A table in a CSV file. The file is gone through three times, which costs less than holding it: for its encoding, for
 * its decimal sign, and for its rows.
 */
final class CsvSource implements TableSource {
    /** Opens the file anew. */
    interface Bytes {
        InputStream open() throws IOException;
    }

    private static final int LONGEST_HEADER = 100_000;

    private final String name;
    private final Table table;
    private final Bytes bytes;
    private final long mostBytes;
    private char separator = ',';
    private char decimal = '.';
    private boolean isDecimalProven;
    private boolean separatorLine;
    private boolean endsWithLineBreak = true;

    CsvSource(String name, Table table, Bytes bytes, long mostBytes) {
        this.name = name;
        this.table = table;
        this.bytes = bytes;
        this.mostBytes = mostBytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public char decimal() {
        return decimal;
    }

    @Override
    public boolean prepare(FaultList faults, Watch watch) throws IOException {
        Utf8Check check = new Utf8Check();
        try (InputStream in = bytes.open()) {
            check.read(in, mostBytes, watch);
        }
        if (check.isTooLarge()) {
            faults.add(table, name, FaultKind.TOO_LARGE, "", Long.toString(mostBytes >> 20));
            return false;
        }
        if (check.isEmpty()) {
            faults.add(table, name, FaultKind.EMPTY_FILE, "", table.columnNames());
            return false;
        }
        if (check.encoding() != null) {
            faults.add(table, new Fault(name, check.line(), "", "", FaultKind.BAD_ENCODING, List.of(check.encoding())));
            return false;
        }
        endsWithLineBreak = check.endsWithLineBreak();
        detectSeparator();
        detectDecimal(watch);
        faults.dialect(name, separator, decimal, isDecimalProven);
        return true;
    }

    private Reader reader() throws IOException {
        Reader reader = new InputStreamReader(bytes.open(), StandardCharsets.UTF_8);
        BufferedReader buffered = new BufferedReader(reader, 1 << 16);
        buffered.mark(1);
        if (buffered.read() != '\ufeff') {
            buffered.reset();
        }
        if (separatorLine) {
            String ignored = buffered.readLine();
            assert ignored != null;
        }
        return buffered;
    }

    private void detectSeparator() throws IOException {
        String first = firstLine();
        if (first.length() == 5 && first.toLowerCase(Locale.ROOT).startsWith("sep=")) {
            // Excel's own way to say it; Excel does not show this line, so it is not counted as a row
            separatorLine = true;
            char said = first.charAt(4);
            if (said == ';' || said == ',') {
                separator = said;
                return;
            }
            first = firstLine();
        }
        int semicolons = knownNames(first, ';');
        int commas = knownNames(first, ',');
        if (semicolons == commas) {
            semicolons = first.length() - first.replace(";", "").length();
            commas = first.length() - first.replace(",", "").length();
        }
        separator = semicolons > commas ? ';' : ',';
    }

    private String firstLine() throws IOException {
        StringBuilder line = new StringBuilder();
        try (Reader reader = reader()) {
            int c = reader.read();
            while (c >= 0 && c != '\n' && c != '\r' && line.length() < LONGEST_HEADER) {
                line.append((char) c);
                c = reader.read();
            }
        }
        return line.toString();
    }

    private int knownNames(String line, char between) {
        int known = 0;
        for (String part : line.split(String.valueOf(between), -1)) {
            String plain = Texts.strip(part.replace("\"", "")).toLowerCase(Locale.ROOT);
            if (table.columns().stream().anyMatch(column -> column.name().equals(plain))) {
                known++;
            }
        }
        return known;
    }

    /**
     * The decimal sign that numbers of this file prove, by majority; where none proves anything, the one that goes with
     * the separator: semicolons are used where the comma is taken.
     */
    private void detectDecimal(Watch watch) throws IOException {
        long points = 0;
        long commas = 0;
        try (CsvReader<CsvRecord> csv = csv()) {
            List<Integer> numbers = null;
            List<Integer> degrees = List.of();
            int row = 0;
            for (CsvRecord line : csv) {
                if (++row % 1024 == 0) {
                    watch.check();
                }
                if (numbers == null) {
                    numbers = columns(line, table::holdsNumbers);
                    degrees = columns(line, Table::holdsDegrees);
                    continue;
                }
                for (int index : numbers) {
                    if (index >= line.getFieldCount()) {
                        continue;
                    }
                    String text = line.getField(index);
                    if (text.indexOf(',') < 0 && text.indexOf('.') < 0 || text.length() > 400) {
                        continue;
                    }
                    String number = Texts.strip(text);
                    switch (degrees.contains(index)
                            ? DecimalText.evidenceOfDegrees(number)
                            : DecimalText.evidence(number)) {
                        case POINT -> points++;
                        case COMMA -> commas++;
                        case NONE -> {}
                    }
                }
            }
        } catch (CsvParseException e) {
            // told when the rows are read; what was seen before it counts
        }
        isDecimalProven = points != commas;
        if (!isDecimalProven) {
            decimal = separator == ';' ? ',' : '.';
        } else {
            decimal = points > commas ? '.' : ',';
        }
    }

    private static List<Integer> columns(CsvRecord header, Predicate<String> wanted) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < header.getFieldCount(); i++) {
            String plain = Texts.strip(header.getField(i)).toLowerCase(Locale.ROOT);
            if (wanted.test(plain)) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private CsvReader<CsvRecord> csv() throws IOException {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(reader());
    }

    @Override
    public boolean rows(FaultList faults, RowVisitor visitor) throws IOException {
        Fields fields = new Fields();
        boolean complete = true;
        int row = 0;
        int columns = 0;
        int shortRows = 0;
        boolean lastIsShort = false;
        try (CsvReader<CsvRecord> csv = csv()) {
            for (CsvRecord line : csv) {
                row++;
                fields.line = line;
                columns = row == 1 ? line.getFieldCount() : columns;
                lastIsShort = line.getFieldCount() < columns
                        && !(line.getFieldCount() == 1 && line.getField(0).isEmpty());
                shortRows += lastIsShort ? 1 : 0;
                if (line.getFieldCount() > columns) {
                    faults.add(
                            table,
                            new Fault(
                                    name,
                                    row,
                                    "",
                                    line.getField(columns),
                                    FaultKind.TOO_MANY_FIELDS,
                                    List.of(
                                            Integer.toString(line.getFieldCount()),
                                            Integer.toString(columns),
                                            String.valueOf(separator))));
                    visitor.unfit(row, fields);
                    complete = false;
                    continue;
                }
                if (!visitor.row(row, fields)) {
                    return false;
                }
            }
        } catch (CsvParseException e) {
            faults.add(table, new Fault(name, row + 1, "", "", FaultKind.BROKEN_ROW, List.of()));
            return false;
        }
        if (!endsWithLineBreak && lastIsShort) {
            faults.add(
                    table, new Fault(name, row, "", fields.text(fields.size() - 1), FaultKind.ROW_CUT_OFF, List.of()));
        } else if (!endsWithLineBreak) {
            faults.remark(name, "", RemarkKind.NO_FINAL_LINE_BREAK);
        }
        if (shortRows > 0) {
            faults.remark(name, "", RemarkKind.SHORT_ROWS, Integer.toString(shortRows));
        }
        return complete;
    }

    /** The fields of one line; a field that is not there is empty. */
    private static final class Fields implements Cells {
        private CsvRecord line = CsvReader.builder().ofSingleCsvRecord("-");

        @Override
        public int size() {
            return line.getFieldCount();
        }

        @Override
        public String text(int index) {
            return index < line.getFieldCount() ? line.getField(index) : "";
        }

        @Override
        public Content content(int index) {
            return Content.TEXT;
        }

        @Override
        public double number(int index) {
            throw new IllegalStateException("cells of a CSV file are text");
        }
    }
}
