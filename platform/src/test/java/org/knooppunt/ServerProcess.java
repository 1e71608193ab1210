package org.knooppunt;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The real program in a process of its own, as a person starts it, on a data folder of the test's. */
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());

    private ServerProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    /** Starts the demonstration on a free port and waits until it is ready. */
    public static ServerProcess start(Path home) throws Exception {
        return start(home, Map.of());
    }

    /** With settings, as variables of the environment. */
    public static ServerProcess start(Path home, Map<String, String> settings) throws Exception {
        ProcessBuilder builder = command(home, "serve", "--demonstration", "--port", "0");
        builder.environment().putAll(settings);
        ServerProcess server = new ServerProcess(builder.start());
        try {
            server.address.get(120, TimeUnit.SECONDS);
            return server;
        } catch (Exception e) {
            server.close();
            throw new IllegalStateException("the server did not become ready; it said " + server.output, e);
        }
    }

    /** The program with these arguments, not started yet. */
    public static ProcessBuilder command(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.knooppunt.command.Knooppunt"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KNOOPPUNT_HOME", home.toString());
        builder.environment().remove("KNOOPPUNT_DATABASE_URL");
        return builder;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                output.add(line);
                if (line.startsWith("Knooppunt is ready: ")) {
                    address.complete(line.substring("Knooppunt is ready: ".length()));
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
        address.completeExceptionally(new IllegalStateException("it ended"));
    }

    public String address() {
        return address.join();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9 does: no time to tidy up. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops it as Ctrl+C does. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
