package org.knooppunt.engine.legal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one file, as a spreadsheet program saves them: with commas or semicolons, with or without a byte order mark. */
final class RuleTable {
    private static final int MOST_MEGABYTES = 8;

    private final String file;
    private final List<String> required;
    private final List<String> optional;
    private final List<RuleFault> faults;
    private final List<RuleRow> rows = new ArrayList<>();
    private final Map<String, Integer> columns = new HashMap<>();

    private RuleTable(String file, List<String> required, List<String> optional, List<RuleFault> faults) {
        this.file = file;
        this.required = required;
        this.optional = optional;
        this.faults = faults;
    }

    /**
     * @param in null when there is no such file
     * @return no rows when the file as a whole is at fault
     */
    static List<RuleRow> read(
            String file, @Nullable InputStream in, List<String> required, List<String> optional, List<RuleFault> faults)
            throws IOException {
        RuleTable table = new RuleTable(file, required, optional, faults);
        String text = in == null ? table.fail(RuleFaultKind.NOT_FOUND) : table.decode(in);
        if (text != null) {
            table.parse(text);
        }
        return table.rows;
    }

    private @Nullable String fail(RuleFaultKind kind, String... arguments) {
        faults.add(new RuleFault(file, 0, "", "", kind, List.of(arguments)));
        return null;
    }

    private @Nullable String decode(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes((MOST_MEGABYTES << 20) + 1);
        if (bytes.length > MOST_MEGABYTES << 20) {
            return fail(RuleFaultKind.TOO_LARGE, Integer.toString(MOST_MEGABYTES));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return fail(RuleFaultKind.BAD_ENCODING);
        }
    }

    private void parse(String text) {
        int row = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(false)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            for (CsvRecord line : csv) {
                row++;
                if (row == 1) {
                    if (!readHeader(line.getFields())) {
                        return;
                    }
                } else if (line.getFields().stream().anyMatch(cell -> !cell.isBlank())) {
                    addRow(row, line.getFields());
                }
            }
        } catch (CsvParseException e) {
            faults.add(new RuleFault(file, row + 1, "", "", RuleFaultKind.BROKEN_ROW, List.of()));
            return;
        } catch (IOException e) {
            // of a text in memory
            throw new IllegalStateException(e);
        }
        if (rows.isEmpty()) {
            fail(RuleFaultKind.EMPTY_FILE);
        }
    }

    private static char separator(String text) {
        String header = text.lines().findFirst().orElse("");
        long semicolons = header.chars().filter(c -> c == ';').count();
        long commas = header.chars().filter(c -> c == ',').count();
        return semicolons > commas ? ';' : ',';
    }

    private boolean readHeader(List<String> cells) {
        int before = faults.size();
        for (int at = 0; at < cells.size(); at++) {
            String written = cells.get(at).strip();
            String name = written.toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                continue;
            }
            if (!required.contains(name) && !optional.contains(name)) {
                List<String> known = new ArrayList<>(required);
                known.addAll(optional);
                faults.add(new RuleFault(
                        file, 1, written, written, RuleFaultKind.UNKNOWN_COLUMN, List.of(String.join(", ", known))));
            } else if (columns.putIfAbsent(name, at) != null) {
                faults.add(new RuleFault(file, 1, name, written, RuleFaultKind.DUPLICATE_COLUMN, List.of()));
            }
        }
        for (String name : required) {
            if (!columns.containsKey(name)) {
                faults.add(new RuleFault(file, 1, name, "", RuleFaultKind.MISSING_COLUMN, List.of()));
            }
        }
        return faults.size() == before;
    }

    private void addRow(int row, List<String> cells) {
        for (int at = 0; at < cells.size(); at++) {
            if (!cells.get(at).isBlank() && !columns.containsValue(at)) {
                faults.add(new RuleFault(file, row, "", cells.get(at), RuleFaultKind.CELL_WITHOUT_COLUMN, List.of()));
            }
        }
        Map<String, String> values = new HashMap<>();
        columns.forEach(
                (name, at) -> values.put(name, at < cells.size() ? cells.get(at).strip() : ""));
        rows.add(new RuleRow(file, row, values, faults));
    }
}
