package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knooppunt.PlainBrowser;
import org.knooppunt.ServerProcess;

/** Large files on their way into the real program: brought in as a person does, and seen as the database knows them. */
final class ImportAtWork {
    private static final long PATIENCE_NANOS = 180_000_000_000L;

    private final String address;
    private final String table;
    private final String stored;
    private final long all;
    private final Pattern number;
    private final Pattern far;

    /**
     * @param address where files are brought in
     * @param table which keeps them and their state
     * @param stored counts what of the file is stored
     * @param all what {@code stored} counts in the end
     */
    ImportAtWork(String address, String table, String stored, long all) {
        this.address = address;
        this.table = table;
        this.stored = stored;
        this.all = all;
        number = Pattern.compile(Pattern.quote(address) + "/(\\d+)$");
        far = Pattern.compile("<progress[^>]*value=\"([1-9]\\d*)\"[^>]*max=\"" + all + "\"");
    }

    static PlainBrowser as(ServerProcess server, String demonstration) {
        return PlainBrowser.as(URI.create(server.address()).getPort(), demonstration);
    }

    long upload(PlainBrowser browser, String name, byte[] file) {
        HttpResponse<String> answer = browser.postFile(address, name, file);
        Matcher found = number.matcher(answer.uri().getPath());
        assertThat(found.find()).as(answer.uri() + " " + answer.statusCode()).isTrue();
        return Long.parseLong(found.group(1));
    }

    void accept(PlainBrowser browser, long id) {
        browser.post(address, address + "/" + id + "/accept");
    }

    void cancel(PlainBrowser browser, long id) {
        browser.post(address, address + "/" + id + "/cancel");
    }

    String page(PlainBrowser browser, long id) {
        return browser.get(address + "/" + id).body();
    }

    /** Until the page tells that some of it is stored. */
    void awaitHalfWay(PlainBrowser browser, long id) {
        long start = System.nanoTime();
        String page = page(browser, id);
        while (!far.matcher(page).find()) {
            assertThat(System.nanoTime() - start).as(page).isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(50_000_000);
            page = page(browser, id);
        }
    }

    void await(Connection database, long id, String wanted) throws SQLException {
        long start = System.nanoTime();
        while (!state(database, id).equals(wanted)) {
            assertThat(System.nanoTime() - start)
                    .as(state(database, id) + "; expected " + wanted)
                    .isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** Until all of it is stored; at no moment a part of it is. */
    void awaitWhole(Connection database, long id, String wanted) throws SQLException {
        long start = System.nanoTime();
        while (!state(database, id).equals(wanted)) {
            assertThat(stored(database)).isIn(0L, all);
            assertThat(System.nanoTime() - start).as(state(database, id)).isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(200_000_000);
        }
        assertThat(stored(database)).isEqualTo(all);
    }

    long stored(Connection database) throws SQLException {
        return count(database, stored);
    }

    private String state(Connection database, long id) throws SQLException {
        try (ResultSet row =
                database.createStatement().executeQuery("select state from " + table + " where id = " + id)) {
            row.next();
            return row.getString(1);
        }
    }

    static long count(Connection database, String query) throws SQLException {
        try (ResultSet row = database.createStatement().executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
