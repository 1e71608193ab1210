package org.knooppunt.engine.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an inventory from a folder of CSV files, a zip of such a folder, one CSV file named after its table, or an .xlsx
 * workbook, and tells every fault by its cell.
 *
 * <p>Tables are read in an order in which each comes after those it refers to, one row at a time; memory grows with the
 * records kept, not with the files. Time is linear in the size of the files. Reading the same files gives the same draft.
 * What a library throws on a damaged file becomes a fault; the only exception on purpose is that of a cancelled reading.
 */
public final class InventoryReader {
    private static final int ROWS_BETWEEN_REPORTS = 1_000;
    private static final Set<Table> ALWAYS_WANTED = EnumSet.of(Table.CLASSES, Table.ORGANISATIONS, Table.SITES);

    /** Without these there is nothing to plan. */
    private static final Set<Table> PLANNED = EnumSet.of(Table.OFFERS, Table.NEEDS);

    private static final Pattern CLASS_NAME = Pattern.compile("[\\w.$]*(Exception|Error)\\b:?|\\bjava\\.[\\w.$]+");

    private InventoryReader() {}

    /**
     * Reads all tables found.
     *
     * @throws CancellationException when the monitor of the options says so
     */
    public static InventoryDraft read(Path folderOrFile, ReadOptions options) {
        FaultList faults = new FaultList(options.limits().faults());
        Rows rows = new Rows(options);
        Watch watch = new Watch(options.monitor());
        String name = Source.nameOf(folderOrFile);
        try (Source source = Source.open(folderOrFile, options.limits(), faults, watch)) {
            if (source != null && !source.isEmpty()) {
                new Reading(source, options, faults, rows, watch).readTables(name);
            }
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            faults.add(null, name, unreadable(e), reason(e));
        }
        return draft(rows, faults, name);
    }

    /**
     * Rows as they stand, for a person to look at before anything is done with them.
     *
     * @param from the first row wanted; 2 is the first below the header
     * @param most how many rows at the most
     * @return nothing when the table is not there or cannot be read
     * @throws CancellationException when the monitor of the options says so
     */
    public static Optional<PreviewTable> preview(
            Path folderOrFile, Table table, ReadOptions options, int from, int most) {
        FaultList ignored = new FaultList(0);
        Watch watch = new Watch(options.monitor());
        try (Source source = Source.open(folderOrFile, options.limits(), ignored, watch)) {
            TableSource found = source == null ? null : source.find(table);
            if (found == null || !found.prepare(ignored, watch)) {
                return Optional.empty();
            }
            List<String> header = new ArrayList<>();
            List<PreviewTable.Row> rows = new ArrayList<>();
            found.rows(ignored, new TableSource.RowVisitor() {
                @Override
                public boolean row(int row, Cells cells) {
                    if (row == 1) {
                        header.addAll(texts(cells));
                    } else if (row >= from && rows.size() < most) {
                        rows.add(new PreviewTable.Row(row, texts(cells)));
                    }
                    watch.check();
                    return rows.size() < most;
                }

                @Override
                public void unfit(int row, Cells cells) {
                    row(row, cells);
                }
            });
            return Optional.of(new PreviewTable(found.name(), table, List.copyOf(header), List.copyOf(rows)));
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static List<String> texts(Cells cells) {
        List<String> texts = new ArrayList<>(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            texts.add(cells.text(i));
        }
        return List.copyOf(texts);
    }

    /** What {@link #reason} tells stands where a fault shows what was found. */
    static FaultKind unreadable(Throwable thrown) {
        return cause(thrown) instanceof AccessDeniedException ? FaultKind.NO_PERMISSION : FaultKind.UNREADABLE;
    }

    /** What a library said of it, without names of classes; empty when it said nothing. */
    static String reason(Throwable thrown) {
        String message = cause(thrown).getMessage();
        return message == null
                ? ""
                : CLASS_NAME
                        .matcher(message.lines().findFirst().orElse(""))
                        .replaceAll("")
                        .strip();
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static InventoryDraft draft(Rows rows, FaultList faults, String name) {
        return new InventoryDraft(
                sound(Table.CLASSES, rows.classes, faults),
                sound(Table.ORGANISATIONS, rows.organisations, faults),
                sound(Table.SITES, rows.sites, faults),
                sound(Table.OFFERS, rows.offers, faults),
                sound(Table.NEEDS, rows.needs, faults),
                sound(Table.FACILITIES, rows.facilities, faults),
                sound(Table.PROCESSES, rows.processes, faults),
                sound(Table.LINKS, rows.links, faults),
                faults.inOrder(),
                faults.count(),
                faults.remarks(name));
    }

    /** Without the rows of which a fault was found after they were read. */
    private static <T> List<TableRow<T>> sound(Table table, List<TableRow<T>> rows, FaultList faults) {
        rows.removeIf(row -> faults.isFaulty(table, row.row()));
        return java.util.Collections.unmodifiableList(rows);
    }

    /** The state of one reading. */
    private record Reading(Source source, ReadOptions options, FaultList faults, Rows rows, Watch watch, Keys keys) {
        Reading(Source source, ReadOptions options, FaultList faults, Rows rows, Watch watch) {
            this(source, options, faults, rows, watch, new Keys(options.known()));
        }

        void readTables(String name) {
            tellMissing(name);
            for (Table table : Table.values()) {
                TableSource found = source.find(table);
                if (found != null) {
                    watch.check();
                    readSafely(table, found);
                }
            }
        }

        private void tellMissing(String name) {
            for (Table table : Table.values()) {
                if (source.has(table)) {
                    if (source.find(table) == null) {
                        keys.incomplete(table);
                    }
                    continue;
                }
                boolean wanted = options.whole() && ALWAYS_WANTED.contains(table) || isReferredTo(table);
                if (wanted && options.known().keys(table).isEmpty()) {
                    faults.add(table, name, FaultKind.MISSING_TABLE, "", table.fileName());
                    keys.incomplete(table);
                } else if (options.whole() && PLANNED.contains(table)) {
                    faults.remark(name, "", RemarkKind.ABSENT_TABLE, table.fileName());
                }
            }
        }

        private boolean isReferredTo(Table table) {
            List<Table> by =
                    switch (table) {
                        case CLASSES -> List.of(Table.OFFERS, Table.NEEDS, Table.PROCESSES);
                        case ORGANISATIONS -> List.of(Table.SITES);
                        case SITES -> List.of(Table.OFFERS, Table.NEEDS, Table.FACILITIES, Table.LINKS);
                        case FACILITIES -> List.of(Table.PROCESSES);
                        default -> List.of();
                    };
            return by.stream().anyMatch(source::has);
        }

        private void readSafely(Table table, TableSource found) {
            try {
                if (found.prepare(faults, watch)) {
                    TableVisitor visitor = new TableVisitor(this, found);
                    if (!found.rows(faults, visitor)) {
                        keys.incomplete(table);
                    }
                    visitor.end();
                } else {
                    keys.incomplete(table);
                }
            } catch (CancellationException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                faults.add(table, found.name(), unreadable(e), reason(e));
                keys.incomplete(table);
            }
        }
    }

    /** Takes the rows of one table. */
    private static final class TableVisitor implements TableSource.RowVisitor {
        private final Reading reading;
        private final TableSource source;
        private @Nullable Header header;
        private @Nullable RowReader reader;
        private int rows;

        TableVisitor(Reading reading, TableSource source) {
            this.reading = reading;
            this.source = source;
        }

        @Override
        public boolean row(int row, Cells cells) {
            if (row == 1) {
                return readHeader(cells);
            }
            RowReader to = reader;
            if (to == null) {
                // the first row of a sheet is empty, so there are no names
                return readHeader(NoCells.INSTANCE);
            }
            if (isBlank(cells)) {
                return true;
            }
            if (++rows > reading.options().limits().rows()) {
                reading.faults()
                        .add(
                                source.table(),
                                new Fault(
                                        source.name(),
                                        row,
                                        "",
                                        "",
                                        FaultKind.TOO_MANY_ROWS,
                                        List.of(Integer.toString(
                                                reading.options().limits().rows()))));
                return false;
            }
            if (rows % 64 == 0) {
                reading.watch().check();
            }
            to.start(row, cells);
            try {
                reading.rows().read(source.table(), to);
            } catch (IllegalArgumentException e) {
                // a record refuses what no check above told of
                to.fault("", reason(e), FaultKind.UNUSABLE_ROW);
            }
            if (rows % ROWS_BETWEEN_REPORTS == 0) {
                reading.options().monitor().rowsRead(source.table(), rows);
            }
            return true;
        }

        private boolean readHeader(Cells cells) {
            Header read = Header.read(source.table(), source.name(), cells, reading.faults());
            header = read;
            reader = new RowReader(
                    source,
                    read,
                    reading.keys(),
                    reading.faults(),
                    reading.options().limits().cellLength());
            if (!read.isUsable()
                    || read.index(source.table().columns().getFirst().name()) < 0) {
                reading.keys().incomplete(source.table());
            }
            return read.isUsable();
        }

        void end() {
            if (header == null) {
                reading.faults()
                        .add(
                                source.table(),
                                source.name(),
                                FaultKind.EMPTY_FILE,
                                "",
                                source.table().columnNames());
                reading.keys().incomplete(source.table());
                return;
            }
            if (reader != null) {
                reader.tellDefaults();
            }
            if (rows == 0 && header.isUsable()) {
                reading.faults().remark(source.name(), "", RemarkKind.EMPTY_TABLE);
            }
            if (source.table() == Table.CLASSES) {
                reading.rows().tree.check(source.name(), reading.keys(), reading.faults());
            }
            reading.options().monitor().rowsRead(source.table(), rows);
        }

        private static boolean isBlank(Cells cells) {
            for (int i = 0; i < cells.size(); i++) {
                if (cells.content(i) != Cells.Content.TEXT
                        || !Texts.strip(cells.text(i)).isEmpty()) {
                    return false;
                }
            }
            return true;
        }
    }
}
