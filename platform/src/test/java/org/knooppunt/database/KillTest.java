package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.knooppunt.ServerProcess;
import org.knooppunt.TemporaryHome;

/** What was acknowledged is there after a kill -9, of the program or of the program and its database, while writing. */
class KillTest {
    private static final int ROWS_BEFORE_A_KILL = 300;

    @Test
    void whatWasAcknowledgedSurvivesKillingTheProgramAndTheDatabase() throws Exception {
        try (TemporaryHome home = TemporaryHome.create()) {
            Set<Integer> acknowledged = new TreeSet<>();
            ProcessHandle left;
            try (ServerProcess server = ServerProcess.start(home.path())) {
                execute(home.path(), "create table acknowledged (id int primary key)");
                left = PostgresProcess.find(home.path().resolve("postgres/data"))
                        .orElseThrow();
                writeUntil(home.path(), 0, acknowledged, server::kill);
            }
            assertThat(left.isAlive())
                    .as("the database outlives a killed program, which is what the next start must cope with")
                    .isTrue();

            try (ServerProcess server = ServerProcess.start(home.path())) {
                assertThat(left.isAlive())
                        .as("the server left behind was stopped")
                        .isFalse();
                assertThat(stored(home.path())).containsAll(acknowledged);
                ProcessHandle database = PostgresProcess.find(home.path().resolve("postgres/data"))
                        .orElseThrow();
                List<ProcessHandle> all =
                        new java.util.ArrayList<>(database.descendants().toList());
                all.add(database);
                writeUntil(home.path(), 1_000_000, acknowledged, () -> {
                    server.kill();
                    all.forEach(ProcessHandle::destroyForcibly);
                });
                for (ProcessHandle process : all) {
                    assertThat(PostgresProcess.endsWithin(process, Duration.ofSeconds(10)))
                            .isTrue();
                }
            }

            try (ServerProcess server = ServerProcess.start(home.path())) {
                assertThat(server.isAlive()).isTrue();
                assertThat(stored(home.path())).containsAll(acknowledged);
                assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(2 * ROWS_BEFORE_A_KILL);
            }
        }
    }

    /** Writes one committed row after another, kills in the midst of it, and keeps what was acknowledged. */
    private static void writeUntil(Path home, int first, Set<Integer> acknowledged, Runnable kill) throws Exception {
        AtomicInteger written = new AtomicInteger();
        Thread writer = Thread.ofPlatform().start(() -> {
            // the connection ends with the server; when only the program is killed, with the limit
            try (Connection connection = connect(home);
                    PreparedStatement insert = connection.prepareStatement("insert into acknowledged values (?)")) {
                for (int i = first; i < first + 10 * ROWS_BEFORE_A_KILL; i++) {
                    insert.setInt(1, i);
                    insert.executeUpdate();
                    acknowledged.add(i);
                    written.incrementAndGet();
                }
            } catch (SQLException | IOException e) {
                // killed, as meant
            }
        });
        while (written.get() < ROWS_BEFORE_A_KILL && writer.isAlive()) {
            Thread.onSpinWait();
        }
        kill.run();
        writer.join();
    }

    private static Set<Integer> stored(Path home) throws Exception {
        Set<Integer> ids = new HashSet<>();
        try (Connection connection = connect(home);
                ResultSet rows = connection.createStatement().executeQuery("select id from acknowledged")) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }

    private static void execute(Path home, String statement) throws Exception {
        try (Connection connection = connect(home)) {
            connection.createStatement().execute(statement);
        }
    }

    static Connection connect(Path home) throws SQLException, IOException {
        DatabaseAddress address = DatabaseAddress.parse(
                Files.readString(home.resolve("postgres/address")).strip());
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
