package org.knooppunt.engine.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.jspecify.annotations.Nullable;

/** The tables found in a folder, file, zip or workbook. */
final class Source implements Closeable {
    private static final int[] ZIP = {'P', 'K', 3, 4};
    private static final int[] EMPTY_ZIP = {'P', 'K', 5, 6};
    private static final int[] OLD_WORKBOOK = {0xd0, 0xcf, 0x11, 0xe0};

    private final Map<Table, TableSource> tables = new EnumMap<>(Table.class);
    private final Set<Table> unreadable = EnumSet.noneOf(Table.class);
    private final Closeable open;

    private Source(Closeable open) {
        this.open = open;
    }

    @Nullable
    TableSource find(Table table) {
        return tables.get(table);
    }

    /** Whether the table is there, be it that it cannot be read. */
    boolean has(Table table) {
        return tables.containsKey(table) || unreadable.contains(table);
    }

    @Override
    public void close() throws IOException {
        open.close();
    }

    /** Finds the tables; what cannot be a table is told. Returns null when nothing can be read. */
    static @Nullable Source open(Path path, ReadOptions.Limits limits, FaultList faults, Watch watch)
            throws IOException {
        String name = nameOf(path);
        if (Files.isDirectory(path)) {
            return folder(path, name, limits, faults);
        }
        if (!Files.isRegularFile(path)) {
            faults.add(null, name, FaultKind.NOT_FOUND, path.toString());
            return null;
        }
        if (Files.size(path) == 0) {
            faults.add(null, name, FaultKind.EMPTY_FILE, "", tableNames());
            return null;
        }
        byte[] start = firstBytes(path);
        if (startsWith(start, OLD_WORKBOOK)) {
            faults.add(null, name, FaultKind.OLD_OR_PROTECTED_WORKBOOK, name);
            return null;
        }
        if (startsWith(start, ZIP) || startsWith(start, EMPTY_ZIP)) {
            try {
                return packed(path, name, limits, faults, watch);
            } catch (ZipSource.Refused e) {
                faults.add(null, e.fault());
                return null;
            }
        }
        if (isCsv(name)) {
            return lone(path, name, limits, faults);
        }
        faults.add(null, name, FaultKind.NOT_AN_INVENTORY, name);
        return null;
    }

    private static byte[] firstBytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(8);
        }
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Source lone(Path path, String name, ReadOptions.Limits limits, FaultList faults) {
        Table table = Table.find(name).orElse(null);
        if (table == null) {
            faults.add(null, name, FaultKind.NO_TABLES, name, tableNames());
            return null;
        }
        Source source = new Source(() -> {});
        source.add(new CsvSource(name, table, () -> Files.newInputStream(path), limits.unpackedBytes()), faults);
        return source;
    }

    private static @Nullable Source packed(
            Path path, String name, ReadOptions.Limits limits, FaultList faults, Watch watch)
            throws IOException, ZipSource.Refused {
        ZipSource zip = ZipSource.open(path, name, limits);
        boolean kept = false;
        try {
            if (zip.entries().stream().anyMatch(entry -> entry.getName().equalsIgnoreCase("[Content_Types].xml"))) {
                new WorkbookCheck(zip, watch).check(name);
                return workbook(path, name, faults);
            }
            Source source = new Source(zip);
            for (TableSource table : zip.csvTables(faults, watch)) {
                source.add(table, faults);
            }
            if (source.tables.isEmpty()) {
                faults.add(null, name, FaultKind.NO_TABLES, "", tableNames());
                return null;
            }
            kept = true;
            return source;
        } finally {
            if (!kept) {
                zip.closeQuietly();
            }
        }
    }

    private static @Nullable Source workbook(Path path, String name, FaultList faults) throws IOException {
        ReadableWorkbook workbook = openWorkbook(path);
        Source source = new Source(workbook);
        workbook.getSheets().forEach(sheet -> {
            Table table = Table.find(sheet.getName()).orElse(null);
            if (table != null) {
                source.add(new SheetSource(sheet, table), faults);
            } else if (!sheet.getName().equalsIgnoreCase(Table.FAULTS)) {
                faults.remark(sheet.getName(), "", RemarkKind.UNKNOWN_TABLE);
            }
        });
        if (source.tables.isEmpty()) {
            workbook.close();
            faults.add(null, name, FaultKind.NO_TABLES, "", tableNames());
            return null;
        }
        return source;
    }

    private static ReadableWorkbook openWorkbook(Path path) throws IOException {
        try {
            return new ReadableWorkbook(path.toFile(), new ReadingOptions(true, true));
        } catch (ExcelReaderException e) {
            // some programs write no styles; then dates cannot be told from numbers, and they have none
            return new ReadableWorkbook(path.toFile(), new ReadingOptions(false, true));
        }
    }

    static String nameOf(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? path.toString() : last.toString();
    }

    static String tableNames() {
        return String.join(", ", Stream.of(Table.values()).map(Table::fileName).toList());
    }

    static boolean isCsv(String name) {
        return name.regionMatches(true, name.length() - 4, ".csv", 0, 4);
    }

    private static Source folder(Path folder, String name, ReadOptions.Limits limits, FaultList faults)
            throws IOException {
        Source source = new Source(() -> {});
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder)) {
            listed.sorted().forEach(files::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : files) {
            String fileName = nameOf(file);
            if (fileName.startsWith(".")) {
                continue;
            }
            Table table = isCsv(fileName) ? Table.find(fileName).orElse(null) : null;
            if (table == null) {
                faults.remark(fileName, "", RemarkKind.UNKNOWN_TABLE);
            } else if (Files.isSymbolicLink(file)) {
                faults.add(table, fileName, FaultKind.SYMBOLIC_LINK, fileName);
                source.unreadable.add(table);
            } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                faults.remark(fileName, "", RemarkKind.UNKNOWN_TABLE);
            } else {
                source.add(
                        new CsvSource(
                                fileName,
                                table,
                                () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS),
                                limits.unpackedBytes()),
                        faults);
            }
        }
        if (source.tables.isEmpty() && faults.count() == 0) {
            faults.add(null, name, FaultKind.NO_TABLES, "", tableNames());
        }
        return source;
    }

    void add(TableSource table, FaultList faults) {
        if (tables.putIfAbsent(table.table(), table) != null) {
            faults.add(
                    table.table(),
                    table.name(),
                    FaultKind.DUPLICATE_TABLE,
                    table.name(),
                    table.table().fileName());
        }
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }
}
