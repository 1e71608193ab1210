package org.knooppunt.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

/** Forms as a browser without script sends them. */
class EditTest extends PlatformTest {
    private static final Pattern FIELD = Pattern.compile("<(input|textarea)\\b([^>]*)>");
    private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("\\bvalue=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("\\btype=\"([^\"]*)\"");

    @LocalServerPort
    int port;

    @Autowired
    Inventories inventories;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private final TestRegion region = new TestRegion();
    private PlainBrowser coordinator;

    @BeforeEach
    void oneOfferOfTheMembersFirmAndOneOfAnother() throws IOException {
        region.offer("1", "a", 10, "members", "Tyres");
        inventories.importFolder(region.write(folder));
        coordinator = PlainBrowser.as(port, "coordinator");
    }

    @AfterEach
    void clean() {
        region.remove(jdbc);
    }

    private String path() {
        return "/offers/" + region.key("1");
    }

    /** The fields of the form on a page, as they stand, with some of them typed over. */
    private static String[] fields(String page, String... typed) {
        List<String> fields = new ArrayList<>();
        String main = page.substring(page.indexOf("<main"));
        String form = main.substring(main.indexOf("data-keep"), main.indexOf("</form>", main.indexOf("data-keep")));
        Matcher matcher = FIELD.matcher(form);
        while (matcher.find()) {
            String attributes = matcher.group(2);
            Matcher name = NAME.matcher(attributes);
            Matcher type = TYPE.matcher(attributes);
            boolean unchecked = type.find()
                    && List.of("radio", "checkbox").contains(type.group(1))
                    && !attributes.contains("checked");
            if (!name.find() || name.group(1).equals("_csrf") || unchecked) {
                continue;
            }
            Matcher value = VALUE.matcher(attributes);
            String text = value.find() ? HtmlUtils.htmlUnescape(value.group(1)) : "";
            for (int i = 0; i < typed.length; i += 2) {
                if (typed[i].equals(name.group(1))) {
                    text = typed[i + 1];
                }
            }
            fields.add(name.group(1));
            fields.add(text);
        }
        return fields.toArray(String[]::new);
    }

    private HttpResponse<String> edit(PlainBrowser browser, String page, String... typed) {
        return browser.post(path() + "/edit", path() + "/edit", fields(page, typed));
    }

    @Test
    void aChangeIsKeptAndToldInTheHistory() {
        String form = coordinator.get(path() + "/edit").body();

        HttpResponse<String> saved = edit(coordinator, form, "quantity", "12,5", "description", "Old tyres");

        assertThat(saved.uri().getPath()).isEqualTo(path());
        assertThat(saved.body()).contains("Old tyres", "12,5", "Hoeveelheid", "Tyres");
        assertThat(saved.body())
                .containsPattern("<del>10</del>\\s*<span aria-hidden=\"true\">→</span>\\s*<ins>12,5</ins>");
        assertThat(jdbc.sql("select quantity from offer where key = ?")
                        .param(region.key("1"))
                        .query(Double.class)
                        .single())
                .isEqualTo(12.5);
    }

    @Test
    void whoComesSecondIsToldAndLosesNothing() {
        String first = coordinator.get(path() + "/edit").body();
        PlainBrowser other = PlainBrowser.as(port, "coordinator");
        String second = other.get(path() + "/edit").body();
        edit(coordinator, first, "quantity", "12");

        HttpResponse<String> refused = edit(other, second, "quantity", "77", "description", "Mine");

        assertThat(refused.uri().getPath()).isEqualTo(path() + "/edit");
        assertThat(refused.body()).contains("wijzigde dit op", "value=\"77\"", "value=\"Mine\"");
        assertThat(quantity()).isEqualTo(12);
        // what was typed stands in the form, now with the version there is
        HttpResponse<String> saved = edit(other, refused.body());
        assertThat(saved.uri().getPath()).isEqualTo(path());
        assertThat(quantity()).isEqualTo(77);
    }

    private double quantity() {
        return jdbc.sql("select quantity from offer where key = ?")
                .param(region.key("1"))
                .query(Double.class)
                .single();
    }

    @Test
    void errorsStandBesideTheirFieldsAndWhatWasTypedStays() {
        String form = coordinator.get(path() + "/edit").body();

        HttpResponse<String> page = edit(
                coordinator, form, "quantity", "veel", "price", "", "ewc", "999999", "resourceClass", "bestaat niet");

        assertThat(page.body())
                .contains("value=\"veel\"", "value=\"999999\"", "value=\"bestaat niet\"")
                .contains(
                        "id=\"quantity-error\"", "id=\"price-error\"", "id=\"ewc-error\"", "id=\"resourceClass-error\"")
                .contains("href=\"#quantity\"", "role=\"alert\"");
        assertThat(quantity()).isEqualTo(10);
    }

    @Test
    void aFractionStandsInAFieldThatShowsIt() {
        String form = coordinator.get(path() + "/edit").body();
        edit(coordinator, form, "quantity", "0,1");

        String again = coordinator.get(path() + "/edit").body();

        // a browser leaves a field of type number empty when its value has a comma
        assertThat(again).contains("value=\"0,1\"").doesNotContain("type=\"number\"");
    }

    @Test
    void aCodeIsProposedForPlainWordsAndTakenOverByAButton() {
        String form = coordinator.get(path() + "/edit").body();
        List<String> fields = new ArrayList<>(List.of(fields(form, "wasteText", "autobanden", "quantity", "33")));
        fields.addAll(List.of("propose", "1"));
        String proposed = coordinator
                .post(path() + "/edit", path() + "/edit", fields.toArray(String[]::new))
                .body();
        assertThat(proposed).contains("16 01 03", "value=\"160103\"", "value=\"33\"");

        fields = new ArrayList<>(List.of(fields(proposed)));
        fields.addAll(List.of("pick", "160103"));
        String picked = coordinator
                .post(path() + "/edit", path() + "/edit", fields.toArray(String[]::new))
                .body();
        assertThat(picked).containsPattern("name=\"ewc\"[^>]*value=\"160103\"").contains("value=\"33\"");

        edit(coordinator, picked);
        assertThat(jdbc.sql("select ewc from offer where key = ?")
                        .param(region.key("1"))
                        .query(String.class)
                        .single())
                .isEqualTo("160103");
    }

    @Test
    void whatIsDeletedCanComeBack() {
        HttpResponse<String> list = coordinator.post(path() + "/delete", path() + "/delete", "version", "0");
        assertThat(list.uri().getPath()).isEqualTo("/offers");
        assertThat(list.body()).contains(path() + "/restore");
        assertThat(PlainBrowser.as(port, "member").get(path()).statusCode()).isEqualTo(404);

        coordinator.post(path(), path() + "/restore");

        assertThat(coordinator.get(path()).body()).contains("zette dit terug");
        assertThat(PlainBrowser.as(port, "member").get(path()).statusCode()).isEqualTo(200);
    }

    @Test
    void aCopyIsANewOfferWithTheSameWords() {
        String copy = coordinator.get(path() + "/copy").body();

        HttpResponse<String> added =
                coordinator.post("/offers/new", "/offers/new", fields(copy, "key", region.key("copy")));

        assertThat(added.uri().getPath()).isEqualTo("/offers/" + region.key("copy"));
        assertThat(added.body()).contains("Tyres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "resident", "juror"})
    void onlyItsOwnerAndTheCoordinatorMayChangeAnOffer(String who) {
        PlainBrowser browser = PlainBrowser.as(port, who);
        String token = "resident juror".contains(who) ? "/workbench" : "/offers/new";
        for (String action : new String[] {"/edit", "/delete", "/restore"}) {
            HttpResponse<String> answer = browser.post(
                    token,
                    path() + action,
                    "version",
                    "0",
                    "quantity",
                    "1",
                    "price",
                    "1",
                    "description",
                    "stolen",
                    "resourceClass",
                    region.resourceClass,
                    "site",
                    region.key("a"));
            assertThat(answer.statusCode()).as(who + " " + action).isIn(403, 404);
        }
        assertThat(jdbc.sql("select description from offer where key = ? and deleted_at is null")
                        .param(region.key("1"))
                        .query(String.class)
                        .single())
                .isEqualTo("Tyres");
    }

    @Test
    void aMemberCannotPutAnOfferOnAnothersSite() {
        PlainBrowser member = PlainBrowser.as(port, "member");

        HttpResponse<String> page = member.post(
                "/offers/new",
                "/offers/new",
                "key",
                region.key("planted"),
                "quantity",
                "1",
                "price",
                "1",
                "description",
                "planted",
                "resourceClass",
                region.resourceClass,
                "site",
                region.key("a"));

        assertThat(page.body()).contains("id=\"site-error\"");
        assertThat(jdbc.sql("select count(*) from offer where key = ?")
                        .param(region.key("planted"))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aVisitorIsAskedToSignInBeforeChanging() {
        PlainBrowser visitor = new PlainBrowser(port);

        assertThat(visitor.get(path() + "/edit").uri().getPath()).isEqualTo("/sign-in");
        assertThat(visitor.get(path()).statusCode()).isEqualTo(404);
    }

    @Test
    void whatPeopleTypeIsNeverMarkup() {
        String nasty = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&";
        String form = coordinator.get(path() + "/edit").body();

        String page = edit(coordinator, form, "description", nasty).body();
        String list = coordinator
                .get("/offers?q=" + region.word + "&sort=" + "%22%3E%3Cscript%3E")
                .body();
        String again = edit(coordinator, coordinator.get(path() + "/edit").body(), "quantity", nasty)
                .body();

        for (String html : new String[] {page, list, again}) {
            assertThat(html)
                    .doesNotContain("<script>alert", "<img src=x", "\"><script>")
                    .contains("&lt;script&gt;");
        }
    }

    @Test
    void aKeyMayHoldAnything() {
        String key = region.word + "/a b?c#d%2F;é\"<";
        String form = coordinator.get(path() + "/copy").body();

        HttpResponse<String> added = coordinator.post("/offers/new", "/offers/new", fields(form, "key", key));

        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(added.body()).contains(HtmlUtils.htmlEscape(key, "UTF-8").replace("é", "é"));
        assertThat(coordinator.get(added.uri().getRawPath() + "/edit").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx", "json"})
    void whatIsFilteredCanBeKeptAsAFile(String format) {
        HttpResponse<String> file = coordinator.get("/offers/export?format=" + format + "&class=" + region.word);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition").orElse("").toLowerCase(Locale.ROOT))
                .contains("offers." + format);
        if (!format.equals("xlsx")) {
            assertThat(file.body()).contains(region.key("1")).doesNotContain("O001");
        }
        assertThat(new PlainBrowser(port)
                        .get("/offers/export?format=csv&class=" + region.word)
                        .body())
                .doesNotContain(region.key("1"));
    }
}
