package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.ServerProcess;
import org.knooppunt.TemporaryHome;
import org.knooppunt.ZippedFiles;

/** An import of 100,000 offers on the real program: it tells how far it is, stops when asked, and outlives a kill -9. */
class KilledImportTest {
    private static final int OFFERS = 100_000;
    private static final ImportAtWork IMPORT = new ImportAtWork(
            "/imports", "inventory_import", "select count(*) from offer where key like 'big-%'", OFFERS);

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
                PlainBrowser coordinator = ImportAtWork.as(server, "coordinator");
                long stopped = IMPORT.upload(coordinator, "veel.zip", file);
                IMPORT.await(database, stopped, "READING");
                IMPORT.cancel(coordinator, stopped);
                IMPORT.await(database, stopped, "CANCELLED");
                assertThat(ImportAtWork.count(
                                database, "select count(*) from staged_offer where import_id = " + stopped))
                        .isZero();

                id = IMPORT.upload(coordinator, "veel.zip", file);
                IMPORT.await(database, id, "READ");
                IMPORT.accept(coordinator, id);
                IMPORT.awaitHalfWay(coordinator, id);
                IMPORT.cancel(coordinator, id);
                IMPORT.await(database, id, "READ");
                assertThat(IMPORT.stored(database)).isZero();

                IMPORT.accept(coordinator, id);
                IMPORT.awaitHalfWay(coordinator, id);
                server.kill();
            }
            try (ServerProcess server = ServerProcess.start(home.path());
                    Connection database = KillTest.connect(home.path())) {
                IMPORT.awaitWhole(database, id, "STORED");
                assertThat(IMPORT.page(ImportAtWork.as(server, "coordinator"), id))
                        .contains("100.003 nieuw");
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
}
