package org.knooppunt.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions over the wire, as people of each role meet them. */
class SessionPagesTest extends PlatformTest {
    @LocalServerPort
    private int port;

    @Autowired
    HubSessions sessions;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private Person coordinator;

    @BeforeEach
    void find() {
        coordinator = accounts.find("coordinator@example.org").orElseThrow();
    }

    private long session(Audience audience, Integer places) {
        Instant starts = Instant.now().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        return sessions.create(
                new SessionDraft("Over de draad " + UUID.randomUUID(), SessionKind.EVENT, "", "Noor", audience, places),
                List.of(new Moment("", starts, starts.plus(2, ChronoUnit.HOURS), "Zaal", "")),
                coordinator);
    }

    private String secret(String email) {
        return jdbc.sql("select secret from hub_enrolment where email = ? and state <> 'cancelled'")
                .param(email)
                .query(String.class)
                .single();
    }

    @Test
    void aGuestAsksGetsALetterConfirmsAndLeaves() {
        long id = session(Audience.PUBLIC, 2);
        String email = UUID.randomUUID() + "@example.net";
        PlainBrowser guest = new PlainBrowser(port);

        HttpResponse<String> wrong =
                guest.post("/sessions/" + id, "/sessions/" + id + "/guest", "name", "Gast Een", "email", "geen adres");
        assertThat(wrong.body())
                .contains("“geen adres” is geen e-mailadres", "Vink aan dat je akkoord gaat", "value=\"Gast Een\"");
        HttpResponse<String> asked = guest.post(
                "/sessions/" + id, "/sessions/" + id + "/guest", "name", "Gast Een", "email", email, "agree", "true");
        assertThat(asked.body()).contains("Kijk in je mail");
        String text = jdbc.sql("select text from letter where address = ?")
                .param(email)
                .query(String.class)
                .single();
        String link = text.lines()
                .filter(line -> line.startsWith(guest.root()))
                .findFirst()
                .orElseThrow()
                .substring(guest.root().length());

        assertThat(guest.get(link).body()).contains("Nog niet bevestigd", "Bevestig mijn inschrijving");
        assertThat(sessions.get(id, coordinator).taken())
                .as("opening the link changes nothing: programs that read mail do it")
                .isZero();
        HttpResponse<String> in =
                guest.post(link, "/sessions/guest/confirm", "key", secret(email), "name", "Gast Een", "agree", "true");
        assertThat(in.body()).contains("Je bent ingeschreven", "Je hebt een plaats");
        HttpResponse<String> calendar = guest.get("/sessions/guest/calendar.ics?key=" + secret(email));
        assertThat(calendar.headers().firstValue("Content-Type").orElse("")).startsWith("text/calendar");
        assertThat(calendar.body()).startsWith("BEGIN:VCALENDAR").contains("METHOD:PUBLISH", "SEQUENCE:0");
        assertThat(guest.post(link, "/sessions/guest/leave", "key", secret(email))
                        .body())
                .contains("Je bent uitgeschreven");
        assertThat(sessions.get(id, coordinator).taken()).isZero();
        assertThat(guest.get("/sessions/guest?key=verzonnen").statusCode()).isEqualTo(404);
    }

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    /** A guest with the page open, about to press the button. */
    private record Ready(HttpClient client, HttpRequest request) {}

    private Ready ready(String secret, String name) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        String root = "http://127.0.0.1:" + port;
        String page = client.send(
                        HttpRequest.newBuilder(URI.create(root + "/sessions/guest?key=" + secret))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher token = CSRF.matcher(page);
        assertThat(token.find()).isTrue();
        return new Ready(
                client,
                HttpRequest.newBuilder(URI.create(root + "/sessions/guest/confirm"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("key=" + secret + "&agree=true&name=" + name
                                + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                        .build());
    }

    @Test
    void fiftyGuestsAtOnceForTheLastPlacesNeverGetMoreThanThereAre() throws Exception {
        int places = 9;
        long id = session(Audience.PUBLIC, places);
        List<Ready> guests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String email = UUID.randomUUID() + "@example.net";
            enrolments.ask(id, "Gast", email, "nl");
            guests.add(ready(secret(email), "Gast" + i));
        }
        List<Callable<String>> all = new ArrayList<>();
        guests.forEach(each -> all.add(() -> each.client()
                .send(each.request(), HttpResponse.BodyHandlers.ofString())
                .body()));
        int in = 0;
        Map<Integer, Integer> positions = new TreeMap<>();
        Pattern position = Pattern.compile("plaats (\\d+) van de wachtlijst");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> each : threads.invokeAll(all)) {
                Matcher waits = position.matcher(each.get());
                if (waits.find()) {
                    positions.merge(Integer.parseInt(waits.group(1)), 1, Integer::sum);
                } else {
                    assertThat(each.get()).contains("Je hebt een plaats");
                    in++;
                }
            }
        }

        assertThat(in).isEqualTo(places);
        assertThat(positions.keySet()).as("each its own place in the row").hasSize(50 - places);
        HubSession after = sessions.get(id, coordinator);
        assertThat(after.taken()).isEqualTo(places);
        assertThat(after.waiting()).as("nobody is lost").isEqualTo(50 - places);
        assertThat(jdbc.sql(
                                "select max(arrived) filter (where state = 'in') < min(arrived) filter (where state = 'waiting')"
                                        + " from hub_enrolment where session = ?")
                        .param(id)
                        .query(Boolean.class)
                        .single())
                .as("whoever has a place came before whoever waits")
                .isTrue();
        assertThat(jdbc.sql("select count(*) from letter where key like ?")
                        .param("session/" + id + "/came/%")
                        .query(Long.class)
                        .single())
                .as("each was told once")
                .isEqualTo(50);

        // nine leave at once; the nine who waited first get their places
        List<String> leaving = jdbc.sql("select secret from hub_enrolment where session = ? and state = 'in'")
                .param(id)
                .query(String.class)
                .list();
        List<Callable<Boolean>> gone = new ArrayList<>();
        for (String secret : leaving) {
            gone.add(() -> {
                enrolments.leave(secret);
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(gone)) {
                each.get();
            }
        }
        assertThat(sessions.get(id, coordinator).taken()).isEqualTo(places);
        assertThat(jdbc.sql("select count(*) from letter where key like ?")
                        .param("session/" + id + "/up/%")
                        .query(Long.class)
                        .single())
                .isEqualTo(places);
    }

    @Test
    void eachPageOpensToThoseItIsForOnly() {
        long open = session(Audience.PUBLIC, 5);
        long closed = session(Audience.INVITED, 5);
        long meeting = sessions.get(open, coordinator).meetings().getFirst().id();
        PlainBrowser visitor = new PlainBrowser(port);
        PlainBrowser resident = PlainBrowser.as(port, "resident");
        PlainBrowser runs = PlainBrowser.as(port, "coordinator");
        List<String> forEverybody =
                List.of("/sessions", "/sessions?when=past", "/sessions/" + open, "/sessions/" + open + "/calendar.ics");
        List<String> forCoordinators = List.of(
                "/sessions/new",
                "/sessions/" + open + "/edit",
                "/sessions/" + open + "/cancel",
                "/sessions/" + open + "/people",
                "/sessions/" + open + "/ideas",
                "/sessions/" + open + "/evaluation",
                "/sessions/" + open + "/meetings/new",
                "/sessions/" + open + "/meetings/" + meeting + "/edit",
                "/sessions/" + open + "/meetings/" + meeting + "/cancel",
                "/sessions/" + open + "/meetings/" + meeting + "/attendance",
                "/sessions/" + open + "/people/export?format=xlsx");

        for (String path : forEverybody) {
            for (PlainBrowser each : List.of(visitor, resident, runs)) {
                assertThat(each.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
        for (String path : forCoordinators) {
            assertThat(visitor.get(path).uri().getPath()).as(path).isEqualTo("/sign-in");
            assertThat(resident.get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(runs.get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(visitor.get("/sessions/" + closed).statusCode()).isEqualTo(404);
        assertThat(resident.get("/sessions/" + closed).statusCode()).isEqualTo(404);
        assertThat(resident.get("/sessions/" + open + "/meetings/" + meeting + "/minutes")
                        .statusCode())
                .isEqualTo(404);
        assertThat(runs.get("/sessions/" + closed).statusCode()).isEqualTo(200);
        assertThat(runs.get("/sessions/" + open + "/meetings/" + meeting + "/minutes")
                        .statusCode())
                .isEqualTo(200);
        for (String language : List.of("en", "fr")) {
            visitor.post("/sessions", "/language", "language", language);
            runs.post("/sessions", "/language", "language", language);
            for (String path : forEverybody) {
                assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(200);
            }
            for (String path : forCoordinators) {
                assertThat(runs.get(path).statusCode()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays() {
        PlainBrowser runs = PlainBrowser.as(port, "coordinator");
        String title = "Avond " + UUID.randomUUID();

        HttpResponse<String> answer = runs.post(
                "/sessions/new",
                "/sessions/new",
                "title",
                title,
                "kind",
                "event",
                "audience",
                "public",
                "places",
                "nul",
                "day",
                "2027-03-28",
                "from",
                "02:30",
                "until",
                "1:00",
                "place",
                "",
                "link",
                "javascript:alert(1)",
                "times",
                "1",
                "apart",
                "7");

        assertThat(answer.body())
                .contains(
                        "value=\"" + title + "\"",
                        "“nul” gaat niet. Schrijf een geheel getal van 1 tot 10",
                        "02:30 bestaat die dag niet",
                        "“javascript:alert(1)” is geen adres van een pagina");
        assertThat(sessions.list(title, null, false, 1, 5, coordinator).total()).isZero();
    }

    @Test
    void aProgrammeIsAnnouncedCopiedAndItsParticipantsGoIntoAWorkbook() throws Exception {
        PlainBrowser runs = PlainBrowser.as(port, "coordinator");
        String title = "Reeks " + UUID.randomUUID();
        HttpResponse<String> made = runs.post(
                "/sessions/new",
                "/sessions/new",
                "title",
                title,
                "kind",
                "training",
                "audience",
                "public",
                "places",
                "20",
                "day",
                "2027-03-25",
                "from",
                "19:00",
                "until",
                "21:00",
                "place",
                "Atelier",
                "times",
                "3",
                "apart",
                "7");
        assertThat(made.body()).contains("De sessie staat op de kalender", "8 april 2027, 19:00–21:00");
        String page = made.uri().getPath();
        runs.post(
                page + "/people",
                page + "/people",
                "name",
                "=Rita",
                "email",
                UUID.randomUUID() + "@example.net",
                "agree",
                "true");
        assertThat(runs.get("/sessions/new?copy=" + page.replaceAll("\\D", "")).body())
                .contains(title);

        HttpResponse<byte[]> file = bytes(runs, page + "/people/export?format=xlsx");
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file.body()))) {
            assertThat(book.getFirstSheet().read()).hasSize(2).last().satisfies(row -> {
                assertThat(row.getCellText(0)).isEqualTo("=Rita");
                assertThat(row.getCellText(3)).isEqualTo("Heeft een plaats");
            });
        }
    }

    private HttpResponse<byte[]> bytes(PlainBrowser browser, String path) throws Exception {
        String cookies = String.join(
                "; ",
                browser.cookies().stream()
                        .map(each -> each.getName() + "=" + each.getValue())
                        .toList());
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(browser.root() + path))
                                .header("Cookie", cookies)
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }
}
