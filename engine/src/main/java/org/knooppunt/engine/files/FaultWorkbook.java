package org.knooppunt.engine.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was read as a workbook in which the faults are marked: the same rows at the same places, each faulty cell
 * red with a note, a column {@code faults} that tells them per row, and a sheet {@code faults} that lists them all. A
 * person mends the cells and reads the same workbook again: the reader passes over that column and that sheet.
 */
public final class FaultWorkbook {
    private static final String RED = "FFC7CE";
    private static final String LIGHT_RED = "FDE9EB";
    private static final int ROWS_BETWEEN_FLUSHES = 500;
    private static final double WIDE = 60;
    private static final List<Double> LIST_WIDTHS = List.of(20.0, 8.0, 20.0, 32.0, WIDE);

    private FaultWorkbook() {}

    /**
     * Writes the workbook; the stream stays open. Tables that cannot be read at all are only in the list.
     *
     * @param source the folder or file the faults were found in
     * @param words what to say of a fault, in the language of the person
     * @param headings of the list: file, row, column, value, and what is wrong
     */
    public static void write(
            Path source, List<Fault> faults, Function<Fault, String> words, List<String> headings, OutputStream out)
            throws IOException {
        if (headings.size() != 5) {
            throw new IllegalArgumentException("there are " + headings.size() + " headings; expected 5");
        }
        Workbook workbook = new Workbook(out, "Knooppunt", "1.0");
        FaultList ignored = new FaultList(0);
        Watch watch = new Watch(ReadMonitor.NONE);
        try (Source tables = Source.open(source, ReadOptions.Limits.DEFAULT, ignored, watch)) {
            for (Table table : Table.values()) {
                TableSource found = tables == null ? null : tables.find(table);
                if (found != null) {
                    writeTable(workbook, found, faults, words, watch);
                }
            }
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            // the source cannot be read; its faults are listed
        }
        writeList(workbook, faults, words, headings);
        workbook.finish();
    }

    /** The same with English words. */
    public static void write(Path source, List<Fault> faults, OutputStream out) throws IOException {
        write(source, faults, Fault::sentence, List.of("file", "row", "column", "value", "fault"), out);
    }

    private static void writeTable(
            Workbook workbook, TableSource table, List<Fault> faults, Function<Fault, String> words, Watch watch)
            throws IOException {
        FaultList ignored = new FaultList(0);
        Marked marked = null;
        try {
            if (!table.prepare(ignored, watch)) {
                return;
            }
            marked = new Marked(workbook.newWorksheet(table.table().fileName()), table, byRow(table, faults), words);
            table.rows(ignored, marked);
        } catch (RuntimeException e) {
            // what came before the damage is written; the damage itself is listed
        }
        if (marked != null) {
            marked.sheet.finish();
        }
    }

    private static Map<Integer, List<Fault>> byRow(TableSource table, List<Fault> faults) {
        String name = Fault.visible(table.name());
        Map<Integer, List<Fault>> byRow = new HashMap<>();
        for (Fault fault : faults) {
            if (fault.file().equals(name) && fault.row() > 0) {
                byRow.computeIfAbsent(fault.row(), row -> new ArrayList<>()).add(fault);
            }
        }
        return byRow;
    }

    private static void writeList(
            Workbook workbook, List<Fault> faults, Function<Fault, String> words, List<String> headings)
            throws IOException {
        Worksheet sheet = workbook.newWorksheet(Table.FAULTS);
        SheetText.writeHeader(sheet, headings);
        for (int column = 0; column < LIST_WIDTHS.size(); column++) {
            sheet.width(column, LIST_WIDTHS.get(column));
        }
        int row = 0;
        for (Fault fault : faults) {
            row++;
            text(sheet, row, 0, fault.file());
            if (fault.row() > 0) {
                sheet.value(row, 1, fault.row());
            }
            text(sheet, row, 2, fault.column());
            text(sheet, row, 3, fault.value());
            text(sheet, row, 4, words.apply(fault));
            if (row % ROWS_BETWEEN_FLUSHES == 0) {
                sheet.flush();
            }
        }
        sheet.finish();
    }

    private static void text(Worksheet sheet, int row, int column, String text) {
        if (!text.isEmpty()) {
            String fitting = text.length() > SheetText.LONGEST ? text.substring(0, SheetText.LONGEST - 1) + "…" : text;
            sheet.value(row, column, SheetText.escaped(fitting));
        }
    }

    /** Copies the rows of one table and marks them; scratch of one sheet. */
    private static final class Marked implements TableSource.RowVisitor {
        private final Worksheet sheet;
        private final TableSource source;
        private final Map<Integer, List<Fault>> faults;
        private final Function<Fault, String> words;
        private final DecimalText numbers = new DecimalText();
        /** Place in the sheet per place in the source; -1 for a column of faults from before. */
        private final List<Integer> places = new ArrayList<>();

        private final List<Boolean> holdsNumbers = new ArrayList<>();
        private final Map<String, Integer> byName = new HashMap<>();
        private int faultColumn;
        private int written;

        Marked(Worksheet sheet, TableSource source, Map<Integer, List<Fault>> faults, Function<Fault, String> words) {
            this.sheet = sheet;
            this.source = source;
            this.faults = faults;
            this.words = words;
        }

        @Override
        public boolean row(int row, Cells cells) {
            if (row == 1) {
                header(cells);
            } else {
                for (int i = 0; i < cells.size(); i++) {
                    copy(row, i, cells);
                }
            }
            mark(row);
            if (++written % ROWS_BETWEEN_FLUSHES == 0) {
                try {
                    sheet.flush();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
            return true;
        }

        @Override
        public void unfit(int row, Cells cells) {
            row(row, cells);
        }

        private void header(Cells cells) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                String name = cells.text(i);
                String plain = Texts.strip(name).toLowerCase(Locale.ROOT);
                boolean old = plain.equals(Table.FAULTS);
                places.add(old ? -1 : names.size());
                holdsNumbers.add(source.table().holdsNumbers(plain));
                if (!old) {
                    byName.putIfAbsent(plain, names.size());
                    names.add(name);
                }
            }
            faultColumn = names.size();
            names.add(Table.FAULTS);
            SheetText.writeHeader(sheet, names);
            sheet.width(faultColumn, WIDE);
        }

        private int place(int index) {
            return index < places.size() ? places.get(index) : faultColumn + 1 + index - places.size();
        }

        private void copy(int row, int index, Cells cells) {
            int column = place(index);
            if (column < 0) {
                return;
            }
            String text = cells.text(index);
            if (cells.content(index) == Cells.Content.NUMBER && Double.isFinite(cells.number(index))) {
                sheet.value(row - 1, column, cells.number(index));
            } else if (index < holdsNumbers.size()
                    && holdsNumbers.get(index)
                    && cells.content(index) == Cells.Content.TEXT
                    && numbers.read(Texts.strip(text), source.decimal()) == DecimalText.Outcome.FINE) {
                sheet.value(row - 1, column, numbers.value());
            } else {
                text(sheet, row - 1, column, text);
            }
        }

        private void mark(int row) {
            List<Fault> here = faults.get(row);
            if (here == null) {
                return;
            }
            Map<Integer, String> notes = new HashMap<>();
            List<String> all = new ArrayList<>();
            for (Fault fault : here) {
                String said = words.apply(fault);
                all.add(fault.column().isEmpty() ? said : fault.column() + ": " + said);
                Integer column = findColumn(fault);
                if (column != null) {
                    notes.merge(column, said, (first, second) -> first + "\n" + second);
                }
            }
            notes.forEach((column, note) -> {
                sheet.style(row - 1, column).fillColor(RED).set();
                sheet.comment(row - 1, column, note);
            });
            text(sheet, row - 1, faultColumn, String.join("\n", all));
            sheet.style(row - 1, faultColumn)
                    .fillColor(LIGHT_RED)
                    .wrapText(true)
                    .set();
        }

        private @Nullable Integer findColumn(Fault fault) {
            return byName.get(fault.column().toLowerCase(Locale.ROOT));
        }
    }
}
