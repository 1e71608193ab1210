package org.knooppunt.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.CaseReports;
import org.knooppunt.cases.Dossier;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class FundingTest extends PlatformTest {
    /** Long ago, so that the cases of others do not count. */
    private static final LocalDate FIRST = LocalDate.of(1950, 1, 1);

    private static final LocalDate LAST = LocalDate.of(1950, 12, 31);

    @Autowired
    Funding funding;

    @Autowired
    Pipeline pipeline;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private Person coordinator;
    private long project;
    private long phase;

    @BeforeEach
    void aProjectOfOnePhase() {
        String email = "funding-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
        project = funding.create("Hub " + UUID.randomUUID(), "Sociaal fonds", "SF-12", "Een hub.", coordinator);
        funding.addPhase(project, "Fase 1", FIRST, LAST, coordinator);
        phase = funding.get(project, coordinator).phases().getFirst().id();
    }

    private FundingProject.Promise promise(String title) {
        return funding.get(project, coordinator).phases().getFirst().promises().stream()
                .filter(each -> each.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatCasesCanTellIsCountedInThePhaseAndTheRestIsFilledIn() {
        funding.promise(
                project, phase, "Zaadjes", "casussen", new BigDecimal("2"), CaseReports.Count.PLANTED, coordinator);
        funding.promise(project, phase, "CO2e", "t", new BigDecimal("10"), CaseReports.Count.CO2E, coordinator);
        funding.promise(project, phase, "Opleidingen", "deelnemers", new BigDecimal("30"), null, coordinator);
        assertThat(promise("Zaadjes").reached()).isEqualByComparingTo("0");
        assertThat(promise("Opleidingen").reached()).isNull();

        long id = pipeline.plant("Toen", "", Origin.DESK, coordinator);
        jdbc.sql("update business_case set created_at = '1950-06-01' where id = ?")
                .param(id)
                .update();
        pipeline.verify(
                id, Dossier.Result.Measure.CO2E, 7.5, "", FIRST, LocalDate.of(1950, 6, 30), "Meting.", coordinator);
        assertThat(promise("Zaadjes").reached()).isEqualByComparingTo("1");
        assertThat(promise("Zaadjes").share()).isEqualTo(0.5);
        assertThat(promise("CO2e").reached()).isEqualByComparingTo("7.5");

        long trained = promise("Opleidingen").id();
        assertThat(funding.reach(project, trained, new BigDecimal("31"), "Aanwezigheidslijsten.", coordinator))
                .isTrue();
        assertThat(promise("Opleidingen").isKept()).isTrue();
        assertThat(funding.reach(project, promise("CO2e").id(), BigDecimal.ONE, "Gok.", coordinator))
                .as("what is counted is not typed over")
                .isFalse();
        jdbc.sql("update business_case set created_at = now() where id = ?")
                .param(id)
                .update();
        jdbc.sql("update business_case_result set first_day = ?, last_day = ? where business_case = ?")
                .params(Date.valueOf("2026-01-01"), Date.valueOf("2026-01-02"), id)
                .update();
    }

    @Test
    void theFunderGetsAPdfAndAWorkbook() throws Exception {
        funding.promise(project, phase, "Opleidingen", "deelnemers", new BigDecimal("30"), null, coordinator);
        funding.reach(project, promise("Opleidingen").id(), new BigDecimal("12"), "Lijsten.", coordinator);
        funding.tell(project, phase, "Drie workshops gehouden.", coordinator);
        PlainBrowser officer = PlainBrowser.as(port, "policy-officer");
        try (PDDocument pdf = Loader.loadPDF(officer.bytes("/funding/" + project + "/report.pdf"))) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
                    .contains("Fase 1", "Opleidingen", "30 deelnemers", "12 deelnemers", "Drie workshops gehouden.");
        }
        assertThat(officer.get("/funding/" + project + "/file?format=csv").body())
                .contains("Opleidingen,deelnemers,30,12,0.4,person,Lijsten.,Drie workshops gehouden.");
        assertThat(officer.bytes("/funding/" + project + "/file")).startsWith('P', 'K');
    }

    @Test
    void aFormThatCannotBeReadKeepsWhatWasTypedAndStoresNothing() {
        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        HttpResponse<String> page =
                browser.post("/funding/new", "/funding/new", "title", "", "funder", "Provincie", "words", "Over water");
        assertThat(page.body()).contains("Provincie", "Over water", "summary");
        String address = "/funding/" + project;
        assertThat(browser.post(
                                address,
                                address + "/phases",
                                "title",
                                "Fase 2",
                                "firstDay",
                                "2026-05-01",
                                "lastDay",
                                "2026-04-01")
                        .body())
                .contains("De fase is niet toegevoegd");
        assertThat(funding.get(project, coordinator).phases()).hasSize(1);
        assertThat(browser.post(
                                address,
                                address + "/phases/" + phase + "/promises",
                                "title",
                                "X",
                                "unit",
                                "t",
                                "promised",
                                "0")
                        .body())
                .contains("getal groter dan 0");
        assertThat(funding.get(project, coordinator).phases().getFirst().promises())
                .isEmpty();
    }

    @Test
    void aPhaseOfAnotherProjectIsNotTouched() {
        long other = funding.create("Ander", "Fonds", "", "", coordinator);
        assertThatThrownBy(() -> funding.tell(other, phase, "Verkeerd.", coordinator))
                .isInstanceOf(Missing.class);
        funding.removePhase(other, phase, coordinator);
        assertThat(funding.get(project, coordinator).phases()).hasSize(1);
    }

    @Test
    void onlyCoordinatorsAndPolicyOfficersComeHere() {
        Person member = new Person(0, "m@example.org", "M", null, "nl", true, Set.of(Role.MEMBER), Set.of("rubberhof"));
        assertThatThrownBy(() -> funding.list(member)).isInstanceOf(AccessDeniedException.class);
        assertThat(PlainBrowser.as(port, "member").get("/funding/" + project).statusCode())
                .isEqualTo(403);
        funding.remove(project, true, coordinator);
        assertThat(PlainBrowser.as(port, "coordinator")
                        .get("/funding/" + project)
                        .statusCode())
                .isEqualTo(404);
        funding.remove(project, false, coordinator);
        assertThat(funding.list(coordinator))
                .extracting(FundingProject.Line::id)
                .contains(project);
    }
}
