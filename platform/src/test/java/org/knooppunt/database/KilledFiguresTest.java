package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
    private static final String OF_THEM = " join indicator i on i.id = o.indicator where i.code like 'big\\_%'";
    private static final ImportAtWork IMPORT = new ImportAtWork(
            "/indicators/imports", "observation_import", "select count(*) from observation o" + OF_THEM, FIGURES);

    @Test
    void aLargeFileOfFiguresTellsHowFarItIsAndIsStoredWholeAndOnceOrNotAtAll() throws Exception {
        byte[] file = figures();
        try (TemporaryHome home = TemporaryHome.create()) {
            long id;
            try (ServerProcess server = ServerProcess.start(home.path());
                    Connection database = KillTest.connect(home.path())) {
                cards(database);
                PlainBrowser officer = ImportAtWork.as(server, "policy-officer");
                id = IMPORT.upload(officer, "veel.csv", file);
                IMPORT.await(database, id, "read");
                IMPORT.accept(officer, id);
                IMPORT.awaitHalfWay(officer, id);
                IMPORT.cancel(officer, id);
                IMPORT.await(database, id, "read");
                assertThat(IMPORT.stored(database)).isZero();

                IMPORT.accept(officer, id);
                IMPORT.awaitHalfWay(officer, id);
                server.kill();
            }
            try (ServerProcess server = ServerProcess.start(home.path());
                    Connection database = KillTest.connect(home.path())) {
                IMPORT.awaitWhole(database, id, "stored");
                assertThat(ImportAtWork.count(database, "select count(*) from observation_revision o" + OF_THEM))
                        .as("nothing is stored twice")
                        .isZero();
                assertThat(IMPORT.page(ImportAtWork.as(server, "policy-officer"), id))
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
}
