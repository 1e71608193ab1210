package org.knooppunt.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class IndicatorsTest extends PlatformTest {
    private static final String GENK = "71016";

    @Autowired
    Indicators indicators;

    @Autowired
    Observations observations;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private Person officer;

    @BeforeEach
    void anOfficer() {
        officer = accounts.create(
                "officer-" + UUID.randomUUID() + "@example.org", "Els", null, Set.of(Role.POLICY_OFFICER), Set.of());
    }

    private String card(boolean adds, String formula, @Nullable Integer smallBelow) {
        String code = "t_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        IndicatorDraft draft = DraftForTest.of(code, "Proef " + code)
                .from(formula)
                .adding(adds)
                .hiding(smallBelow)
                .draft();
        assertThat(indicators.add(draft, officer)).isEqualTo(Indicators.Kept.DONE);
        return code;
    }

    private void observe(String code, String area, int year, String value) {
        observations.record(
                code,
                area,
                Period.ofYear(year),
                Category.TOTAL,
                "Telling",
                new BigDecimal(value),
                ObservationStatus.FINAL,
                "Eerste telling",
                officer);
    }

    @Test
    void theFiguresOfTheVisitationAreThereWithThePartOfTheReportTheyStandIn() {
        Point families =
                observations.series("instapje_families", GENK, null).latest().orElseThrow();
        assertThat(families.value()).isEqualTo(136);
        assertThat(families.period().text()).isEqualTo("2010");
        assertThat(families.source()).contains("deel 4.2, Instapje");
        assertThat(observations.series("instapje_children", GENK, null).value(Period.ofYear(2010)))
                .isEqualTo(139);
        assertThat(observations.series("unemployment_rate", GENK, "women").value(Period.ofYear(2008)))
                .isEqualTo(13.3);
        double together = 0;
        for (String area : List.of(
                "41002", "11002", "31005", GENK, "44021", "71022", "34022", "24062", "12025", "35013", "36015", "46021",
                "13040", "VGC")) {
            Double value = observations.series("inhabitants", area, null).value(Period.ofYear(2008));
            assertThat(value).as(area).isNotNull();
            together += value;
        }
        assertThat(together)
                .as("the total that the report prints in annex 9.4")
                .isEqualTo(
                        observations.series("inhabitants", "STEDENFONDS", null).value(Period.ofYear(2008)));
        assertThat(jdbc.sql("select count(*) from observation o join indicator_source s on s.id = o.source"
                                + " join indicator_area a on a.id = o.area where o.load = (select min(id) from"
                                + " observation_load) and s.name not like 'Visitatierapport Genk 2011, deel %'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void countsOfFormerMunicipalitiesAreAddedUpToThePresentOneAndSharesAreShownBroken() {
        String count = card(true, "", null);
        String share = card(false, "", null);
        for (String code : List.of(count, share)) {
            observe(code, "71022", 2023, "70");
            observe(code, "73040", 2023, "8");
            observe(code, "71022", 2022, "69");
            observe(code, "71072", 2025, "80");
        }
        Series counted = observations.series(count, "71072", null);
        assertThat(counted.value(Period.ofYear(2023))).isEqualTo(78);
        assertThat(counted.in(Period.ofYear(2023)).orElseThrow().origin()).isEqualTo(Origin.SUMMED);
        assertThat(counted.in(Period.ofYear(2022)).orElseThrow().origin())
                .as("Kortessem has no figure of 2022, so there is no sum")
                .isEqualTo(Origin.BROKEN);
        assertThat(counted.value(Period.ofYear(2025))).isEqualTo(80);
        Series shared = observations.series(share, "71072", null);
        assertThat(shared.value(Period.ofYear(2023))).isEqualTo(70);
        assertThat(shared.isBroken()).isTrue();
        assertThat(new PlainBrowser(port)
                        .get("/indicators/" + share + "?area=71072")
                        .body())
                .contains("kan niet opgeteld worden", "Hasselt (tot 2024) + Kortessem");
        String rate = card(false, "100 * " + count + " / (" + count + " + 22)", null);
        assertThat(observations.series(rate, "71072", null).value(Period.ofYear(2023)))
                .as("a formula is computed from what was added up")
                .isCloseTo(78.0, within(1e-9));
    }

    @Test
    void aBetterFigureTakesThePlaceOfAnEarlierOneThatStays() {
        String code = card(true, "", null);
        observe(code, GENK, 2020, "10");
        assertThat(observations.record(
                        code,
                        GENK,
                        Period.ofYear(2020),
                        Category.TOTAL,
                        "Telling",
                        new BigDecimal("11.5"),
                        ObservationStatus.FINAL,
                        "Hertelling",
                        officer))
                .isTrue();
        assertThat(observations.series(code, GENK, null).value(Period.ofYear(2020)))
                .isEqualTo(11.5);
        List<Revision> revisions = observations.revisions(code, GENK, null);
        assertThat(revisions).extracting(Revision::value).containsExactly(11.5, 10.0);
        assertThat(revisions).extracting(Revision::why).containsExactly("Hertelling", "Eerste telling");
        assertThat(revisions).extracting(Revision::actor).containsOnly("Els");
        assertThatThrownBy(() -> jdbc.sql("delete from observation where indicator = (select id from indicator where"
                                + " code = ?)")
                        .param(code)
                        .update())
                .hasMessageContaining("keeps what was observed");
        assertThatThrownBy(() ->
                        jdbc.sql("update observation_revision set value = 1").update())
                .hasMessageContaining("keeps what was observed");
        assertThatThrownBy(() -> jdbc.sql("update observation set value = 1 where indicator = (select id from indicator"
                                + " where code = ?)")
                        .param(code)
                        .update())
                .as("whoever writes says who he is")
                .hasMessageContaining("says who brought it");
    }

    @Test
    void aFormulaAddsUpThePartsOfAnAreaAndDividesByTheTotalOfAllCategories() {
        String code = card(true, "", null);
        String parts = card(true, "PARTS(" + code + ")", null);
        observe(code, "71016-NOORD", 2021, "40");
        assertThat(observations.series(parts, GENK, null).value(Period.ofYear(2021)))
                .isEqualTo(40);
        assertThat(observations
                        .series("building_permits_share", GENK, "residential")
                        .value(Period.ofYear(2008)))
                .isCloseTo(81.18, within(0.01));
        assertThat(indicators.formulaFault("x", "100 * jobs / 0 + nothing_here"))
                .hasValue("nothing_here");
        assertThat(indicators.formulaFault("x", "1 + 2")).isPresent();
        assertThat(indicators.formulaFault("x", "jobs ^ 2")).isPresent();
        assertThat(indicators.formulaFault("x", "RANDOM() * jobs")).isPresent();
        assertThat(indicators.formulaFault("x", "jobs +")).isPresent();
        assertThat(indicators.formulaFault("x", "\"a\" + jobs")).isPresent();
        assertThat(indicators.formulaFault("x", "(".repeat(200) + "jobs" + ")".repeat(200) + "+ jobs".repeat(50)))
                .isPresent();
        String zero = card(false, code + " / (" + code + " - 40)", null);
        assertThat(observations.series(zero, "71016-NOORD", null).points())
                .as("what is divided by nothing is no figure")
                .isEmpty();
    }

    @Test
    void everybodyReadsAndOnlyOfficersWrite() {
        Person member = accounts.create(
                "member-" + UUID.randomUUID() + "@example.org", "Lid", null, Set.of(Role.MEMBER), Set.of());
        assertThatThrownBy(() -> indicators.add(indicators.get("jobs").card(), member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> observations.kept("jobs", GENK, member)).isInstanceOf(AccessDeniedException.class);
        PlainBrowser visitor = new PlainBrowser(port);
        assertThat(visitor.get("/indicators?q=instapje").body()).contains("Gezinnen in Instapje", "136 gezinnen");
        assertThat(visitor.get("/indicators/inhabitants").body())
                .contains("64.294 inwoners", "Rangorde in 2008", "Antwerpen", "472.071")
                .doesNotContain("Voor wie de cijfers beheert");
        assertThat(PlainBrowser.as(port, "policy-officer")
                        .get("/indicators/inhabitants")
                        .body())
                .contains("Voor wie de cijfers beheert");
        assertThat(new String(
                        visitor.bytes("/indicators/inhabitants/line.json"), java.nio.charset.StandardCharsets.UTF_8))
                .contains("64294");
        assertThat(new String(
                        visitor.bytes("/indicators/inhabitants/map.geojson"), java.nio.charset.StandardCharsets.UTF_8))
                .contains("Oostende");
        String sdmx = new String(
                visitor.bytes("/indicators/feels_unsafe/file?format=sdmx"), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(sdmx)
                .startsWith("STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REF_AREA,CATEGORY,SOURCE,TIME_PERIOD,OBS_VALUE,")
                .contains("dataflow,KNOOPPUNT:DF_INDICATORS(1.0.0),I,FEELS_UNSAFE,71016,TOTAL,")
                .contains(",2008,3.66,A,%");
        assertThat(visitor.get("/indicators/inhabitants/revisions").body()).contains("64.294");
    }

    @Test
    void aCardThatCannotBeReadKeepsWhatWasTypedAndStoresNothing() {
        PlainBrowser browser = PlainBrowser.as(port, "policy-officer");
        String body = browser.post(
                        "/indicators/new",
                        "/indicators/new",
                        "code",
                        "Fout",
                        "name",
                        "Half",
                        "theme",
                        "Werk",
                        "target",
                        "veel",
                        "formula",
                        "100 * niets_dat_bestaat")
                .body();
        assertThat(body).contains("Half", "veel", "niets_dat_bestaat", "summary", "3 tot 60 kleine letters");
        assertThat(indicators.indicator("fout")).isEmpty();
        String code = card(true, "", null);
        String page = "/indicators/" + code;
        assertThat(browser.post(
                                page,
                                page + "/observations",
                                "area",
                                GENK,
                                "period",
                                "2020",
                                "value",
                                "12,5",
                                "status",
                                "final",
                                "source",
                                "Telling",
                                "why",
                                "Eerste")
                        .body())
                .contains("Het cijfer is bewaard", "12,5 stuks");
        assertThat(browser.post(page, page + "/observations", "area", GENK, "period", "vorig jaar", "value", "3")
                        .body())
                .contains("Vul een jaar in", "vorig jaar");
        IndicatorDraft draft = indicators.get(code).card();
        assertThat(indicators.change(draft, 7, officer)).isEqualTo(Indicators.Kept.TOO_LATE);
    }
}
