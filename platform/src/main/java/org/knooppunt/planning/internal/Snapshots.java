package org.knooppunt.planning.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.InventoryWriter;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.inventory.Inventory;

/** An inventory as bytes to keep, and back: a zip of the CSV files anyone can read. The same inventory, the same bytes. */
public final class Snapshots {
    private Snapshots() {}

    public static byte[] write(Inventory inventory) {
        return inFolder(folder -> {
            InventoryWriter.writeFolder(inventory, folder);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes);
                    Stream<Path> files = Files.list(folder)) {
                List<Path> sorted = files.sorted().toList();
                for (Path file : sorted) {
                    ZipEntry entry = new ZipEntry(String.valueOf(file.getFileName()));
                    entry.setTime(0);
                    zip.putNextEntry(entry);
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
            return bytes.toByteArray();
        });
    }

    public static Inventory read(byte[] content) {
        return inFolder(folder -> {
            Path file = folder.resolve("snapshot.zip");
            Files.write(file, content);
            return InventoryReader.read(file, ReadOptions.WHOLE).toInventory();
        });
    }

    /** Without the links, of which there are most and which only planning needs. */
    public static Inventory readWithoutLinks(byte[] content) {
        return inFolder(folder -> {
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (!entry.getName().equals("links.csv")) {
                        Files.copy(zip, folder.resolve(Path.of(entry.getName()).getFileName()));
                    }
                }
            }
            return InventoryReader.read(folder, ReadOptions.WHOLE).toInventory();
        });
    }

    private interface Work<T> {
        T in(Path folder) throws IOException;
    }

    private static <T> T inFolder(Work<T> work) {
        try {
            Path folder = Files.createTempDirectory("knooppunt-snapshot");
            try {
                return work.in(folder);
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshot of the inventory could not be written or read", e);
        }
    }
}
