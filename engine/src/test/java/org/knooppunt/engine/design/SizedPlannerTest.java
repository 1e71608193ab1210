package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SizedPlannerTest {
    private static PlanOptions options(PlanOptions.Method method) {
        return new PlanOptions(1e-6, Duration.ofMinutes(1), 1, 1, method);
    }

    @Test
    void fewFacilitiesAreChosenAmongExactlyAndManyByPrices() {
        PlanProblem small = Warehouses.hard(new Random(1), 5, 20);
        PlanProblem large = Warehouses.hard(new Random(1), 61, 20);

        assertThat(SizedPlanner.methodFor(small, options(PlanOptions.Method.AUTOMATIC)))
                .isEqualTo(PlanOptions.Method.EXACT);
        assertThat(SizedPlanner.methodFor(large, options(PlanOptions.Method.AUTOMATIC)))
                .isEqualTo(PlanOptions.Method.LAGRANGIAN);
    }

    @Test
    void whereEverythingCanGoToEverythingThePairsWorthConsideringComeFirst() {
        PlanProblem wide = WideNetworkTest.region(new Random(1), 4_000, 3, 4_000);

        assertThat(SizedPlanner.methodFor(wide, options(PlanOptions.Method.AUTOMATIC)))
                .isEqualTo(PlanOptions.Method.LAGRANGIAN);
    }

    @Test
    void whoForcesAMethodGetsItAndAPlanAsGood() {
        PlanProblem problem = Warehouses.hard(new Random(2), 6, 30);
        double exact = new SizedPlanner()
                .solve(problem, options(PlanOptions.Method.EXACT), PlanMonitor.SILENT)
                .surplus();

        assertThat(SizedPlanner.methodFor(problem, options(PlanOptions.Method.LAGRANGIAN)))
                .isEqualTo(PlanOptions.Method.LAGRANGIAN);
        assertThat(new SizedPlanner()
                        .solve(problem, options(PlanOptions.Method.LAGRANGIAN), PlanMonitor.SILENT)
                        .surplus())
                .isCloseTo(exact, within(1e-5 * exact));
    }
}
