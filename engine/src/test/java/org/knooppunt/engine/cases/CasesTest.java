package org.knooppunt.engine.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.RandomRegion;
import org.knooppunt.engine.design.Region;

class CasesTest {
    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofMinutes(1), 1, 1);

    private static Plan solve(PlanProblem problem) {
        return new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT);
    }

    private static List<Case> cases(PlanProblem problem) {
        return Cases.of(problem, solve(problem), new ExactPlanner());
    }

    @Test
    void twoExchangesThatShareNobodyAreTwoCasesTheLargerFirst() {
        List<Case> cases = cases(new Region()
                .offer("O1", "a", "sand", 10, 0)
                .need("N1", "b", "sand", 10, 5)
                .offer("O2", "c", "clay", 10, 0)
                .need("N2", "d", "clay", 10, 9)
                .link("a", "b", 1)
                .link("c", "d", 1)
                .problem());

        assertThat(cases).extracting(Case::id).containsExactly("C1", "C2");
        assertThat(cases.get(0).partners()).containsExactly("org-c", "org-d");
        assertThat(cases.get(0).surplus()).isCloseTo(80, within(1e-9));
        assertThat(cases.get(1).partners()).containsExactly("org-a", "org-b");
        assertThat(cases.get(1).alone()).containsExactly(Map.entry("org-a", 0.0), Map.entry("org-b", 0.0));
    }

    @Test
    void aSharedPartnerMakesOneCase() {
        List<Case> cases = cases(new Region()
                .offer("O1", "a", "sand", 10, 0)
                .need("N1", "b", "sand", 10, 5)
                .offer("O2", "b", "clay", 10, 0)
                .need("N2", "d", "clay", 10, 9)
                .link("a", "b", 1)
                .link("b", "d", 1)
                .problem());

        assertThat(cases).hasSize(1);
        assertThat(cases.getFirst().partners()).containsExactly("org-a", "org-b", "org-d");
    }

    @Test
    void theOwnerOfAFacilityIsAPartnerAndItsFixedCostIsTheCases() {
        List<Case> cases = cases(new Region()
                .offer("O1", "a", "tyres", 60, 5)
                .offer("O2", "b", "tyres", 60, 5)
                .need("N", "c", "granulate", 1000, 90)
                .facility("F", "f", 500, 100, 2000)
                .process("P", "F", "tyres", Map.of("granulate", 0.5), 8)
                .link("a", "f", 2)
                .link("b", "f", 2)
                .link("f", "c", 0)
                .problem());

        assertThat(cases).hasSize(1);
        Case only = cases.getFirst();
        assertThat(only.partners()).containsExactly("org-a", "org-b", "org-c", "org-f");
        assertThat(only.facilities()).containsExactly("F");
        assertThat(only.offers()).containsExactly("O1", "O2");
        assertThat(only.needs()).containsExactly("N");
        assertThat(only.surplus()).isCloseTo(5400 - 600 - 960 - 240 - 2000, within(1e-6));
    }

    @Test
    void aFlowWithinOneOrganisationIsACaseThatItReachesAlone() {
        List<Case> cases = cases(new Region()
                .offer("O", "a", "sand", 10, 0)
                .need("N", "a", "sand", 10, 5)
                .problem());

        assertThat(cases).hasSize(1);
        assertThat(cases.getFirst().partners()).containsExactly("org-a");
        assertThat(cases.getFirst().alone()).containsExactly(Map.entry("org-a", 50.0));
    }

    @Test
    void nothingThatFlowsIsNoCase() {
        assertThat(cases(new Region().offer("O", "a", "sand", 10, 0).problem())).isEmpty();
    }

    @Test
    void noPairReachesWhatNeedsThree() {
        PlanProblem problem = new Region()
                .offer("O1", "a", "tyres", 60, 5)
                .offer("O2", "b", "tyres", 60, 5)
                .need("N", "f", "granulate", 1000, 90)
                .facility("F", "f", 500, 100, 2000)
                .process("P", "F", "tyres", Map.of("granulate", 0.5), 8)
                .link("a", "f", 2)
                .link("b", "f", 2)
                .problem();
        Case only = cases(problem).getFirst();

        PairWorth best = Cases.findBestPair(problem, only, new ExactPlanner()).orElseThrow();

        assertThat(best.surplus()).isZero();
        assertThat(only.surplus()).isPositive();
    }

    @Test
    void theBestPairIsFoundWhereAPairCanDoIt() {
        PlanProblem problem = new Region()
                .offer("O1", "a", "sand", 10, 0)
                .offer("O2", "b", "sand", 10, 1)
                .need("N", "c", "sand", 20, 5)
                .link("a", "c", 0)
                .link("b", "c", 0)
                .problem();
        PairWorth best = Cases.findBestPair(problem, cases(problem).getFirst(), new ExactPlanner())
                .orElseThrow();

        assertThat(best).isEqualTo(new PairWorth("org-a", "org-c", 50));
    }

    @Test
    void aCaseOfOnePartnerHasNoPair() {
        PlanProblem problem = new Region()
                .offer("O", "a", "sand", 10, 0)
                .need("N", "a", "sand", 10, 5)
                .problem();

        assertThat(Cases.findBestPair(problem, cases(problem).getFirst(), new ExactPlanner()))
                .isEmpty();
    }

    @Test
    void theCasesAddUpToThePlanAndSharePartnersWithNobody() {
        for (long seed = 1; seed <= 30; seed++) {
            PlanProblem problem =
                    RandomRegion.of(new Random(seed)).weights(20, 500).problem();
            Plan plan = solve(problem);
            List<Case> cases = Cases.of(problem, plan, new ExactPlanner());
            String named = "seed " + seed;

            assertThat(cases.stream().mapToDouble(Case::surplus).sum())
                    .as(named)
                    .isCloseTo(plan.surplus(), within(1e-6));
            assertThat(cases.stream().mapToDouble(Case::money).sum()).as(named).isCloseTo(plan.money(), within(1e-6));
            assertThat(cases.stream().mapToDouble(Case::co2eAvoided).sum())
                    .as(named)
                    .isCloseTo(plan.co2eAvoided(), within(1e-9));
            assertThat(cases.stream().mapToDouble(Case::jobs).sum()).as(named).isCloseTo(plan.jobs(), within(1e-9));
            assertThat(cases.stream().flatMap(one -> one.flows().stream()))
                    .as(named)
                    .containsExactlyInAnyOrderElementsOf(plan.flows());
            assertThat(cases.stream().flatMap(one -> one.partners().stream()))
                    .as(named)
                    .doesNotHaveDuplicates();
            assertThat(cases)
                    .as(named)
                    .isSortedAccordingTo((one, other) -> Double.compare(other.surplus(), one.surplus()));
            for (Case one : cases) {
                // what the partners of a case can do apart, they can do together
                double alone = one.alone().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
                assertThat(alone).as(named).isLessThanOrEqualTo(plan.surplus() + 1e-6);
                assertThat(one.alone().keySet()).as(named).containsExactlyElementsOf(one.partners());
            }
        }
    }

    @Test
    void whoIsPaidToTakeInWhatIsItsOwnEarnsAloneWithoutAnyNeed() {
        Region region = new Region()
                .offer("waste", "a", "waste", 10, -20)
                .offer("more", "b", "waste", 10, -20)
                .facility("F", "a", 100, 0, 0)
                .process("P", "F", "waste", Map.of("ash", 0.1), 5)
                .link("b", "a", 1);

        // 10 units at 20 − 5
        assertThat(cases(region.problem()).getFirst().alone()).containsEntry("org-a", 150.0);
    }
}
