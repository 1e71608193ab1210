package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knooppunt.TemporaryHome;

/** A server that someone else keeps; here an embedded one plays that part. */
class ExternalDatabaseTest {
    private static final TemporaryHome HOME = TemporaryHome.create();
    private static EmbeddedDatabase server;

    @BeforeAll
    static void start() {
        server = EmbeddedDatabase.start(HOME.path());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        HOME.delete();
    }

    @Test
    void anEmptyDatabaseOfOursIsTaken() {
        DatabaseAddress address = new DatabaseAddress(server.jdbcUrl(), server.user(), server.password());

        assertThat(ExternalDatabase.use(address).jdbcUrl()).isEqualTo(server.jdbcUrl());
    }

    @Test
    void aWrongPasswordIsSaidAsSuch() {
        refused(new DatabaseAddress(server.jdbcUrl(), server.user(), "guess"), fault -> assertThat(fault.problem())
                .contains("user name or password")
                .doesNotContain("guess"));
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidAsSuch() {
        String elsewhere = server.jdbcUrl().replaceFirst("/knooppunt$", "/nergens");

        refused(new DatabaseAddress(elsewhere, server.user(), server.password()), fault -> {
            assertThat(fault.problem()).contains("no such database").contains("/nergens");
            assertThat(fault.remedy()).contains("create database");
        });
    }

    @Test
    void aServerThatDoesNotAnswerIsSaidAsSuch() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        refused(
                new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + free + "/knooppunt", "an", "secret"),
                fault -> assertThat(fault.problem())
                        .contains("no database server")
                        .contains("127.0.0.1:" + free));
    }

    @Test
    void anUnknownHostIsSaidAsSuch() {
        refused(
                new DatabaseAddress("jdbc:postgresql://nergens.invalid/knooppunt", "an", "secret"),
                fault -> assertThat(fault.problem()).contains("host name is unknown"));
    }

    @Test
    void tablesOfAnotherProgramAreLeftAlone() throws SQLException {
        DatabaseAddress address = new DatabaseAddress(server.jdbcUrl(), server.user(), server.password());
        execute("create table of_another_program (id int)");
        try {
            refused(address, fault -> {
                assertThat(fault.problem()).contains("tables of another program");
                assertThat(fault.remedy()).contains("a database of its own");
            });
        } finally {
            execute("drop table of_another_program");
        }
    }

    @Test
    void aServerThatIsTooOldIsNamed() {
        DatabaseAddress address = DatabaseAddress.parse("postgresql://an:secret@db.example/hub");

        assertThatThrownBy(() -> ExternalDatabase.requireVersion(address, 140_011, "14.11"))
                .isInstanceOfSatisfying(DatabaseFault.class, fault -> assertThat(fault.problem())
                        .contains("PostgreSQL 14.11")
                        .contains("15 or newer")
                        .contains("db.example"));
        ExternalDatabase.requireVersion(address, 150_000, "15.0");
    }

    private static void refused(DatabaseAddress address, Consumer<DatabaseFault> expectation) {
        assertThatThrownBy(() -> ExternalDatabase.use(address))
                .isInstanceOfSatisfying(DatabaseFault.class, expectation);
    }

    private static void execute(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            connection.createStatement().execute(statement);
        }
    }
}
