package org.knooppunt.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * PostgreSQL alone: COPY of the very rows that the platform stored into a second table with the same columns, checks,
 * indexes and foreign keys, in the same database, one transaction, committed to disk.
 */
final class CopyPeer {
    private static final String SAME_ROWS = "select * from offer where key like 'bm-%' order by key";

    private CopyPeer() {}

    /** Seconds of COPY and commit; the second table is checked against the first and dropped. */
    static double seconds(Connection connection) throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        String columns = written(connection);
        copy.copyOut("copy (" + SAME_ROWS.replace("*", columns) + ") to stdout", rows);
        execute(connection, "create table offer_copy (like offer including all)");
        execute(
                connection,
                "alter table offer_copy add foreign key (site) references site,"
                        + " add foreign key (resource_class) references resource_class");
        connection.setAutoCommit(false);
        long start = System.nanoTime();
        copy.copyIn(
                "copy offer_copy (" + columns + ") from stdin", new ByteArrayInputStream(rows.toByteArray()), 1 << 16);
        connection.commit();
        double seconds = (System.nanoTime() - start) / 1e9;
        connection.setAutoCommit(true);
        long different = one(
                connection, "select count(*) from ((" + SAME_ROWS + ") except (select * from offer_copy)) as missing");
        long copied = one(connection, "select count(*) from offer_copy");
        if (different != 0 || copied != LargeInventory.OFFERS) {
            throw new IllegalStateException("COPY left " + copied + " rows, of which " + different + " differ");
        }
        execute(connection, "drop table offer_copy");
        return seconds;
    }

    /** The columns that are written; the others the database makes itself. */
    private static String written(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select string_agg(quote_ident(attname), ', ' order by attnum)"
                        + " from pg_attribute where attrelid = 'offer'::regclass and attnum > 0 and not attisdropped"
                        + " and attgenerated = ''")) {
            row.next();
            return row.getString(1);
        }
    }

    static long one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
