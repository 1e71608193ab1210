package org.knooppunt.inventory.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of an import outside the database for as long as it is read. */
public final class ImportFile implements AutoCloseable {
    private static final int LONGEST_NAME = 80;

    private final Path folder;
    private final Path path;

    private ImportFile(Path folder, Path path) {
        this.folder = folder;
        this.path = path;
    }

    /** An empty file in a folder of its own; the name keeps its ending, for that tells what it is. */
    static ImportFile create(String name) throws IOException {
        String plain = name.replaceAll("[^\\p{L}\\p{N}. _-]", "_");
        plain = plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
        Path folder = Files.createTempDirectory("knooppunt-import");
        return new ImportFile(folder, folder.resolve(plain.isBlank() || plain.startsWith(".") ? "file" + plain : plain));
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(folder);
    }
}
