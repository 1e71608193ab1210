package org.knooppunt.engine.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolverLibraryTest {
    @TempDir
    Path folder;

    @Test
    void theLibraryOfOrToolsIsVersion1() {
        assertThat(Highs.version()).startsWith("1.");
    }

    @Test
    void platformsAreNamedAsTheJarsAre() {
        assertThat(SolverLibrary.platform("Linux", "amd64")).isEqualTo("linux-x86-64");
        assertThat(SolverLibrary.platform("Linux", "aarch64")).isEqualTo("linux-aarch64");
        assertThat(SolverLibrary.platform("Mac OS X", "aarch64")).isEqualTo("darwin-aarch64");
        assertThat(SolverLibrary.platform("Windows 11", "amd64")).isEqualTo("win32-x86-64");
    }

    @Test
    void aPlatformWithoutALibraryIsToldWhichJarIsMissing() {
        assertThatThrownBy(() -> SolverLibrary.read("linux-riscv64"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("ortools-linux-riscv64/libhighs.so.1 is not on the class path")
                .hasMessageContaining("add com.google.ortools:ortools-linux-riscv64");
    }

    @Test
    void knooppuntHomeGoesBeforeTheCache() {
        assertThat(SolverLibrary.folder("/data/knooppunt")).isEqualTo(Path.of("/data/knooppunt/native"));
        assertThat(SolverLibrary.folder(null)).endsWith(Path.of("knooppunt", "native"));
    }

    @Test
    void aDamagedFileIsWrittenAnew() throws Exception {
        byte[] content = {1, 2, 3, 4};
        Path file = SolverLibrary.unpack(content, "lib", folder);
        Files.write(file, new byte[] {1, 2, 3, 5});

        assertThat(SolverLibrary.unpack(content, "lib", folder)).isEqualTo(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    @Test
    void manyUnpackingAtOnceLeaveOneWholeFile() throws Exception {
        byte[] content = new byte[3_000_000];
        java.util.Arrays.fill(content, (byte) 7);
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<Path>> files = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                files.add(pool.submit(() -> SolverLibrary.unpack(content, "lib", folder)));
            }
            for (Future<Path> file : files) {
                assertThat(Files.readAllBytes(file.get())).isEqualTo(content);
            }
        }
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("occupied"), "");

        assertThatThrownBy(() -> SolverLibrary.unpack(new byte[] {1}, "lib", file))
                .hasMessageContaining("the solver library cannot be written to " + file)
                .hasMessageContaining("set KNOOPPUNT_HOME");
    }
}
