package org.knooppunt.engine.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InvestmentAppraisalTest {
    private static final double RANGE = 0.2;

    private static CashLine benefit(String name, double amount, int first, int last) {
        return new CashLine(name, CashLine.Kind.BENEFIT, amount, first, last, 0, false);
    }

    private static CashLine cost(String name, double amount, int first, int last, double growth) {
        return new CashLine(name, CashLine.Kind.COST, amount, first, last, growth, false);
    }

    private static SortedMap<Integer, Double> by(Map<Integer, Double> years) {
        return new TreeMap<>(years);
    }

    /** Flows −1000, 500 − 150 + 100 = 450, 500 − 150 − 40 = 310, 500 − 150 − 60 = 290, 500 − 150 − 90 = 260. */
    private static CashFlowProblem bakery() {
        return new CashFlowProblem(
                by(Map.of(0, 1000.0)),
                by(Map.of(1, 100.0)),
                List.of(
                        new CashLine("sales", CashLine.Kind.BENEFIT, 500, 1, 4, 0, true),
                        cost("wages", 150, 1, 4, 0),
                        cost("energy", 40, 2, 4, 0.5)),
                0.1,
                4);
    }

    private static CashFlowReport.Swing swing(CashFlowReport report, String name) {
        return report.tornado().stream()
                .filter(swing -> swing.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static CashFlowProblem random(Random random) {
        int years = 2 + random.nextInt(20);
        SortedMap<Integer, Double> investment = new TreeMap<>(Map.of(0, 10_000 * random.nextDouble()));
        investment.put(1 + random.nextInt(years), 2000 * random.nextDouble());
        SortedMap<Integer, Double> subsidies = new TreeMap<>(Map.of(random.nextInt(years), 1000 * random.nextDouble()));
        List<CashLine> lines = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            int first = random.nextInt(years + 1);
            lines.add(new CashLine(
                    "line " + i,
                    random.nextInt(3) > 0 ? CashLine.Kind.BENEFIT : CashLine.Kind.COST,
                    1000 * random.nextDouble(),
                    first,
                    first + random.nextInt(years - first + 1),
                    0.1 * random.nextDouble() - 0.05,
                    random.nextBoolean()));
        }
        return new CashFlowProblem(investment, subsidies, lines, 0.2 * random.nextDouble(), years);
    }

    /** With one line times the factor. */
    private static CashFlowProblem scaled(CashFlowProblem problem, String name, double factor) {
        return new CashFlowProblem(
                problem.investment(),
                problem.subsidies(),
                problem.lines().stream()
                        .map(line -> line.name().equals(name) ? times(line, factor) : line)
                        .toList(),
                problem.rate(),
                problem.years());
    }

    private static CashLine times(CashLine line, double factor) {
        return new CashLine(
                line.name(),
                line.kind(),
                factor * line.amount(),
                line.first(),
                line.last(),
                line.growth(),
                line.byVolume());
    }

    private static double presentValue(CashFlowProblem problem) {
        return InvestmentAppraisal.appraise(problem, RANGE).presentValue();
    }

    @Test
    void aCaseOfFourYearsIsWhatAPersonCalculates() {
        CashFlowReport report = InvestmentAppraisal.appraise(bakery(), RANGE);

        assertThat(report.years().stream().map(CashFlowReport.Year::flow))
                .containsExactly(-1000.0, 450.0, 310.0, 290.0, 260.0);
        assertThat(report.years().stream().map(CashFlowReport.Year::cumulative))
                .containsExactly(-1000.0, -550.0, -240.0, 50.0, 310.0);
        assertThat(report.years().get(4))
                .extracting(
                        CashFlowReport.Year::benefits,
                        CashFlowReport.Year::costs,
                        CashFlowReport.Year::investment,
                        CashFlowReport.Year::subsidy)
                .containsExactly(500.0, 240.0, 0.0, 0.0);
        // −1000 + 450 / 1.1 + 310 / 1.21 + 290 / 1.331 + 260 / 1.4641
        // = −1000 + 409.0909 + 256.1983 + 217.8813 + 177.5835
        assertThat(report.presentValue()).isCloseTo(60.7540, within(1e-4));
        // 240 of the 290 of year 3 are still to come at the end of year 2
        assertThat(report.payback().orElseThrow()).isCloseTo(2 + 240 / 290.0, within(1e-12));
        // 1000 − 409.0909 − 256.1983 − 217.8813 = 116.8295 of 177.5835
        assertThat(report.discountedPayback().orElseThrow()).isCloseTo(3.65788, within(1e-5));
        // sales are worth 500 × (1/1.1 + 1/1.21 + 1/1.331 + 1/1.4641) = 1584.9327; of that 60.7540 can be missed
        assertThat(report.breakEven().orElseThrow()).isCloseTo(1 - 60.7540 / 1584.9327, within(1e-7));
        assertThat(report.internalRate().kind()).isEqualTo(InternalRate.Kind.UNIQUE);
        assertThat(report.internalRate().rate().orElseThrow()).isBetween(0.12, 0.14);
    }

    @Test
    void theTornadoNamesTheWidestFirst() {
        CashFlowReport report = InvestmentAppraisal.appraise(bakery(), RANGE);

        assertThat(report.tornado().stream().map(CashFlowReport.Swing::name))
                .containsExactly("sales", "investment", "wages", "rate", "energy");
        // 20 % of 1584.9327 more or less
        assertThat(swing(report, "sales").atLess()).isCloseTo(60.7540 - 316.9865, within(1e-4));
        assertThat(swing(report, "sales").atMore()).isCloseTo(60.7540 + 316.9865, within(1e-4));
        assertThat(swing(report, "investment").atMore()).isCloseTo(60.7540 - 200, within(1e-4));
        // −1000 + 450 / 1.08 + 310 / 1.08² + 290 / 1.08³ + 260 / 1.08⁴
        // = −1000 + 416.6667 + 265.7750 + 230.2114 + 191.1078
        assertThat(swing(report, "rate").atLess()).isCloseTo(103.7608, within(1e-4));
    }

    @Test
    void equalSpreadsAreSortedByName() {
        CashFlowProblem problem = new CashFlowProblem(
                by(Map.of(0, 70.0)),
                by(Map.of()),
                List.of(benefit("b", 50, 1, 1), cost("c", 50, 1, 1, 0), benefit("a", 50, 1, 1)),
                0,
                1);

        assertThat(InvestmentAppraisal.appraise(problem, RANGE).tornado().stream()
                        .map(CashFlowReport.Swing::name))
                .containsExactly("investment", "a", "b", "c", "rate");
    }

    @Test
    void aBreakEvenThatNoVolumeReachesIsAbsent() {
        CashLine sales = new CashLine("sales", CashLine.Kind.BENEFIT, 100, 1, 1, 0, true);
        CashLine goods = new CashLine("goods", CashLine.Kind.COST, 100, 1, 1, 0, true);
        CashLine dear = new CashLine("goods", CashLine.Kind.COST, 150, 1, 1, 0, true);
        SortedMap<Integer, Double> investment = by(Map.of(0, 30.0));
        SortedMap<Integer, Double> none = by(Map.of());

        // more volume brings nothing more
        assertThat(InvestmentAppraisal.appraise(
                                new CashFlowProblem(investment, none, List.of(sales, goods), 0, 1), RANGE)
                        .breakEven())
                .isEmpty();
        // more volume loses more
        assertThat(InvestmentAppraisal.appraise(
                                new CashFlowProblem(investment, none, List.of(sales, dear), 0, 1), RANGE)
                        .breakEven())
                .isEmpty();
        // no line depends on volume
        assertThat(InvestmentAppraisal.appraise(
                                new CashFlowProblem(investment, none, List.of(benefit("rent", 9, 1, 1)), 0, 1), RANGE)
                        .breakEven())
                .isEmpty();
        // a subsidy of 30 carries a loss of 50 per volume up to 0.6 of it
        assertThat(InvestmentAppraisal.appraise(
                                new CashFlowProblem(none, investment, List.of(sales, dear), 0, 1), RANGE)
                        .breakEven())
                .hasValue(0.6);
        // nothing but volume: 0 at no volume
        assertThat(InvestmentAppraisal.appraise(new CashFlowProblem(none, none, List.of(sales), 0, 1), RANGE)
                        .breakEven())
                .hasValue(0);
    }

    @Test
    void aCaseWithoutMoneyIsPaidBackAtOnceAndHasNoInternalRate() {
        CashFlowReport report = InvestmentAppraisal.appraise(
                new CashFlowProblem(by(Map.of()), by(Map.of()), List.of(), 0.05, 3), RANGE);

        assertThat(report.years()).hasSize(4);
        assertThat(report.presentValue()).isZero();
        assertThat(report.payback()).hasValue(0);
        assertThat(report.internalRate().kind()).isEqualTo(InternalRate.Kind.NONE);
    }

    @Test
    void onRandomCasesTheTornadoIsWhatChangedInputsGiveAndIsSymmetricWhereItIsLinear() {
        for (long seed = 1; seed <= 200; seed++) {
            CashFlowProblem problem = random(new Random(seed));
            CashFlowReport report = InvestmentAppraisal.appraise(problem, RANGE);
            for (CashLine line : problem.lines()) {
                CashFlowReport.Swing swing = swing(report, line.name());
                assertThat(swing.atLess())
                        .as("seed " + seed)
                        .isCloseTo(presentValue(scaled(problem, line.name(), 1 - RANGE)), within(1e-6));
                assertThat(swing.atMore())
                        .as("seed " + seed)
                        .isCloseTo(presentValue(scaled(problem, line.name(), 1 + RANGE)), within(1e-6));
            }
            for (CashFlowReport.Swing swing : report.tornado()) {
                if (swing.input() != CashFlowReport.Input.RATE) {
                    assertThat(swing.atMore() - report.presentValue())
                            .as("seed " + seed)
                            .isCloseTo(report.presentValue() - swing.atLess(), within(1e-6));
                }
            }
            assertThat(report.tornado().stream().map(CashFlowReport.Swing::spread))
                    .as("seed " + seed)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        }
    }

    @Test
    void onRandomCasesTheBreakEvenVolumeBringsThePresentValueToNought() {
        int found = 0;
        for (long seed = 1; seed <= 200; seed++) {
            CashFlowProblem problem = random(new Random(seed));
            CashFlowReport report = InvestmentAppraisal.appraise(problem, RANGE);
            if (report.breakEven().isEmpty()) {
                continue;
            }
            found++;
            CashFlowProblem at = problem;
            for (CashLine line : problem.lines()) {
                at = line.byVolume()
                        ? scaled(at, line.name(), report.breakEven().orElseThrow())
                        : at;
            }
            assertThat(presentValue(at)).as("seed " + seed).isCloseTo(0, within(1e-6));
        }
        assertThat(found).isGreaterThan(30);
    }

    @Test
    void onRandomCasesTheLastCumulativeDiscountedFlowIsThePresentValue() {
        for (long seed = 1; seed <= 100; seed++) {
            CashFlowProblem problem = random(new Random(seed));
            CashFlowReport report = InvestmentAppraisal.appraise(problem, RANGE);
            double value = 0;
            for (CashFlowReport.Year year : report.years()) {
                value += (year.benefits() - year.costs() - year.investment() + year.subsidy())
                        / Math.pow(1 + problem.rate(), year.year());
            }

            assertThat(report.presentValue()).as("seed " + seed).isCloseTo(value, within(1e-6));
            assertThat(report.years().getLast().cumulativeDiscounted()).isEqualTo(report.presentValue());
        }
    }

    @Test
    void wrongValuesAreRejectedWithPlaceValueAndExpectation() {
        assertRejected(
                () -> benefit("sales", Double.NaN, 0, 1),
                "line sales: amount is NaN; expected EUR from 0 to 1000000000000");
        assertRejected(
                () -> benefit("sales", -1, 0, 1), "line sales: amount is -1.0; expected EUR from 0 to 1000000000000");
        assertRejected(() -> benefit(" ", 1, 0, 1), "line: name is ' '; expected 1 to 100 characters");
        assertRejected(() -> benefit("sales", 1, 3, 2), "line sales: last year is 2; expected 3 to 100");
        assertRejected(() -> benefit("sales", 1, -1, 2), "line sales: first year is -1; expected 0 to 100");
        assertRejected(
                () -> cost("energy", 1, 0, 1, -1),
                "line energy: growth is -1.0; expected a share above -1 and up to 1, such as 0.02 for 2 %");
        SortedMap<Integer, Double> none = by(Map.of());
        assertRejected(
                () -> new CashFlowProblem(by(Map.of(5, 1.0)), none, List.of(), 0.05, 4),
                "investment: year is 5; expected 0 to 4");
        assertRejected(
                () -> new CashFlowProblem(none, by(Map.of(2, Double.POSITIVE_INFINITY)), List.of(), 0.05, 4),
                "subsidies in year 2 is Infinity; expected EUR from 0 to 1000000000000");
        assertRejected(
                () -> new CashFlowProblem(none, none, List.of(), 5, 4),
                "rate is 5.0; expected a share from 0 to 1, such as 0.05 for 5 %");
        assertRejected(() -> new CashFlowProblem(none, none, List.of(), 0.05, 0), "horizon is 0; expected 1 to 100");
        assertRejected(
                () -> new CashFlowProblem(none, none, List.of(benefit("a", 1, 0, 5)), 0.05, 4),
                "line a: last year is 5; expected at most the horizon, 4");
        assertRejected(
                () -> new CashFlowProblem(none, none, List.of(benefit("a", 1, 0, 1), cost("a", 1, 0, 1, 0)), 0.05, 4),
                "line a is there twice; expected a name of its own");
        assertRejected(
                () -> InvestmentAppraisal.appraise(bakery(), 1),
                "range is 1.0; expected a share above 0 and below 1, such as 0.2 for 20 %");
    }

    private static void assertRejected(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
