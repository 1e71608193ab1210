package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
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

/** Each test has a year of its own, long ago, so that the cases of others do not count. */
class CaseReportsTest extends PlatformTest {
    private static final AtomicInteger YEAR = new AtomicInteger(1900);

    @Autowired
    CaseReports reports;

    @Autowired
    Pipeline pipeline;

    @Autowired
    BusinessCases cases;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private Person coordinator;
    private int year;

    @BeforeEach
    void coordinate() {
        year = YEAR.incrementAndGet();
        String email = "reports-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
    }

    private CaseReports.Question thisYear() {
        return new CaseReports.Question(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31), null);
    }

    private Timestamp day(int day) {
        return Timestamp.from(Instant.parse(year + "-02-01T12:00:00Z").plusSeconds(86_400L * day));
    }

    private long seed(String title, Origin origin) {
        long id = pipeline.plant(title, "Voor het rapport.", origin, coordinator);
        jdbc.sql("update business_case set created_at = ? where id = ?")
                .params(day(0), id)
                .update();
        return id;
    }

    /** Moves a case, and says that it did so on this day. */
    private void move(long id, CaseStatus to, AsideReason reason, int day) {
        int version = cases.get(id, coordinator).version();
        assertThat(pipeline.move(id, to, reason, "Voor het rapport.", version, coordinator))
                .isInstanceOf(Pipeline.Outcome.Moved.class);
        date(id, day);
    }

    private void date(long id, int day) {
        jdbc.sql("update business_case_move set moved_at = ? where id ="
                        + " (select max(id) from business_case_move where business_case = ?)")
                .params(day(day), id)
                .update();
    }

    private CaseReports.StageLine line(CaseReports.Report report, CaseStatus stage) {
        return report.stages().stream()
                .filter(line -> line.stage() == stage)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsHowManyComeHowFarAndHowLongItTakes() {
        long far = seed("Ver", Origin.DESK);
        move(far, CaseStatus.POTENTIAL, null, 10);
        move(far, CaseStatus.FEASIBLE, null, 30);
        long stopped = seed("Gestopt", Origin.SESSION);
        move(stopped, CaseStatus.POTENTIAL, null, 20);
        move(stopped, CaseStatus.STOPPED, AsideReason.MARGIN, 25);
        long back = seed("Terug", Origin.DESK);
        move(back, CaseStatus.POTENTIAL, null, 5);
        assertThat(pipeline.takeBack(back, cases.get(back, coordinator).version(), coordinator))
                .isTrue();
        seed("Nieuw", Origin.DESK);

        CaseReports.Report report = reports.report(thisYear(), coordinator);
        assertThat(report.cases()).isEqualTo(4);
        CaseReports.StageLine seeds = line(report, CaseStatus.SEED);
        assertThat(List.of(seeds.came(), seeds.onward(), seeds.here(), seeds.aside()))
                .containsExactly(4, 2, 2, 0);
        assertThat(seeds.days()).as("10 and 20 days").isCloseTo(15, within(1e-6));
        CaseReports.StageLine potential = line(report, CaseStatus.POTENTIAL);
        assertThat(List.of(potential.came(), potential.onward(), potential.here(), potential.aside()))
                .containsExactly(2, 1, 0, 1);
        assertThat(potential.days()).isCloseTo(20, within(1e-6));
        CaseReports.StageLine skipped = line(report, CaseStatus.PRE_BUSINESS_CASE);
        assertThat(skipped.came()).isEqualTo(1);
        assertThat(skipped.days()).as("nobody stayed there").isNull();
        assertThat(line(report, CaseStatus.FEASIBLE).here()).isEqualTo(1);
        assertThat(report.reasons())
                .containsExactly(new CaseReports.ReasonLine(AsideReason.MARGIN, CaseStatus.POTENTIAL, 0, 1));
        assertThat(report.origins())
                .containsExactly(
                        new CaseReports.OriginLine(Origin.SESSION, 1, 0, 0, 0, 1),
                        new CaseReports.OriginLine(Origin.DESK, 3, 1, 0, 0, 0));
        assertThat(reports.report(
                                new CaseReports.Question(
                                        thisYear().from(), thisYear().until(), Origin.SESSION),
                                coordinator)
                        .cases())
                .isEqualTo(1);
        assertThat(reports.count(
                        CaseReports.Count.FEASIBLE, LocalDate.of(year, 3, 1), LocalDate.of(year, 3, 31), coordinator))
                .as("on 3 March")
                .isEqualTo(1);
        assertThat(reports.count(
                        CaseReports.Count.FEASIBLE, LocalDate.of(year, 4, 1), LocalDate.of(year, 12, 31), coordinator))
                .isZero();
    }

    @Test
    void setsWhatWasVerifiedBesideWhatWasExpectedOverTheSameDays() {
        long id = seed("Resultaat", Origin.DESK);
        pipeline.expect(id, 10_000, 36.525, 3, coordinator);
        LocalDate first = LocalDate.of(year, 3, 1);
        // 100 days, of which 50 twice
        verify(id, Dossier.Result.Measure.CO2E, 4, "", first, first.plusDays(99));
        verify(id, Dossier.Result.Measure.CO2E, 3, "", first.plusDays(50), first.plusDays(99));
        verify(id, Dossier.Result.Measure.JOBS, 1, "jongeren", first, first.plusDays(9));
        verify(id, Dossier.Result.Measure.JOBS, 2, "jongeren", first.plusDays(10), first.plusDays(19));
        verify(id, Dossier.Result.Measure.JOBS, 0.5, "55+", first, first.plusDays(9));

        CaseReports.Report report = reports.report(thisYear(), coordinator);
        assertThat(report.totals()).hasSize(2);
        CaseReports.TotalLine co2e = report.totals().getFirst();
        assertThat(co2e.verified()).isCloseTo(7, within(1e-9));
        assertThat(co2e.expected()).as("36.525 t a year over 100 days").isCloseTo(10, within(1e-9));
        CaseReports.TotalLine jobs = report.totals().getLast();
        assertThat(jobs.verified()).as("the latest count of each group").isCloseTo(2.5, within(1e-9));
        assertThat(jobs.expected()).isEqualTo(3);
        assertThat(report.results().getFirst().verified().get(Dossier.Result.Measure.CO2E))
                .isEqualTo(new CaseReports.Verified(7, 100));
        assertThat(reports.count(CaseReports.Count.CO2E, first, first.plusDays(99), coordinator))
                .isCloseTo(7, within(1e-9));
        assertThat(reports.count(CaseReports.Count.CO2E, first, first.plusDays(98), coordinator))
                .as("a period that is not over yet does not count")
                .isZero();
    }

    private void verify(
            long id, Dossier.Result.Measure measure, double quantity, String whom, LocalDate first, LocalDate last) {
        pipeline.verify(id, measure, quantity, whom, first, last, "Weegbrug.", coordinator);
    }

    @Test
    void aPolicyOfficerSeesSumsAndAMemberNothing() {
        seed("Geheim", Origin.DESK);
        Person officer = new Person(0, "b@example.org", "B", null, "nl", true, Set.of(Role.POLICY_OFFICER), Set.of());
        CaseReports.Report report = reports.report(thisYear(), officer);
        assertThat(report.cases()).isEqualTo(1);
        assertThat(report.results()).isEmpty();
        Person member = new Person(0, "m@example.org", "M", null, "nl", true, Set.of(Role.MEMBER), Set.of("rubberhof"));
        assertThatThrownBy(() -> reports.report(thisYear(), member)).isInstanceOf(AccessDeniedException.class);

        String address = "/cases/reports?from=" + year + "-01-01&until=" + year + "-12-31";
        assertThat(PlainBrowser.as(port, "policy-officer").get(address).body())
                .contains("Wat ervan komt")
                .doesNotContain("Geheim");
        assertThat(PlainBrowser.as(port, "coordinator").get(address).body()).contains("Geheim");
        assertThat(PlainBrowser.as(port, "policy-officer")
                        .get("/cases/reports/file?format=csv")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theReportCanBeHadOnPaperAndCaseByCase() throws Exception {
        seed("Op papier", Origin.DESK);
        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        String asked = "?from=" + year + "-01-01&until=" + year + "-12-31";
        assertThat(browser.get("/cases/reports/file" + asked + "&format=csv").body())
                .startsWith("id,title,status,origin")
                .contains("Op papier,seed,desk");
        assertThat(text(browser, "/cases/reports.pdf" + asked))
                .contains("Wat ervan komt", "Op papier", "1 casus, begonnen van");
    }

    /** The words of a PDF, wherever its lines break. */
    static String text(PlainBrowser browser, String path) throws Exception {
        byte[] pdf = browser.bytes(path);
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }
}
