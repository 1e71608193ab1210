package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knooppunt.TemporaryHome;

/** The embedded server on a folder of its own. What survives a kill is in {@link KillTest}. */
class EmbeddedDatabaseTest {
    private static final TemporaryHome HOME = TemporaryHome.create();
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(HOME.path());
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        HOME.delete();
    }

    @Test
    void commitsAreOnDiskBeforeTheyAreAcknowledged() throws SQLException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
        assertThat(setting("data_checksums")).isEqualTo("on");
    }

    @Test
    void listensOnThisMachineOnlyAndAsksForThePassword() throws SQLException {
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("password_encryption")).isEqualTo("scram-sha-256");
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "guess"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void theProgramIsNoSuperuserAndOwnsItsDatabase() throws SQLException {
        assertThat(query("select rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThat(query("select pg_get_userbyid(datdba) from pg_database where datname = current_database()"))
                .isEqualTo("knooppunt");
        assertThat(query("show server_encoding")).isEqualTo("UTF8");
    }

    @Test
    void textIsSortedAsPeopleDo() throws SQLException {
        assertThat(query("select string_agg(w, ' ' order by w) from unnest(array['zout','École','appel','Boom']) w"))
                .isEqualTo("appel Boom École zout");
    }

    @Test
    void onlyTheOwnerCanReadPasswordAndData() throws IOException {
        Path folder = HOME.path().resolve("postgres");
        assertThat(permissions(folder.resolve("password"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("address"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("data"))).isEqualTo("rwx------");
    }

    @Test
    void aSecondProgramOnTheSameDataIsRefused() {
        assertThatThrownBy(() -> EmbeddedDatabase.start(HOME.path()))
                .isInstanceOfSatisfying(DatabaseFault.class, fault -> {
                    assertThat(fault.problem())
                            .contains("already running")
                            .contains(HOME.path().toString())
                            .contains(Long.toString(ProcessHandle.current().pid()));
                    assertThat(fault.remedy()).contains("KNOOPPUNT_HOME");
                });
    }

    @Test
    void dataOutliveTheProgramEvenWithoutThePasswordFile() throws IOException, SQLException {
        try (TemporaryHome home = TemporaryHome.create()) {
            try (EmbeddedDatabase first = EmbeddedDatabase.start(home.path())) {
                execute(first, "create table kept (word text)", "insert into kept values ('blijft')");
            }
            Files.delete(home.path().resolve("postgres/password"));
            try (EmbeddedDatabase second = EmbeddedDatabase.start(home.path())) {
                assertThat(query(second, "select word from kept")).isEqualTo("blijft");
            }
            assertThat(home.path().resolve("postgres/address")).doesNotExist();
        }
    }

    @Test
    void dataOfAnotherPostgresAreLeftAlone() throws IOException {
        try (TemporaryHome home = TemporaryHome.create()) {
            Path data = home.path().resolve("postgres/data");
            Files.createDirectories(data);
            Files.writeString(data.resolve("PG_VERSION"), "14\n");

            assertThatThrownBy(() -> EmbeddedDatabase.start(home.path()))
                    .isInstanceOfSatisfying(DatabaseFault.class, fault -> {
                        assertThat(fault.problem())
                                .contains("made by PostgreSQL 14")
                                .contains("brings PostgreSQL 18");
                        assertThat(fault.remedy()).contains("pg_dump");
                    });
            assertThat(data.resolve("PG_VERSION")).hasContent("14");
        }
    }

    @Test
    void aStartThatWasKilledWhileMakingTheDataDoesNotHinderTheNext() throws IOException, SQLException {
        try (TemporaryHome home = TemporaryHome.create()) {
            Path half = home.path().resolve("postgres/data.new/base");
            Files.createDirectories(half);
            Files.writeString(half.resolve("1"), "half");

            try (EmbeddedDatabase started = EmbeddedDatabase.start(home.path())) {
                assertThat(query(started, "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void aProcessNumberThatPassedToAnotherProgramIsNotTouched() throws IOException, SQLException {
        try (TemporaryHome home = TemporaryHome.create()) {
            EmbeddedDatabase.start(home.path()).close();
            Path data = home.path().resolve("postgres/data");
            long other = ProcessHandle.current().pid();
            Files.writeString(data.resolve("postmaster.pid"), other + "\n" + data + "\n");

            try (EmbeddedDatabase started = EmbeddedDatabase.start(home.path())) {
                assertThat(query(started, "select 1")).isEqualTo("1");
            }
            assertThat(ProcessHandle.current().isAlive()).isTrue();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String setting(String name) throws SQLException {
        return query("select current_setting('" + name + "')");
    }

    private static String query(String query) throws SQLException {
        return query(database, query);
    }

    private static String query(EmbeddedDatabase at, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password());
                ResultSet result = connection.createStatement().executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void execute(EmbeddedDatabase at, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(at.jdbcUrl(), at.user(), at.password())) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }
}
