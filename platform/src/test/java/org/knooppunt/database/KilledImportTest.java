package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.ServerProcess;
import org.knooppunt.TemporaryHome;
import org.knooppunt.ZippedFiles;

/** An import of 100,000 offers on the real program: it tells how far it is, stops when asked, and outlives a kill -9. */
class KilledImportTest {
    private static final int OFFERS = 100_000;
    private static final long PATIENCE_NANOS = 180_000_000_000L;
    private static final Pattern NUMBER = Pattern.compile("/imports/(\\d+)$");
    private static final Pattern FAR =
            Pattern.compile("<progress[^>]*value=\"([1-9]\\d*)\"[^>]*max=\"" + OFFERS + "\"");

    @Test
    void aLargeImportTellsHowFarItIsAndIsInTheInventoryWholeOrNotAtAll() throws Exception {
        byte[] file = ZippedFiles.of(Map.of(
                "classes.csv", "class,parent,kind,unit,name\nbig,,material,t,Veel\n",
                "organisations.csv", "organisation,name\nbig,Grootbedrijf\n",
                "sites.csv", "site,organisation,name,lat,lon\nbig,big,Grote plaats,50.93,5.49\n",
                "offers.csv", offers()));
        try (TemporaryHome home = TemporaryHome.create()) {
            long id;
            try (ServerProcess server = ServerProcess.start(home.path());
                    Connection database = KillTest.connect(home.path())) {
                PlainBrowser coordinator = coordinator(server);
                long stopped = upload(coordinator, file);
                await(database, stopped, "READING");
                cancel(coordinator, stopped);
                await(database, stopped, "CANCELLED");
                assertThat(staged(database, stopped)).isZero();

                id = upload(coordinator, file);
                await(database, id, "READ");
                accept(coordinator, id);
                awaitHalfWay(coordinator, id);
                cancel(coordinator, id);
                await(database, id, "READ");
                assertThat(stored(database)).isZero();

                accept(coordinator, id);
                awaitHalfWay(coordinator, id);
                server.kill();
            }
            try (ServerProcess server = ServerProcess.start(home.path());
                    Connection database = KillTest.connect(home.path())) {
                long start = System.nanoTime();
                while (!state(database, id).equals("STORED")) {
                    assertThat(stored(database)).isIn(0L, (long) OFFERS);
                    assertThat(System.nanoTime() - start)
                            .as(state(database, id))
                            .isLessThan(PATIENCE_NANOS);
                    LockSupport.parkNanos(200_000_000);
                }
                assertThat(stored(database)).isEqualTo(OFFERS);
                assertThat(coordinator(server).get("/imports/" + id).body()).contains("100.003 nieuw");
            }
        }
    }

    private static String offers() {
        StringBuilder csv = new StringBuilder("offer,site,class,quantity,price,description\n");
        for (int row = 1; row <= OFFERS; row++) {
            csv.append("big-")
                    .append(row)
                    .append(",big,big,")
                    .append(row)
                    .append(",-5,Partij ")
                    .append(row)
                    .append('\n');
        }
        return csv.toString();
    }

    private static PlainBrowser coordinator(ServerProcess server) {
        return PlainBrowser.as(URI.create(server.address()).getPort(), "coordinator");
    }

    private static long upload(PlainBrowser coordinator, byte[] file) {
        HttpResponse<String> answer = coordinator.postFile("/imports", "veel.zip", file);
        Matcher number = NUMBER.matcher(answer.uri().getPath());
        assertThat(number.find()).as(answer.uri() + " " + answer.statusCode()).isTrue();
        return Long.parseLong(number.group(1));
    }

    private static void accept(PlainBrowser coordinator, long id) {
        coordinator.post("/imports", "/imports/" + id + "/accept");
    }

    private static void cancel(PlainBrowser coordinator, long id) {
        coordinator.post("/imports", "/imports/" + id + "/cancel");
    }

    /** Until the page tells that some of the offers are stored. */
    private static void awaitHalfWay(PlainBrowser coordinator, long id) {
        long start = System.nanoTime();
        String page = coordinator.get("/imports/" + id).body();
        while (!FAR.matcher(page).find()) {
            assertThat(System.nanoTime() - start).as(page).isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(100_000_000);
            page = coordinator.get("/imports/" + id).body();
        }
    }

    private static void await(Connection database, long id, String wanted) throws Exception {
        long start = System.nanoTime();
        while (!state(database, id).equals(wanted)) {
            assertThat(System.nanoTime() - start)
                    .as(state(database, id) + "; expected " + wanted)
                    .isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static String state(Connection database, long id) throws Exception {
        return text(database, "select state from inventory_import where id = " + id);
    }

    private static long staged(Connection database, long id) throws Exception {
        return Long.parseLong(text(database, "select count(*) from staged_offer where import_id = " + id));
    }

    private static long stored(Connection database) throws Exception {
        return Long.parseLong(text(database, "select count(*) from offer where key like 'big-%'"));
    }

    private static String text(Connection database, String query) throws Exception {
        try (ResultSet row = database.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
