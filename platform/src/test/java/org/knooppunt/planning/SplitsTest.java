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
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.coalition.Fairness;
import org.knooppunt.engine.coalition.Split;
import org.knooppunt.engine.coalition.Standing;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.SplitDocument;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

class SplitsTest extends PlatformTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @Autowired
    WebApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Splits splits;

    @Autowired
    Accounts accounts;

    private MockMvc pages;
    private Person coordinator;
    private long plan;
    private CaseDocument one;

    @BeforeEach
    void aPlanWithACaseOfThreeOrMore() {
        pages = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
        coordinator = person(Role.COORDINATOR);
        plan = plans.create(PlanRequest.named("Verdeling"), coordinator);
        await().atMost(LONG).until(() -> plans.get(plan, coordinator).hasAnswer());
        one = plans.report(plan, coordinator).orElseThrow().cases().stream()
                .filter(each -> each.partners().size() >= 3 && each.partners().size() <= 8)
                .findFirst()
                .orElseThrow();
    }

    private Person person(Role role) {
        return accounts.create("split-" + UUID.randomUUID() + "@example.org", "Iemand", null, Set.of(role), Set.of());
    }

    private SplitDocument split(Fairness fairness) {
        assertThat(splits.start(plan, one.id(), fairness, LONG, coordinator)).isTrue();
        return Objects.requireNonNull(splits.get(plan, one.id(), coordinator).document());
    }

    @Test
    void theSharesAddUpToTheCaseAndNobodyIsBetterOffAloneWhateverTheRule() {
        assertThat(splits.get(plan, one.id(), coordinator).document()).isNull();

        SplitDocument byShapley = split(Fairness.SHAPLEY);
        SplitDocument byEqualGain = split(Fairness.EQUAL_GAIN);

        for (SplitDocument document : new SplitDocument[] {byShapley, byEqualGain}) {
            assertThat(document.worth()).isCloseTo(one.surplus(), within(0.01));
            assertThat(document.split().shares())
                    .extracting(Split.Share::partner)
                    .containsExactlyInAnyOrderElementsOf(one.partners().stream()
                            .map(CaseDocument.Partner::organisation)
                            .toList());
            assertThat(document.split().shares().stream()
                            .map(Split.Share::rounded)
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .doubleValue())
                    .isCloseTo(document.worth(), within(0.011));
            assertThat(document.split().worstExcess())
                    .isLessThanOrEqualTo(document.split().epsilon() + 0.01);
            assertThat(document.split().proven()).isTrue();
        }
        assertThat(byEqualGain.standings()).isEqualTo(byShapley.standings());
        assertThat(byEqualGain.fairness()).isEqualTo(Fairness.EQUAL_GAIN);
        for (Standing standing : byShapley.standings()) {
            assertThat(standing.contribution()).isCloseTo(byShapley.worth() - standing.without(), within(0.01));
        }
        assertThat(PlanJson.readSplit(PlanJson.write(byShapley))).isEqualTo(byShapley);
    }

    @Test
    void theTransfersBringEveryPartnerToItsShare() {
        SplitDocument document = split(new Fairness(1, 1, 1));

        assertThat(document.prices()).hasSize(one.flows().size());
        assertThat(document.prices()).allSatisfy(price -> {
            if (price.giver().equals(price.taker())) {
                assertThat(price.price()).isZero();
            }
        });
        double settled = document.settlements().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        assertThat(settled).isCloseTo(0, within(0.01));
    }

    @Test
    void onlyCoordinatorsSplitAndOnlyReadersOfPlansSee() {
        Person administrator = person(Role.ADMINISTRATOR);
        Person member = person(Role.MEMBER);

        assertThat(splits.get(plan, one.id(), administrator).document()).isNull();
        assertThatThrownBy(() -> splits.start(plan, one.id(), Fairness.SHAPLEY, LONG, administrator))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> splits.get(plan, one.id(), member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> splits.get(plan, "C999", coordinator)).isInstanceOf(Missing.class);
    }

    @Test
    void thePageOfACaseAsksCalculatesAndTellsInEachLanguage() throws Exception {
        String page = "/plans/" + plan + "/cases/" + one.id();
        pages.perform(get(page).with(user(coordinator)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("action=\"" + page + "/split\"")));
        pages.perform(get(page + "/split/split.json").with(user(coordinator))).andExpect(status().isNotFound());

        pages.perform(post(page + "/split")
                        .param("shapley", "50")
                        .param("proportional", "0")
                        .param("equal", "50")
                        .with(user(coordinator))
                        .with(csrf()))
                .andExpect(redirectedUrl(page + "#split"));
        await().atMost(LONG).until(() -> splits.get(plan, one.id(), coordinator).document() != null);

        for (String language : new String[] {"nl", "en", "fr"}) {
            pages.perform(get(page)
                            .with(user(coordinator))
                            .locale(Locale.of(language))
                            .cookie(new jakarta.servlet.http.Cookie("language", language)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(Matchers.containsString("split/chart.json")))
                    .andExpect(content().string(Matchers.not(Matchers.containsString("??"))));
        }
        pages.perform(get(page + "/split").header("HX-Request", "true").with(user(coordinator)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("id=\"split\"")))
                .andExpect(content().string(Matchers.not(Matchers.containsString("<html"))));
        pages.perform(get(page + "/split/chart.json").with(user(coordinator)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("\"values\"")));
        String json = pages.perform(get(page + "/split/split.json").with(user(coordinator)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(PlanJson.readSplit(json).format()).isEqualTo(SplitDocument.FORMAT);
    }

    @Test
    void allSlidersAtZeroIsNoRuleAndThePageSaysSo() throws Exception {
        pages.perform(post("/plans/" + plan + "/cases/" + one.id() + "/split")
                        .param("shapley", "0")
                        .with(user(coordinator))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andExpect(flash().attribute("splitProblem", "plan.split.error.rule"));
        assertThat(splits.get(plan, one.id(), coordinator).document()).isNull();
    }
}
