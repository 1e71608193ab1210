package org.knooppunt.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder with everything that must outlive the program: {@code $KNOOPPUNT_HOME}, never inside the checkout. */
public final class DataFolder {
    private DataFolder() {}

    /** Where the data of this user are, whether the folder is there already or not. */
    public static Path find() {
        Path folder =
                find(System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
        return isChosen() || Files.isDirectory(folder) || !needsOpenPlace() ? folder : Path.of("/var/lib/knooppunt");
    }

    private static boolean isChosen() {
        return !System.getenv().getOrDefault("KNOOPPUNT_HOME", "").isBlank();
    }

    /**
     * Root in most containers: PostgreSQL must run as a plain user, who cannot get into root's home folder. Then data and
     * programs go to the system's folders.
     */
    private static boolean needsOpenPlace() {
        return PostgresUser.isRoot() && !PostgresUser.mayUseNamespace();
    }

    static Path find(Map<String, String> environment, String system, Path userHome) {
        String chosen = environment.getOrDefault("KNOOPPUNT_HOME", "");
        if (!chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath().normalize();
        }
        return standard("XDG_DATA_HOME", ".local/share", "Library/Application Support", environment, system, userHome);
    }

    /** Where things go that can be made again: the unpacked database server. */
    static Path findCache() {
        if (needsOpenPlace()) {
            return Path.of("/var/cache/knooppunt");
        }
        return standard(
                "XDG_CACHE_HOME",
                ".cache",
                "Library/Caches",
                System.getenv(),
                System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home", ".")));
    }

    private static Path standard(
            String variable, String elsewhere, String mac, Map<String, String> environment, String system, Path home) {
        String base = environment.getOrDefault(variable, "");
        // the XDG rule: a relative path is no path
        if (!base.isBlank() && Path.of(base).isAbsolute()) {
            return Path.of(base).resolve("knooppunt").normalize();
        }
        boolean isMac = system.toLowerCase(Locale.ROOT).startsWith("mac");
        return home.resolve(isMac ? mac : elsewhere).resolve("knooppunt").normalize();
    }

    /** Makes the folder when it is not there, readable by its owner only. */
    public static void create(Path folder) {
        try {
            if (Files.isDirectory(folder)) {
                if (!Files.isWritable(folder)) {
                    throw new AccessDeniedException(folder.toString());
                }
                return;
            }
            Path parent = folder.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(folder);
            restrict(folder, "rwx------");
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw new DatabaseFault(
                        folder + " is a file, and the data need a folder of that name",
                        "Move the file, or set KNOOPPUNT_HOME to another folder.",
                        e);
            }
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
    }

    static void restrict(Path path, String permissions) throws IOException {
        Set<?> views = path.getFileSystem().supportedFileAttributeViews();
        if (views.contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    /** The fault for an attempt to write in the data folder that failed. */
    static DatabaseFault notWritable(Path folder, IOException cause) {
        String why = reason(cause);
        if (why.toLowerCase(Locale.ROOT).contains("no space left")) {
            return new DatabaseFault(
                    "the disk with " + folder + " is full",
                    "Make room on that disk, or move the folder and set KNOOPPUNT_HOME to its new place.",
                    cause);
        }
        return new DatabaseFault(
                "the data folder " + folder + " cannot be written to (" + why + ")",
                "Give user " + System.getProperty("user.name")
                        + " the right to write there, or set KNOOPPUNT_HOME to another folder.",
                cause);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        @Nullable String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
