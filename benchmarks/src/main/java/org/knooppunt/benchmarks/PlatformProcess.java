package org.knooppunt.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The platform as a user starts it, {@code ./knooppunt serve --demonstration}, in a process of its own, on a free port of
 * this machine and on empty data that go when it is closed.
 */
final class PlatformProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Knooppunt is ready:\\s*(http://\\S+)");
    private static final int KEPT_LINES = 40;
    private static final long PATIENCE_SECONDS = 300;

    private final Process process;
    private final Path home;
    private final Deque<String> said = new ArrayDeque<>();
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private PlatformProcess(Process process, Path home) {
        this.process = process;
        this.home = home;
    }

    /** Returns when the platform answers; builds it first when the source has changed. */
    static PlatformProcess start() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("knooppunt-benchmark");
        ProcessBuilder builder = new ProcessBuilder(
                        checkout().resolve("knooppunt").toString(), "serve", "--demonstration", "--port", "0")
                .redirectErrorStream(true);
        builder.environment().remove("KNOOPPUNT_DATABASE_URL");
        builder.environment().put("KNOOPPUNT_HOME", home.resolve("home").toString());
        PlatformProcess platform = new PlatformProcess(builder.start(), home);
        Thread.ofVirtual().start(platform::listen);
        try {
            platform.ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return platform;
        } catch (ExecutionException | TimeoutException e) {
            platform.close();
            throw new IOException("the platform did not start; it said:\n" + platform.said(), e);
        }
    }

    /** The folder with the launcher, from the working folder upwards. */
    static Path checkout() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !(Files.isExecutable(at.resolve("knooppunt")) && Files.exists(at.resolve("pom.xml")))) {
            at = at.getParent();
        }
        if (at == null) {
            throw new IllegalStateException("no launcher 'knooppunt' here or above; start from within the checkout");
        }
        return at;
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                note(line);
                Matcher matcher = READY.matcher(line);
                if (matcher.find()) {
                    ready.complete(URI.create(matcher.group(1)));
                }
                line = lines.readLine();
            }
        } catch (IOException closed) {
            // the process is gone, which is told below
        }
        ready.completeExceptionally(new IOException("it ended"));
    }

    private synchronized void note(String line) {
        said.addLast(line);
        if (said.size() > KEPT_LINES) {
            said.removeFirst();
        }
    }

    /** The last lines it printed. */
    synchronized String said() {
        return String.join("\n", said);
    }

    URI address() {
        return ready.join();
    }

    /** A connection to the platform's own database, beside it. */
    Connection connect() throws IOException, SQLException {
        String text = Files.readString(home.resolve("home/postgres/address")).strip();
        URI database = URI.create(text);
        String[] who = database.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + database.getHost() + ":" + database.getPort() + database.getPath(),
                who[0],
                who[1]);
    }

    /** The most memory the server has had so far, in MB; without its database. */
    long peakMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Stops the platform, which stops its database, and removes the data. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
