package org.knooppunt.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.expenditure.Expenditure;
import org.knooppunt.expenditure.Expenditures;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.GoalOverview;
import org.knooppunt.strategy.GoalOverviews;
import org.knooppunt.strategy.Goals;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgressTest extends PlatformTest {
    private static final int YEAR = 2160;

    @Autowired
    ProgressReports reports;

    @Autowired
    Expenditures expenditures;

    @Autowired
    Goals goals;

    @Autowired
    OpenData data;

    @Autowired
    GoalOverviews overviews;

    @Autowired
    GoalLinks links;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private final String word = "verslag-" + UUID.randomUUID();
    private Person officer;

    @BeforeEach
    void anOfficer() {
        officer = accounts.create(word + "@example.org", "Ambtenaar", null, Set.of(Role.POLICY_OFFICER), Set.of());
        goals.load(officer);
    }

    @AfterEach
    void leaveOthersAlone() {
        jdbc.sql("delete from expenditure where title like ?").param(word + "%").update();
    }

    private long report() {
        return reports.create(word, "bbc", LocalDate.of(YEAR, 1, 1), LocalDate.of(YEAR, 12, 31), officer);
    }

    @Test
    void whatWasSpentAndWhatTheOfficerWritesStandWithTheGoal() {
        UUID goal = goals.goal(new GoalKey("bbc", "A3")).orElseThrow().id();
        LocalDate day = LocalDate.of(YEAR, 5, 1);
        expenditures.create(
                new Expenditure.Draft(
                        word,
                        "",
                        "",
                        day,
                        day,
                        "",
                        123_45,
                        List.of(),
                        List.of(new Expenditure.Share(goal.toString(), 0))),
                officer);
        long id = report();
        assertThat(reports.write(id, "goal:A3", "Er kwam een plek bij.", 0, officer))
                .isTrue();
        assertThat(reports.write(id, "goal:A3", "Van een ander.", 0, officer))
                .as("nobody is overwritten")
                .isFalse();

        ProgressReport report = reports.get(id, officer, Locale.of("nl"));

        assertThat(report.objectives())
                .filteredOn(each -> each.goal().code().equals("A3"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.text()).isEqualTo("Er kwam een plek bij.");
                    assertThat(each.spent()).isEqualByComparingTo("123.45");
                });
        assertThat(report.money().total().sum()).isEqualTo(123_45);
        assertThatThrownBy(() -> reports.write(id, "goal:bestaat-niet", "x", 0, officer))
                .isInstanceOf(Missing.class);
    }

    @Test
    void anEditionStaysAsItWasAndIsForEverybodyOnceItIsShown() throws Exception {
        long id = report();
        reports.write(id, "intro", "De eerste versie " + word, 0, officer);
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        HttpResponse<String> made =
                browser.post("/progress/" + id, "/progress/" + id + "/editions", "note", "voor de gemeenteraad");
        assertThat(made.statusCode()).isEqualTo(200);
        reports.write(id, "intro", "De tweede versie", 1, officer);
        String address = "/progress/" + id + "/editions/1/report.pdf";

        try (PDDocument pdf = Loader.loadPDF(browser.bytes(address))) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("De eerste versie");
        }
        assertThat(new PlainBrowser(port).get(address).statusCode()).isEqualTo(404);
        reports.show(id, 1, true, officer);
        assertThat(new PlainBrowser(port).bytes(address)).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(browser.bytes("/progress/" + id + "/editions/1/report.xlsx"))
                .startsWith("PK".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> jdbc.sql("update progress_edition set maker = 'x' where report = ?")
                        .param(id)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(reports.editions(id, null)).hasSize(1);
    }

    @Test
    void onlyOfficersWriteReports() {
        long id = report();
        for (Role role : List.of(Role.MEMBER, Role.COORDINATOR, Role.RESIDENT, Role.COACH)) {
            Person other = accounts.create(role + word + "@example.org", "Iemand", null, Set.of(role), Set.of());
            assertThatThrownBy(() -> reports.get(id, other, Locale.of("nl")))
                    .as(role.name())
                    .isInstanceOf(AccessDeniedException.class);
        }
        assertThatThrownBy(() -> reports.list(null)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theCatalogueIsLinkedDataWithAFileForEachSet() {
        byte[] bytes = new PlainBrowser(port).bytes("/data/catalog.jsonld");
        JsonNode catalogue = JsonMapper.builder().build().readTree(bytes);

        assertThat(catalogue.get("@type").asString()).isEqualTo("dcat:Catalog");
        assertThat(catalogue.get("@context").get("dcat").asString()).isEqualTo("http://www.w3.org/ns/dcat#");
        assertThat(catalogue.get("dct:publisher").get("foaf:name").asString()).isNotBlank();
        JsonNode sets = catalogue.get("dcat:dataset");
        assertThat(sets.size()).isPositive();
        for (JsonNode set : sets) {
            assertThat(set.get("@type").asString()).isEqualTo("dcat:Dataset");
            for (String property : List.of("dct:title", "dct:description")) {
                assertThat(set.get(property).get("@value").asString())
                        .as(property)
                        .isNotBlank();
            }
            assertThat(set.get("dcat:distribution").size()).isPositive();
            for (JsonNode file : set.get("dcat:distribution")) {
                assertThat(file.get("dct:license").get("@id").asString()).contains("CC_BY_4_0");
                String address = file.get("dcat:downloadURL").get("@id").asString();
                assertThat(address).matches("https?://[^/]+/.+");
            }
        }
        JsonNode first = sets.get(0).get("dcat:distribution").get(0);
        String path = first.get("dcat:downloadURL").get("@id").asString().replaceFirst("https?://[^/]+", "");
        assertThat(new PlainBrowser(port).bytes(path)).isNotEmpty();
    }

    @Test
    void theDashboardIsForEverybody() {
        HttpResponse<String> page = new PlainBrowser(port).get("/dashboard?framework=bbc");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/dashboard");
        assertThat(page.body()).contains("Een stad zonder afval");
    }

    @Test
    void theDashboardTellsOfEachGoalWhatThePageOfThatGoalTells() {
        UUID goal = goals.goal(new GoalKey("bbc", "A3")).orElseThrow().id();
        LocalDate day = LocalDate.of(YEAR, 6, 1);
        expenditures.create(
                new Expenditure.Draft(
                        word,
                        "",
                        "",
                        day,
                        day,
                        "",
                        987_65,
                        List.of(),
                        List.of(new Expenditure.Share(goal.toString(), 0))),
                officer);
        Locale dutch = Locale.of("nl");

        List<OpenData.Tile> tiles = data.dashboard("bbc", dutch);

        assertThat(tiles).isNotEmpty().allSatisfy(tile -> {
            GoalOverview page = overviews.of("bbc", tile.goal().code(), null, dutch);
            List<GoalLinks.Linked> linked = page.beneath().isEmpty() ? page.own() : page.beneath();
            assertThat(tile.money()).isEqualTo(page.money());
            assertThat(tile.things())
                    .isEqualTo(linked.stream()
                            .filter(each -> !each.kind().equals("indicator"))
                            .mapToInt(GoalLinks.Linked::total)
                            .sum());
        });
        assertThat(tiles).anySatisfy(tile -> {
            assertThat(tile.money())
                    .anySatisfy(figure -> assertThat(figure.day()).isEqualTo(day));
            assertThat(tile.things()).isPositive();
        });
        assertThat(reports.get(report(), officer, dutch).objectives())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.things())
                        .containsExactlyInAnyOrderElementsOf(
                                links.linked(each.goal().id(), null).stream()
                                        .flatMap(linked -> linked.seen().stream())
                                        .filter(thing -> !thing.kind().equals("indicator"))
                                        .toList()));
    }

    @Test
    void aFigureInAFrameSetsNoCookieAndMayBeFramed() {
        String code = jdbc.sql("select code from indicator order by code limit 1")
                .query(String.class)
                .optional()
                .orElse(null);
        if (code == null) {
            return;
        }
        HttpResponse<String> page = new PlainBrowser(port).get("/embed/indicators/" + code);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page.headers().firstValue("X-Frame-Options")).isEmpty();
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors *"));
        assertThat(page.body()).doesNotContain("<script");
    }
}
