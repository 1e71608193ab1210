package org.knooppunt.database;

import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server that someone else keeps. Looked at before it is used, so that what is wrong is said at once. */
record ExternalDatabase(DatabaseAddress address) implements DatabaseServer {
    private static final int OLDEST = 15;

    @Override
    public String jdbcUrl() {
        return address.jdbcUrl();
    }

    @Override
    public @Nullable String user() {
        return address.user();
    }

    @Override
    public @Nullable String password() {
        return address.password();
    }

    /** Nothing to stop: the server is not ours. */
    @Override
    public void close() {}

    /** Fails with what to mend when the database cannot be reached, is too old or is not ours to use. */
    static ExternalDatabase use(DatabaseAddress address) {
        Properties properties = new Properties();
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("connectTimeout", "10");
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
                Statement statement = connection.createStatement()) {
            checkVersion(address, statement);
            checkUse(address, statement);
            return new ExternalDatabase(address);
        } catch (SQLException e) {
            throw explain(address, e);
        }
    }

    private static void checkVersion(DatabaseAddress address, Statement statement) throws SQLException {
        requireVersion(
                address,
                Integer.parseInt(single(statement, "show server_version_num")),
                single(statement, "show server_version"));
    }

    static void requireVersion(DatabaseAddress address, int number, String name) {
        if (number < OLDEST * 10_000) {
            throw new DatabaseFault(
                    "the database server at " + address.shown() + " is PostgreSQL " + name + "; Knooppunt needs "
                            + OLDEST + " or newer",
                    "Upgrade that server, or point KNOOPPUNT_DATABASE_URL at a newer one.");
        }
    }

    private static void checkUse(DatabaseAddress address, Statement statement) throws SQLException {
        if (!single(statement, "show server_encoding").equals("UTF8")) {
            throw new DatabaseFault(
                    "the database at " + address.shown() + " does not keep its text in UTF-8",
                    "Make one that does: create database knooppunt encoding 'UTF8' template template0");
        }
        if (!single(statement, "select coalesce(has_schema_privilege(current_schema(), 'create'), false)")
                .equals("t")) {
            throw new DatabaseFault(
                    "user " + single(statement, "select current_user") + " may not make tables in the database at "
                            + address.shown(),
                    "Make that user the owner of the database: alter database NAME owner to USER");
        }
        if (single(statement, """
                select exists (select from pg_class c where c.relnamespace = current_schema()::regnamespace
                               and c.relkind in ('r', 'p')
                               and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
                   and to_regclass('flyway_schema_history') is null
                """).equals("t")) {
            throw new DatabaseFault(
                    "the database at " + address.shown() + " holds tables of another program",
                    "Give Knooppunt a database of its own: create database knooppunt, and name it in"
                            + " KNOOPPUNT_DATABASE_URL.");
        }
    }

    private static String single(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }

    private static DatabaseFault explain(DatabaseAddress address, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String where = address.shown();
        if (state.startsWith("28")) {
            return new DatabaseFault(
                    "the database server at " + where + " refused the user name or password",
                    "Check them in KNOOPPUNT_DATABASE_URL (special characters as %XX), and the server's pg_hba.conf.",
                    e);
        }
        if (state.equals("3D000")) {
            return new DatabaseFault(
                    "there is no such database at " + where,
                    "Make it (create database knooppunt encoding 'UTF8'), or correct KNOOPPUNT_DATABASE_URL.",
                    e);
        }
        if (state.startsWith("08")) {
            return new DatabaseFault(
                    "there is no database server to be reached at " + where
                            + (hasCause(e, UnknownHostException.class) ? ": the host name is unknown" : ""),
                    "Check host and port in KNOOPPUNT_DATABASE_URL, whether the server runs, and what is between.",
                    e);
        }
        return new DatabaseFault(
                "the database at " + where + " cannot be used: " + e.getMessage(),
                "Check KNOOPPUNT_DATABASE_URL and the log of that server.",
                e);
    }

    private static boolean hasCause(Throwable fault, Class<? extends Throwable> type) {
        @Nullable Throwable cause = fault;
        while (cause != null) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
