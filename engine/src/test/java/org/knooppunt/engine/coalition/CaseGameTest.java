package org.knooppunt.engine.coalition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.cases.Cases;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.RandomRegion;
import org.knooppunt.engine.design.Region;
import org.knooppunt.engine.inventory.Organisation;

class CaseGameTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static List<String> everybody(PlanProblem problem) {
        return problem.inventory().organisations().stream()
                .map(Organisation::id)
                .sorted()
                .toList();
    }

    private static double planned(PlanProblem problem, List<String> partners, long coalition) {
        Set<String> members = new HashSet<>();
        for (int i = 0; i < partners.size(); i++) {
            if ((coalition >> i & 1) == 1) {
                members.add(partners.get(i));
            }
        }
        PlanProblem own =
                new PlanProblem(Cases.restrict(problem.inventory(), members), problem.transport(), problem.weights());
        return new ExactPlanner()
                .solve(own, new PlanOptions(0, LIMIT, 1, 1), PlanMonitor.SILENT)
                .surplus();
    }

    @Test
    void twoSuppliersAndAFacilityThatNeedsBothAreWorthNothingApart() {
        PlanProblem problem = twoSuppliers();
        try (CaseGame game = new CaseGame(problem, everybody(problem), 1, LIMIT)) {
            assertThat(game.partners()).containsExactly("org-a", "org-b", "org-f");
            for (long coalition = 0; coalition < 7; coalition++) {
                assertThat(game.worth(coalition)).as("coalition " + coalition).isZero();
            }
            // 120 t in, half of it out at 90, less purchases, transport and processing
            assertThat(game.worth(7)).isCloseTo(5400 - 600 - 240 - 960 - 2000, within(1e-6));
            assertThat(game.isProven()).isTrue();
        }
    }

    static PlanProblem twoSuppliers() {
        return new Region()
                .offer("O1", "a", "tyres", 60, 5)
                .offer("O2", "b", "tyres", 60, 5)
                .need("N", "f", "granulate", 1000, 90)
                .facility("F", "f", 500, 100, 2000)
                .process("P", "F", "tyres", Map.of("granulate", 0.5), 8)
                .link("a", "f", 2)
                .link("b", "f", 2)
                .problem();
    }

    @Test
    void everyCoalitionIsWorthWhatThePlannerReachesWithItsOwnThings() {
        for (long seed = 1; seed <= 25; seed++) {
            PlanProblem problem =
                    RandomRegion.of(new Random(seed)).weights(20, 500).problem();
            List<String> partners = everybody(problem);
            try (CaseGame game = new CaseGame(problem, partners, 2, LIMIT)) {
                for (long coalition = 1; coalition <= game.all(); coalition++) {
                    double planned = planned(problem, partners, coalition);
                    assertThat(game.worth(coalition))
                            .as("seed %s, coalition %s", seed, Long.toBinaryString(coalition))
                            .isCloseTo(planned, within(1e-6 * Math.max(1, planned)));
                }
            }
        }
    }
}
