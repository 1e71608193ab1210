package org.knooppunt.engine.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the columns of a table stand in its file. */
final class Header {
    /** A column for a quality: {@code min_temp} has prefix {@code min_} and quality {@code temp}. */
    record QualityColumn(String prefix, String quality, String name, int index) {}

    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<QualityColumn> qualities = new ArrayList<>();
    private final List<Integer> nameless = new ArrayList<>();
    private final int size;

    private Header(int size) {
        this.size = size;
    }

    /** Reads the first row, and tells what is missing, doubled or unknown. */
    static Header read(Table table, String file, Cells cells, FaultList faults) {
        int size = cells.size();
        while (size > 0 && Texts.strip(cells.text(size - 1)).isEmpty()) {
            size--;
        }
        Header header = new Header(size);
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            header.readName(table, file, cells.text(i), i, unknown, faults);
        }
        if (header.indexes.isEmpty()) {
            faults.add(
                    table,
                    new Fault(
                            file,
                            1,
                            "",
                            String.join(", ", unknown),
                            FaultKind.NO_HEADER,
                            List.of(table.columnNames())));
            return header;
        }
        for (String name : unknown) {
            faults.remark(file, name, RemarkKind.UNKNOWN_COLUMN, name);
        }
        for (Table.Column column : table.columns()) {
            if (column.required() && !header.indexes.containsKey(column.name())) {
                faults.add(
                        table, new Fault(file, 1, column.name(), "", FaultKind.MISSING_COLUMN, List.of(column.name())));
            }
        }
        return header;
    }

    private void readName(Table table, String file, String text, int i, List<String> unknown, FaultList faults) {
        String name = Texts.strip(text);
        String plain = name.toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            nameless.add(i);
        } else if (table.columns().stream().anyMatch(column -> column.name().equals(plain))) {
            if (indexes.putIfAbsent(plain, i) != null) {
                faults.add(table, new Fault(file, 1, plain, name, FaultKind.DUPLICATE_COLUMN, List.of()));
            }
        } else if (!plain.equals(Table.FAULTS)) {
            for (String prefix : table.prefixes()) {
                if (plain.startsWith(prefix) && plain.length() > prefix.length()) {
                    addQuality(table, file, prefix, name, i, faults);
                    return;
                }
            }
            unknown.add(name);
        }
    }

    private void addQuality(Table table, String file, String prefix, String name, int i, FaultList faults) {
        String quality = Texts.strip(name.substring(prefix.length()));
        if (qualities.stream()
                .anyMatch(other ->
                        other.prefix().equals(prefix) && other.quality().equals(quality))) {
            faults.add(table, new Fault(file, 1, name, name, FaultKind.DUPLICATE_COLUMN, List.of()));
        } else if (quality.length() > RowReader.LONGEST_KEY) {
            faults.add(
                    table,
                    new Fault(
                            file,
                            1,
                            name,
                            name,
                            FaultKind.KEY_TOO_LONG,
                            List.of(Integer.toString(quality.length()), Integer.toString(RowReader.LONGEST_KEY))));
        } else {
            qualities.add(new QualityColumn(prefix, quality, name, i));
        }
    }

    /** The place of a column, -1 when it is not there. */
    int index(String column) {
        return indexes.getOrDefault(column, -1);
    }

    /** Whether anything can be read below it. */
    boolean isUsable() {
        return !indexes.isEmpty();
    }

    List<QualityColumn> qualities() {
        return qualities;
    }

    List<Integer> nameless() {
        return nameless;
    }

    /** The number of columns up to the last with a name. */
    int size() {
        return size;
    }
}
