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
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.risk.FacilityRisk;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.RiskDocument;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

class RisksTest extends PlatformTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Autowired
    WebApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Risks risks;

    @Autowired
    Accounts accounts;

    private MockMvc pages;
    private Person coordinator;
    private long plan;
    private CaseDocument one;

    @BeforeEach
    void aPlanWithAFacilityThatNeedsItsMinimum() {
        pages = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
        coordinator = person(Role.COORDINATOR);
        plan = plans.create(PlanRequest.named("Risico"), coordinator);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> plans.get(plan, coordinator).hasAnswer());
        var report = plans.report(plan, coordinator).orElseThrow();
        one = report.cases().stream()
                .filter(each -> each.facilities().stream()
                        .anyMatch(id -> report.inventory().getFacility(id).minIntake() > 0))
                .findFirst()
                .orElseThrow();
    }

    private Person person(Role role) {
        return accounts.create("risk-" + UUID.randomUUID() + "@example.org", "Iemand", null, Set.of(role), Set.of());
    }

    @Test
    void aCaseIsSimulatedOnceAndKeptWithThePlan() {
        assertThat(risks.get(plan, one.id(), coordinator).document()).isNull();

        assertThat(risks.start(plan, one.id(), 1_000, 7, LONG, coordinator)).isTrue();
        Risks.State state = risks.get(plan, one.id(), coordinator);
        RiskDocument document = java.util.Objects.requireNonNull(state.document());

        assertThat(state.progress()).isNull();
        assertThat(state.failed()).isFalse();
        assertThat(document.years()).isEqualTo(1_000);
        assertThat(document.seed()).isEqualTo(7);
        assertThat(document.caseId()).isEqualTo(one.id());
        // with everything as planned the case is worth what the plan says
        assertThat(document.planned()).isCloseTo(one.surplus(), within(0.01));
        assertThat(document.facilities())
                .extracting(FacilityRisk::facility)
                .containsExactlyInAnyOrderElementsOf(one.facilities());
        assertThat(document.worstMean()).isLessThanOrEqualTo(document.worst());
        assertThat(document.worst()).isLessThanOrEqualTo(document.expected());

        risks.start(plan, one.id(), 1_000, 7, LONG, coordinator);
        assertThat(risks.get(plan, one.id(), coordinator).document()).isEqualTo(document);
        assertThat(PlanJson.readRisk(PlanJson.write(document))).isEqualTo(document);
    }

    @Test
    void onlyCoordinatorsSimulateAndOnlyReadersOfPlansSee() {
        Person administrator = person(Role.ADMINISTRATOR);
        Person member = person(Role.MEMBER);

        assertThat(risks.get(plan, one.id(), administrator).document()).isNull();
        assertThatThrownBy(() -> risks.start(plan, one.id(), null, 1, LONG, administrator))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> risks.get(plan, one.id(), member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> risks.get(plan, "C999", coordinator)).isInstanceOf(Missing.class);
    }

    @Test
    void thePageOfACaseAsksCalculatesAndTellsInEachLanguage() throws Exception {
        String page = "/plans/" + plan + "/cases/" + one.id();
        pages.perform(get(page).with(user(coordinator)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("action=\"" + page + "/risk\"")));
        pages.perform(get(page + "/risk/risk.json").with(user(coordinator))).andExpect(status().isNotFound());

        pages.perform(post(page + "/risk")
                        .param("years", "1000")
                        .param("seed", "3")
                        .with(user(coordinator))
                        .with(csrf()))
                .andExpect(redirectedUrl(page + "#risk"));
        await().atMost(LONG).until(() -> risks.get(plan, one.id(), coordinator).document() != null);

        for (String language : new String[] {"nl", "en", "fr"}) {
            pages.perform(get(page)
                            .with(user(coordinator))
                            .locale(Locale.of(language))
                            .cookie(new jakarta.servlet.http.Cookie("language", language)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(Matchers.containsString("risk/chart.json")))
                    .andExpect(content().string(Matchers.not(Matchers.containsString("??"))));
        }
        pages.perform(get(page + "/risk").header("HX-Request", "true").with(user(coordinator)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("id=\"risk\"")))
                .andExpect(content().string(Matchers.not(Matchers.containsString("<html"))));
        pages.perform(get(page + "/risk/chart.json").with(user(coordinator)))
                .andExpect(status().isOk())
                .andExpect(content().string(Matchers.containsString("\"low\"")));
        String json = pages.perform(get(page + "/risk/risk.json").with(user(coordinator)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(PlanJson.readRisk(json).format()).isEqualTo(RiskDocument.FORMAT);
    }

    @Test
    void aSeedThatIsNoNumberIsRefusedInWords() throws Exception {
        pages.perform(post("/plans/" + plan + "/cases/" + one.id() + "/risk")
                        .param("seed", "zeven")
                        .with(user(coordinator))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andExpect(org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash()
                        .attribute("riskProblem", "plan.error.seed"));
        assertThat(risks.get(plan, one.id(), coordinator).document()).isNull();
    }
}
