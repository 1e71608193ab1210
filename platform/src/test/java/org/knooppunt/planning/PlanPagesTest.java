package org.knooppunt.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.report.MoneyFlows;
import org.knooppunt.planning.report.PlanDocument;
import org.knooppunt.planning.report.PlanReport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

class PlanPagesTest extends PlatformTest {
    @Autowired
    WebApplicationContext context;

    @Autowired
    Plans plans;

    @Autowired
    Accounts accounts;

    private MockMvc pages;
    private Person coordinator;

    @BeforeEach
    void open() {
        pages = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
        coordinator = accounts.create(
                "pages-" + UUID.randomUUID() + "@example.org", "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
    }

    private long plan() {
        long id = plans.create(PlanRequest.named("Bladzijden"), coordinator);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> plans.get(id, coordinator).hasAnswer());
        return id;
    }

    private byte[] file(String address) throws Exception {
        return pages.perform(get(address).with(user(coordinator)).locale(Locale.of("nl")))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", org.hamcrest.Matchers.startsWith("attachment")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl", "en", "fr"})
    void everyPageOfAPlanIsThereInEachLanguage(String language) throws Exception {
        long id = plan();
        for (String page : new String[] {
            "",
            "?kind=energy",
            "/flows",
            "/flows?q=rubber&sort=-quantity&kind=material",
            "/left-out",
            "/left-out?role=need",
            "/assumptions",
            "/cases/C1",
            "/sankey.json?kind=material",
            "/sankey.json?kind=material&case=C1",
            "?measure=money",
            "/cases/C1?measure=money",
            "/money.json",
            "/money.json?case=C1",
            "/map.json",
            "/map.json?case=C2"
        }) {
            pages.perform(get("/plans/" + id + page)
                            .with(user(coordinator))
                            .locale(Locale.of(language))
                            .cookie(new jakarta.servlet.http.Cookie("language", language)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("??"))));
        }
        pages.perform(get("/plans/compare?a=" + id + "&b=" + id).with(user(coordinator)))
                .andExpect(status().isOk());
        pages.perform(get("/plans?q=bladzijden&status=done&sort=-surplus").with(user(coordinator)))
                .andExpect(status().isOk());
        pages.perform(get("/plans/new?from=" + id).with(user(coordinator))).andExpect(status().isOk());
    }

    @Test
    void theMoneyOfEveryCaseGoesOutAsItComesInAndAddsUpToThePlan() {
        long id = plan();
        PlanReport report = plans.report(id, coordinator).orElseThrow();
        PlanDocument.Parts parts = report.plan().parts();
        MoneyFlows money = report.money();

        assertThat(report.cases()).isNotEmpty().allSatisfy(one -> {
            MoneyFlows ofCase = report.only(one).money();
            assertThat(sum(ofCase, "", true)).isCloseTo(sum(ofCase, "", false), within(0.5));
            assertThat(sum(ofCase, "left", false) - sum(ofCase, "short", true))
                    .as("what is left of case " + one.id())
                    .isCloseTo(one.money(), within(0.5));
        });
        assertThat(sum(money, "need", true) - sum(money, "need", false)).isCloseTo(parts.sales(), within(1.0));
        assertThat(sum(money, "offer", false) - sum(money, "offer", true)).isCloseTo(parts.purchases(), within(1.0));
        assertThat(sum(money, "transport", false)).isCloseTo(parts.transport(), within(1.0));
        assertThat(sum(money, "variable", false)).isCloseTo(parts.variable(), within(1.0));
        assertThat(sum(money, "fixed", false)).isCloseTo(parts.fixed(), within(1.0));
        assertThat(money.picture(java.util.Map.of()).links().stream()
                        .filter(link -> link.target().startsWith("case"))
                        .mapToDouble(MoneyFlows.Link::amount)
                        .sum())
                .isCloseTo(money.total(), within(0.5));
    }

    private static double sum(MoneyFlows money, String party, boolean in) {
        return money.payments().stream()
                .filter(payment -> payment.in() == in)
                .filter(payment -> party.isEmpty() || payment.party().equals(party))
                .mapToDouble(MoneyFlows.Payment::amount)
                .sum();
    }

    @Test
    void thePdfOpensWithTheAnswerFirst() throws Exception {
        byte[] pdf = file("/plans/" + plan() + "/report.pdf");

        try (PDDocument document = Loader.loadPDF(pdf)) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
            assertThat(text).contains("casussen brengen samen").contains("bewezen dat geen ander plan");
            assertThat(document.getDocumentCatalog().getStructureTreeRoot())
                    .as("tags for screen readers")
                    .isNotNull();
            assertThat(document.getDocumentCatalog().getLanguage()).startsWith("nl");
        }
    }

    @Test
    void theWorkbookHoldsItsSixSheets() throws Exception {
        byte[] file = file("/plans/" + plan() + "/plan.xlsx");

        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            assertThat(workbook.getSheets()).hasSize(6);
        }
    }

    @Test
    void theSameFilesComeOutAsOnTheCommandLine() throws Exception {
        long id = plan();

        assertThat(new String(file("/plans/" + id + "/plan.json"), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"co2e_avoided_t\"");
        assertThat(new String(file("/plans/" + id + "/flows.csv"), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("case,from,from_name");
        assertThat(new String(file("/plans/" + id + "/report.html"), java.nio.charset.StandardCharsets.UTF_8))
                .contains("<svg")
                .doesNotContain("<script");
        assertThat(file("/plans/" + id + "/inventory.zip")).startsWith('P', 'K');
    }

    @Test
    void aFormWithFaultsComesBackWithWhatWasTyped() throws Exception {
        pages.perform(post("/plans")
                        .with(user(coordinator))
                        .with(csrf())
                        .param("name", "")
                        .param("weightCo2", "veel"))
                .andExpect(status().is(422))
                .andExpect(content().string(org.hamcrest.Matchers.containsString("value=\"veel\"")));
    }

    @Test
    void whoMayNotSeePlansIsTurnedAway() throws Exception {
        Person member = accounts.create(
                "member-" + UUID.randomUUID() + "@example.org", "Lid", null, Set.of(Role.MEMBER), Set.of("rubberhof"));
        long id = plan();
        for (String page : new String[] {"/plans", "/plans/new", "/plans/" + id, "/plans/" + id + "/report.pdf"}) {
            pages.perform(get(page).with(user(member))).andExpect(status().isForbidden());
        }
        pages.perform(get("/plans/999999999").with(user(coordinator))).andExpect(status().isNotFound());
    }
}
