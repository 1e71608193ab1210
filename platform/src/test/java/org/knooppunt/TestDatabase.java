package org.knooppunt;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The database of one run of the tests. With KNOOPPUNT_DATABASE_URL a new one on that server, dropped at the end, so the
 * database the address names stays as it is; its user must be allowed to make databases. Without, none: the tests use the
 * embedded server.
 *
 * @param address what the platform is told; empty for the embedded server
 * @param server where the database is made and dropped
 */
public record TestDatabase(String address, String server, String name) {
    public static TestDatabase create() {
        String given = System.getenv("KNOOPPUNT_DATABASE_URL");
        if (given == null || given.isBlank()) {
            return new TestDatabase("", "", "");
        }
        String server = jdbc(given);
        String name = "knooppunt_test_" + ProcessHandle.current().pid() + "_" + System.currentTimeMillis();
        run(server, "create database " + name + " encoding 'UTF8' template template0");
        return new TestDatabase(server.replaceFirst("(//[^/?]+/)[^?]*", "$1" + name), server, name);
    }

    public void drop() {
        if (!name.isEmpty()) {
            run(server, "drop database if exists " + name + " with (force)");
        }
    }

    private static String jdbc(String given) {
        if (given.startsWith("jdbc:")) {
            return given;
        }
        URI uri = URI.create(given);
        String[] user = uri.getRawUserInfo().split(":", 2);
        return "jdbc:postgresql://" + uri.getRawAuthority().replaceFirst(".*@", "") + uri.getRawPath() + "?user="
                + user[0] + (user.length > 1 ? "&password=" + user[1] : "")
                + (uri.getRawQuery() == null ? "" : "&" + uri.getRawQuery());
    }

    private static void run(String server, String statement) {
        try (Connection connection = DriverManager.getConnection(server)) {
            connection.createStatement().execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "no test database on the server of KNOOPPUNT_DATABASE_URL: " + e.getMessage()
                            + "; its user needs the right to make databases (alter role NAME createdb)",
                    e);
        }
    }
}
