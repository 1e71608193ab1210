package org.knooppunt.engine.solver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Brings the HiGHS library of this platform from the class path to a file and loads it. The library stands in the jar
 * {@code com.google.ortools:ortools-<os>-<arch>} as resource {@code ortools-<os>-<arch>/<file>}; another platform needs
 * its jar on the class path and, if its file has another name, a line in {@link #fileName}. The Linux file needs only
 * system libraries (libstdc++, libgcc_s, libm, libc), so nothing else is unpacked.
 *
 * <p>The file goes into {@code $KNOOPPUNT_HOME/native}, or {@code knooppunt/native} in the user's cache folder, under a
 * name that holds a checksum of its content: two versions never share a file. It is written under a temporary name and
 * moved in one step, so two processes can do so at once.
 */
final class SolverLibrary {
    private SolverLibrary() {}

    static SymbolLookup load() {
        String platform = platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        byte[] content = read(platform);
        Path file = unpack(content, fileName(platform), folder(System.getenv("KNOOPPUNT_HOME")));
        return SymbolLookup.libraryLookup(file, Arena.global());
    }

    /** The platform as the jars of OR-Tools name it. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        String system = os.contains("linux")
                ? "linux"
                : os.contains("mac") ? "darwin" : os.contains("windows") ? "win32" : os.replace(' ', '-');
        String processor = arch.equals("amd64") || arch.equals("x86_64") ? "x86-64" : arch;
        return system + "-" + processor;
    }

    private static String fileName(String platform) {
        if (platform.startsWith("darwin")) {
            return "libhighs.1.dylib";
        }
        return platform.startsWith("win32") ? "highs.dll" : "libhighs.so.1";
    }

    static byte[] read(String platform) {
        String resource = "ortools-" + platform + "/" + fileName(platform);
        try (InputStream in = SolverLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new UnsupportedOperationException("the solver HiGHS is not there for " + platform + ": "
                        + resource + " is not on the class path; add com.google.ortools:ortools-" + platform
                        + " of the same version, or use a machine with Linux on x86-64");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the solver library " + resource + " cannot be read", e);
        }
    }

    static Path folder(@Nullable String home) {
        if (home != null && !home.isBlank()) {
            return Path.of(home, "native");
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache != null && !cache.isBlank()
                ? Path.of(cache)
                : Path.of(System.getProperty("user.home", "."), ".cache");
        return base.resolve("knooppunt").resolve("native");
    }

    static Path unpack(byte[] content, String name, Path folder) {
        CRC32 sum = new CRC32();
        sum.update(content);
        Path home = folder.resolve("highs-" + content.length + "-" + Long.toHexString(sum.getValue()));
        Path file = home.resolve(name);
        try {
            // compared, not trusted: a half-written or tampered file is written anew
            if (Files.isRegularFile(file)
                    && Files.size(file) == content.length
                    && Arrays.equals(Files.readAllBytes(file), content)) {
                return file;
            }
            Files.createDirectories(home);
            Path temporary = Files.createTempFile(home, name, ".new");
            try {
                Files.write(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the solver library cannot be written to " + home
                            + "; make that folder writable or set KNOOPPUNT_HOME to one that is",
                    e);
        }
    }
}
