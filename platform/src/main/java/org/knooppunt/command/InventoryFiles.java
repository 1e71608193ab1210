package org.knooppunt.command;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.InventoryDraft;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.InventoryWriter;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.files.Remark;
import org.knooppunt.engine.files.Table;
import org.knooppunt.engine.inventory.Inventory;

/** Reading and writing inventories for the commands. What is written appears whole or not at all. */
final class InventoryFiles {
    static final String WHAT_IS_READ = "A folder of CSV files, a zip of one, or an .xlsx workbook.";

    private InventoryFiles() {}

    /** Reads an inventory and tells its remarks and faults. */
    static InventoryDraft read(Path inventory, PrintWriter error) throws IOException {
        Set<String> wasteCodes = wasteCodes();
        InventoryDraft draft = InventoryReader.read(inventory, ReadOptions.WHOLE.withWasteCodes(wasteCodes::contains));
        for (Remark remark : draft.remarks()) {
            error.println(remark.text());
        }
        for (Fault fault : draft.faults()) {
            error.println(fault.text());
        }
        error.flush();
        return draft;
    }

    private static Set<String> wasteCodes() throws IOException {
        Set<String> codes = new HashSet<>();
        try (InputStream in =
                        Objects.requireNonNull(InventoryFiles.class.getResourceAsStream("/list-of-waste/codes.csv"));
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            rows.forEach(row -> codes.add(row.getField("code")));
        }
        return codes;
    }

    static String summary(Inventory inventory) {
        return inventory.classes().size() + " classes, "
                + inventory.organisations().size() + " organisations, "
                + inventory.sites().size() + " sites, " + inventory.offers().size() + " offers, "
                + inventory.needs().size() + " needs, " + inventory.facilities().size() + " facilities, "
                + inventory.processes().size() + " processes, "
                + inventory.links().size() + " links";
    }

    static void writeWorkbook(Inventory inventory, Path file) throws IOException {
        replace(file, draft -> {
            try (OutputStream out = Files.newOutputStream(draft)) {
                InventoryWriter.writeWorkbook(inventory, out);
            }
        });
    }

    static void writeZip(Inventory inventory, Path file) throws IOException {
        Path folder = Files.createTempDirectory("knooppunt-convert");
        try {
            InventoryWriter.writeFolder(inventory, folder);
            replace(file, draft -> {
                try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(draft))) {
                    for (Path table : list(folder)) {
                        zip.putNextEntry(new ZipEntry(table.getFileName().toString()));
                        Files.copy(table, zip);
                        zip.closeEntry();
                    }
                }
            });
        } finally {
            delete(folder);
        }
    }

    /** Files of that folder that are no tables stay. */
    static void writeFolder(Inventory inventory, Path folder) throws IOException {
        Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
        Files.createDirectories(parent);
        Path draft = Files.createTempDirectory(parent, ".knooppunt");
        try {
            InventoryWriter.writeFolder(inventory, draft);
            Files.createDirectories(folder);
            for (Table table : Table.values()) {
                Path file = draft.resolve(table.fileName() + ".csv");
                if (Files.exists(file)) {
                    Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.deleteIfExists(folder.resolve(file.getFileName()));
                }
            }
        } finally {
            delete(draft);
        }
    }

    interface Writing {
        void to(Path draft) throws IOException;
    }

    /** Writes beside the file and puts it in place when whole. */
    static void replace(Path file, Writing writing) throws IOException {
        Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(parent);
        // not a temporary file of Java's own, which only the owner may read
        Path draft = parent.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            writing.to(draft);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
