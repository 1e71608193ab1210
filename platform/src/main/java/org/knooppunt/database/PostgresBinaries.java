package org.knooppunt.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked from the archive on the class path (io.zonky.test.postgres) into the user's cache
 * folder. The folder's name holds a checksum of the archive; it appears in one step, so a program that was killed while
 * unpacking leaves nothing that looks whole.
 */
record PostgresBinaries(Path folder) {
    static PostgresBinaries unpack(Path home) {
        String resource = resource(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        byte[] archive = archive(resource);
        CRC32 sum = new CRC32();
        sum.update(archive);
        String name = "postgresql-" + HexFormat.of().toHexDigits((int) sum.getValue());
        Path cache = DataFolder.findCache();
        try {
            return unpack(archive, cache.resolve(name));
        } catch (IOException e) {
            // a user without a home folder: keep the programs beside the data
            try {
                return unpack(archive, home.resolve(name));
            } catch (IOException again) {
                throw DataFolder.notWritable(home, again);
            }
        }
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static byte[] archive(String resource) {
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new DatabaseFault(
                        "there is no PostgreSQL for this machine in the program (" + resource + ")",
                        "Install PostgreSQL 15 or newer and point KNOOPPUNT_DATABASE_URL at it:"
                                + " postgresql://user:password@host/database");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new DatabaseFault(
                    "the PostgreSQL in the program cannot be read (" + e.getMessage() + ")",
                    "Build the program again: remove platform/target and start.",
                    e);
        }
    }

    /** The archive as the jars name it. */
    static String resource(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : "linux";
        String arch = osArch.equals("amd64") ? "x86_64" : osArch.equals("aarch64") ? "arm_64" : osArch;
        String alpine = system.equals("linux") && Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
        return "postgres-" + system + "-" + arch + alpine + ".txz";
    }

    private static PostgresBinaries unpack(byte[] archive, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            return new PostgresBinaries(target);
        }
        Files.createDirectories(target.getParent());
        Path half = Files.createTempDirectory(target.getParent(), "unpacking-");
        try {
            extract(archive, half);
            // other users of this machine may run it, as the database's own user must
            DataFolder.restrict(half, "rwxr-xr-x");
            try {
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (!Files.isDirectory(target)) {
                    throw e;
                }
            }
        } finally {
            delete(half);
        }
        return new PostgresBinaries(target);
    }

    private static void extract(byte[] archive, Path folder) throws IOException {
        try (InputStream packed = new java.io.ByteArrayInputStream(archive);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(packed)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("the archive leaves its folder: " + entry.getName());
                }
                write(tar, entry, path);
                entry = tar.getNextEntry();
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            throw new IOException("the archive holds a hard link: " + entry.getName());
        } else {
            Files.copy(tar, path);
            boolean isProgram = (entry.getMode() & 0100) != 0;
            DataFolder.restrict(path, isProgram ? "rwxr-xr-x" : "rw-r--r--");
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
