package org.knooppunt.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.design.Aim;
import org.knooppunt.engine.design.AimPlanner;
import org.knooppunt.engine.design.Explanation;
import org.knooppunt.engine.design.Floors;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.internal.TradeStore;
import org.knooppunt.planning.report.PlanDocument;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.Why;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;

class TradesTest extends PlatformTest {
    private static final AimPlanner.Request MONEY_OR_CO2E = new AimPlanner.Request(Aim.MONEY, Aim.CO2E, 4);

    @Autowired
    WebApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Trades trades;

    @Autowired
    TradeStore store;

    @Autowired
    Explanations explanations;

    @Autowired
    Accounts accounts;

    @Autowired
    TransactionTemplate transaction;

    private MockMvc pages;
    private Person coordinator;

    @BeforeEach
    void open() {
        pages = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
        coordinator = accounts.create(
                "trades-" + UUID.randomUUID() + "@example.org", "Weger", null, Set.of(Role.COORDINATOR), Set.of());
    }

    private long plan(PlanRequest request) {
        long id = plans.create(request, coordinator);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> plans.get(id, coordinator).status().isFinal());
        assertThat(plans.get(id, coordinator).status()).isEqualTo(PlanStatus.DONE);
        return id;
    }

    private Trade trade(long plan, AimPlanner.Request request) {
        trades.start(plan, request, coordinator);
        await().atMost(Duration.ofSeconds(120))
                .until(() -> !trades.find(plan, coordinator).orElseThrow().running());
        Trade trade = trades.find(plan, coordinator).orElseThrow();
        assertThat(trade.status()).isEqualTo(PlanStatus.DONE);
        return trade;
    }

    private void everyLanguage(String address) throws Exception {
        for (String language : new String[] {"nl", "en", "fr"}) {
            pages.perform(get(address)
                            .with(user(coordinator))
                            .locale(Locale.of(language))
                            .cookie(new jakarta.servlet.http.Cookie("language", language)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(Matchers.not(Matchers.containsString("??"))));
        }
    }

    @Test
    void everyPointIsAPlanOfItsOwnWithEverythingAPlanHas() throws Exception {
        String name = "Afgewogen " + UUID.randomUUID();
        long id = plan(PlanRequest.named(name));
        Trade trade = trade(id, MONEY_OR_CO2E);

        assertThat(trade.complete()).isTrue();
        assertThat(trade.points()).hasSizeBetween(2, 4);
        for (int i = 1; i < trade.points().size(); i++) {
            assertThat(trade.points().get(i).money())
                    .isLessThan(trade.points().get(i - 1).money());
        }
        PlanSummary.Answer answer = plans.get(id, coordinator).answer();
        assertThat(answer).isNotNull();
        assertThat(trade.points().getFirst().money()).isCloseTo(answer.money(), within(1e-3 * answer.money()));
        assertThat(trade.find(answer)).isEqualTo(trade.points().getFirst());
        for (Trade.Point point : trade.points()) {
            PlanReport report = plans.report(point.plan(), coordinator).orElseThrow();
            PlanDocument.Aimed aimed = report.plan().aimed();
            assertThat(aimed).isNotNull();
            assertThat(aimed.proofs()).hasSize(2);
            assertThat(report.plan().certificate().feasible()).isTrue();
            assertThat(report.cases()).isNotEmpty();
            assertThat(plans.get(point.plan(), coordinator).trade()).isEqualTo(trade.id());
        }
        // the list shows what people asked for, not every point of a curve
        assertThat(plans.list(new PlanQuery(name, null, "-created", 1, 50), coordinator)
                        .rows())
                .extracting(PlanSummary::id)
                .containsExactly(id);

        long point = trade.points().getLast().plan();
        for (String page : List.of("", "/flows", "/left-out", "/assumptions", "/cases/C1", "/trade")) {
            everyLanguage("/plans/" + point + page);
        }
        everyLanguage("/plans/" + id + "/trade");
        everyLanguage("/plans/" + id);
        pages.perform(get("/plans/" + point + "/trade.json?of=" + trade.id()).with(user(coordinator)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.type").value("tradeoff"))
                .andExpect(jsonPath("$.points", Matchers.hasSize(trade.points().size())))
                .andExpect(jsonPath("$.points[?(@.main == true)].href").value("/plans/" + point));
        pages.perform(get("/plans/" + point + "/report.pdf").with(user(coordinator)))
                .andExpect(status().isOk());
    }

    @Test
    void aPointIsMadeAgainFromWhatItHasToReach() {
        long id = plan(PlanRequest.named("Bron van punten"));
        Trade.Point point = trade(id, new AimPlanner.Request(Aim.MONEY, Aim.JOBS, 3))
                .points()
                .getLast();

        long again = plans.remake(point.plan(), coordinator);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> plans.get(again, coordinator).hasAnswer());

        PlanSummary.Answer answer = plans.get(again, coordinator).answer();
        assertThat(answer).isNotNull();
        assertThat(answer.jobs()).isCloseTo(point.jobs(), within(1e-3 * point.jobs()));
        assertThat(answer.money()).isCloseTo(point.money(), within(1e-3 * Math.abs(point.money())));
        assertThat(plans.get(again, coordinator).trade()).isNull();
    }

    @Test
    void aWeighedPlanThatIsNoPointIsShownBesideTheCurve() throws Exception {
        PlanRequest plain = PlanRequest.named("Gewogen");
        long id = plan(new PlanRequest(
                "Gewogen", "", plain.scope(), plain.options(), new Weights(400, 20_000), PlanGoal.MONEY));
        Trade trade = trade(id, MONEY_OR_CO2E);

        pages.perform(get("/plans/" + id + "/trade.json?of=" + trade.id()).with(user(coordinator)))
                .andExpect(jsonPath("$.points[?(@.main == true)]", Matchers.hasSize(1)));
    }

    @Test
    void threeVariantsCanBeAskedOnTheForm() throws Exception {
        long money = plan(PlanRequest.named("Geld"));
        for (String aim : new String[] {"co2e", "jobs"}) {
            String address = pages.perform(post("/plans")
                            .with(user(coordinator))
                            .with(csrf())
                            .param("name", "Meeste " + aim)
                            .param("aim", aim)
                            .param("weightCo2", "100"))
                    .andExpect(status().is3xxRedirection())
                    .andReturn()
                    .getResponse()
                    .getRedirectedUrl();
            long id = Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> plans.get(id, coordinator).hasAnswer());
            PlanSummary variant = plans.get(id, coordinator);
            PlanSummary.Answer most = variant.answer();
            PlanSummary.Answer richest = plans.get(money, coordinator).answer();
            assertThat(variant.weights()).isEqualTo(Weights.NONE);
            assertThat(variant.goal()).isEqualTo(new PlanGoal(PlanGoal.aim(aim), Floors.NONE));
            assertThat(aim.equals("co2e") ? most.co2eAvoided() : most.jobs())
                    .isGreaterThan(aim.equals("co2e") ? richest.co2eAvoided() : richest.jobs());
            assertThat(most.money()).isLessThan(richest.money());
            everyLanguage("/plans/" + id);
        }
        everyLanguage("/plans/new?from=" + money);
    }

    @Test
    void aWaitingTradeOffIsCancelledAtOnceAndARunningOneHearsOfIt() {
        long id = plan(PlanRequest.named("Stop"));
        Long waiting = transaction.execute(status -> {
            long trade = trades.start(id, MONEY_OR_CO2E, coordinator);
            trades.cancel(trade, coordinator);
            return trade;
        });
        assertThat(store.find(waiting).orElseThrow().status()).isEqualTo(PlanStatus.CANCELLED);

        Long running = transaction.execute(status -> {
            long trade = store.create(id, MONEY_OR_CO2E, coordinator);
            UUID token = UUID.randomUUID();
            assertThat(store.claim(trade, token)).isPresent();
            assertThat(store.beat(trade, token, 2).cancel()).isFalse();
            trades.cancel(trade, coordinator);
            assertThat(store.beat(trade, token, 2).cancel()).isTrue();
            assertThat(store.beat(trade, UUID.randomUUID(), 3).holds()).isFalse();
            return trade;
        });
        assertThat(store.find(running).orElseThrow().done()).isEqualTo(2);
    }

    @Test
    void whyOrWhyNotIsToldOfEveryOfferNeedAndFacility() throws Exception {
        long id = plan(PlanRequest.named("Waarom"));
        PlanReport report = plans.report(id, coordinator).orElseThrow();
        PlanReport.FlowLine flow = report.flows().getFirst();
        everyLanguage("/plans/" + id + "/why/" + flow.fromRole() + "/" + flow.from());
        everyLanguage("/plans/" + id + "/why/" + flow.toRole() + "/" + flow.to());
        Why in = explanations.get(
                id, Explanation.Thing.valueOf(flow.fromRole().toUpperCase(Locale.ROOT)), flow.from(), coordinator);
        assertThat(in.found().takesPart()).isTrue();
        assertThat(in.ways()).isNotEmpty();
        int checked = 0;
        for (PlanReport.LeftOutLine line : report.leftOut().stream().limit(12).toList()) {
            everyLanguage("/plans/" + id + "/why/" + line.what() + "/" + line.id());
            Why why = explanations.get(
                    id, Explanation.Thing.valueOf(line.what().toUpperCase(Locale.ROOT)), line.id(), coordinator);
            assertThat(why.found().takesPart()).isEqualTo(line.part());
            checked += why.checked() && !why.ways().isEmpty() ? 1 : 0;
        }
        assertThat(checked).isPositive();
        pages.perform(get("/plans/" + id + "/why/offer/nobody").with(user(coordinator)))
                .andExpect(status().isNotFound());
        pages.perform(get("/plans/" + id + "/why/wish/nobody").with(user(coordinator)))
                .andExpect(status().isNotFound());
    }

    @Test
    void whatCannotBeWeighedIsRefusedInWords() throws Exception {
        long id = plan(PlanRequest.named("Fout gevraagd"));
        for (String[] wrong : new String[][] {{"money-money", "5"}, {"co2e-money", "5"}, {"money-co2e", "1"}}) {
            pages.perform(post("/plans/" + id + "/trade")
                            .with(user(coordinator))
                            .with(csrf())
                            .param("pair", wrong[0])
                            .param("points", wrong[1]))
                    .andExpect(status().is3xxRedirection());
        }
        assertThat(trades.list(id, coordinator)).isEmpty();
    }

    @Test
    void onlyCoordinatorsWeighAndMembersSeeNothing() throws Exception {
        long id = plan(PlanRequest.named("Niet voor iedereen"));
        Person member = accounts.create(
                "member-" + UUID.randomUUID() + "@example.org", "Lid", null, Set.of(Role.MEMBER), Set.of("rubberhof"));
        Person administrator = new Person(0, "x", "x", null, "nl", true, Set.of(Role.ADMINISTRATOR), Set.of());

        assertThatThrownBy(() -> trades.find(id, member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> trades.start(id, MONEY_OR_CO2E, administrator))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> explanations.get(id, Explanation.Thing.OFFER, "O1", member))
                .isInstanceOf(AccessDeniedException.class);
        for (String page : new String[] {"/trade", "/why/offer/O1"}) {
            pages.perform(get("/plans/" + id + page).with(user(member))).andExpect(status().isForbidden());
        }
    }
}
