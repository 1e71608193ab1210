package org.knooppunt.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.indicators.internal.ObservationImportRunner;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

class ObservationImportsTest extends PlatformTest {
    private static final String GENK = "71016";

    @Autowired
    Indicators indicators;

    @Autowired
    Observations observations;

    @Autowired
    ObservationImports imports;

    @Autowired
    Accounts accounts;

    @Autowired
    ObservationImportRunner runner;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource database;

    @LocalServerPort
    int port;

    private Person officer;
    private String code;
    private List<String> cards = List.of();

    @BeforeEach
    void anOfficerAndACard() {
        officer = accounts.create(
                "importer-" + UUID.randomUUID() + "@example.org", "Ines", null, Set.of(Role.POLICY_OFFICER), Set.of());
        code = card(null);
    }

    private String card(@Nullable Integer smallBelow) {
        String made = "i_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        indicators.add(
                DraftForTest.of(made, "Invoer " + made)
                        .adding(true)
                        .hiding(smallBelow)
                        .draft(),
                officer);
        return made;
    }

    private long upload(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return imports.upload(name, new ByteArrayInputStream(bytes), bytes.length, officer);
    }

    private ObservationImport one(long id) {
        return imports.get(id, officer);
    }

    private @Nullable Double value(int year) {
        return observations.series(code, GENK, null).value(Period.ofYear(year));
    }

    @Test
    void aFileWithNamesThatLeaveNoDoubtIsReadAtOnceAndStoredOnlyWhenAccepted() throws IOException {
        long id = upload(
                "lang.csv",
                "indicator;gebied;jaar;waarde;bron\n" + code + ";71016;2020;12,5;Telling\n" + code
                        + ";Genk;2021;13;Telling\n");
        assertThat(one(id).state()).isEqualTo(ObservationImport.State.READ);
        assertThat(one(id).added()).isEqualTo(2);
        assertThat(value(2020)).as("nothing is stored before somebody accepts").isNull();
        assertThat(imports.accept(id, "Jaarlijkse levering", officer)).isTrue();
        assertThat(value(2020)).isEqualTo(12.5);
        assertThat(imports.accept(id, "", officer)).as("once is enough").isFalse();

        long again = upload(
                "lang.csv",
                "indicator;gebied;jaar;waarde;bron\n" + code + ";71016;2020;12,5;Telling\n" + code
                        + ";71016;2021;14;Telling\n" + code + ";71016;2022;15;Telling\n");
        assertThat(one(again))
                .extracting(ObservationImport::added, ObservationImport::changed, ObservationImport::unchanged)
                .containsExactly(1L, 1L, 1L);
        assertThat(imports.changes(again, officer))
                .extracting(ObservationImport.Change::was, ObservationImport.Change::becomes)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(13.0, 14.0));
        imports.accept(again, "Correctie", officer);
        assertThat(observations.revisions(code, GENK, null))
                .extracting(Revision::value)
                .containsExactly(15.0, 14.0, 13.0, 12.5);
        assertThat(observations.revisions(code, GENK, null))
                .extracting(Revision::why)
                .containsExactly("Correctie", "Correctie", "Jaarlijkse levering", "Jaarlijkse levering");
    }

    @Test
    void everyFaultIsToldWithRowColumnValueAndExpectationAndNothingIsHalfStored() throws IOException {
        long id = upload(
                "fout.csv",
                "indicator,area,period,value,source,status\n"
                        + code + ",71016,2020,1,T,final\n"
                        + "bestaat_niet,71016,2020,1,T,final\n"
                        + code + ",99999,2020,1,T,final\n"
                        + code + ",71016,vorig jaar,1,T,final\n"
                        + code + ",71016,2021,veel,T,final\n"
                        + code + ",71016,2022,,T,final\n"
                        + code + ",71016,2023,1,T,misschien\n"
                        + code + ",71022,2025,1,T,final\n"
                        + "jobs_per_head,71016,2025,1,,final\n"
                        + code + ",71016,2020,2,T,final\n"
                        + "building_permits_share,71016,2025,1,T,final\n");
        assertThat(imports.faults(id, officer))
                .extracting(
                        ObservationImport.CellFault::row,
                        ObservationImport.CellFault::column,
                        ObservationImport.CellFault::code)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(3, "indicator", "indicator"),
                        org.assertj.core.groups.Tuple.tuple(4, "area", "area"),
                        org.assertj.core.groups.Tuple.tuple(5, "period", "period"),
                        org.assertj.core.groups.Tuple.tuple(6, "value", "number-point"),
                        org.assertj.core.groups.Tuple.tuple(7, "value", "empty"),
                        org.assertj.core.groups.Tuple.tuple(8, "status", "status"),
                        org.assertj.core.groups.Tuple.tuple(9, "area", "area-then"),
                        org.assertj.core.groups.Tuple.tuple(10, "source", "source"),
                        org.assertj.core.groups.Tuple.tuple(11, "", "double"),
                        org.assertj.core.groups.Tuple.tuple(12, "indicator", "computed"));
        assertThat(imports.accept(id, "", officer)).isFalse();
        assertThat(value(2020)).isNull();
        assertThat(PlainBrowser.as(port, "policy-officer")
                        .get("/indicators/imports/" + id)
                        .body())
                .contains("rij 5", "kolom period", "vorig jaar", "2024-Q1", "Dit gebied bestond niet in 2025");
    }

    @Test
    void aWideWorkbookIsReadWithASavedMapping() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String column = "Gemeente " + code;
        try (Workbook workbook = new Workbook(bytes, "Knooppunt", null)) {
            Worksheet sheet = workbook.newWorksheet("Blad");
            List<Object> header = List.of(column, 2018, 2019, "2019-2020");
            List<Object> row = List.of("Genk", 4.5, 7, 3);
            for (int i = 0; i < header.size(); i++) {
                if (header.get(i) instanceof Number number) {
                    sheet.value(0, i, number);
                } else {
                    sheet.value(0, i, header.get(i).toString());
                }
                if (row.get(i) instanceof Number number) {
                    sheet.value(1, i, number);
                } else {
                    sheet.value(1, i, row.get(i).toString());
                }
            }
        }
        long id = imports.upload("breed.xlsx", new ByteArrayInputStream(bytes.toByteArray()), bytes.size(), officer);
        assertThat(one(id).state()).isEqualTo(ObservationImport.State.KEPT);
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        String page = "/indicators/imports/" + id;
        assertThat(browser.post(page, page + "/columns", "layout", "wide", "saveAs", "Half")
                        .body())
                .contains("Er ontbreekt iets", "Half");
        String read = browser.post(
                        page,
                        page + "/columns",
                        "layout",
                        "wide",
                        "area",
                        column,
                        "fixedIndicator",
                        code,
                        "fixedSource",
                        "Statbel",
                        "fixedStatus",
                        "provisional",
                        "decimal",
                        "point",
                        "saveAs",
                        "Breed " + code)
                .body();
        assertThat(read).contains("3 cijfers zijn nieuw");
        assertThat(browser.post(page, page + "/accept", "why", "Statbel").body())
                .contains("De cijfers zijn bewaard");
        assertThat(value(2018)).isEqualTo(4.5);
        assertThat(observations.series(code, GENK, null).points())
                .extracting(point -> point.period().text())
                .containsExactly("2018", "2019", "2019-2020");
        assertThat(one(imports.upload(
                                "breed.xlsx", new ByteArrayInputStream(bytes.toByteArray()), bytes.size(), officer))
                        .unchanged())
                .as("the saved mapping fits by itself")
                .isEqualTo(3);
    }

    @Test
    void aFileWhoseFiguresSomebodyChangedMeanwhileIsLookedAtAgain() throws IOException {
        long id = upload("a.csv", "indicator,area,period,value,source\n" + code + ",71016,2020,1,T\n");
        observations.record(
                code,
                GENK,
                Period.ofYear(2020),
                Category.TOTAL,
                "T",
                BigDecimal.TWO,
                ObservationStatus.FINAL,
                "Intussen",
                officer);
        assertThat(imports.accept(id, "", officer)).isFalse();
        assertThat(value(2020)).isEqualTo(2);
        assertThat(one(id).changed()).isEqualTo(1);
        assertThat(imports.accept(id, "", officer)).isTrue();
        assertThat(value(2020)).isEqualTo(1);
    }

    /** More figures than are done while somebody waits: every quarter of three centuries, five times. */
    private String many(int value) {
        StringBuilder file = new StringBuilder("indicator,area,period,value,source\n");
        for (String each : cards) {
            for (int year = 1900; year < 2200; year++) {
                for (int quarter = 1; quarter <= 4; quarter++) {
                    file.append(each + ",71016," + year + "-Q" + quarter + "," + value + ",T\n");
                }
            }
        }
        return file.toString();
    }

    private void fiveCards() {
        cards = List.of(code, card(null), card(null), card(null), card(null));
    }

    private long stored() {
        return jdbc.sql(
                        "select count(*) from observation o join indicator i on i.id = o.indicator where i.code in (?, ?,"
                                + " ?, ?, ?)")
                .params(cards)
                .query(Long.class)
                .single();
    }

    private long await(long id, ObservationImport.State wanted) {
        long start = System.nanoTime();
        while (one(id).state() != wanted) {
            assertThat(System.nanoTime() - start)
                    .as("import %s is %s; expected %s", id, one(id), wanted)
                    .isLessThan(60_000_000_000L);
            LockSupport.parkNanos(20_000_000);
        }
        return id;
    }

    @Test
    void aLargeFileIsReadAndStoredByJobsWhileThePageTellsHowFarItIs() throws IOException, SQLException {
        fiveCards();
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        long id = upload("veel.csv", many(1));
        String page = "/indicators/imports/" + id;
        await(id, ObservationImport.State.READ);
        assertThat(one(id).added()).isEqualTo(6_000);
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            lockCard(other);
            assertThat(browser.post(page, page + "/accept", "why", "Levering").body())
                    .contains("De cijfers worden bewaard", "http-equiv=\"refresh\"", "hx-get=\"" + page + "/progress\"")
                    .doesNotContain("De cijfers zijn bewaard");
            assertThat(browser.post(page, page + "/accept", "why", "Nog eens").body())
                    .as("once is enough")
                    .contains("De cijfers worden bewaard");
            assertThat(browser.post(page, page + "/discard").body()).contains("er wordt aan gewerkt");
            assertThat(browser.get("/indicators/imports").body()).contains("wordt bewaard");
            assertThat(stored()).isZero();
            other.rollback();
        }
        await(id, ObservationImport.State.STORED);
        assertThat(stored()).isEqualTo(6_000);
        assertThat(browser.get(page).body()).contains("6.000 cijfers kwamen erbij");
        assertThat(observations.revisions(code, GENK, null)).hasSize(1_200).allMatch(each -> each.why()
                .equals("Levering"));
    }

    private void lockCard(Connection other) throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute("select id from indicator where code = '" + code + "' for update");
        }
    }

    @Test
    void aReadingThatIsStoppedCanBeginAgain() throws IOException, SQLException {
        fiveCards();
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        long id;
        String page;
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table observation_import_fault in access exclusive mode");
            id = upload("veel.csv", many(1));
            page = "/indicators/imports/" + id;
            assertThat(browser.post(page, page + "/cancel").body()).contains("Het bestand wordt gelezen");
            await(id, ObservationImport.State.KEPT);
            other.rollback();
        }
        assertThat(browser.get(page).body()).contains("Het is gestopt", "Wat staat in welke kolom?");
        imports.read(id, imports.guess(id, officer), "", officer);
        await(id, ObservationImport.State.READ);
        assertThat(one(id).added()).isEqualTo(6_000);
    }

    @Test
    void aStoringThatIsStoppedChangesNothingAndCanBeAcceptedAgain() throws IOException, SQLException {
        fiveCards();
        long id = await(upload("veel.csv", many(1)), ObservationImport.State.READ);
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        String page = "/indicators/imports/" + id;
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            lockCard(other);
            assertThat(imports.accept(id, "", officer)).isTrue();
            browser.post(page, page + "/cancel");
            await(id, ObservationImport.State.READ);
            other.rollback();
        }
        assertThat(browser.get(page).body()).contains("Het is gestopt", "Bewaar 6.000 cijfers");
        assertThat(stored()).isZero();
        assertThat(imports.accept(id, "", officer)).isTrue();
        await(id, ObservationImport.State.STORED);
        assertThat(stored()).isEqualTo(6_000);
    }

    @Test
    void aJobWhoseProgramDiedRunsAgainAndStoresOnceAlsoWhenTheStageIsLost() throws IOException {
        long id = upload("a.csv", "indicator,area,period,value,source\n" + code + ",71016,2020,1,T\n");
        jdbc.sql("update observation_import set state = 'reading', run_token = gen_random_uuid(), turn = 7, attempt = 1"
                        + " where id = ?")
                .param(id)
                .update();
        runner.run(id, 6);
        assertThat(one(id).state()).as("another turn").isEqualTo(ObservationImport.State.READING);
        runner.run(id, 7);
        assertThat(one(id).state()).isEqualTo(ObservationImport.State.READ);
        jdbc.sql("update observation_import set state = 'storing', run_token = gen_random_uuid(), turn = 8, attempt = 1"
                        + " where id = ?")
                .param(id)
                .update();
        jdbc.sql("delete from staged_observation where import_id = ?").param(id).update();
        runner.run(id, 8);
        assertThat(one(id).state()).isEqualTo(ObservationImport.State.STORED);
        runner.run(id, 8);
        assertThat(observations.revisions(code, GENK, null)).hasSize(1);
        jdbc.sql("update observation_import set state = 'reading', turn = 9, attempt = 3 where id = ?")
                .param(id)
                .update();
        runner.run(id, 9);
        assertThat(one(id).failure()).as("not again and again").isEqualTo("gave-up");
    }

    @Test
    void aSmallFileWithManyFiguresIsLeftToAJob() throws IOException {
        fiveCards();
        byte[] bytes = many(1).getBytes(StandardCharsets.UTF_8);
        assertThat(bytes.length).as("small enough to be tried at once").isLessThan(1 << 20);
        assertThat(one(await(upload("veel.csv", many(1)), ObservationImport.State.READ))
                        .faultCount())
                .isZero();
    }

    @Test
    void ofFiftyWhoAcceptTheSameFileOneDoes() throws Exception {
        long id = upload("a.csv", "indicator,area,period,value,source\n" + code + ",71016,2020,1,T\n");
        List<Callable<Boolean>> tries = Collections.nCopies(50, () -> imports.accept(id, "", officer));
        int accepted = 0;
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> one : many.invokeAll(tries)) {
                accepted += one.get() ? 1 : 0;
            }
        }
        assertThat(accepted).isEqualTo(1);
        assertThat(observations.revisions(code, GENK, null)).hasSize(1);
    }

    @Test
    void hiddenFiguresLeaveInNoFormWhateverIsAsked() throws IOException {
        String counted = card(5);
        StringBuilder file = new StringBuilder("indicator,area,period,category,value,source\n");
        int[][] rows = {{2019, 7003, 4003, 3000}, {2020, 6997, 4000, 2997}};
        for (int[] row : rows) {
            file.append(counted + ",71016," + row[0] + ",total," + row[1] + ",T\n");
            file.append(counted + ",71016," + row[0] + ",men," + row[2] + ",T\n");
            file.append(counted + ",71016," + row[0] + ",women," + row[3] + ",T\n");
        }
        // a neighbourhood in which three women are counted, once; the rest of the city is no area of its own
        file.append(counted + ",71016-NOORD,2019,total,8120,T\n");
        file.append(counted + ",71016-NOORD,2019,men,8117,T\n");
        file.append(counted + ",71016-NOORD,2019,women,3,T\n");
        file.append(counted + ",71016-NOORD,2020,total,6997,T\n");
        file.append(counted + ",71016-NOORD,2020,men,6951,T\n");
        file.append(counted + ",71016-NOORD,2020,women,46,T\n");
        long id = upload("klein.csv", file.toString());
        assertThat(imports.accept(id, "", officer)).isTrue();
        String area = "71016-NOORD";
        assertThat(observations.series(counted, area, "women").value(Period.ofYear(2019)))
                .isNull();
        assertThat(observations.series(counted, area, "women").value(Period.ofYear(2020)))
                .as("the same cells in every period")
                .isNull();
        assertThat(observations.series(counted, area, "men").value(Period.ofYear(2019)))
                .as("the total minus the men would tell")
                .isNull();
        String derived = "d_" + counted;
        indicators.add(
                DraftForTest.of(derived, "Afgeleid")
                        .in("%")
                        .per(AreaKind.NEIGHBOURHOOD)
                        .from("100 * " + counted + " / TOTAL(" + counted + ")")
                        .draft(),
                officer);
        assertThat(observations.series(derived, area, "women").value(Period.ofYear(2019)))
                .isNull();
        PlainBrowser visitor = new PlainBrowser(port);
        for (String path : List.of(
                "/indicators/" + counted + "?area=" + area + "&category=women",
                "/indicators/" + counted + "?area=" + area + "&category=men",
                "/indicators/" + counted + "/line.json?area=" + area + "&category=women",
                "/indicators/" + counted + "/cities.json?area=" + area + "&category=men",
                "/indicators/" + counted + "/map.geojson?area=" + area + "&category=women",
                "/indicators/" + counted + "/rank.json?area=" + area + "&category=men",
                "/indicators/" + counted + "/file?format=csv",
                "/indicators/" + counted + "/file?format=json",
                "/indicators/" + counted + "/file?format=sdmx",
                "/indicators/" + derived + "/file?format=csv",
                "/indicators/" + derived + "?area=" + area + "&category=women",
                "/indicators/" + counted + "/revisions?area=" + area)) {
            // without the keys and tokens in it, in which any digits may stand
            String body = new String(visitor.bytes(path), StandardCharsets.UTF_8)
                    .replace(counted, "")
                    .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "");
            assertThat(body).as(path).doesNotContain("8117", "8.117", "6951", "6.951", "0.0428", "0,04");
            assertThat(body).as(path).doesNotContain(",women,3,").doesNotContain(",WOMEN,T,2019,3,");
        }
        PlainBrowser officers = PlainBrowser.as(port, "policy-officer");
        assertThat(officers.get("/indicators/" + counted + "?area=" + area + "&category=men")
                        .body())
                .as("officers look after it")
                .contains("8.117", "Geef ze niet door");
        assertThat(new String(officers.bytes("/indicators/" + counted + "/file?format=csv"), StandardCharsets.UTF_8))
                .as("files have it for nobody")
                .doesNotContain("8117");
    }

    @Test
    void aFileThatNobodyAcceptedIsThrownAwayAfterAMonthAndAYoungerOneStays() throws IOException {
        String rows = "indicator,area,period,value,source\n" + code + "," + GENK + ",2020,7,Proef\n";
        long old = upload("oud.csv", rows);
        long young = upload("jong.csv", rows);
        jdbc.sql("update observation_import set created_at = now() - interval '31 days' where id = ?")
                .param(old)
                .update();

        runner.discardWaitingSince(Instant.now().minus(Duration.ofDays(30)));

        assertThat(imports.get(old, officer).state()).isEqualTo(ObservationImport.State.DISCARDED);
        assertThat(jdbc.sql("select content from observation_import where id = ?")
                        .param(old)
                        .query((row, index) -> row.getBytes(1) == null)
                        .single())
                .isTrue();
        assertThat(imports.get(young, officer).state()).isEqualTo(ObservationImport.State.READ);
    }
}
