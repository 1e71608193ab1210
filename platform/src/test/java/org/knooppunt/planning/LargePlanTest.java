package org.knooppunt.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.internal.PlanRunner;
import org.knooppunt.planning.internal.PlanStore;
import org.knooppunt.planning.internal.Snapshots;
import org.knooppunt.planning.report.InventoryHash;
import org.knooppunt.planning.report.Place;
import org.knooppunt.planning.report.PlanReport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans too large to show one by one: what is taken together must add up to what stands in the report. */
class LargePlanTest extends PlatformTest {
    private static final int OFFERS = 400;
    private static final int NEEDS = 200;

    @Autowired
    WebApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    PlanContents contents;

    @Autowired
    PlanStore store;

    @Autowired
    PlanRunner runner;

    @Autowired
    BusinessCases cases;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private MockMvc pages;
    private Person coordinator;

    @BeforeEach
    void open() {
        pages = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
        coordinator = accounts.create(
                "large-" + UUID.randomUUID() + "@example.org", "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
    }

    /** Wood that is taken as it is, or sawn first, everyone linked with everyone next to them: one case. */
    private static Inventory region(int facilityCount, double fixedCost, int ways) {
        Random random = new Random(7);
        List<ResourceClass> classes = List.of(
                new ResourceClass("hout", null, Kind.MATERIAL, "Hout"),
                new ResourceClass("plank", null, Kind.MATERIAL, "Planken"));
        List<Organisation> organisations = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        List<Offer> offers = new ArrayList<>();
        List<Need> needs = new ArrayList<>();
        List<Facility> facilities = new ArrayList<>();
        List<Process> processes = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (int o = 0; o < OFFERS; o++) {
            site("a" + o, random, organisations, sites);
            offers.add(new Offer(
                    "A" + o,
                    "a" + o,
                    "hout",
                    10 + o % 7,
                    1,
                    null,
                    "",
                    0,
                    MonthProfile.EVEN,
                    Visibility.PUBLIC,
                    new TreeMap<>()));
        }
        for (int n = 0; n < NEEDS; n++) {
            site("v" + n, random, organisations, sites);
            boolean raw = n % 2 == 0;
            needs.add(new Need(
                    "V" + n,
                    "v" + n,
                    raw ? "hout" : "plank",
                    15,
                    raw ? 20 : 60,
                    "",
                    0,
                    MonthProfile.EVEN,
                    Visibility.PUBLIC,
                    new TreeMap<>()));
        }
        for (int f = 0; f < facilityCount; f++) {
            site("z" + f, random, organisations, sites);
            facilities.add(new Facility(
                    "Z" + f,
                    "z" + f,
                    "Zagerij " + f,
                    FacilityStatus.CANDIDATE,
                    90,
                    20,
                    fixedCost * (1 + random.nextDouble())));
            processes.add(new Process(
                    "P" + f,
                    "Z" + f,
                    "zagen",
                    "hout",
                    new TreeMap<>(java.util.Map.of("plank", 0.9)),
                    2,
                    -50,
                    0.1,
                    new TreeMap<>()));
        }
        Set<String> linked = new HashSet<>();
        for (int o = 0; o < OFFERS; o++) {
            link("a" + o, "v" + 2 * (o % (NEEDS / 2)), random, linked, links);
            link("a" + o, "v" + 2 * ((o + 1) % (NEEDS / 2)), random, linked, links);
            for (int f = 0; f < ways; f++) {
                link("a" + o, "z" + (o + f * (6 * o + 1)) % facilityCount, random, linked, links);
            }
        }
        for (int n = 1; n < NEEDS; n += 2) {
            for (int f = 0; f < 2 * ways; f++) {
                link("z" + (n + f * 5) % facilityCount, "v" + n, random, linked, links);
            }
        }
        return new Inventory(classes, organisations, sites, offers, needs, facilities, processes, links);
    }

    private static void site(String id, Random random, List<Organisation> organisations, List<Site> sites) {
        organisations.add(new Organisation("org-" + id, "Firma " + id, "", null, null));
        sites.add(new Site(
                id, "org-" + id, id, "", 50.8 + random.nextDouble() / 2, 5.1 + random.nextDouble() / 2, Set.of()));
    }

    private static void link(String from, String to, Random random, Set<String> linked, List<Link> links) {
        if (linked.add(from + ">" + to)) {
            double km = 1 + random.nextInt(30);
            links.add(new Link(from, to, km * 0.1, km, km * 0.1, Mode.ROAD));
        }
    }

    private long asked(Inventory inventory, PlanOptions options) {
        String hash = InventoryHash.of(inventory);
        store.keepSnapshot(hash, Snapshots.write(inventory));
        PlanRequest request = new PlanRequest("Groot", "", PlanScope.ALL, options, Weights.NONE);
        return store.create(
                request,
                hash,
                new PlanStore.Contents(
                        inventory.offers().size(),
                        inventory.needs().size(),
                        inventory.facilities().size()),
                null,
                coordinator);
    }

    private static PlanOptions options(double gap, int seconds, PlanOptions.Method method) {
        return new PlanOptions(gap, Duration.ofSeconds(seconds), 1, 1, method);
    }

    private long plan() {
        long id = asked(region(20, 100, 2), options(0.01, 60, PlanOptions.Method.AUTOMATIC));
        runner.run(id);
        assertThat(plans.get(id, coordinator).status()).isEqualTo(PlanStatus.DONE);
        return id;
    }

    private String page(String address) throws Exception {
        return pages.perform(get(address).with(user(coordinator)).locale(Locale.of("nl")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private JsonNode json(String address) throws Exception {
        return new JsonMapper().readTree(page(address));
    }

    @Test
    void whatThePagesTakeTogetherAddsUpToTheReport() throws Exception {
        long id = plan();
        PlanReport report = plans.report(id, coordinator).orElseThrow();
        assertThat(report.flows()).hasSizeGreaterThan(300);

        assertThat(contents.overview(id, coordinator)).contains(report.overview());
        PlanContents.Flows largest = contents.flows(id, FlowQuery.ofCase(""), "-quantity", 2, 50, coordinator);
        assertThat(largest.slice().total()).isEqualTo(report.flows().size());
        assertThat(largest.cost()).isCloseTo(report.plan().parts().transport(), within(0.01));
        assertThat(largest.slice().rows().getFirst().quantity())
                .isEqualTo(report.flows().stream()
                        .map(PlanReport.FlowLine::quantity)
                        .sorted(java.util.Comparator.reverseOrder())
                        .skip(50)
                        .findFirst()
                        .orElseThrow());
        assertThat(contents.flowsOf(id, "C1", coordinator))
                .isEqualTo(report.flows().stream()
                        .filter(flow -> flow.caseId().equals("C1"))
                        .toList());
        assertThat(contents.leftOut(id, "", "", 1, 1_000, coordinator).rows()).isEqualTo(report.leftOut());
        assertThat(contents.facilities(id, 1, 100, coordinator).rows()).isEqualTo(report.facilities());
        assertThat(contents.money(id, "", coordinator).total())
                .isCloseTo(report.money().total(), within(0.01));

        JsonNode sankey = json("/plans/" + id + "/sankey.json?kind=material");
        assertThat(sankey.path("nodes").size()).isLessThanOrEqualTo(20);
        assertThat(sankey.path("nodes").toString())
                .contains("andere verwerkers")
                .contains("class=hout#streams");
        double fromOffers = 0;
        for (JsonNode link : sankey.path("links")) {
            fromOffers += link.path("source").asString().startsWith("offer")
                    ? link.path("value").asDouble()
                    : 0;
        }
        assertThat(fromOffers)
                .isCloseTo(
                        report.flows().stream()
                                .filter(flow -> flow.fromRole().equals("offer"))
                                .mapToDouble(PlanReport.FlowLine::quantity)
                                .sum(),
                        within(0.01));
    }

    @Test
    void theReportOfPaperTakesTogetherTheSameAsThePage() throws Exception {
        long id = plan();
        PlanReport report = plans.report(id, coordinator).orElseThrow();

        assertThat(contents.streams(id, new FlowQuery("", "material", "", "", ""), coordinator)
                        .sankey()
                        .links())
                .extracting(link -> link.source() + link.target() + Math.round(link.value() * 1000) + link.flows())
                .containsExactlyInAnyOrderElementsOf(report.sankeys().getFirst().links().stream()
                        .map(link -> link.source() + link.target() + Math.round(link.value() * 1000) + link.flows())
                        .toList());
        assertThat(page("/plans/" + id + "/report.html")).contains("De 300 grootste van");
    }

    @Test
    void fromTheWholeThereIsAWayToEachFlowWithoutScript() throws Exception {
        long id = plan();

        String whole = page("/plans/" + id);
        assertThat(whole).contains("class=hout#streams").contains("/flows?kind=material&amp;class=plank&amp;at=Z");
        assertThat(page("/plans/" + id + "?kind=material&class=hout")).contains("Toon alle klassen");
        assertThat(page("/plans/" + id + "?kind=material&at=Z1")).contains("Zagerij 1");
        assertThat(page("/plans/" + id + "/flows?kind=material&class=plank&at=Z1&sort=-quantity"))
                .contains("Zagerij 1")
                .doesNotContain(">Zagerij 2</td>");
        assertThat(page("/plans/" + id + "/left-out?q=firma&page=2")).contains("Firma");
    }

    @Test
    void theMapShowsClustersThatCountEveryPlaceAndOpensToSingleOnes() throws Exception {
        long id = plan();
        List<Place> places =
                Place.of(plans.report(id, coordinator).orElseThrow().flows());
        assertThat(places).hasSizeGreaterThan(PlanMap.MOST_PLACES);

        JsonNode far = json("/plans/" + id + "/map.json");
        int counted = 0;
        int arcs = 0;
        for (JsonNode feature : far.path("features")) {
            counted += feature.path("properties").path("count").asInt(0);
            arcs += feature.path("geometry").path("type").asString().equals("LineString") ? 1 : 0;
        }
        assertThat(counted).isEqualTo(places.size());
        assertThat(arcs).isBetween(1, PlanMap.MOST_FLOWS);

        PlanMap.Box box = new PlanMap.Box(5.1, 50.8, 5.3, 51.0);
        PlanMap near = contents.map(id, "", box, coordinator);
        assertThat(near.clusters()).isEmpty();
        assertThat(near.places())
                .extracting(place -> place.site().id())
                .containsExactlyInAnyOrderElementsOf(places.stream()
                        .map(Place::site)
                        .filter(box::holds)
                        .map(Site::id)
                        .toList());
        pages.perform(get("/plans/" + id + "/map.json?box=hier").with(user(coordinator)))
                .andExpect(status().isNotFound());
    }

    @Test
    void aCaseOfHundredsShowsItsHeadAndPagesTheRest() throws Exception {
        long id = plan();
        PlanCase first = contents.findCase(id, "C1", coordinator).orElseThrow();
        assertThat(first.partners()).isGreaterThan(PlanCase.MOST_PARTNERS);

        assertThat(page("/plans/" + id + "/cases/C1")).contains("1–50 van");
        assertThat(page("/plans/" + id + "/cases/C1?q=firma z3"))
                .contains("Firma z3")
                .doesNotContain("Firma a1<");
        List<PlanCase.Partner> partners =
                contents.partners(id, "C1", "", 1, 50, coordinator).rows();
        assertThat(partners)
                .extracting(PlanCase.Partner::flows)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(partners.getFirst().organisation())
                .as("who takes part in most")
                .startsWith("org-z");

        long taken = cases.takeUp(id, "C1", coordinator);
        assertThat(jdbc.sql("select count(*) from business_case_partner where business_case = ?")
                        .param(taken)
                        .query(Integer.class)
                        .single())
                .isEqualTo(first.partners());
    }

    @Test
    void anAnswerOfBeforeThereWereRowsGetsThemWhenItIsRead() throws Exception {
        long id = plan();
        PlanReport report = plans.report(id, coordinator).orElseThrow();
        jdbc.sql("update plan set overview = null where id = ?").param(id).update();
        jdbc.sql("delete from plan_flow where plan = ?").param(id).update();

        assertThat(page("/plans/" + id)).contains("class=hout#streams");
        assertThat(contents.flows(id, FlowQuery.ofCase(""), "case", 1, 10, coordinator)
                        .slice()
                        .total())
                .isEqualTo(report.flows().size());
    }

    @Test
    void whoStopsASearchKeepsTheBestPlanWithItsBound() throws Exception {
        for (PlanOptions.Method method : List.of(PlanOptions.Method.EXACT, PlanOptions.Method.LAGRANGIAN)) {
            long id = asked(region(120, 2_000, 10), options(0, 300, method));
            Thread run = Thread.ofVirtual().start(() -> runner.run(id));
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> plans.get(id, coordinator).progress() != null
                            || plans.get(id, coordinator).status().isFinal());
            assertThat(page("/plans/" + id)).contains("course.json").contains("Stop");
            assertThat(page("/plans/" + id + "/course")).contains("€");

            pages.perform(post("/plans/" + id + "/cancel")
                            .with(user(coordinator))
                            .with(csrf()))
                    .andExpect(status().is3xxRedirection());
            run.join(Duration.ofSeconds(60));

            PlanSummary stopped = plans.get(id, coordinator);
            assertThat(stopped.status()).as(method.name()).isEqualTo(PlanStatus.CANCELLED);
            PlanReport report = plans.report(id, coordinator).orElseThrow();
            assertThat(report.plan().stopped()).isTrue();
            assertThat(report.plan().certificate().feasible()).isTrue();
            assertThat(report.plan().bound())
                    .isFinite()
                    .isGreaterThanOrEqualTo(report.plan().surplus() - 0.01);
            PlanSummary.Progress end = contents.course(id, coordinator).getLast();
            assertThat(end.surplus()).isEqualTo(report.plan().surplus());
            assertThat(end.bound()).isEqualTo(report.plan().bound());
            assertThat(page("/plans/" + id)).contains("Iemand stopte het rekenen");
        }
    }

    @Test
    void whoStopsASearchBeforeItFoundAnythingGetsAPlanWithoutFlowsAndNoFault() {
        for (PlanOptions.Method method : List.of(PlanOptions.Method.EXACT, PlanOptions.Method.LAGRANGIAN)) {
            long id = asked(region(120, 2_000, 10), options(0, 300, method));
            Thread run = Thread.ofVirtual().start(() -> runner.run(id));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> plans.get(id, coordinator).status() != PlanStatus.QUEUED);
            plans.cancel(id, coordinator);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> plans.get(id, coordinator).status().isFinal() && !run.isAlive());

            PlanSummary stopped = plans.get(id, coordinator);
            assertThat(stopped.error()).isNull();
            assertThat(stopped.status()).isEqualTo(PlanStatus.CANCELLED);
            assertThat(stopped.answer()).satisfies(answer -> assertThat(answer.surplus())
                    .isGreaterThanOrEqualTo(0)
                    .isLessThanOrEqualTo(answer.bound() + 0.01));
        }
    }

    @Test
    void theMethodThatWasAskedIsKeptAndTold() throws Exception {
        long id = asked(region(20, 100, 2), options(0.05, 60, PlanOptions.Method.LAGRANGIAN));
        runner.run(id);

        assertThat(plans.get(id, coordinator).options().method()).isEqualTo(PlanOptions.Method.LAGRANGIAN);
        JsonNode plan = json("/plans/" + id + "/plan.json");
        assertThat(plan.path("asked").path("method").asString()).isEqualTo("lagrangian");
        assertThat(plan.path("engine").asString()).isEqualTo("lagrangian");
        assertThat(page("/plans/" + id + "/assumptions")).contains("Gebruikt: lagrangian");
        assertThat(page("/plans/new?from=" + id)).contains("value=\"lagrangian\" selected");
    }
}
