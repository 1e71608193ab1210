package org.knooppunt.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A PostgreSQL server that an earlier, killed program left behind on a data folder. Found by {@code postmaster.pid}, but
 * that file may name a process that has nothing to do with it by now, so the process itself is asked.
 */
final class PostgresProcess {
    private PostgresProcess() {}

    /** The server that serves this folder, when there is one and it is alive. */
    static Optional<ProcessHandle> find(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> serves(process, data));
    }

    /** Every server process works in its data folder; where that cannot be seen, its name must do. */
    private static boolean serves(ProcessHandle process, Path data) {
        Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            if (Files.isSymbolicLink(folder)) {
                return folder.toRealPath().equals(data.toRealPath());
            }
        } catch (IOException e) {
            return false;
        }
        return process.info().command().orElse("").endsWith("postgres");
    }

    /**
     * Ends what is left of a server whose main process is gone: its helpers notice by themselves, unless busy. Then
     * removes {@code postmaster.pid}, whose number may have passed to another program.
     */
    static void clearRemains(Path data) throws IOException {
        List<ProcessHandle> helpers = workingIn(data);
        for (ProcessHandle helper : helpers) {
            if (!endsWithin(helper, Duration.ofSeconds(3))) {
                helper.destroyForcibly();
                endsWithin(helper, Duration.ofSeconds(10));
            }
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
    }

    private static List<ProcessHandle> workingIn(Path data) {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return List.of();
        }
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process ->
                            process.info().command().orElse("postgres").endsWith("postgres"))
                    .filter(process -> serves(process, data))
                    .toList();
        }
    }

    static boolean endsWithin(ProcessHandle process, Duration time) {
        CompletableFuture<ProcessHandle> end = process.onExit();
        try {
            end.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
