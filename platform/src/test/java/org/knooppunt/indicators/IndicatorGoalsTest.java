package org.knooppunt.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.strategy.FrameworkFile;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.GoalOverview;
import org.knooppunt.strategy.GoalOverviews;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.Words;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.access.AccessDeniedException;

/** Indicators measure goals: what the page of a goal shows of them, and to whom. */
class IndicatorGoalsTest extends PlatformTest {
    private static final String GENK = "71016";
    private static final String HASSELT = "71072";
    private static final String FRAMEWORK = """
            row,level,code,parents,title_nl,title_en,priority
            level,,objective,,Doelstelling,Objective,
            level,,action,objective,Actie,Action,
            goal,objective,D1,,Propere stad,Clean city,
            goal,action,A1,D1,Sorteren,Sort,
            goal,action,A2,D1,Bomen,Trees,
            """;

    @Autowired
    Indicators indicators;

    @Autowired
    Observations observations;

    @Autowired
    Goals goals;

    @Autowired
    GoalLinks links;

    @Autowired
    GoalOverviews overviews;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    private Person officer;
    private String framework;

    @BeforeEach
    void anOfficerAndGoals() {
        officer = someone(Role.POLICY_OFFICER);
        framework = "i" + UUID.randomUUID().toString().substring(0, 8);
        goals.replaceDraft(
                new Goals.Facts(framework, new Words("Proef " + framework, "", ""), "", false),
                Objects.requireNonNull(FrameworkFile.read(FRAMEWORK.getBytes(StandardCharsets.UTF_8))
                        .draft()),
                officer);
        goals.publish(framework, "", officer);
    }

    private Person someone(Role role) {
        return accounts.create(UUID.randomUUID() + "@example.org", "Jo", null, Set.of(role), Set.of());
    }

    private Goal goal(String code) {
        return goals.goal(new GoalKey(framework, code)).orElseThrow();
    }

    private GoalOverview overview(String code, @Nullable Person reader, String language) {
        return overviews.of(framework, code, reader, Locale.of(language));
    }

    private String card(String name, @Nullable Integer smallBelow) {
        String code = "g_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        indicators.add(
                DraftForTest.of(code, name)
                        .inEnglish(name + " in English")
                        .in("kg")
                        .better(Direction.DOWN)
                        .adding(true)
                        .hiding(smallBelow)
                        .draft(),
                officer);
        return code;
    }

    private void observe(String code, String area, int year, double value) {
        observations.record(
                code,
                area,
                Period.ofYear(year),
                Category.TOTAL,
                "OVAM",
                BigDecimal.valueOf(value),
                ObservationStatus.FINAL,
                "Proef",
                officer);
    }

    @Test
    void theNewestFigureOfTheCityStandsOnTheGoalAndOnThoseAboveItWithUnitAndSource() {
        String waste = card("Restafval", null);
        observe(waste, GENK, 2023, 140);
        observe(waste, GENK, 2024, 131.5);
        observe(waste, HASSELT, 2025, 99);
        links.link(goal("A1").id(), "indicator", waste, officer);
        for (String code : List.of("A1", "D1")) {
            assertThat(overview(code, null, "nl").indicators())
                    .as(code)
                    .singleElement()
                    .satisfies(figure -> {
                        assertThat(figure.label()).isEqualTo("Restafval, 2024");
                        assertThat(figure.value()).isEqualTo("131,5");
                        assertThat(figure.unit()).isEqualTo("kg");
                        assertThat(figure.source()).isEqualTo("OVAM");
                        assertThat(figure.path()).isEqualTo("/indicators/" + waste);
                    });
            assertThat(overview(code, null, "nl").lacks()).doesNotContain(GoalOverview.Lack.INDICATOR);
        }
        assertThat(overview("A2", null, "nl").indicators()).isEmpty();
        assertThat(overview("A2", null, "nl").lacks()).contains(GoalOverview.Lack.INDICATOR);
        links.unlink(goal("A1").id(), "indicator", waste, officer);
        assertThat(overview("D1", null, "nl").lacks()).contains(GoalOverview.Lack.INDICATOR);
    }

    @Test
    void theFigureIsWrittenInTheLanguageOfTheReader() {
        String waste = card("Restafval", null);
        observe(waste, GENK, 2024, 1_131.5);
        links.link(goal("A1").id(), "indicator", waste, officer);
        assertThat(overview("A1", null, "en").indicators())
                .singleElement()
                .extracting(figure -> figure.label() + ": " + figure.value())
                .isEqualTo("Restafval in English, 2024: 1,131.5");
        assertThat(overview("A1", null, "fr").indicators())
                .as("where there is no French name the Dutch one stands")
                .singleElement()
                .extracting(figure -> figure.label())
                .isEqualTo("Restafval, 2024");
    }

    @Test
    void anIndicatorWithoutFiguresIsNamedButTheGoalStillLacksAFigure() {
        String empty = card("Nog niet geteld", null);
        links.link(goal("A1").id(), "indicator", empty, officer);
        GoalOverview one = overview("A1", null, "nl");
        assertThat(one.own()).singleElement().satisfies(linked -> {
            assertThat(linked.seen()).extracting(thing -> thing.path()).containsExactly("/indicators/" + empty);
            assertThat(linked.hidden()).isZero();
        });
        assertThat(one.indicators()).isEmpty();
        assertThat(one.lacks()).contains(GoalOverview.Lack.INDICATOR);
        String page = new PlainBrowser(port)
                .get("/strategy/" + framework + "/goals/A1")
                .body();
        assertThat(page).contains("Nog niet geteld", "Geen indicator").doesNotContain("Wat de cijfers tonen");
    }

    @Test
    void aFigureThatIsNotToldIsToldToNobodyOnAGoal() {
        String small = card("Kleine aantallen", 5);
        observe(small, GENK, 2023, 4_321);
        observe(small, GENK, 2024, 3);
        links.link(goal("A1").id(), "indicator", small, officer);
        for (Person reader : new Person[] {null, someone(Role.RESIDENT), officer}) {
            assertThat(overview("A1", reader, "nl").indicators())
                    .as("%s", reader)
                    .allSatisfy(figure ->
                            assertThat(figure.label() + ": " + figure.value()).doesNotEndWith(", 2024: 3"));
        }
    }

    @Test
    void everybodyReadsTheFiguresOfAGoalAndOnlyThoseWhoLookAfterGoalsLinkThem() {
        String waste = card("Restafval", null);
        observe(waste, GENK, 2024, 131.5);
        assertThatThrownBy(() -> links.link(goal("A1").id(), "indicator", waste, someone(Role.MEMBER)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> links.link(goal("A1").id(), "indicator", "bestaat_niet", officer))
                .isInstanceOf(Missing.class);
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        String page = "/strategy/" + framework + "/goals/A1";
        assertThat(browser.post(page, page + "/links", "thing", "indicator:" + waste)
                        .body())
                .contains("Wat de cijfers tonen", "Restafval, 2024", "131,5", "OVAM");
        for (PlainBrowser reader :
                List.of(new PlainBrowser(port), PlainBrowser.as(port, "resident"), PlainBrowser.as(port, "member"))) {
            assertThat(reader.get(page).body())
                    .contains("Wat de cijfers tonen", "Restafval, 2024", "131,5", "href=\"/indicators/" + waste + "\"")
                    .doesNotContain("value=\"indicator:" + waste + "\"", page + "/links/remove");
        }
        assertThat(new PlainBrowser(port).get("/indicators/" + waste).body()).contains("Sorteren");
    }
}
