package org.knooppunt.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.ZippedFiles;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.FaultKind;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.InventoryWriter;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.files.Remark;
import org.knooppunt.engine.files.RemarkKind;
import org.knooppunt.engine.files.Table;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.inventory.internal.ImportRunner;
import org.knooppunt.inventory.web.FaultWords;
import org.knooppunt.planning.PlanRequest;
import org.knooppunt.planning.Plans;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A coordinator brings files in, without script. */
class ImportTest extends PlatformTest {
    private static final Path POORT_GENK = Path.of("..", "examples", "poort-genk");
    private static final Pattern NUMBER = Pattern.compile("/imports/(\\d+)$");
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource database;

    @Autowired
    private ImportRunner runner;

    @Autowired
    private MessageSource messages;

    @Autowired
    private Plans plans;

    @Autowired
    private Accounts accounts;

    private PlainBrowser coordinator;
    /** What the keys of this test begin with. */
    private String own;

    @BeforeEach
    void signIn() {
        coordinator = PlainBrowser.as(port, "coordinator");
        own = "t" + UUID.randomUUID().toString().substring(0, 8);
    }

    @AfterEach
    void clean() {
        TestRegion.remove(jdbc, own);
    }

    @Test
    void theDemonstrationAsAWorkbookChangesNothingTheSecondTime() throws IOException {
        ByteArrayOutputStream workbook = new ByteArrayOutputStream();
        InventoryWriter.writeWorkbook(
                InventoryReader.read(POORT_GENK, ReadOptions.WHOLE).toInventory(), workbook);
        accept(upload("poort-genk.xlsx", workbook.toByteArray()));
        Map<String, Object> before = inventory();

        long second = upload("poort-genk.xlsx", workbook.toByteArray());
        assertThat(page(await(second, "READ"))).contains("Er verandert niets").doesNotContain("/accept");
        coordinator.post("/imports/" + second, "/imports/" + second + "/accept");
        assertThat(page(await(second, "STORED"))).contains("veranderde niets");
        assertThat(inventory()).isEqualTo(before);
    }

    @Test
    void nothingIsStoredBeforeThePersonAccepts() {
        long id = await(upload("stromen.zip", zip(offers(3, 100))), "READ");
        assertThat(page(id)).contains("Voer 3 stromen in").contains("Er is nog niets ingevoerd");
        assertThat(stored()).isZero();
        accept(id);
        assertThat(page(id)).contains("Ingevoerd: 6 nieuw");
        assertThat(stored()).isEqualTo(3);
        assertThat(coordinator.get("/imports").body()).contains("stromen.zip").contains("Ingevoerd");
        assertThat(jdbc.sql("select content is null and not exists (select from staged_offer where import_id = :id)"
                                + " from inventory_import where id = :id")
                        .param("id", id)
                        .query(Boolean.class)
                        .single())
                .as("the file and the draft are gone")
                .isTrue();
    }

    @Test
    void whatChangesIsShownAsItWasAndBecomes() {
        accept(upload("stromen.zip", zip(offers(3, 100))));
        long id = await(upload("stromen.zip", zip(offers(3, 100).replace(own + "-2,", own + "-2x,"))), "READ");
        assertThat(page(id)).contains("Voer één stroom in");
        discard(id);

        id = await(upload("stromen.zip", zip(offers(3, 123))), "READ");
        assertThat(page(id))
                .contains("0 nieuw, 3 gewijzigd, 3 hetzelfde")
                .contains("<del>100</del>")
                .contains("<ins>123</ins>");
        accept(id);
        List<String> history = jdbc.sql("select detail::text from audit_event where thing = 'offer' and thing_key = ?"
                        + " and action = 'imported'")
                .param(own + "-1")
                .query(String.class)
                .list();
        assertThat(history).containsExactly("{\"quantity\": [100, 123]}");
        assertThat(version(own + "-1")).isEqualTo(1);
    }

    @Test
    void aRowThatWasDeletedComesBack() {
        accept(upload("stromen.zip", zip(offers(2, 100))));
        jdbc.sql("update offer set deleted_at = now() where key = ?")
                .param(own + "-1")
                .update();
        long id = await(upload("stromen.zip", zip(offers(2, 100))), "READ");
        assertThat(page(id)).contains("0 nieuw, 1 gewijzigd");
        accept(id);
        assertThat(jdbc.sql("select deleted_at is null from offer where key = ?")
                        .param(own + "-1")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void faultsAreToldByTheirPlaceAndMarkedInAWorkbookAndAfterMendingItGoesThrough() throws IOException {
        String faulty = offers(3, 100)
                .replace(own + "-1," + own + "-s,", own + "-1," + own + "-nowhere,")
                .replace(own + "-2," + own + "-s," + own + "-c,100", own + "-2," + own + "-s," + own + "-c,veel")
                .replace(own + "-3," + own + "-s," + own + "-c,100", own + "-3," + own + "-s," + own + "-c,-5");
        long id = await(upload("stromen.zip", zip(faulty)), "READ");
        assertThat(page(id))
                .contains("Er zitten 3 fouten in")
                .contains("Er is geen plaats met deze sleutel")
                .contains(own + "-nowhere")
                .contains("rij 2")
                .contains("Dit is geen getal")
                .contains("kolom quantity")
                .contains("een getal van minstens 0")
                .doesNotContain("/accept");
        coordinator.post("/imports", "/imports/" + id + "/accept");
        assertThat(stored()).isZero();

        byte[] marked = bytes("/imports/" + id + "/faults.xlsx");
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(marked))) {
            Sheet offers = workbook.findSheet("offers").orElseThrow();
            assertThat(offers.read().get(1).getCellText(5)).contains("plaats");
            assertThat(workbook.findSheet("faults").orElseThrow().read()).hasSize(4);
        }
        assertThat(state(await(upload("marked.xlsx", marked), "READ"))).isEqualTo("READ");

        long mended = await(upload("stromen.zip", zip(offers(3, 100))), "READ");
        accept(mended);
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void aMendedFileTakesThePlaceOfTheOneWithFaults() {
        long faulty =
                await(upload("stromen.zip", zip(offers(1, 100).replace(own + "-c,100", own + "-c,veel"))), "READ");
        assertThat(coordinator.get("/workbench").body()).contains("href=\"/imports/" + faulty + "\"");
        assertThat(page(faulty)).contains("href=\"/imports?instead=" + faulty + "\"");
        assertThat(coordinator.get("/imports?instead=" + faulty).body())
                .contains("name=\"instead\" value=\"" + faulty + "\"");

        long mended = await(upload("stromen.zip", zip(offers(1, 100)), faulty), "READ");

        assertThat(state(faulty)).isEqualTo("DISCARDED");
        accept(mended);
        long again = await(upload("stromen.zip", zip(offers(1, 100))), "READ");
        assertThat(coordinator.get("/workbench").body())
                .as("what changes nothing waits for nobody")
                .doesNotContain("href=\"/imports/" + again + "\"");
        assertThat(page(again))
                .as("nor on its own page")
                .contains("Niets nieuws")
                .doesNotContain("Wacht op jou");
    }

    @Test
    void whoHasNoWorkbookBeginsFromABlankOne() throws IOException {
        assertThat(coordinator.get("/imports").body()).contains("href=\"/imports/blank.xlsx\"");
        byte[] blank = bytes("/imports/blank.xlsx");
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(blank))) {
            assertThat(workbook.getSheets().map(Sheet::getName))
                    .containsExactly("classes", "organisations", "sites", "offers", "needs", "facilities", "processes");
            assertThat(workbook.findSheet("offers")
                            .orElseThrow()
                            .read()
                            .getFirst()
                            .getCellText(3))
                    .isEqualTo("quantity");
        }
        assertThat(PlainBrowser.as(port, "member").get("/imports/blank.xlsx").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aReadingCanBeStopped() throws SQLException {
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            execute(other, "lock table staged_offer in access exclusive mode");
            long id = await(upload("stromen.zip", zip(offers(3, 100))), "READING");
            HttpResponse<String> progress = coordinator.get("/imports/" + id);
            assertThat(progress.body()).contains("http-equiv=\"refresh\"").contains("hx-get=\"/imports/" + id);
            coordinator.post("/imports/" + id, "/imports/" + id + "/cancel");
            await(id, "CANCELLED");
            other.rollback();
            assertThat(page(id)).contains("Er is niets ingevoerd");
        }
        assertThat(stored()).isZero();
    }

    @Test
    void aStoringThatIsStoppedIsUndoneAndCanBeAcceptedAgain() throws SQLException {
        long id = await(upload("stromen.zip", zip(offers(3, 100))), "READ");
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            // stops it in the midst: sites are in, offers wait
            execute(other, "lock table offer in exclusive mode");
            coordinator.post("/imports/" + id, "/imports/" + id + "/accept");
            await(id, "STORING");
            coordinator.post("/imports/" + id, "/imports/" + id + "/cancel");
            await(id, "READ");
            other.rollback();
        }
        assertThat(page(id)).contains("Het bewaren is gestopt");
        assertThat(stored()).isZero();
        assertThat(jdbc.sql("select count(*) from site where key = ?")
                        .param(own + "-s")
                        .query(Long.class)
                        .single())
                .isZero();
        accept(id);
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void twoAcceptancesAtOnceAreSettledByTheDatabase() throws SQLException {
        long first = await(upload("a.zip", zip(offers(3, 100))), "READ");
        long second = await(upload("b.zip", zip(offers(3, 100))), "READ");
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            execute(other, "select pg_advisory_xact_lock(hashtext('knooppunt.inventory.import'))");
            coordinator.post("/imports/" + first, "/imports/" + first + "/accept");
            coordinator.post("/imports/" + second, "/imports/" + second + "/accept");
            await(first, "STORING");
            await(second, "STORING");
            other.rollback();
        }
        await(first, "STORED");
        await(second, "STORED");
        assertThat(List.of(added(first), added(second))).containsExactlyInAnyOrder(6L, 0L);
        assertThat(stored()).isEqualTo(3);
        assertThat(version(own + "-1")).isZero();
    }

    @Test
    void aJobWhoseProgramDiedRunsAgain() {
        long id = await(upload("stromen.zip", zip(offers(3, 100))), "READ");
        UUID dead = UUID.randomUUID();
        jdbc.sql("update inventory_import set state = 'READING', run_token = ?, turn = 7, attempt = 1 where id = ?")
                .params(dead, id)
                .update();
        runner.run(id, 7);
        assertThat(state(id)).isEqualTo("READ");
        jdbc.sql("update inventory_import set state = 'STORING', run_token = ?, turn = 8, attempt = 1 where id = ?")
                .params(dead, id)
                .update();
        runner.run(id, 8);
        assertThat(state(id)).isEqualTo("STORED");
        runner.run(id, 8);
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void whatRefersToAThingDeletedMeanwhileIsReadAgain() {
        accept(upload("stromen.zip", zip(offers(1, 100))));
        byte[] onlyOffers = ZippedFiles.of(Map.of("offers.csv", offers(2, 100)));
        long id = await(upload("meer.zip", onlyOffers), "READ");
        jdbc.sql("update site set deleted_at = now() where key = ?")
                .param(own + "-s")
                .update();
        coordinator.post("/imports/" + id, "/imports/" + id + "/accept");
        String page = page(awaitFault(id));
        assertThat(page).contains("Er is geen plaats met deze sleutel").contains("intussen gewijzigd");
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void importsAndPlansDoNotWaitForEachOther() throws SQLException {
        Person planner = accounts.create(own + "@example.org", "Planner", null, Set.of(Role.COORDINATOR), Set.of());
        try (Connection other = database.getConnection()) {
            execute(
                    other,
                    "create function hold() returns trigger language plpgsql as"
                            + " 'begin perform pg_advisory_xact_lock(4711, 1); return new; end'");
            execute(
                    other,
                    "create trigger hold before update on plan for each row when (old.name = '" + own
                            + "') execute function hold()");
            execute(other, "select pg_advisory_lock(4711, 1)");
            List<Long> held = new ArrayList<>();
            for (int plan = 0; plan < 3; plan++) {
                held.add(plans.create(PlanRequest.named(own), planner));
            }
            awaitThat("(select count(*) from pg_locks where classid = 4711 and not granted) >= 2");
            accept(upload("stromen.zip", zip(offers(3, 100))));
            assertThat(stored()).isEqualTo(3);
            assertThat(held).noneMatch(id -> plans.get(id, planner).status().isFinal());
            execute(other, "select pg_advisory_unlock(4711, 1)");
            held.forEach(id -> awaitThat("exists (select from plan where status = 'done' and id = " + id + ")"));
            execute(other, "drop trigger hold on plan");
            execute(other, "drop function hold()");
        }
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            execute(other, "lock table staged_offer in access exclusive mode");
            List<Long> held = new ArrayList<>();
            for (int file = 0; file < 3; file++) {
                held.add(upload("stromen.zip", zip(offers(3, 200 + file))));
            }
            awaitThat("(select count(*) from inventory_import where state = 'READING' and id >= " + held.getFirst()
                    + ") >= 2");
            long plan = plans.create(PlanRequest.named("Tussendoor"), planner);
            awaitThat("exists (select from plan where status = 'done' and id = " + plan + ")");
            other.rollback();
            held.forEach(id -> await(id, "READ"));
        }
    }

    private void awaitThat(String condition) {
        long start = System.nanoTime();
        while (!jdbc.sql("select " + condition).query(Boolean.class).single()) {
            assertThat(System.nanoTime() - start).as(condition).isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void aDraftCanBeThrownAway() {
        long id = await(upload("stromen.zip", zip(offers(3, 100))), "READ");
        discard(id);
        assertThat(page(id)).contains("weggegooid");
        assertThat(state(id)).isEqualTo("DISCARDED");
        assertThat(stored()).isZero();
    }

    @Test
    void oddFilesGetAClearMessage() {
        byte[] text = "Beste, hier zijn de stromen.".getBytes(StandardCharsets.UTF_8);
        assertRefused("", new byte[0], "Je koos nog geen bestand");
        assertRefused("leeg.xlsx", new byte[0], "is leeg");
        assertRefused("brief.xlsx", text, "dat zit er niet in");
        assertRefused("brief.docx", text, "Kies een bestand dat eindigt op");
        assertRefused("oud.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0}, "Bewaar het als .xlsx");

        byte[] whole = zip(offers(500, 100));
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
        assertFaulty("half.zip", half);
        assertFaulty("leeg.zip", ZippedFiles.of(Map.of()));
        assertFaulty("geen.xlsx", ZippedFiles.of(Map.of("brief.txt", "Beste")));
    }

    private void assertRefused(String name, byte[] content, String message) {
        HttpResponse<String> answer = coordinator.postFile("/imports", name, content);
        assertThat(answer.statusCode()).as(name).isEqualTo(422);
        assertThat(answer.body())
                .contains(message)
                .contains("aria-invalid=\"true\"")
                .doesNotContain("Exception");
    }

    private void assertFaulty(String name, byte[] content) {
        long id = await(upload(name, content), "READ");
        assertThat(page(id))
                .as(name)
                .contains("in dit bestand. Er is niets ingevoerd")
                .doesNotContain("Exception")
                .doesNotContain("/accept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl", "en", "fr"})
    void everyFaultAndRemarkIsSaidInTheLanguageWithAllThatTheEnglishTells(String language) {
        FaultWords words = new FaultWords(messages, Locale.of(language));
        boolean english = language.equals("en");
        for (FaultKind kind : FaultKind.values()) {
            boolean refers = kind == FaultKind.UNKNOWN_REFERENCE || kind == FaultKind.MISSPELT_REFERENCE;
            List<String> arguments = List.of(refers ? "site" : "<0>", "<1>", "<2>");
            Fault fault = new Fault("offers.csv", 2, "quantity", "x", kind, arguments);
            assertSaid(kind.name(), words.wrong(fault), kind.wrong(arguments), english);
            assertSaid(kind.name(), words.expected(fault), kind.expected(arguments), english);
        }
        for (RemarkKind kind : RemarkKind.values()) {
            Remark remark = new Remark("offers.csv", "", kind, List.of("<0>", "<1>", "<2>"));
            assertSaid(kind.name(), words.remark(remark), remark.text().substring("offers.csv: ".length()), english);
        }
        for (Table table : Table.values()) {
            Fault fault =
                    new Fault("f", 2, "c", "x", FaultKind.UNKNOWN_REFERENCE, List.of(table.one(), table.fileName()));
            assertThat(words.wrong(fault)).doesNotContain("{").doesNotContain("imports.");
        }
    }

    private static void assertSaid(String kind, String said, String inEnglish, boolean english) {
        assertThat(said).as(kind).isNotBlank().doesNotContain("{").doesNotContain("imports.");
        assertThat(marks(said)).as(kind + ": " + said).isEqualTo(marks(inEnglish));
        if (!english) {
            assertThat(said).as(kind).isNotEqualToIgnoringCase(inEnglish);
        }
    }

    /** The marks that stand in place of arguments. */
    private static Set<String> marks(String text) {
        return Pattern.compile("<\\d>")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void thePagesSpeakTheLanguageOfThePerson(String language) {
        long id = await(upload("stromen.zip", zip(offers(1, 100).replace(",100,", ",veel,"))), "READ");
        PlainBrowser reader = PlainBrowser.as(port, "coordinator");
        reader.post("/imports", "/language", "language", language, "to", "/imports");
        assertThat(reader.get("/imports/" + id).body())
                .contains(language.equals("en") ? "This is not a number" : "Ce n&#39;est pas un nombre");
    }

    @Test
    void onlyCoordinatorsAndAdministratorsSeeImports() {
        long id = await(upload("stromen.zip", zip(offers(1, 100))), "READ");
        PlainBrowser member = PlainBrowser.as(port, "member");
        assertThat(member.get("/imports").statusCode()).isEqualTo(403);
        assertThat(member.get("/imports/" + id).statusCode()).isEqualTo(403);
        assertThat(member.get("/imports/" + id + "/faults.xlsx").statusCode()).isEqualTo(403);
        assertThat(member.post("/me", "/imports/" + id + "/accept").statusCode())
                .isEqualTo(403);
        assertThat(new PlainBrowser(port).get("/imports").uri().getPath()).isEqualTo("/sign-in");
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        assertThat(administrator.get("/imports/" + id).body()).doesNotContain("/accept");
        assertThat(administrator.post("/me", "/imports/" + id + "/accept").statusCode())
                .isEqualTo(403);
        assertThat(state(id)).isEqualTo("READ");
    }

    // ---- files

    private String offers(int rows, int quantity) {
        StringBuilder csv = new StringBuilder("offer,site,class,quantity,price\n");
        for (int row = 1; row <= rows; row++) {
            csv.append(own + "-" + row + "," + own + "-s," + own + "-c," + quantity + ",-5\n");
        }
        return csv.toString();
    }

    private byte[] zip(String offers) {
        return ZippedFiles.of(Map.of(
                "classes.csv", "class,parent,kind,unit,name\n" + own + "-c,,material,t,Proef\n",
                "organisations.csv", "organisation,name\n" + own + "-o,Proefbedrijf\n",
                "sites.csv", "site,organisation,name,lat,lon\n" + own + "-s," + own + "-o,Proefplaats,50.93,5.49\n",
                "offers.csv", offers));
    }

    // ---- what the person does

    private long upload(String name, byte[] content) {
        return number(coordinator.postFile("/imports", name, content));
    }

    private long upload(String name, byte[] content, long instead) {
        return number(coordinator.postFile("/imports", name, content, Map.of("instead", String.valueOf(instead))));
    }

    private static long number(HttpResponse<String> answer) {
        Matcher number = NUMBER.matcher(answer.uri().getPath());
        assertThat(number.find()).as(answer.uri() + " " + answer.statusCode()).isTrue();
        return Long.parseLong(number.group(1));
    }

    private void accept(long id) {
        await(id, "READ");
        coordinator.post("/imports", "/imports/" + id + "/accept");
        await(id, "STORED");
    }

    private void discard(long id) {
        coordinator.post("/imports", "/imports/" + id + "/discard");
    }

    private String page(long id) {
        HttpResponse<String> page = coordinator.get("/imports/" + id);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private byte[] bytes(String path) throws IOException {
        StringBuilder cookies = new StringBuilder();
        coordinator.cookies().forEach(cookie -> cookies.append(cookie.getName() + "=" + cookie.getValue() + "; "));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(coordinator.root() + path))
                                    .header("Cookie", cookies.toString())
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // ---- what is there

    private long await(long id, String wanted) {
        return awaitThat(id, "state = '" + wanted + "'", wanted);
    }

    private long awaitFault(long id) {
        return awaitThat(id, "state = 'READ' and fault_count > 0", "READ with a fault");
    }

    private long awaitThat(long id, String condition, String said) {
        long start = System.nanoTime();
        while (!jdbc.sql("select " + condition + " from inventory_import where id = ?")
                .param(id)
                .query(Boolean.class)
                .single()) {
            assertThat(System.nanoTime() - start)
                    .as("import %s is %s; expected %s", id, state(id), said)
                    .isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(20_000_000);
        }
        return id;
    }

    private String state(long id) {
        return jdbc.sql("select state || coalesce(' ' || failure_detail, '') from inventory_import where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private long added(long id) {
        return jdbc.sql("select coalesce(sum((p ->> 'added')::bigint), 0) from inventory_import,"
                        + " jsonb_array_elements(preview -> 'parts') p where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private long stored() {
        return jdbc.sql("select count(*) from offer where key like ?")
                .param(own + "-%")
                .query(Long.class)
                .single();
    }

    private int version(String key) {
        return jdbc.sql("select version from offer where key = ?")
                .param(key)
                .query(Integer.class)
                .single();
    }

    private Map<String, Object> inventory() {
        return jdbc.sql("""
                        select (select md5(string_agg(o::text, ',' order by key)) from offer o) as offers,
                            (select md5(string_agg(n::text, ',' order by key)) from need n) as needs,
                            (select md5(string_agg(p::text, ',' order by key)) from process p) as processes,
                            (select count(*) from audit_event where action = 'imported') as events
                        """).query().singleRow();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
