package org.knooppunt.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.PlanValue;
import org.knooppunt.engine.design.Region;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.MonthProfile;

class RiskSimulationTest {
    private static final MonthProfile EVEN = MonthProfile.EVEN;

    /** All of the year comes in the first six months. */
    private static final MonthProfile FIRST_HALF =
            new MonthProfile(List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0));

    private static RiskOptions years(int years, long seed) {
        return new RiskOptions(years, seed, 2, 0.95, 0.05);
    }

    private static Plan.Flow in(String offer, String facility, String process, double quantity) {
        return new Plan.Flow(offer, null, facility, process, "wood", quantity, 2, 20, 0, Mode.ROAD);
    }

    private static Plan.Flow out(String facility, String process, String need, double quantity) {
        return new Plan.Flow(facility, process, need, null, "chips", quantity, 3, 30, 0, Mode.ROAD);
    }

    private static RiskReport run(Region region, List<Plan.Flow> flows, RiskOptions options) {
        PlanProblem problem = region.problem();
        return RiskSimulation.run(
                problem.inventory(), problem.weights(), List.of(), flows, options, RiskMonitor.SILENT);
    }

    private static FacilityRisk only(RiskReport report) {
        assertThat(report.facilities()).hasSize(1);
        return report.facilities().getFirst();
    }

    /** 120 units of wood a year at EUR 1, of which half becomes chips at EUR 40; fixed cost EUR 300. */
    private static Region wood(double deviation, MonthProfile profile, double minimum) {
        return new Region()
                .varying("O", "a", "wood", 120, 1, deviation, profile)
                .facility("F", "b", 1200, minimum, 300)
                .process("P", "F", "wood", Map.of("chips", 0.5), 5)
                .need("N", "c", "chips", 10_000, 40);
    }

    private static final List<Plan.Flow> ALL = List.of(in("O", "F", "P", 120), out("F", "P", "N", 60));

    /** 60 × (40 − 3) − 120 × (1 + 2 + 5) − 300. */
    private static final double SURPLUS = 960;

    @Test
    void withoutDeviationsTheSurplusIsThePlansAndProbabilitiesAreNoughtOrOne() {
        RiskReport enough = run(wood(0, EVEN, 120), ALL, years(100, 1));

        assertThat(enough.planned()).isCloseTo(SURPLUS, within(1e-9));
        assertThat(enough.expected()).isCloseTo(SURPLUS, within(1e-9));
        assertThat(enough.worst()).isCloseTo(SURPLUS, within(1e-9));
        assertThat(enough.worstMean()).isCloseTo(SURPLUS, within(1e-9));
        assertThat(enough.deviation()).isLessThan(1e-9);
        assertThat(enough.drivers()).isEmpty();
        FacilityRisk facility = only(enough);
        assertThat(facility.year().value()).isEqualTo(1);
        assertThat(facility.everyMonth().value()).isEqualTo(1);
        assertThat(facility.months()).hasSize(12).allMatch(month -> month.value() == 1);
        assertThat(facility.safeYear()).isEqualTo(0.0);
        assertThat(facility.safeMonths()).isEqualTo(0.0);
        assertThat(facility.expected()).isCloseTo(120, within(1e-9));

        FacilityRisk short10 = only(run(wood(0, EVEN, 132), ALL, years(100, 1)));
        assertThat(short10.year().value()).isZero();
        assertThat(short10.everyMonth().value()).isZero();
        assertThat(short10.safeYear()).isCloseTo(12, within(1e-4));
        assertThat(short10.safeMonths()).isCloseTo(12, within(1e-4));
    }

    @Test
    void aMonthBelowATwelfthOfTheMinimumMissesItThoughTheYearReachesIt() {
        List<Double> weights = new ArrayList<>(Collections.nCopies(12, 1.0));
        weights.set(6, 0.5); // July brings 120 × 0.5 / 11.5 = 5.22; a twelfth of the minimum is 8
        FacilityRisk facility = only(run(wood(0, new MonthProfile(weights), 96), ALL, years(100, 1)));

        assertThat(facility.year().value()).isEqualTo(1);
        assertThat(facility.everyMonth().value()).isZero();
        assertThat(facility.months().get(6).value()).isZero();
        assertThat(facility.months().get(5).value()).isEqualTo(1);
        assertThat(facility.safeYear()).isEqualTo(0.0);
        // July must grow from 120 × 0.5 / 11.5 to 8
        assertThat(facility.safeMonths()).isCloseTo(120 * (8 * 11.5 / 60 - 1), within(1e-3));
    }

    @Test
    void noVolumeMakesAMonthSafeInWhichNothingComes() {
        FacilityRisk facility = only(run(wood(0, FIRST_HALF, 60), ALL, years(100, 1)));

        assertThat(facility.safeYear()).isEqualTo(0.0);
        assertThat(facility.safeMonths()).isNull();
    }

    @Test
    void aMonthTakesNoMoreThanATwelfthOfTheCapacity() {
        Region region = new Region()
                .varying("O", "a", "wood", 120, 1, 0, FIRST_HALF)
                .facility("F", "b", 120, 0, 300)
                .process("P", "F", "wood", Map.of("chips", 0.5), 5)
                .need("N", "c", "chips", 10_000, 40);

        RiskReport report = run(region, ALL, years(100, 1));

        // 20 come in each of six months, 10 fit; what is refused is neither paid nor moved
        assertThat(only(report).expected()).isCloseTo(60, within(1e-9));
        assertThat(report.expected()).isCloseTo(30 * 37 - 60 * 8 - 300, within(1e-9));
        assertThat(report.planned()).isCloseTo(SURPLUS, within(1e-9));
    }

    @Test
    void aNeedTakesNoMoreThanItAsksThatMonth() {
        Region region = new Region()
                .varying("O", "a", "wood", 120, 1, 0, FIRST_HALF)
                .facility("F", "b", 1200, 0, 300)
                .process("P", "F", "wood", Map.of("chips", 0.5), 5)
                .need("N", "c", "chips", 60, 40);

        // 10 units of chips in each of six months, of which the need asks 5: 30 are sold, 120 processed
        assertThat(run(region, ALL, years(100, 1)).expected()).isCloseTo(30 * 37 - 120 * 8 - 300, within(1e-9));
    }

    @Test
    void storageCarriesASeasonOverTheMonthsInWhichNothingComes() {
        Region with = new Region()
                .varying("O", "a", "wood", 120, 1, 0, FIRST_HALF)
                .storing("F", "b", 120, 96, 300, 60, 0.5)
                .process("P", "F", "wood", Map.of("chips", 0.5), 5)
                .need("N", "c", "chips", 60, 40);

        RiskReport report = run(with, ALL, years(100, 1));
        FacilityRisk facility = only(report);

        assertThat(facility.everyMonth().value()).isEqualTo(1);
        assertThat(facility.safeMonths()).isEqualTo(0.0);
        assertThat(facility.expected()).isCloseTo(120, within(1e-9));
        // at month ends lie 10, 20, …, 60, 50, …, 0 units: 360 unit months at EUR 0.5
        assertThat(report.expected()).isCloseTo(SURPLUS - 180, within(1e-9));

        FacilityRisk without = only(run(wood(0, FIRST_HALF, 96), ALL, years(100, 1)));
        assertThat(without.everyMonth().value()).isZero();
        assertThat(without.months().get(11).value()).isZero();
    }

    @Test
    void storageHelpsAStreamThatVaries() {
        long seed = 20_260_301;
        Region with = new Region()
                .varying("O", "a", "wood", 120, 1, 12, FIRST_HALF)
                .storing("F", "b", 240, 84, 300, 80, 0.5)
                .process("P", "F", "wood", Map.of("chips", 0.5), 5)
                .need("N", "c", "chips", 10_000, 40);

        double stored = only(run(with, ALL, years(2_000, seed))).everyMonth().value();
        double direct = only(run(wood(12, FIRST_HALF, 84), ALL, years(2_000, seed)))
                .everyMonth()
                .value();

        assertThat(direct).as("seed %d", seed).isZero();
        assertThat(stored).as("seed %d", seed).isGreaterThan(0.3);
    }

    @Test
    void oneOfferAndOneFacilityAgreeWithTheDistributionFunctions() {
        for (long seed : new long[] {1, 2, 3}) {
            double minimum = 102;
            double deviation = 18;
            RiskReport report = run(wood(deviation, EVEN, minimum), ALL, years(40_000, seed));
            FacilityRisk facility = only(report);

            double shape = 120 * 120 / (deviation * deviation);
            double scale = deviation * deviation / 120;
            double year = 1 - new GammaDistribution(shape, scale).cumulativeProbability(minimum);
            double month = 1 - new GammaDistribution(shape / 12, scale).cumulativeProbability(minimum / 12);
            assertAgrees(facility.year(), year, seed);
            facility.months().forEach(each -> assertAgrees(each, month, seed));
            assertAgrees(facility.everyMonth(), Math.pow(month, 12), seed);

            // value per unit of intake: 0.5 × 37 − 8 = 10.5
            assertThat(report.expected()).as("seed %d", seed).isCloseTo(SURPLUS, within(4.5 * report.expectedError()));
            assertThat(report.deviation()).as("seed %d", seed).isCloseTo(10.5 * deviation, within(4.0));
            GammaDistribution intake = new GammaDistribution(shape, scale);
            double worst = intake.inverseCumulativeProbability(0.05);
            assertThat(report.worst()).as("seed %d", seed).isCloseTo(10.5 * worst - 300, within(8.0));
            // E[X | X ≤ v] = mean × F(v; shape + 1) / F(v; shape)
            double worstIntake = 120 * new GammaDistribution(shape + 1, scale).cumulativeProbability(worst) / 0.05;
            assertThat(report.worstMean()).as("seed %d", seed).isCloseTo(10.5 * worstIntake - 300, within(10.0));

            // (1 + x) X reaches the minimum in 95 % of the years
            assertThat(facility.safeYear()).as("seed %d", seed).isCloseTo(120 * (minimum / worst - 1), within(1.0));
            assertThat(facility.drivers()).extracting(Driver::stream).containsExactly("O");
            assertThat(facility.drivers().getFirst().share()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void aSmallDeviationAgreesWithTheNormalDistribution() {
        long seed = 7;
        // a gamma with a deviation of 1 % of its mean is normal but for a skewness of 0.02
        Probability year =
                only(run(wood(1.2, EVEN, 119), ALL, years(40_000, seed))).year();

        double expected = 1 - new NormalDistribution(120, 1.2).cumulativeProbability(119);
        assertThat(year.value()).as("seed %d", seed).isCloseTo(expected, within(4 * year.standardError() + 0.003));
    }

    private static void assertAgrees(Probability found, double expected, long seed) {
        assertThat(found.value()).as("seed %d", seed).isCloseTo(expected, within(4.5 * found.standardError()));
        assertThat(found.low()).isLessThan(found.value());
        assertThat(found.high()).isGreaterThan(found.value());
    }

    @Test
    void theStandardErrorIsThatOfIndependentYears() {
        Probability half = Probability.of(500, 1_000);
        assertThat(half.standardError()).isCloseTo(Math.sqrt(0.25 / 1_000), within(1e-12));

        Probability always = Probability.of(100, 100);
        assertThat(always.high()).isEqualTo(1);
        assertThat(always.low()).isCloseTo(100 / (100 + 1.959963984540054 * 1.959963984540054), within(1e-9));
        assertThat(Probability.of(0, 100).low()).isZero();
    }

    @Test
    void theShareOfAStreamIsItsPartOfTheVariance() {
        long seed = 11;
        Region region = new Region()
                .varying("calm", "a", "wood", 60, 1, 3, EVEN)
                .varying("wild", "a", "wood", 60, 1, 9, EVEN)
                .facility("F", "b", 1200, 60, 0)
                .process("P", "F", "wood", Map.of("chips", 0.5), 5)
                .need("N", "c", "chips", 10_000, 40);

        RiskReport report = run(
                region,
                List.of(in("calm", "F", "P", 60), in("wild", "F", "P", 60), out("F", "P", "N", 60)),
                years(20_000, seed));

        // 9² / (9² + 3²)
        assertThat(only(report).drivers()).extracting(Driver::stream).containsExactly("wild", "calm");
        assertThat(only(report).drivers().getFirst().share())
                .as("seed %d", seed)
                .isCloseTo(0.9, within(0.01));
        assertThat(report.drivers()).extracting(Driver::stream).containsExactly("wild", "calm");
    }

    @Test
    void aFlowTakesItsShareOfWhatComes() {
        long seed = 5;
        Region region = wood(24, EVEN, 0);
        List<Plan.Flow> half = List.of(in("O", "F", "P", 60), out("F", "P", "N", 30));

        RiskReport report = run(region, half, years(20_000, seed));

        assertThat(report.planned()).isCloseTo(330, within(1e-9));
        assertThat(report.deviation()).as("seed %d", seed).isCloseTo(10.5 * 12, within(3.0));
    }

    @Test
    void aFacilityThatFeedsAnotherPassesItsVariationOn() {
        long seed = 9;
        Region region = new Region()
                .varying("O", "a", "wood", 120, 0, 12, EVEN)
                .facility("sort", "b", 1200, 0, 0)
                .process("P1", "sort", "wood", Map.of("clean", 0.5), 0)
                .facility("press", "c", 1200, 55, 0)
                .process("P2", "press", "clean", Map.of("board", 1.0), 0)
                .need("N", "d", "board", 10_000, 10);
        List<Plan.Flow> flows = List.of(
                new Plan.Flow("O", null, "sort", "P1", "wood", 120, 0, 0, 0, Mode.ROAD),
                new Plan.Flow("sort", "P1", "press", "P2", "clean", 60, 0, 0, 0, Mode.ROAD),
                new Plan.Flow("press", "P2", "N", null, "board", 60, 0, 0, 0, Mode.ROAD));

        RiskReport report = run(region, flows, years(20_000, seed));
        FacilityRisk press = report.facilities().getFirst();

        assertThat(press.facility()).isEqualTo("press");
        double expected = 1 - new GammaDistribution(100, 0.6).cumulativeProbability(55);
        assertAgrees(press.year(), expected, seed);
        assertThat(press.drivers()).extracting(Driver::stream).containsExactly("O");
        assertThat(report.deviation()).as("seed %d", seed).isCloseTo(60, within(2.0));
    }

    @Test
    void whatGoesRoundBetweenFacilitiesComesBackAMonthLater() {
        Region region = new Region()
                .varying("O", "a", "wood", 120, 0, 0, EVEN)
                .facility("A", "b", 1200, 160, 0)
                .process("PA", "A", "wood", Map.of("rest", 0.5), 0)
                .facility("B", "c", 1200, 0, 0)
                .process("PB", "B", "rest", Map.of("wood", 0.5), 0)
                .need("N", "d", "rest", 10_000, 10);
        List<Plan.Flow> flows = List.of(
                new Plan.Flow("O", null, "A", "PA", "wood", 120, 0, 0, 0, Mode.ROAD),
                new Plan.Flow("A", "PA", "B", "PB", "rest", 80, 0, 0, 0, Mode.ROAD),
                new Plan.Flow("B", "PB", "A", "PA", "wood", 40, 0, 0, 0, Mode.ROAD));

        FacilityRisk a = run(region, flows, years(100, 1)).facilities().getFirst();

        // 120 and what goes round, 120 × (1 + ¼ + ¼² + …) = 160, which the first year had not reached yet
        assertThat(a.expected()).isCloseTo(160, within(1e-6));
        assertThat(a.year().value()).isEqualTo(1);
    }

    @Test
    void theReportIsTheSameOnAnyNumberOfThreads() {
        Region region = wood(30, FIRST_HALF, 90);
        RiskReport one = run(region, ALL, new RiskOptions(1_234, 42, 1, 0.95, 0.05));
        RiskReport four = run(region, ALL, new RiskOptions(1_234, 42, 4, 0.95, 0.05));
        RiskReport other = run(region, ALL, new RiskOptions(1_234, 43, 4, 0.95, 0.05));

        assertThat(four.facilities()).isEqualTo(one.facilities());
        assertThat(four.expected()).isEqualTo(one.expected());
        assertThat(four.worstMean()).isEqualTo(one.worstMean());
        assertThat(four.drivers()).isEqualTo(one.drivers());
        assertThat(other.expected()).isNotEqualTo(one.expected());
    }

    @Test
    void thePlansOfRandomRegionsAreWorthTheSameWhenNothingVaries() {
        for (long seed = 1; seed <= 20; seed++) {
            PlanProblem problem = even(new Random(seed));
            Plan plan = new ExactPlanner().solve(problem, PlanOptions.DEFAULT, PlanMonitor.SILENT);
            List<String> running = plan.facilities().stream()
                    .filter(Plan.FacilityUse::runs)
                    .map(Plan.FacilityUse::facility)
                    .toList();

            RiskReport report = RiskSimulation.run(
                    problem.inventory(),
                    problem.weights(),
                    running,
                    plan.flows(),
                    years(100, seed),
                    RiskMonitor.SILENT);

            double value =
                    PlanValue.of(problem, plan.facilities(), plan.flows()).surplus();
            assertThat(report.planned()).as("seed %d", seed).isCloseTo(value, within(1e-6));
            assertThat(report.expected()).as("seed %d", seed).isCloseTo(value, within(1e-6));
            assertThat(report.facilities())
                    .as("seed %d", seed)
                    .allMatch(facility -> facility.everyMonth().value() == 1);
        }
    }

    private static PlanProblem even(Random random) {
        Region region = new Region();
        for (int at = 0; at < 6; at++) {
            region.offer("O" + at, "o" + at, "wood", 50 + random.nextInt(100), random.nextInt(5));
            region.need("N" + at, "n" + at, "chips", 20 + random.nextInt(60), 20 + random.nextInt(40));
        }
        for (int at = 0; at < 3; at++) {
            region.facility("F" + at, "f" + at, 150 + random.nextInt(200), random.nextInt(100), random.nextInt(500));
            region.process("P" + at, "F" + at, "wood", Map.of("chips", 0.5), 2, -100, 3, Map.of());
        }
        return region.weights(10, 100).problem();
    }

    @Test
    void nobodyWaitsForASimulationThatWasStopped() {
        PlanProblem problem = wood(12, EVEN, 60).problem();
        RiskMonitor stopped = new RiskMonitor() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> RiskSimulation.run(
                        problem.inventory(), problem.weights(), List.of(), ALL, RiskOptions.STANDARD, stopped))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void askingForNonsenseIsRefused() {
        assertThatThrownBy(() -> new RiskOptions(10, 1, 1, 0.95, 0.05)).hasMessageContaining("years is 10");
        assertThatThrownBy(() -> new RiskOptions(1000, 1, 0, 0.95, 0.05)).hasMessageContaining("threads is 0");
        assertThatThrownBy(() -> new RiskOptions(1000, 1, 1, 1, 0.05)).hasMessageContaining("level is 1");
    }
}
