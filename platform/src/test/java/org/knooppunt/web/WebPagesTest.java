package org.knooppunt.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.DigestUtils;

/** The pages anyone meets first, without script, as a plain browser sends and gets them. */
class WebPagesTest extends PlatformTest {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern MENU = Pattern.compile("<li[^>]*><a href=\"(/[a-z]+)\"[^>]*><svg");

    @LocalServerPort
    private int port;

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @ParameterizedTest
    @CsvSource({"/,lang=\"nl\"", "/help,Hulp", "/help/coordinator,stromen", "/help/plan,plan", "/help/words,stroom"})
    void theFirstPagesAreOpenAndDutch(String path, String said) throws Exception {
        HttpResponse<String> page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(said, "lang=\"nl\"").doesNotContain("??");
    }

    @ParameterizedTest
    @CsvSource({"en,Help", "fr,Aide"})
    void theLanguageChosenStays(String language, String said) throws Exception {
        HttpResponse<String> back = post("/language", Map.of("language", language, "back", "/help"));
        assertThat(back.uri().getPath()).isEqualTo("/help");
        assertThat(back.body()).contains("lang=\"" + language + "\"", "<h1>" + said);
        assertThat(get("/help/plan").body())
                .contains("lang=\"" + language + "\"")
                .doesNotContain("??");
    }

    @Test
    void aLanguageWeDoNotSpeakIsDutch() throws Exception {
        assertThat(post("/language", Map.of("language", "xx", "back", "/")).body())
                .contains("lang=\"nl\"");
    }

    @Test
    void theThemeChosenStaysAndPaperIsAlwaysLight() throws Exception {
        assertThat(get("/").body()).contains("media=\"screen and (prefers-color-scheme: dark)\"");
        assertThat(post("/theme", Map.of("theme", "dark", "back", "/")).body())
                .contains("data-bs-theme=\"dark\"", "dark.css\" media=\"screen\"");
        assertThat(post("/theme", Map.of("theme", "light", "back", "/")).body())
                .contains("data-bs-theme=\"light\"")
                .doesNotContain("dark.css");
    }

    @Test
    void theWayBackNeverLeavesTheSite() throws Exception {
        HttpResponse<String> back = post("/theme", Map.of("theme", "dark", "back", "//elsewhere.example/"));
        assertThat(back.uri().getHost()).isEqualTo("localhost");
        assertThat(back.uri().getPath()).isEqualTo("/");
    }

    @Test
    void whatIsNotThereIsExplainedAndNothingOfTheInsideShows() throws Exception {
        HttpResponse<String> page = get("/help/nobody");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).contains("Deze pagina is er niet").doesNotContain("Exception", "at org.", "??");
    }

    @Test
    void whoIsSignedInStaysSoWhereThereIsNothingToSee() {
        PlainBrowser member = PlainBrowser.as(port, "member");
        HttpResponse<String> closed = member.get("/plans");
        assertThat(closed.statusCode()).isEqualTo(403);
        assertThat(closed.body())
                .contains("Karel Voorbeeld", "href=\"/workbench\"", "je rol geeft hier geen toegang")
                .doesNotContain("href=\"/sign-in\"");
        HttpResponse<String> missing = member.get("/cases/999999");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("Karel Voorbeeld").doesNotContain("href=\"/sign-in\"");
    }

    @Test
    void aWrongWayToAskIsExplainedToo() throws Exception {
        HttpResponse<String> page = get("/language");
        assertThat(page.statusCode()).isEqualTo(405);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    }

    @Test
    void everyEntryOfTheMenuLeadsSomewhere() throws Exception {
        Matcher entries = MENU.matcher(get("/").body());
        int seen = 0;
        while (entries.find()) {
            assertThat(get(entries.group(1)).statusCode()).as(entries.group(1)).isEqualTo(200);
            seen++;
        }
        assertThat(seen).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webjars/ol/10.7.0/dist/ol.js", "/_static/echarts/6.0.0/dist/echarts.esm.min.js"})
    void librariesAreThereAndKept(String path) throws Exception {
        HttpResponse<String> file = get(path);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/js/map.js", "/css/theme.css"})
    void ourOwnFilesAreKnownByTheirContentSoThatAnUpdateIsSeen(String path) throws Exception {
        HttpResponse<String> file = get(path);
        assertThat(file.headers().firstValue("Last-Modified"))
                .as("the same in every build")
                .isEmpty();
        String tag = file.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).contains(DigestUtils.md5DigestAsHex(file.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(send(HttpRequest.newBuilder(address(path)).header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
        assertThat(send(HttpRequest.newBuilder(address(path)).header("If-None-Match", "W/\"of an older build\""))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void thePageWithEveryPieceIsWhole() throws Exception {
        assertThat(get("/style").body()).contains("sample-map").doesNotContain("??");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path)).header("Accept", "text/html,*/*;q=0.8"));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        Matcher token = CSRF.matcher(get("/").body());
        assertThat(token.find()).isTrue();
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "_csrf=" + token.group(1) + "&", ""));
        return send(HttpRequest.newBuilder(address(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
