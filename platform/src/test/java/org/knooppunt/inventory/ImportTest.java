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
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.files.FaultKind;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.InventoryWriter;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.files.RemarkKind;
import org.knooppunt.inventory.internal.ImportRunner;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A coordinator brings files in, without script. */
class ImportTest extends PlatformTest {
    private static final Path POORT_GENK = Path.of("..", "examples", "poort-genk");
    private static final Pattern NUMBER = Pattern.compile("/imports/(\\d+)$");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
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
        byte[] onlyOffers = files(Map.of("offers.csv", offers(2, 100)));
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
        assertRefused("brief.xlsx", text, "geen rekenblad of zip van binnen");
        assertRefused("brief.docx", text, "Kies een bestand dat eindigt op");
        assertRefused("oud.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0}, "Bewaar het als .xlsx");

        byte[] whole = zip(offers(500, 100));
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
        assertFaulty("half.zip", half);
        assertFaulty("leeg.zip", files(Map.of()));
        assertFaulty("geen.xlsx", files(Map.of("brief.txt", "Beste")));
    }

    private void assertRefused(String name, byte[] content, String message) {
        HttpResponse<String> answer = send(name, content);
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
    void everyFaultAndRemarkHasWords(String language) {
        Locale locale = Locale.of(language);
        List<String> missing = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            keys.add("imports.fault." + kind);
            keys.add("imports.expected." + kind);
        }
        for (RemarkKind kind : RemarkKind.values()) {
            keys.add("imports.remark." + kind);
        }
        for (String key : keys) {
            String said = messages.getMessage(key, new Object[] {"A", "B", "C"}, "", locale);
            if (said == null || said.isBlank() || said.contains("{")) {
                missing.add(key);
            }
        }
        assertThat(missing).isEmpty();
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
        return files(Map.of(
                "classes.csv", "class,parent,kind,unit,name\n" + own + "-c,,material,t,Proef\n",
                "organisations.csv", "organisation,name\n" + own + "-o,Proefbedrijf\n",
                "sites.csv", "site,organisation,name,lat,lon\n" + own + "-s," + own + "-o,Proefplaats,50.93,5.49\n",
                "offers.csv", offers));
    }

    private static byte[] files(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    // ---- what the person does

    private HttpResponse<String> send(String name, byte[] content) {
        return send(name, content, null);
    }

    private HttpResponse<String> send(String name, byte[] content, @Nullable Long instead) {
        Matcher token = CSRF.matcher(coordinator.get("/imports").body());
        assertThat(token.find()).isTrue();
        String line = "\r\n--knooppunt-test";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                (line.strip() + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token.group(1) + line
                                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        if (instead != null) {
            body.writeBytes((line + "\r\nContent-Disposition: form-data; name=\"instead\"\r\n\r\n" + instead)
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes((line + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return coordinator.send(HttpRequest.newBuilder(URI.create(coordinator.root() + "/imports"))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=knooppunt-test")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private long upload(String name, byte[] content) {
        return upload(name, content, null);
    }

    private long upload(String name, byte[] content, @Nullable Long instead) {
        HttpResponse<String> answer = send(name, content, instead);
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
