package org.knooppunt.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A PostgreSQL server of our own. Its data outlive the program, however the program ends: every commit is on disk before
 * it is acknowledged, and what a killed program left running is stopped before the data are served again.
 *
 * <p>In the folder {@code postgres} of the data folder: {@code data} (PostgreSQL's), {@code password} (made once,
 * readable by the owner only), {@code address} (while it runs: what psql or pg_dump need), {@code postgres.log}. The
 * server listens on the loopback address only and asks for the password; the program's own user is no superuser.
 */
final class EmbeddedDatabase implements DatabaseServer {
    private static final String NAME = "knooppunt";
    private static final int ATTEMPTS = 3;

    /** Safe first, then small: the whole stays below 700 MB together with the program. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "password_encryption=scram-sha-256",
            "max_connections=40",
            "shared_buffers=64MB",
            "work_mem=16MB",
            "maintenance_work_mem=64MB",
            "effective_cache_size=512MB",
            "random_page_cost=1.1",
            "io_method=sync",
            "autovacuum_max_workers=2",
            "max_wal_senders=0",
            "wal_level=minimal",
            "jit=off",
            "logging_collector=off",
            "cluster_name=knooppunt");

    private final Path folder;
    private final Path data;
    private final PostgresBinaries binaries;
    private final PostgresUser user;
    private final DataFolderLock lock;
    private String password = "";
    private int port;

    private EmbeddedDatabase(Path folder, PostgresBinaries binaries, PostgresUser user, DataFolderLock lock) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.binaries = binaries;
        this.user = user;
        this.lock = lock;
    }

    /** Starts the server on the data in {@code home}, which are made when there are none. */
    static EmbeddedDatabase start(Path home) {
        DataFolder.create(home);
        DataFolderLock lock = DataFolderLock.take(home);
        try {
            Path folder = home.resolve("postgres");
            DataFolder.create(folder);
            PostgresBinaries binaries = PostgresBinaries.unpack(home);
            PostgresUser user = PostgresUser.find(folder.resolve("data"));
            EmbeddedDatabase database = new EmbeddedDatabase(folder, binaries, user, lock);
            database.prepare(home);
            database.serve();
            return database;
        } catch (IOException e) {
            release(lock);
            throw DataFolder.notWritable(home, e);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    private static void release(DataFolderLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            // the fault that brought us here is the one to tell
        }
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    @Override
    public String user() {
        return NAME;
    }

    @Override
    public String password() {
        return password;
    }

    private void prepare(Path home) throws IOException {
        Path kept = folder.resolve("password");
        boolean isNew = !Files.isDirectory(data);
        if (isNew) {
            make(home);
        } else {
            checkVersion();
            if (user.owner() >= 0) {
                user.own(data, home);
            }
            stopLeftBehind();
        }
        user.requireWayTo(data);
        password = Files.exists(kept) ? Files.readString(kept).strip() : "";
        if (password.isEmpty()) {
            // the file was lost, but whoever may read the data may set a new one
            password = newPassword();
            alone(data, "alter role " + NAME + " password '" + password + "'");
            keep(kept, password);
        }
    }

    /** Made under another name and renamed when whole, so a killed start leaves nothing half made. */
    private void make(Path home) throws IOException {
        Path draft = folder.resolve("data.new");
        PostgresBinaries.delete(draft);
        Files.createDirectory(draft);
        DataFolder.restrict(draft, "rwx------");
        Path superuser = Files.createTempFile(draft.getParent(), "superuser", "");
        try {
            user.own(draft, home);
            user.own(superuser, home);
            user.requireWayTo(draft);
            // nobody needs the superuser's password: what only a superuser may do is done without the server
            Files.writeString(superuser, newPassword());
            Outcome made = run(
                    user.command(
                            binaries.program("initdb"),
                            "--pgdata=" + draft,
                            "--username=postgres",
                            "--pwfile=" + superuser,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=icu",
                            "--icu-locale=und",
                            "--data-checksums"),
                    "");
            if (made.exit() != 0) {
                throw failed("could not be made", made.output());
            }
        } finally {
            Files.deleteIfExists(superuser);
        }
        String first = newPassword();
        alone(draft, "create role " + NAME + " login password '" + first + "'");
        alone(draft, "create database " + NAME + " owner " + NAME);
        keep(folder.resolve("password"), first);
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkVersion() throws IOException {
        Path file = data.resolve("PG_VERSION");
        if (!Files.exists(file)) {
            throw new DatabaseFault(
                    data + " is not a database folder: PG_VERSION is missing",
                    "Put back the whole folder from a copy, or move it away to start with empty data.");
        }
        String made = Files.readString(file).strip();
        String program =
                run(user.command(binaries.program("pg_ctl"), "--version"), "").output();
        String version = program.replaceAll("(?s).*\\) (\\d+).*", "$1");
        if (!made.equals(version)) {
            throw new DatabaseFault(
                    "the data in " + data + " were made by PostgreSQL " + made
                            + ", and this Knooppunt brings PostgreSQL " + version,
                    "Start the Knooppunt that made them and save the data with pg_dump " + made
                            + " (the address is in " + folder.resolve("address")
                            + " while it runs), move the folder away, start this one and load them with psql.");
        }
    }

    private void stopLeftBehind() throws IOException {
        Optional<ProcessHandle> left = PostgresProcess.find(data);
        if (left.isPresent()) {
            stop("fast");
            if (!PostgresProcess.endsWithin(left.get(), Duration.ofSeconds(5))) {
                stop("immediate");
                left.get().destroyForcibly();
            }
        }
        PostgresProcess.clearRemains(data);
    }

    private void serve() throws IOException {
        Path log = folder.resolve("postgres.log");
        for (int attempt = 1; ; attempt++) {
            if (Files.exists(log)) {
                Files.move(log, folder.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.createFile(log);
            user.own(log, folder.getParent());
            port = freePort();
            Outcome start = run(
                    user.command(
                            binaries.program("pg_ctl"),
                            "start",
                            "--silent",
                            "--wait",
                            "--timeout=300",
                            "--pgdata=" + data,
                            "--log=" + log,
                            "--options=-p " + port + " "
                                    + SETTINGS.stream().map(s -> "-c " + s).collect(Collectors.joining(" "))),
                    "");
            if (start.exit() == 0) {
                keep(
                        folder.resolve("address"),
                        "postgresql://" + NAME + ":" + password + "@127.0.0.1:" + port + "/" + NAME);
                return;
            }
            String said = start.output() + Files.readString(log);
            if (!said.contains("could not bind") || attempt == ATTEMPTS) {
                throw failed("did not start", said);
            }
        }
    }

    private DatabaseFault failed(String what, String said) {
        if (said.contains("No space left on device")) {
            return DataFolder.notWritable(folder, new IOException("No space left on device"));
        }
        if (said.contains("Permission denied")) {
            return DataFolder.notWritable(folder, new java.nio.file.AccessDeniedException(folder.toString()));
        }
        String reason = said.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                .findFirst()
                .map(line -> line.replaceFirst(".*?(FATAL|PANIC|error):\\s*", ""))
                .orElse(said.strip().lines().reduce((first, second) -> second).orElse("no reason given"));
        return new DatabaseFault(
                "the database in " + folder + " " + what + ": " + reason,
                "More is in " + folder.resolve("postgres.log") + ".");
    }

    /** Runs one statement as superuser on data that no server serves. */
    private void alone(Path cluster, String statement) throws IOException {
        Outcome outcome = run(
                user.command(binaries.program("postgres"), "--single", "-D", cluster.toString(), "postgres"),
                statement);
        if (outcome.exit() != 0 || outcome.output().contains("ERROR:")) {
            throw failed("could not be made", outcome.output());
        }
    }

    private void stop(String mode) throws IOException {
        run(
                user.command(
                        binaries.program("pg_ctl"),
                        "stop",
                        "--silent",
                        "--wait",
                        "--timeout=60",
                        "--mode=" + mode,
                        "--pgdata=" + data),
                "");
    }

    @Override
    public void close() throws IOException {
        try {
            Optional<ProcessHandle> server = PostgresProcess.find(data);
            if (server.isPresent()) {
                stop("fast");
            }
            Files.deleteIfExists(folder.resolve("address"));
        } finally {
            lock.close();
        }
    }

    private record Outcome(int exit, String output) {}

    /** Runs to the end. The output goes through a file, since the server would keep a pipe open. */
    private Outcome run(List<String> command, String input) throws IOException {
        Path output = Files.createTempFile(folder, "run", "");
        try {
            Process process = new ProcessBuilder(command)
                    // where the database's user may be, whatever folder we were started in
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it ended before it read; its exit code and output tell why
            }
            int exit = process.waitFor();
            return new Outcome(exit, Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.getFirst(), e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static void keep(Path file, String secret) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), "keep", "");
        DataFolder.restrict(draft, "rw-------");
        Files.writeString(draft, secret + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String newPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
