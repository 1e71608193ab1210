package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AimPlannerTest {
    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofMinutes(1), 1, 1);

    private static TradeOff trade(Region region, Aim first, Aim second, int points) {
        return new AimPlanner()
                .solve(region.problem(), new AimPlanner.Request(first, second, points), EXACT, TradeMonitor.SILENT);
    }

    /** 100 t of wood: the chipper earns 10 a tonne, the board maker 4 and saves 500 kg CO2e and takes 20 jobs per 1,000 t. */
    private static Region wood(double least) {
        return new Region()
                .offer("O", "a", "wood", 100, 0)
                .need("chips", "a", "chips", 1000, 10)
                .need("boards", "a", "boards", 1000, 4)
                .facility("chipper", "a", 100, least, 0)
                .process("chip", "chipper", "wood", Map.of("chips", 1.0), 0)
                .facility("maker", "a", 100, least, 0)
                .process("board", "maker", "wood", Map.of("boards", 1.0), 0, -500, 20, Map.of());
    }

    private static List<Double> values(TradeOff trade, Aim aim) {
        return trade.points().stream()
                .map(point -> Math.rint(aim.of(point.plan()) * 1e3) / 1e3 + 0.0)
                .toList();
    }

    @Test
    void betweenMoneyAndCo2eThePointsLieEvenlyOnTheLine() {
        TradeOff trade = trade(wood(0), Aim.MONEY, Aim.CO2E, 5);

        assertThat(values(trade, Aim.CO2E)).containsExactly(0.0, 12.5, 25.0, 37.5, 50.0);
        assertThat(values(trade, Aim.MONEY)).containsExactly(1000.0, 850.0, 700.0, 550.0, 400.0);
        assertThat(trade.complete()).isTrue();
        assertThat(trade.coverage()).isEqualTo(TradeOff.Coverage.EVEN);
        // a tonne of CO2e costs 6 EUR for each half tonne, wherever it is between the ends
        assertThat(trade.points().get(2).shadow().co2()).isCloseTo(12, within(1e-4));
        assertThat(trade.points().get(2).plan().certificate().multiplierBound()).isCloseTo(700, within(1e-3));
    }

    @Test
    void whatCannotBeDividedGivesTheTwoEndsOnly() {
        TradeOff trade = trade(wood(100), Aim.MONEY, Aim.CO2E, 9);

        assertThat(values(trade, Aim.MONEY)).containsExactly(1000.0, 400.0);
        assertThat(values(trade, Aim.CO2E)).containsExactly(0.0, 50.0);
    }

    @Test
    void aPlanInADentOfTheCurveIsFoundThoughNoWeightFindsIt() {
        // 500 EUR and 20 t lies under the line from (0 t, 1000 EUR) to (50 t, 400 EUR)
        Region region = wood(100)
                .need("panels", "a", "panels", 1000, 5)
                .facility("press", "a", 100, 100, 0)
                .process("panel", "press", "wood", Map.of("panels", 1.0), 0, -200, 0, Map.of());
        TradeOff exact = trade(region, Aim.MONEY, Aim.CO2E, 6);
        TradeOff scan = new WeightScan(new LagrangianPlanner())
                .solve(region.problem(), new AimPlanner.Request(Aim.MONEY, Aim.CO2E, 6), EXACT, TradeMonitor.SILENT);

        assertThat(values(exact, Aim.MONEY)).containsExactly(1000.0, 500.0, 400.0);
        assertThat(values(exact, Aim.CO2E)).containsExactly(0.0, 20.0, 50.0);
        assertThat(values(scan, Aim.MONEY)).containsExactly(1000.0, 400.0);
        assertThat(scan.coverage()).isEqualTo(TradeOff.Coverage.SUPPORTED);
    }

    @Test
    void betweenTwoAimsThatGoTogetherThereIsOnePlan() {
        TradeOff trade = trade(wood(0), Aim.CO2E, Aim.JOBS, 9);

        assertThat(values(trade, Aim.CO2E)).containsExactly(50.0);
        assertThat(values(trade, Aim.JOBS)).containsExactly(2.0);
    }

    @Test
    void amongPlansWithTheMostOfAnAimTheRichestIsTaken() {
        // both presses save as much; the second costs 300 a year
        Region region = new Region()
                .offer("O", "a", "wood", 100, 0)
                .need("boards", "a", "boards", 1000, 4)
                .facility("dear", "a", 100, 0, 300)
                .process("one", "dear", "wood", Map.of("boards", 1.0), 0, -500, 20, Map.of())
                .facility("cheap", "a", 100, 0, 100)
                .process("other", "cheap", "wood", Map.of("boards", 1.0), 0, -500, 20, Map.of());
        for (Aim aim : Aim.values()) {
            AimedPlan most = new AimPlanner().solve(region.problem(), aim, EXACT, PlanMonitor.SILENT);

            assertThat(most.plan().money()).as(aim.name()).isCloseTo(300, within(1e-3));
            assertThat(most.plan().co2eAvoided()).as(aim.name()).isCloseTo(50, within(1e-4));
            assertThat(most.plan().status()).as(aim.name()).isEqualTo(Plan.Status.OPTIMAL);
            assertThat(most.proofs().getFirst().aim()).isEqualTo(aim);
            assertThat(most.proofs().getFirst().gap()).isLessThan(1e-6);
        }
    }

    @Test
    void floorsThatNobodyReachesAreRefused() {
        assertThatThrownBy(() -> new AimPlanner()
                        .solve(wood(0).problem(), new Floors(51, Double.NEGATIVE_INFINITY), EXACT, PlanMonitor.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("51");
    }

    @Test
    void aPlanWithFloorsIsMadeAgainFromThem() {
        for (AimedPlan point : trade(wood(0), Aim.MONEY, Aim.JOBS, 4).points()) {
            AimedPlan again = new AimPlanner().solve(wood(0).problem(), point.floors(), EXACT, PlanMonitor.SILENT);

            assertThat(again.plan().money()).isCloseTo(point.plan().money(), within(1e-2));
            assertThat(again.plan().jobs()).isCloseTo(point.plan().jobs(), within(1e-4));
        }
    }

    @Test
    void theCertificateFindsAFloorThatIsNotReached() {
        PlanProblem problem = wood(0).problem();
        Plan plan = new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT);
        Certificate certificate = CertificateCheck.check(
                problem, plan, new Floors(10, Double.NEGATIVE_INFINITY), Multipliers.NONE, Weights.NONE);

        assertThat(certificate.feasible()).isFalse();
        assertThat(certificate.faults())
                .singleElement()
                .asString()
                .contains("CO2e")
                .contains("10");
    }

    @Test
    void everyPointIsNonDominatedAndEndsAreTheBestOfEachAim() {
        int several = 0;
        Aim[][] pairs = {{Aim.MONEY, Aim.CO2E}, {Aim.MONEY, Aim.JOBS}, {Aim.CO2E, Aim.JOBS}};
        for (long seed = 1; seed <= 45; seed++) {
            Region region = RandomRegion.of(new Random(seed));
            PlanProblem problem = region.problem();
            Aim first = pairs[(int) (seed % 3)][0];
            Aim second = pairs[(int) (seed % 3)][1];
            TradeOff trade = trade(region, first, second, 5);
            String name = "seed " + seed + " " + first + " " + second;
            List<AimedPlan> points = trade.points();

            assertThat(trade.complete()).as(name).isTrue();
            near(name, first.of(points.getFirst().plan()), BruteForce.most(problem, first, Map.of()));
            near(name, second.of(points.getLast().plan()), BruteForce.most(problem, second, Map.of()));
            for (AimedPlan point : points) {
                double one = first.of(point.plan());
                double other = second.of(point.plan());
                near(name, one, BruteForce.most(problem, first, Map.of(second, below(other))));
                near(name, other, BruteForce.most(problem, second, Map.of(first, below(one))));
                assertThat(point.plan().certificate().feasible()).as(name).isTrue();
                assertThat(point.plan().certificate().multiplierBound())
                        .as(name)
                        .isGreaterThanOrEqualTo(point.plan().money()
                                - 1e-4 * Math.max(1, Math.abs(point.plan().money())));
                for (AimProof proof : point.proofs()) {
                    double most = BruteForce.most(
                            problem,
                            proof.aim(),
                            proof.given() == null ? Map.of() : Map.of(proof.given(), proof.atLeast()));
                    assertThat(proof.bound())
                            .as(name + " " + proof)
                            .isGreaterThanOrEqualTo(most - 1e-5 * Math.max(1, Math.abs(most)));
                }
            }
            for (int i = 1; i < points.size(); i++) {
                assertThat(second.of(points.get(i).plan()))
                        .as(name)
                        .isGreaterThan(second.of(points.get(i - 1).plan()));
                assertThat(first.of(points.get(i).plan()))
                        .as(name)
                        .isLessThan(first.of(points.get(i - 1).plan()));
            }
            several += points.size() > 2 ? 1 : 0;
        }
        assertThat(several).as("trade-offs with more than two points").isGreaterThan(10);
    }

    private static double below(double value) {
        return value - 1e-8 * Math.max(1, Math.abs(value));
    }

    private static void near(String name, double found, double expected) {
        assertThat(found).as(name).isCloseTo(expected, within(5e-3 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void everyPointOfAWeightScanIsSupported() {
        for (long seed = 1; seed <= 20; seed++) {
            Region region = RandomRegion.of(new Random(seed));
            TradeOff scan = new WeightScan(new ExactPlanner())
                    .solve(
                            region.problem(),
                            new AimPlanner.Request(Aim.MONEY, Aim.CO2E, 6),
                            EXACT,
                            TradeMonitor.SILENT);
            for (AimedPlan point : scan.points()) {
                double weight = point.shadow().co2();
                double best = BruteForce.bestSurplus(region.weights(weight, 0).problem());
                assertThat(point.plan().money() + weight * point.plan().co2eAvoided())
                        .as("seed %s", seed)
                        .isCloseTo(best, within(1e-4 * Math.max(1, best)));
            }
        }
    }

    @Test
    void theSameSeedGivesTheSamePoints() {
        for (long seed = 1; seed <= 6; seed++) {
            Region region = RandomRegion.of(new Random(seed));
            TradeOff one = trade(region, Aim.MONEY, Aim.CO2E, 5);
            TradeOff other = trade(region, Aim.MONEY, Aim.CO2E, 5);

            assertThat(other.points())
                    .extracting(point -> point.plan().flows())
                    .as("seed %s", seed)
                    .isEqualTo(one.points().stream()
                            .map(point -> point.plan().flows())
                            .toList());
        }
    }

    @Test
    void aCancelKeepsThePointsSoFar() {
        TradeMonitor impatient = new TradeMonitor() {
            private int done;

            @Override
            public void progress(int found, int asked, double seconds) {
                done = found;
            }

            @Override
            public boolean cancelled() {
                return done >= 3;
            }
        };
        TradeOff trade = new AimPlanner()
                .solve(wood(0).problem(), new AimPlanner.Request(Aim.MONEY, Aim.CO2E, 9), EXACT, impatient);

        assertThat(trade.complete()).isFalse();
        assertThat(values(trade, Aim.CO2E)).containsExactly(0.0, 25.0, 50.0);
    }
}
