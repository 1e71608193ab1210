package org.knooppunt.engine.files;

import java.io.Closeable;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/** The tables found in a folder, file, zip or workbook. */
final class Source implements Closeable {
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
        if (isCsv(name)) {
            Source source = new Source(() -> {});
            Table.find(name)
                    .ifPresentOrElse(
                            table -> source.tables.put(
                                    table,
                                    new CsvSource(
                                            name, table, () -> Files.newInputStream(path), limits.unpackedBytes())),
                            () -> faults.add(null, name, FaultKind.NO_TABLES, name, tableNames()));
            return source.tables.isEmpty() ? null : source;
        }
        faults.add(null, name, FaultKind.NOT_AN_INVENTORY, name);
        return null;
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
                faults.remark(fileName, "", RemarkKind.UNKNOWN_TABLE, fileName);
            } else if (Files.isSymbolicLink(file)) {
                faults.add(table, fileName, FaultKind.SYMBOLIC_LINK, fileName);
                source.unreadable.add(table);
            } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                faults.remark(fileName, "", RemarkKind.UNKNOWN_TABLE, fileName);
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
