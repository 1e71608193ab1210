package org.knooppunt.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A PostgreSQL server with PostGIS of Debian's packages, on a free port of this machine and on empty data that go when it
 * is closed. PostgreSQL refuses to run as root, so root runs it as the user that the package made.
 */
final class PostgisCluster implements AutoCloseable {
    static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
    private static final Path EXTENSION = Path.of("/usr/share/postgresql/15/extension/postgis.control");
    private static final String USER = "postgres";

    private final Path folder;
    private final int port;
    private final String password = UUID.randomUUID().toString();

    private PostgisCluster(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(BINARIES.resolve("initdb")) && Files.exists(EXTENSION);
    }

    static PostgisCluster start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("knooppunt-postgis");
        PostgisCluster cluster = new PostgisCluster(folder, freePort());
        boolean started = false;
        try {
            cluster.initialise();
            started = true;
            return cluster;
        } finally {
            if (!started) {
                cluster.delete();
            }
        }
    }

    private void initialise() throws IOException, InterruptedException {
        Path secret = Files.writeString(folder.resolve("password"), password);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        if (isRoot()) {
            run(List.of("chown", "-R", USER, folder.toString()));
        }
        as(BINARIES.resolve("initdb") + "", "-D", data(), "-U", USER, "-A", "scram-sha-256", "--pwfile=" + secret);
        // no safety, all for speed; as much memory as helps at this size
        as(
                BINARIES.resolve("pg_ctl") + "",
                "-D",
                data(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=1GB"
                        + " -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_wal_size=4GB",
                "start");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void as(String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("runuser", "-u", USER, "--"));
        }
        whole.addAll(List.of(command));
        run(whole);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        // the server keeps what it inherits, so its words go to a file and not to a pipe that would never end
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed:\n" + Files.readString(said));
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password);
    }

    /** Stops the server and removes its data. */
    @Override
    public void close() throws IOException {
        try {
            as(BINARIES.resolve("pg_ctl") + "", "-D", data(), "-m", "immediate", "-w", "stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delete();
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
