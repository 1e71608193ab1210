package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.ServerProcess;
import org.knooppunt.TemporaryHome;

/** A file of 100,800 figures on the real program: it tells how far it is, stops when asked, and outlives a kill -9. */
class KilledFiguresTest {
    private static final int CARDS = 21;
    private static final int FIRST_YEAR = 1900;
    private static final int YEARS = 300;
    private static final long FIGURES = (long) CARDS * YEARS * 16;
    private static final long PATIENCE_NANOS = 180_000_000_000L;
    private static final Pattern NUMBER = Pattern.compile("/indicators/imports/(\\d+)$");
    private static final Pattern FAR =
            Pattern.compile("<progress[^>]*value=\"([1-9]\\d*)\"[^>]*max=\"" + FIGURES + "\"");

    @Test
    void aLargeFileOfFiguresTellsHowFarItIsAndIsStoredWholeAndOnceOrNotAtAll() throws Exception {
        byte[] file = figures();
        try (TemporaryHome home = TemporaryHome.create()) {
            long id;
            try (ServerProcess server = ServerProcess.start(home.path());
                    Connection database = KillTest.connect(home.path())) {
                cards(database);
                PlainBrowser officer = officer(server);
                id = upload(officer, file);
                await(database, id, "read");
                accept(officer, id);
                awaitHalfWay(officer, id);
                cancel(officer, id);
                await(database, id, "read");
                assertThat(stored(database)).isZero();

                accept(officer, id);
                awaitHalfWay(officer, id);
                server.kill();
            }
            try (ServerProcess server = ServerProcess.start(home.path());
                    Connection database = KillTest.connect(home.path())) {
                long start = System.nanoTime();
                while (!state(database, id).equals("stored")) {
                    assertThat(stored(database)).isIn(0L, FIGURES);
                    assertThat(System.nanoTime() - start)
                            .as(state(database, id))
                            .isLessThan(PATIENCE_NANOS);
                    LockSupport.parkNanos(200_000_000);
                }
                assertThat(stored(database)).isEqualTo(FIGURES);
                assertThat(text(
                                database,
                                "select count(*) from observation_revision r join indicator i on i.id ="
                                        + " r.indicator where i.code like 'big\\_%'"))
                        .as("nothing is stored twice")
                        .isEqualTo("0");
                assertThat(officer(server).get("/indicators/imports/" + id).body())
                        .contains("100.800 cijfers kwamen erbij");
            }
        }
    }

    private static void cards(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("insert into indicator (code, name, theme, direction, kind, level, frequency, adds)"
                    + " select 'big_' || n, 'Telling ' || n, 'Proef', 'up', 'register', 'municipality', 'month', true"
                    + " from generate_series(1, " + CARDS + ") n");
        }
    }

    private static byte[] figures() {
        StringBuilder csv = new StringBuilder("indicator,area,period,value,source\n");
        for (int card = 1; card <= CARDS; card++) {
            for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
                for (int month = 1; month <= 12; month++) {
                    csv.append("big_%d,71016,%d-%02d,%d,Telling\n".formatted(card, year, month, month));
                }
                for (int quarter = 1; quarter <= 4; quarter++) {
                    csv.append("big_%d,71016,%d-Q%d,%d,Telling\n".formatted(card, year, quarter, quarter));
                }
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static PlainBrowser officer(ServerProcess server) {
        return PlainBrowser.as(URI.create(server.address()).getPort(), "policy-officer");
    }

    private static long upload(PlainBrowser officer, byte[] file) {
        HttpResponse<String> answer = officer.postFile("/indicators/imports", "veel.csv", file);
        Matcher number = NUMBER.matcher(answer.uri().getPath());
        assertThat(number.find()).as(answer.uri() + " " + answer.statusCode()).isTrue();
        return Long.parseLong(number.group(1));
    }

    private static void accept(PlainBrowser officer, long id) {
        officer.post("/indicators/imports", "/indicators/imports/" + id + "/accept");
    }

    private static void cancel(PlainBrowser officer, long id) {
        officer.post("/indicators/imports", "/indicators/imports/" + id + "/cancel");
    }

    /** Until the page tells that some of the figures are stored. */
    private static void awaitHalfWay(PlainBrowser officer, long id) {
        long start = System.nanoTime();
        String page = officer.get("/indicators/imports/" + id).body();
        while (!FAR.matcher(page).find()) {
            assertThat(System.nanoTime() - start).as(page).isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(50_000_000);
            page = officer.get("/indicators/imports/" + id).body();
        }
    }

    private static void await(Connection database, long id, String wanted) throws SQLException {
        long start = System.nanoTime();
        while (!state(database, id).equals(wanted)) {
            assertThat(System.nanoTime() - start)
                    .as(state(database, id) + "; expected " + wanted)
                    .isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static String state(Connection database, long id) throws SQLException {
        return text(database, "select state from observation_import where id = " + id);
    }

    private static long stored(Connection database) throws SQLException {
        return Long.parseLong(
                text(
                        database,
                        "select count(*) from observation o join indicator i on i.id = o.indicator where i.code like 'big\\_%'"));
    }

    private static String text(Connection database, String query) throws SQLException {
        try (ResultSet row = database.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
