package org.knooppunt.expenditure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.knooppunt.expenditure.Expenditures.Outcome;
import org.knooppunt.identity.Role;
import org.knooppunt.strategy.GoalChoice;
import org.knooppunt.strategy.GoalKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.AccessDeniedException;

class ExpendituresTest extends ExpenditureRoom {
    private static final LocalDate FIRST = LocalDate.of(YEAR, 1, 1);
    private static final LocalDate LAST = LocalDate.of(YEAR, 12, 31);

    @Autowired
    SpendingFile files;

    private SpendingReports.About year() {
        return new SpendingReports.About(FIRST, LAST, null);
    }

    private List<UUID> goalsOf(String framework) {
        return goals.choices(framework).stream().map(GoalChoice::id).toList();
    }

    @Test
    void fundsTogetherNeverPayMoreThanTheWhole() {
        long one = fund("een", true);
        long two = fund("twee", true);

        assertThat(expenditures.create(draft(100_00, List.of(part(one, 60_00), part(two, 40_01)), List.of()), officer))
                .isEqualTo(new Outcome.PaidTwice(1));
        long id = done(
                expenditures.create(draft(100_00, List.of(part(one, 60_00), part(two, 40_00)), List.of()), officer));

        assertThat(expenditures.get(id, officer).ownEuros()).isZero();
        assertThatThrownBy(() -> jdbc.sql(
                                "update expenditure_funder set cents = cents + 1 where expenditure = ? and fund = ?")
                        .params(id, two)
                        .update())
                .as("nor does the database take it, whatever program writes")
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> jdbc.sql("update expenditure set cents = 9999 where id = ?")
                        .param(id)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void twoWhoAddAFunderAtOnceDoNotPayTwice() throws Exception {
        long id = done(expenditures.create(draft(100_00, List.of(), List.of()), officer));
        List<Callable<Boolean>> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long fund = fund("samen " + i, true);
            clients.add(() -> {
                try {
                    return jdbc.sql("insert into expenditure_funder (expenditure, fund, cents) values (?, ?, 3000)")
                                    .params(id, fund)
                                    .update()
                            == 1;
                } catch (DataIntegrityViolationException e) {
                    return false;
                }
            });
        }
        int paid = 0;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : pool.invokeAll(clients)) {
                paid += each.get() ? 1 : 0;
            }
        }
        assertThat(paid).isEqualTo(3);
        assertThat(expenditures.get(id, officer).fundedCents()).isEqualTo(90_00);
    }

    @Test
    void sharesWithinAFrameworkAreAWhole() {
        List<UUID> sdg = goalsOf("sdg");
        List<UUID> study = goalsOf("study");
        assertThat(expenditures.create(
                        draft(100_00, List.of(), List.of(part(sdg.get(0), 6000), part(sdg.get(1), 3000))), officer))
                .isEqualTo(new Outcome.WrongShares("sdg", 9000));
        long id = done(expenditures.create(
                draft(
                        100_00,
                        List.of(),
                        List.of(
                                part(sdg.get(0), 4000),
                                part(sdg.get(1), 0),
                                part(sdg.get(2), 0),
                                part(sdg.get(3), 0),
                                part(study.get(0), 0))),
                officer));

        List<Expenditure.Tag> tags = expenditures.get(id, officer).tags();
        assertThat(tags.stream().filter(tag -> tag.framework().equals("sdg")).mapToInt(Expenditure.Tag::share))
                .containsExactlyInAnyOrder(4000, 2000, 2000, 2000);
        assertThat(tags.stream().filter(tag -> tag.framework().equals("study")).mapToInt(Expenditure.Tag::share))
                .containsExactly(10_000);
    }

    @Test
    void aThirdOfATenthOfACentIsRoundedSoThatPartsAddUp() {
        List<UUID> sdg = goalsOf("sdg");
        long fund = fund("cent", true);
        done(expenditures.create(
                draft(
                        1_00,
                        List.of(part(fund, 33)),
                        List.of(part(sdg.get(0), 0), part(sdg.get(1), 0), part(sdg.get(2), 0))),
                officer));

        SpendingReport report = reports.byGoal("sdg", year(), officer);

        assertThat(report.rows().stream().filter(row -> row.own().sum() > 0).map(row -> row.own()
                        .sum()))
                .as("33 and 67 cents, in three parts each")
                .allMatch(cents -> cents >= 33 && cents <= 34)
                .hasSize(3);
        assertThat(report.total().sum()).isEqualTo(100);
    }

    /** Every cut of the same money adds up to the same, to the cent, for random expenditures. */
    @Test
    void everyReportReconciles() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Long> payers = List.of(fund("a", true), fund("b", true), fund("c", false));
        List<String> frameworks = List.of("sdg", "study", "agreement", "bbc");
        long total = 0;
        long[] byFund = new long[payers.size()];
        for (int i = 0; i < 120; i++) {
            long cents = 1 + random.nextLong(random.nextBoolean() ? 500 : 9_000_000_00L);
            List<Expenditure.Share> paid = new ArrayList<>();
            long left = cents;
            for (int f = 0; f < payers.size(); f++) {
                if (random.nextBoolean() && left > 0) {
                    long part = 1 + random.nextLong(left);
                    left -= part;
                    byFund[f] += part;
                    paid.add(part(payers.get(f), part));
                }
            }
            List<Expenditure.Share> served = new ArrayList<>();
            for (String framework : frameworks) {
                List<UUID> choices = goalsOf(framework);
                int number = random.nextInt(4);
                choices.stream()
                        .skip(random.nextInt(Math.max(1, choices.size() - number)))
                        .limit(number)
                        .forEach(goal -> served.add(part(goal, 0)));
            }
            total += cents;
            String place = random.nextInt(3) == 0 ? "" : "wijk " + random.nextInt(4);
            done(expenditures.create(draft(FIRST.plusDays(random.nextInt(365)), place, cents, paid, served), officer));
        }
        List<SpendingReport> all = new ArrayList<>();
        frameworks.forEach(framework -> all.add(reports.byGoal(framework, year(), officer)));
        all.add(reports.byPlace(year(), officer));
        all.add(reports.byPayer(year(), officer));
        all.add(reports.byYear(year(), officer));
        for (SpendingReport report : all) {
            assertThat(report.total().sum()).as("seed " + seed).isEqualTo(total);
            assertThat(report.counted()).as("seed " + seed).isEqualTo(report.total());
            for (int f = 0; f < payers.size(); f++) {
                assertThat(report.total().of(payers.get(f))).as("seed " + seed).isEqualTo(byFund[f]);
            }
        }
        for (int f = 0; f < payers.size(); f++) {
            SpendingReports.About about = new SpendingReports.About(FIRST, LAST, payers.get(f));
            assertThat(reports.claims(about, officer).stream()
                            .mapToLong(SpendingReports.Claim::cents)
                            .sum())
                    .as("the claim, seed " + seed)
                    .isEqualTo(byFund[f]);
            assertThat(reports.byGoal("bbc", about, officer).total().sum())
                    .as("the same by goal, seed " + seed)
                    .isEqualTo(byFund[f]);
            assertThat(reports.byPlace(about, officer).total().sum())
                    .as("the same by place, seed " + seed)
                    .isEqualTo(byFund[f]);
        }
        SpendingReports.About half = new SpendingReports.About(FIRST, LocalDate.of(YEAR, 6, 30), null);
        SpendingReports.About rest = new SpendingReports.About(LocalDate.of(YEAR, 7, 1), LAST, null);
        assertThat(reports.byGoal("study", half, officer).total().sum()
                        + reports.byGoal("study", rest, officer).total().sum())
                .as("two halves, seed " + seed)
                .isEqualTo(total);
    }

    @Test
    void aGoalIsShownWithAllThatHangsUnderItAndItsBudget() {
        UUID action = goals.goal(new GoalKey("bbc", "A1")).orElseThrow().id();
        done(expenditures.create(draft(250_00, List.of(), List.of(part(action, 0))), officer));
        expenditures.budget(action, YEAR, 1_000_00L, "meerjarenplan", officer);

        SpendingReport report = reports.byGoal("bbc", year(), officer);

        for (String code : List.of("A1", "AP1", "BD1")) {
            assertThat(report.rows())
                    .filteredOn(row -> row.title().equals(code))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.whole().sum()).isEqualTo(250_00);
                        assertThat(row.budget()).isEqualTo(1_000_00L);
                        assertThat(row.expenditures()).isEqualTo(1);
                    });
        }
        assertThat(report.budget()).isEqualTo(1_000_00L);
        assertThat(reports.byGoal("bbc", new SpendingReports.About(FIRST, LocalDate.of(YEAR, 6, 30), null), officer)
                        .budget())
                .as("no budget of a year beside half a year")
                .isNull();
    }

    @Test
    void leverageIsWhatOthersFromOutsidePaidForEachEuro() {
        long main = fund("hoofd", true);
        long other = fund("ander", true);
        long own = fund("eigen", false);
        done(expenditures.create(
                draft(100_00, List.of(part(main, 20_00), part(other, 30_00), part(own, 10_00)), List.of()), officer));
        done(expenditures.create(draft(50_00, List.of(part(other, 50_00)), List.of()), officer));

        Fund.Leverage leverage = funds.leverage(main, YEAR, YEAR);

        assertThat(leverage.perEuro()).isEqualTo(1.5);
        assertThat(leverage.ownPerEuro()).isEqualTo(2.0);
        assertThat(funds.leverage(main, YEAR + 1, YEAR + 1).perEuro()).isNull();
    }

    @Test
    void annexNinePointFourIsReproduced() {
        long fund = funds.list().stream()
                .filter(each -> each.name().equals("Stedenfonds"))
                .findFirst()
                .map(Fund.Line::id)
                .orElseGet(() -> funds.loadBundled("test").orElseThrow());

        Fund.Shares shares = funds.shares(fund, 2008);

        assertThat(shares.lines()).hasSize(14);
        assertThat(shares.agrees())
                .as("every share and total equals what is printed")
                .isTrue();
        assertThat(shares.lines())
                .filteredOn(line -> line.area().equals("Genk"))
                .singleElement()
                .satisfies(genk -> {
                    assertThat(genk.rightsEuros()).isEqualByComparingTo("32806638");
                    assertThat(genk.rightEuros()).isEqualByComparingTo("5467773");
                    assertThat(genk.ordinaryEuros()).isEqualByComparingTo("92138374");
                    assertThat(genk.share()).isEqualByComparingTo("5.934306");
                });
        assertThat(shares.total().rightsEuros()).isEqualByComparingTo("691020030");
        assertThat(shares.total().rightEuros()).isEqualByComparingTo("119226000");
        assertThat(shares.total().ordinaryEuros()).isEqualByComparingTo("3210876533");
        assertThat(shares.total().inhabitants()).isEqualTo(2_642_240);

        jdbc.sql("update fund_statement set value = 6.1 where fund = ? and area = 'Genk' and measure = 'share'")
                .param(fund)
                .update();
        try {
            assertThat(funds.shares(fund, 2008).lines())
                    .filteredOn(line -> line.area().equals("Genk"))
                    .singleElement()
                    .satisfies(genk -> assertThat(genk.difference("share")).isEqualByComparingTo("0.2"));
            assertThat(funds.shares(fund, 2008).agrees()).isFalse();
        } finally {
            jdbc.sql("update fund_statement set value = 5.9 where fund = ? and area = 'Genk' and measure = 'share'")
                    .param(fund)
                    .update();
        }
    }

    @Test
    void aFileIsTakenWholeOrNotAtAll() {
        fund("bestand", true);
        String header = SpendingFile.HEADER + "\n";
        String good = word + " pad,Aannemer,ref-" + word + ",2150-03-01,2150-06-30,Sledderlo,1000.50," + word
                + " bestand=60 %,sdg:12=70 %;sdg:8\n";
        String bad = word + " brug,,,2150-06-30,2150-03-01,,0," + word + " bestaat niet=5,sdg:99\n";

        SpendingFile.Taken refused = files.take((header + good + bad).getBytes(StandardCharsets.UTF_8), officer);
        assertThat(refused.count()).isZero();
        assertThat(refused.faults())
                .extracting(SpendingFile.Fault::row, SpendingFile.Fault::column, SpendingFile.Fault::expected)
                .contains(
                        tuple(3L, "until", "order"),
                        tuple(3L, "euro", "amount"),
                        tuple(3L, "funds", "fund"),
                        tuple(3L, "goals", "goal"));
        assertThat(reports.byYear(year(), officer).total().sum())
                .as("nothing half-stored")
                .isZero();

        assertThat(files.take((header + good).getBytes(StandardCharsets.UTF_8), officer)
                        .count())
                .isEqualTo(1);
        assertThat(reports.byPayer(year(), officer).rows()).anySatisfy(row -> {
            assertThat(row.title()).isEqualTo(word + " bestand");
            assertThat(row.own().sum()).isEqualTo(600_30);
        });
        assertThat(files.take((header + good).getBytes(StandardCharsets.UTF_8), officer)
                        .faults())
                .as("the same file again")
                .extracting(SpendingFile.Fault::expected)
                .containsExactly("reference");
    }

    @Test
    void aWorkbookIsTakenAsAFileIsAndItsFaultsAreToldByRowAndColumn() throws IOException {
        fund("blad", true);
        List<Object> header = List.of((Object[]) SpendingFile.HEADER.split(","));
        List<Object> good = List.of(
                word + " plein",
                "Aannemer",
                "blad-" + word,
                "2150-03-01",
                LocalDate.of(2150, 6, 30),
                "Sledderlo",
                1000.5,
                word + " blad=60 %",
                "sdg:12");

        SpendingFile.Taken refused = files.take(
                workbook(List.of(header, good, List.of(), List.of(word + " fout", "", "", "", "ooit", "", "veel"))),
                officer);
        assertThat(refused.count()).isZero();
        assertThat(refused.faults())
                .extracting(SpendingFile.Fault::row, SpendingFile.Fault::column, SpendingFile.Fault::expected)
                .containsExactlyInAnyOrder(tuple(4L, "until", "day"), tuple(4L, "euro", "amount"));
        assertThat(files.take(workbook(List.of(header, good)), officer).count()).isEqualTo(1);
        assertThat(reports.byPayer(year(), officer).rows()).anySatisfy(row -> {
            assertThat(row.title()).isEqualTo(word + " blad");
            assertThat(row.own().sum()).isEqualTo(600_30);
        });
        assertThat(files.take(new byte[] {'P', 'K', 3, 4, 0}, officer).faults())
                .extracting(SpendingFile.Fault::expected)
                .containsExactly("file");
    }

    private static byte[] workbook(List<List<Object>> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Knooppunt", null)) {
            Worksheet sheet = workbook.newWorksheet("Uitgaven");
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    switch (rows.get(row).get(column)) {
                        case Number number -> sheet.value(row, column, number);
                        case LocalDate day -> {
                            sheet.value(row, column, day);
                            sheet.style(row, column).format("yyyy-mm-dd").set();
                        }
                        case String text when text.isEmpty() -> {}
                        case Object text -> sheet.value(row, column, text.toString());
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void whatIsRemovedCountsNowhereAndComesBackAsItWas() {
        long fund = fund("weg", true);
        long id = done(expenditures.create(draft(80_00, List.of(part(fund, 30_00)), List.of()), officer));

        expenditures.remove(id, true, officer);
        assertThat(reports.byPayer(year(), officer).total().sum()).isZero();
        assertThat(expenditures.remove(id, false, officer)).isTrue();

        assertThat(reports.byPayer(year(), officer).total().of(fund)).isEqualTo(30_00);
    }

    @Test
    void officersWriteCoordinatorsReadAndNobodyElseDoes() {
        long id = done(expenditures.create(draft(80_00, List.of(), List.of()), officer));
        assertThat(expenditures.get(id, someone(Role.COORDINATOR)).cents()).isEqualTo(80_00);
        assertThatThrownBy(() -> expenditures.create(draft(1, List.of(), List.of()), someone(Role.COORDINATOR)))
                .isInstanceOf(AccessDeniedException.class);
        for (Role role : List.of(Role.MEMBER, Role.RESIDENT, Role.COACH, Role.JUROR)) {
            assertThatThrownBy(() -> expenditures.get(id, someone(role)))
                    .as(role.name())
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> reports.byPlace(year(), someone(role)))
                    .as(role.name())
                    .isInstanceOf(AccessDeniedException.class);
        }
        assertThatThrownBy(() -> expenditures.get(id, null)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void twoWhoChangeTheSameOneDoNotOverwriteEachOther() {
        long id = done(expenditures.create(draft(80_00, List.of(), List.of()), officer));
        int version = expenditures.get(id, officer).version();
        done(expenditures.change(id, draft(90_00, List.of(), List.of()), version, officer));
        assertThat(expenditures.change(id, draft(70_00, List.of(), List.of()), version, officer))
                .isEqualTo(new Outcome.ChangedMeanwhile());
        assertThat(expenditures.get(id, officer).cents()).isEqualTo(90_00);
    }
}
