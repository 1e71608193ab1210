package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;

class ExplainerTest {
    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofMinutes(1), 1, 1);

    private static Explanation explain(PlanProblem problem, Explanation.Thing thing, String id) {
        Plan plan = new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT);
        return new Explainer().explain(problem, Floors.NONE, plan, thing, id, EXACT, PlanMonitor.SILENT);
    }

    private static Explanation.Way way(Explanation explanation, Explanation.Change change) {
        return explanation.ways().stream()
                .filter(way -> way.change() == change)
                .findFirst()
                .orElseThrow(() -> new AssertionError(change + " is not among " + explanation.ways()));
    }

    @Test
    void anOfferThatIsTooDearComesInAtThePriceThatIsLeftAfterTransport() {
        // sold at 50, carried at 5 over 50 km, asked 48
        PlanProblem problem = new Region()
                .offer("O", "a", "sand", 100, 48)
                .need("N", "b", "sand", 60, 50)
                .link("a", "b", 5)
                .problem();
        Explanation why = explain(problem, Explanation.Thing.OFFER, "O");

        assertThat(why.takesPart()).isFalse();
        assertThat(why.worth()).isZero();
        Explanation.Way price = way(why, Explanation.Change.PRICE);
        assertThat(price.now()).isEqualTo(48);
        assertThat(price.needed()).isCloseTo(45, within(1e-6));
        assertThat(price.checked()).isTrue();
        assertThat(way(why, Explanation.Change.TRANSPORT).needed()).isCloseTo(2, within(1e-6));
        assertThat(way(why, Explanation.Change.DISTANCE).now()).isEqualTo(50);
        assertThat(way(why, Explanation.Change.DISTANCE).needed()).isCloseTo(20, within(1e-5));
        assertThat(way(why, Explanation.Change.DISTANCE).partner()).isEqualTo("N");

        Explanation need = explain(problem, Explanation.Thing.NEED, "N");
        assertThat(way(need, Explanation.Change.PRICE).needed()).isCloseTo(53, within(1e-6));
    }

    @Test
    void anOfferThatTakesPartIsToldWhatItsLastUnitEarnsAndWhenItGoesOut() {
        PlanProblem problem = new Region()
                .offer("O", "a", "sand", 40, 20)
                .need("N", "b", "sand", 60, 50)
                .link("a", "b", 5)
                .problem();
        Explanation why = explain(problem, Explanation.Thing.OFFER, "O");

        assertThat(why.takesPart()).isTrue();
        assertThat(why.quantity()).isCloseTo(40, within(1e-6));
        assertThat(why.worth()).isCloseTo(1000, within(1e-4));
        assertThat(why.margin()).isCloseTo(25, within(1e-6));
        assertThat(way(why, Explanation.Change.PRICE).needed()).isCloseTo(45, within(1e-6));
        assertThat(way(why, Explanation.Change.PRICE).checked()).isTrue();
    }

    /** Per tonne in: 45 earned, 8 to process, 5 asked, 2 carried: 30 left. */
    private static Region shredder(double offered, double least, double fixed) {
        return new Region()
                .offer("O", "a", "tyres", offered, 5)
                .need("N", "c", "granulate", 1000, 90)
                .facility("F", "f", 500, least, fixed)
                .process("P", "F", "tyres", Map.of("granulate", 0.5), 8)
                .link("a", "f", 2)
                .link("f", "c", 0);
    }

    @Test
    void aFacilityThatDoesNotPayIsToldWhichFixedCostItCouldBearAndHowMuchMoreItWouldNeed() {
        // 60 t earn 1,800 a year, 2,400 are needed: 20 t more at the same price
        Explanation why = explain(shredder(60, 0, 2400).problem(), Explanation.Thing.FACILITY, "F");

        assertThat(why.takesPart()).isFalse();
        Explanation.Way fixed = way(why, Explanation.Change.FIXED_COST);
        assertThat(fixed.now()).isEqualTo(2400);
        assertThat(fixed.needed()).isCloseTo(1800, within(1e-3));
        assertThat(fixed.checked()).isTrue();
        Explanation.Way volume = way(why, Explanation.Change.VOLUME);
        assertThat(volume.needed()).isCloseTo(20, within(1e-3));
        assertThat(volume.at()).isCloseTo(7, within(1e-9));
        assertThat(volume.partner()).isEqualTo("tyres");
        assertThat(volume.checked()).isTrue();
    }

    @Test
    void aFacilityBelowItsMinimumIsToldWhatIsMissing() {
        Explanation why = explain(shredder(60, 100, 0).problem(), Explanation.Thing.FACILITY, "F");

        assertThat(why.ways()).extracting(Explanation.Way::change).containsExactly(Explanation.Change.VOLUME);
        assertThat(way(why, Explanation.Change.VOLUME).needed()).isCloseTo(40, within(1e-3));
        assertThat(way(why, Explanation.Change.VOLUME).checked()).isTrue();
    }

    @Test
    void theEntryPriceCountsAFacilityThatWouldOpen() {
        // duals know no price for the offer of a facility that is shut; 60 t bear 1,800 - 2,400: 10 a tonne less
        Explanation why = explain(shredder(60, 0, 2400).problem(), Explanation.Thing.OFFER, "O");

        assertThat(way(why, Explanation.Change.PRICE).needed()).isCloseTo(-5, within(1e-6));
        assertThat(way(why, Explanation.Change.PRICE).checked()).isTrue();
        assertThat(why.ways()).extracting(Explanation.Way::change).containsExactly(Explanation.Change.PRICE);
    }

    @Test
    void aFacilityThatRunsIsToldWhatItBringsAndWhatWouldStandInForIt() {
        PlanProblem problem = shredder(60, 0, 600)
                .facility("G", "f", 500, 0, 900)
                .process("Q", "G", "tyres", Map.of("granulate", 0.5), 8)
                .problem();
        Explanation why = explain(problem, Explanation.Thing.FACILITY, "F");

        assertThat(why.takesPart()).isTrue();
        assertThat(why.worth()).isCloseTo(300, within(1e-3));
        assertThat(why.starts()).containsExactly("G");
        assertThat(way(why, Explanation.Change.FIXED_COST).needed()).isCloseTo(900, within(1e-3));
        assertThat(way(why, Explanation.Change.FIXED_COST).checked()).isTrue();
    }

    @Test
    void whatNobodyCouldTakeHasNoWayIn() {
        Explanation why = explain(
                new Region()
                        .offer("O", "a", "sand", 100, 48)
                        .need("N", "b", "glass", 60, 50)
                        .problem(),
                Explanation.Thing.OFFER,
                "O");

        assertThat(why.ways()).isEmpty();
        assertThat(why.complete()).isTrue();
    }

    @Test
    void whenTimeIsUpThePlansOwnPriceIsGivenAndSaysItIsNotChecked() {
        PlanProblem problem = new Region()
                .offer("O", "a", "sand", 100, 48)
                .need("N", "b", "sand", 60, 50)
                .link("a", "b", 5)
                .problem();
        Plan plan = new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT);
        PlanMonitor cancelled = new PlanMonitor() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        Explanation why =
                new Explainer().explain(problem, Floors.NONE, plan, Explanation.Thing.OFFER, "O", EXACT, cancelled);

        assertThat(why.complete()).isFalse();
        assertThat(way(why, Explanation.Change.PRICE).needed()).isCloseTo(45, within(1e-6));
        assertThat(way(why, Explanation.Change.PRICE).checked()).isFalse();
    }

    @Test
    void atTheStatedPriceTheDecisionTurns() {
        int prices = 0;
        int costs = 0;
        for (long seed = 1; seed <= 40; seed++) {
            PlanProblem problem = RandomRegion.of(new Random(seed)).problem();
            for (Offer offer : problem.inventory().offers()) {
                Explanation why = explain(problem, Explanation.Thing.OFFER, offer.id());
                assertThat(why.complete()).isTrue();
                for (Explanation.Way way : why.ways()) {
                    if (way.change() == Explanation.Change.PRICE) {
                        String name = "seed " + seed + " " + why;
                        assertThat(way.checked()).as(name).isTrue();
                        assertThat(used(asking(problem, offer, way.needed() - 0.05), offer.id()))
                                .as(name)
                                .isPositive();
                        assertThat(used(asking(problem, offer, way.needed() + 0.05), offer.id()))
                                .as(name)
                                .isZero();
                        prices++;
                    }
                }
            }
            for (Facility facility : problem.inventory().facilities()) {
                Explanation why = explain(problem, Explanation.Thing.FACILITY, facility.id());
                for (Explanation.Way way : why.ways()) {
                    if (way.change() == Explanation.Change.FIXED_COST && way.needed() > 1 && facility.fixedCost() > 0) {
                        String name = "seed " + seed + " " + why;
                        assertThat(way.checked()).as(name).isTrue();
                        assertThat(runs(costing(problem, facility, way.needed() - 1), facility.id()))
                                .as(name)
                                .isTrue();
                        assertThat(runs(costing(problem, facility, way.needed() + 1), facility.id()))
                                .as(name)
                                .isFalse();
                        costs++;
                    }
                }
            }
        }
        assertThat(prices).isGreaterThan(60);
        assertThat(costs).isGreaterThan(12);
    }

    private static double used(PlanProblem problem, String offer) {
        return new ExactPlanner()
                .solve(problem, EXACT, PlanMonitor.SILENT).flows().stream()
                        .filter(flow -> flow.from().equals(offer))
                        .mapToDouble(Plan.Flow::quantity)
                        .sum();
    }

    private static boolean runs(PlanProblem problem, String facility) {
        return new ExactPlanner()
                .solve(problem, EXACT, PlanMonitor.SILENT).facilities().stream()
                        .anyMatch(use -> use.facility().equals(facility) && use.runs());
    }

    private static PlanProblem asking(PlanProblem problem, Offer changed, double price) {
        List<Offer> offers = problem.inventory().offers().stream()
                .map(o -> o.id().equals(changed.id())
                        ? new Offer(
                                o.id(),
                                o.site(),
                                o.resourceClass(),
                                o.quantity(),
                                price,
                                o.ewc(),
                                o.description(),
                                o.standardDeviation(),
                                o.profile(),
                                o.visibility(),
                                o.qualities())
                        : o)
                .toList();
        return with(problem, offers, List.copyOf(problem.inventory().facilities()));
    }

    private static PlanProblem costing(PlanProblem problem, Facility changed, double fixed) {
        List<Facility> facilities = problem.inventory().facilities().stream()
                .map(f -> f.id().equals(changed.id())
                        ? new Facility(f.id(), f.site(), f.name(), f.status(), f.capacity(), f.minIntake(), fixed)
                        : f)
                .toList();
        return with(problem, List.copyOf(problem.inventory().offers()), facilities);
    }

    private static PlanProblem with(PlanProblem problem, List<Offer> offers, List<Facility> facilities) {
        Inventory all = problem.inventory();
        List<Need> needs = List.copyOf(all.needs());
        return new PlanProblem(
                new Inventory(
                        List.copyOf(all.classes()),
                        List.copyOf(all.organisations()),
                        List.copyOf(all.sites()),
                        offers,
                        needs,
                        facilities,
                        List.copyOf(all.processes()),
                        all.links()),
                problem.transport(),
                problem.weights());
    }
}
