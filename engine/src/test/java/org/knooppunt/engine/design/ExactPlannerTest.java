package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.inventory.QualityLimit;

class ExactPlannerTest {
    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofMinutes(1), 1, 1);

    private static Plan solve(Region region) {
        Plan plan = new ExactPlanner().solve(region.problem(), EXACT, PlanMonitor.SILENT);
        assertThat(plan.status()).isEqualTo(Plan.Status.OPTIMAL);
        assertThat(plan.certificate().feasible()).isTrue();
        assertThat(plan.bound()).isCloseTo(plan.surplus(), within(1e-6 * Math.max(1, plan.bound())));
        return plan;
    }

    private static boolean runs(Plan plan, String facility) {
        return plan.facilities().stream()
                .filter(use -> use.facility().equals(facility))
                .findFirst()
                .orElseThrow()
                .runs();
    }

    @Test
    void aDirectExchangeMovesWhatBothCanAndEarnsTheMargin() {
        // 60 of 100 t: sold at 50, bought at 20, carried at 5: 60 * 25
        Plan plan = solve(new Region()
                .offer("O", "a", "sand", 100, 20)
                .need("N", "b", "sand", 60, 50)
                .link("a", "b", 5, 2));

        assertThat(plan.surplus()).isCloseTo(1500, within(1e-6));
        assertThat(plan.parts()).isEqualTo(new Plan.Parts(3000, 1200, 300, 0, 0));
        assertThat(plan.co2eAvoided()).isCloseTo(-0.12, within(1e-9));
        assertThat(plan.flows()).hasSize(1);
        assertThat(plan.flows().getFirst().quantity()).isCloseTo(60, within(1e-9));
        assertThat(plan.certificate().multiplierBound()).isCloseTo(1500, within(1e-6));
        // 40 t are left with the owner: a unit is worth what the next would fetch, nothing beyond the price asked
        assertThat(plan.prices().get("O")).isCloseTo(20, within(1e-6));
        assertThat(plan.prices().get("N")).isCloseTo(25, within(1e-6));
    }

    @Test
    void nothingIsAPlanWhenNothingPays() {
        Plan plan = solve(new Region()
                .offer("O", "a", "sand", 100, 48)
                .need("N", "b", "sand", 60, 50)
                .link("a", "b", 5));

        assertThat(plan.surplus()).isZero();
        assertThat(plan.flows()).isEmpty();
        assertThat(plan.prices().get("O")).isCloseTo(45, within(1e-6));
        assertThat(plan.prices().get("N")).isCloseTo(53, within(1e-6));
    }

    @Test
    void anEmptyInventoryHasAnEmptyPlan() {
        Plan plan = solve(new Region());

        assertThat(plan.surplus()).isZero();
        assertThat(plan.bound()).isZero();
        assertThat(plan.prices()).isEmpty();
    }

    @Test
    void aMinimumIntakeTakesTwoOffersTogether() {
        // the shredder needs 100 t; neither offer has them alone. 120 in, 0.5 out: 60 * 90 - 120 * 10 - 120 * 5 - 2000
        Region region = new Region()
                .offer("O1", "a", "tyres", 60, 5)
                .offer("O2", "b", "tyres", 60, 5)
                .need("N", "c", "granulate", 1000, 90)
                .facility("F", "f", 500, 100, 2000)
                .process("P", "F", "tyres", Map.of("granulate", 0.5), 8)
                .link("a", "f", 2)
                .link("b", "f", 2)
                .link("f", "c", 0);
        Plan plan = solve(region);

        assertThat(plan.surplus()).isCloseTo(5400 - 600 - 960 - 240 - 2000, within(1e-6));
        assertThat(runs(plan, "F")).isTrue();
        assertThat(plan.flows()).hasSize(3);
    }

    @Test
    void aMinimumIntakeThatIsOutOfReachKeepsTheFacilityShut() {
        Plan plan = solve(new Region()
                .offer("O1", "a", "tyres", 60, 5)
                .need("N", "c", "granulate", 1000, 90)
                .facility("F", "f", 500, 100, 0)
                .process("P", "F", "tyres", Map.of("granulate", 0.5), 8)
                .link("a", "f", 2)
                .link("f", "c", 0));

        assertThat(plan.surplus()).isZero();
        assertThat(runs(plan, "F")).isFalse();
        assertThat(plan.prices()).doesNotContainKeys("O1", "N");
    }

    @Test
    void aMinimumIntakeThatOnlyLossesCouldReachShutsTheFacility() {
        // 40 t earn 10 each, the other 60 t of the minimum lose 10 each
        Region region = new Region()
                .offer("good", "a", "tyres", 40, 0)
                .offer("dear", "b", "tyres", 60, 20)
                .need("N", "c", "granulate", 1000, 20)
                .facility("F", "f", 500, 100, 0)
                .process("P", "F", "tyres", Map.of("granulate", 1.0), 10)
                .link("a", "f", 0)
                .link("b", "f", 0)
                .link("f", "c", 0);
        Plan plan = solve(region);

        assertThat(plan.surplus()).isZero();
        assertThat(runs(plan, "F")).isFalse();
    }

    @Test
    void aMinimumIntakeIsReachedWithALossWhereTheRestPaysForIt() {
        // 80 t earn 10 each, 20 t lose 10 each
        Plan plan = solve(new Region()
                .offer("good", "a", "tyres", 80, 0)
                .offer("dear", "b", "tyres", 60, 20)
                .need("N", "c", "granulate", 1000, 20)
                .facility("F", "f", 500, 100, 0)
                .process("P", "F", "tyres", Map.of("granulate", 1.0), 10)
                .link("a", "f", 0)
                .link("b", "f", 0)
                .link("f", "c", 0));

        assertThat(plan.surplus()).isCloseTo(600, within(1e-6));
    }

    @Test
    void twoStagesPayOnlyTogether() {
        Region region = new Region()
                .offer("O", "a", "wood", 200, 0)
                .need("N", "c", "panel", 1000, 100)
                .facility("F1", "f1", 500, 0, 1000)
                .process("P1", "F1", "wood", Map.of("chips", 0.8), 5)
                .facility("F2", "f2", 500, 0, 2000)
                .process("P2", "F2", "chips", Map.of("panel", 0.5), 10)
                .link("a", "f1", 1)
                .link("f1", "f2", 1)
                .link("f2", "c", 1);
        Plan plan = solve(region);

        // 200 in, 160 chips, 80 panels
        assertThat(plan.surplus()).isCloseTo(8000 - 1000 - 1600 - 200 - 160 - 80 - 3000, within(1e-6));
    }

    @Test
    void twoStagesThatDoNotPayTogetherStayShut() {
        Plan plan = solve(new Region()
                .offer("O", "a", "wood", 50, 0)
                .need("N", "c", "panel", 1000, 100)
                .facility("F1", "f1", 500, 0, 1000)
                .process("P1", "F1", "wood", Map.of("chips", 0.8), 5)
                .facility("F2", "f2", 500, 0, 2000)
                .process("P2", "F2", "chips", Map.of("panel", 0.5), 10)
                .link("a", "f1", 1)
                .link("f1", "f2", 1)
                .link("f2", "c", 1));

        assertThat(plan.surplus()).isZero();
        assertThat(plan.facilities()).noneMatch(Plan.FacilityUse::runs);
    }

    @Test
    void aNeedTakesOnlyWhatDeclaresAQualityWithinItsLimits() {
        Map<String, QualityLimit> atLeast60 = Map.of("temp", new QualityLimit(60, Double.POSITIVE_INFINITY));
        Plan plan = solve(new Region()
                .offer("warm", "a", "water", 10, 1, Map.of("temp", 65.0))
                .offer("tepid", "a", "water", 10, 0, Map.of("temp", 55.0))
                .offer("silent", "a", "water", 10, 0)
                .need("N", "a", "water", 100, 5, atLeast60));

        assertThat(plan.surplus()).isCloseTo(40, within(1e-9));
        assertThat(plan.flows()).extracting(Plan.Flow::from).containsExactly("warm");
        assertThat(plan.prices()).containsOnlyKeys("warm", "N");
    }

    @Test
    void whatAProcessPutsOutCarriesTheQualityOfTheProcess() {
        Map<String, QualityLimit> pure = Map.of("purity", new QualityLimit(0.9, 1));
        Region region = new Region()
                .offer("O", "a", "scrap", 10, 0, Map.of("purity", 1.0))
                .need("N", "a", "metal", 100, 5, pure)
                .facility("coarse", "a", 100, 0, 0)
                .process("C", "coarse", "scrap", Map.of("metal", 1.0), 0, 0, 0, Map.of("purity", 0.8))
                .facility("fine", "a", 100, 0, 0)
                .process("F", "fine", "scrap", Map.of("metal", 1.0), 2, 0, 0, Map.of("purity", 0.95));
        Plan plan = solve(region);

        assertThat(plan.surplus()).isCloseTo(30, within(1e-9));
        assertThat(runs(plan, "coarse")).isFalse();
    }

    @Test
    void aNeedTakesItsClassAndWhatIsBelowItButNotWhatIsAbove() {
        Plan plan = solve(new Region()
                .offer("tyres", "a", "rubber.tyres", 10, 0)
                .offer("rubber", "a", "rubber", 10, 0)
                .offer("wood", "a", "wood", 10, 0)
                .need("any", "a", "rubber", 100, 5)
                .need("strict", "a", "rubber.tyres", 100, 6));

        assertThat(plan.surplus()).isCloseTo(10 * 6 + 10 * 5, within(1e-9));
        assertThat(plan.prices()).doesNotContainKey("wood");
    }

    @Test
    void linksConnectOneWayOnly() {
        Plan plan = solve(new Region()
                .offer("O", "a", "sand", 10, 0)
                .need("N", "b", "sand", 10, 5)
                .offer("back", "b", "clay", 10, 0)
                .need("never", "a", "clay", 10, 5)
                .link("a", "b", 1));

        assertThat(plan.surplus()).isCloseTo(40, within(1e-9));
        assertThat(plan.prices()).doesNotContainKeys("back", "never");
    }

    @Test
    void withinASiteCarriageIsFree() {
        Plan plan = solve(new Region()
                .offer("O", "a", "sand", 10, 0)
                .need("N", "a", "sand", 10, 5)
                .link("a", "b", 1));

        assertThat(plan.surplus()).isCloseTo(50, within(1e-9));
        assertThat(plan.flows().getFirst().unitCost()).isZero();
    }

    @Test
    void anOwnerWhoPaysToBeRidOfAStreamEarnsItsDisposal() {
        // 30 t at -40, cost 15: output finds no taker and that is allowed
        Plan plan = solve(new Region()
                .offer("O", "a", "sludge", 50, -40)
                .facility("F", "a", 30, 0, 100)
                .process("P", "F", "sludge", Map.of("ash", 0.1), 15));

        assertThat(plan.surplus()).isCloseTo(30 * 25 - 100, within(1e-9));
    }

    @Test
    void weightsTurnTheChoiceAndAreReportedApart() {
        Region region = new Region()
                .offer("O", "a", "wood", 100, 0)
                .need("N", "a", "fuel", 100, 10)
                .need("M", "a", "board", 100, 9)
                .facility("burn", "a", 100, 0, 0)
                .process("B", "burn", "wood", Map.of("fuel", 1.0), 0, 0, 1, Map.of())
                .facility("press", "a", 100, 0, 0)
                .process("P", "press", "wood", Map.of("board", 1.0), 0, -500, 20, Map.of());
        Plan money = solve(region);
        assertThat(money.money()).isCloseTo(1000, within(1e-6));
        assertThat(money.jobs()).isCloseTo(0.1, within(1e-9));

        Plan climate = solve(region.weights(10, 100));
        assertThat(climate.money()).isCloseTo(900, within(1e-6));
        assertThat(climate.co2eAvoided()).isCloseTo(50, within(1e-9));
        assertThat(climate.jobs()).isCloseTo(2, within(1e-9));
        assertThat(climate.surplus()).isCloseTo(900 + 500 + 200, within(1e-6));
    }

    @Test
    void nothingGoesRoundToFillAMinimum() {
        // with a circle P -> Q -> P, 10 t could pretend to be the minimum of 100
        Plan plan = solve(new Region()
                .offer("O", "a", "thing.old", 10, 0)
                .need("N", "a", "thing", 1000, 50)
                .facility("F", "a", 1000, 100, 0)
                .process("P", "F", "thing", Map.of("thing.new", 1.0), 0)
                .facility("G", "a", 1000, 100, 0)
                .process("Q", "G", "thing", Map.of("thing.better", 1.0), 0));

        assertThat(plan.surplus()).isCloseTo(500, within(1e-6));
        assertThat(plan.facilities()).noneMatch(Plan.FacilityUse::runs);
    }
}
