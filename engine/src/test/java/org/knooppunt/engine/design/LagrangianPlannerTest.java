package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LagrangianPlannerTest {
    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofMinutes(1), 1, 1);

    private static Plan solve(PlanProblem problem, PlanOptions options) {
        return new LagrangianPlanner().solve(problem, options, PlanMonitor.SILENT);
    }

    @Test
    void smallPlansAreAsGoodAsTryingEverySetOfFacilities() {
        int paying = 0;
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            Region region = RandomRegion.of(random);
            if (random.nextInt(3) == 0) {
                region.weights(random.nextInt(100), random.nextInt(2000));
            }
            PlanProblem problem = region.problem();
            double best = BruteForce.bestSurplus(problem);
            Plan plan = solve(problem, EXACT);

            assertThat(plan.surplus()).as("seed %s", seed).isCloseTo(best, within(1e-6 * Math.max(1, Math.abs(best))));
            assertThat(plan.status()).as("seed %s", seed).isEqualTo(Plan.Status.OPTIMAL);
            paying += plan.facilities().stream().anyMatch(Plan.FacilityUse::runs) ? 1 : 0;
        }
        assertThat(paying).as("plans with a running facility").isGreaterThan(50);
    }

    @Test
    void hardLocationsEndWithinTheGapOfTheExactPlan() {
        for (long seed = 1; seed <= 4; seed++) {
            PlanProblem problem = Warehouses.hard(new Random(seed), 12, 60);
            double best =
                    new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT).surplus();
            Plan plan = solve(problem, new PlanOptions(0.001, Duration.ofMinutes(2), seed, 1));

            assertThat(plan.status()).as("seed %s", seed).isIn(Plan.Status.OPTIMAL, Plan.Status.WITHIN_GAP);
            assertThat(plan.surplus()).as("seed %s", seed).isBetween(best * (1 - 0.001) - 1e-6, best * (1 + 1e-9));
            assertThat(plan.bound()).as("seed %s", seed).isGreaterThanOrEqualTo(best * (1 - 1e-9));
        }
    }

    /** On average the second facility runs for a tenth, so rounding would shut it and leave a unit that must be served. */
    @Test
    void whatRoundingToCapacityWouldLeaveUnservedIsServed() {
        Region region = new Region();
        // an obligation: to leave a unit costs more than any facility
        region.need("N", "market", "done", 1_000, 1_000);
        for (String h : List.of("A", "B")) {
            region.facility(h, "at" + h, 10, 0, 100);
            region.process("P" + h, h, "stuff", Map.of("done", 1.0), 0);
            region.link("at" + h, "market", 0);
        }
        for (int s = 0; s < 11; s++) {
            region.offer("O" + s, "o" + s, "stuff", 1, 0);
            region.link("o" + s, "atA", 1);
            region.link("o" + s, "atB", 2);
        }

        Plan plan = solve(region.problem(), EXACT);

        assertThat(plan.facilities()).allMatch(Plan.FacilityUse::runs);
        assertThat(plan.surplus()).isCloseTo(11 * 1_000 - 2 * 100 - 10 * 1 - 2, within(1e-6));
    }

    @Test
    void everyBoundOnTheWayHoldsAndNoneRises() {
        PlanProblem problem = Warehouses.hard(new Random(7), 15, 80);
        double best =
                new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT).surplus();
        List<double[]> seen = new ArrayList<>();
        new LagrangianPlanner().solve(problem, EXACT, new PlanMonitor() {
            @Override
            public void progress(double surplus, double bound, double seconds) {
                seen.add(new double[] {surplus, bound});
            }
        });
        double tolerance = 1e-6 * best;
        double lastBound = Double.POSITIVE_INFINITY;
        double lastSurplus = 0;
        assertThat(seen).hasSizeGreaterThan(5);
        for (double[] step : seen) {
            assertThat(step[1]).isBetween(best - tolerance, lastBound + tolerance);
            assertThat(step[0]).isBetween(lastSurplus - tolerance, best + tolerance);
            lastSurplus = step[0];
            lastBound = step[1];
        }
    }

    @Test
    void twoThreadsGiveTheSamePlanAsOne() {
        for (long seed = 1; seed <= 3; seed++) {
            PlanProblem problem = Warehouses.hard(new Random(seed), 20, 120);
            Plan one = solve(problem, new PlanOptions(0.002, Duration.ofMinutes(2), seed, 1));
            Plan two = solve(problem, new PlanOptions(0.002, Duration.ofMinutes(2), seed, 2));

            assertThat(two.flows()).as("seed %s", seed).isEqualTo(one.flows());
            assertThat(two.bound()).as("seed %s", seed).isEqualTo(one.bound());
        }
    }

    @Test
    void aCancelGivesTheBestSoFarWithABoundThatHolds() {
        PlanProblem problem = Warehouses.hard(new Random(3), 20, 120);
        double best = new ExactPlanner()
                .solve(problem, new PlanOptions(1e-4, Duration.ofMinutes(1), 1, 1), PlanMonitor.SILENT)
                .surplus();
        AtomicInteger reports = new AtomicInteger();
        Plan plan = new LagrangianPlanner().solve(problem, EXACT, new PlanMonitor() {
            @Override
            public void progress(double surplus, double bound, double seconds) {
                reports.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return reports.get() >= 12;
            }
        });
        assertThat(plan.status()).isEqualTo(Plan.Status.CANCELLED);
        assertThat(plan.bound()).isGreaterThanOrEqualTo(best);
        assertThat(plan.certificate().feasible()).isTrue();
        assertThat(plan.certificate().multiplierBound()).isGreaterThanOrEqualTo(best);
    }

    @Test
    void twoStagesPayWhereOneDoesNot() {
        Region region = new Region()
                .offer("O", "a", "raw", 100, 0)
                .need("N", "d", "end", 40, 100)
                .facility("F", "b", 100, 0, 500)
                .process("P", "F", "raw", Map.of("middle", 0.8), 5)
                .facility("G", "c", 80, 0, 500)
                .process("Q", "G", "middle", Map.of("end", 0.5), 5)
                .link("a", "b", 1)
                .link("b", "c", 1)
                .link("c", "d", 1);
        // 100 raw → 80 middle → 40 end: 4,000 − 100 − 500 − 500 − 80 − 500 − 400 − 40
        Plan plan = solve(region.problem(), EXACT);

        assertThat(plan.surplus()).isCloseTo(1880, within(1e-3));
        assertThat(plan.facilities()).allMatch(Plan.FacilityUse::runs);
    }

    @Test
    void aMinimumIntakeThatCannotBeReachedAtAGainShutsTheFacility() {
        Region region = new Region()
                .offer("near", "a", "raw", 60, 0)
                .offer("far", "z", "raw", 100, 0)
                .need("N", "b", "end", 200, 20)
                .facility("F", "b", 200, 100, 0)
                .process("P", "F", "raw", Map.of("end", 1.0), 5)
                .link("a", "b", 1)
                .link("z", "b", 60);
        // 60 near earn 14 each, but 40 from afar cost 45 each
        assertThat(solve(region.problem(), EXACT).surplus()).isZero();

        region.offer("other", "a", "raw", 40, 0);
        Plan plan = solve(region.problem(), EXACT);
        assertThat(plan.surplus()).isCloseTo(1400, within(1e-3));
    }
}
