package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;

class EntryPricesTest {
    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofMinutes(1), 1, 1);
    private static final double STEP = 1e-3;

    private static Plan solve(PlanProblem problem) {
        return new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT);
    }

    private static double used(Plan plan, String id) {
        return plan.flows().stream()
                .filter(flow -> flow.from().equals(id) || flow.to().equals(id))
                .mapToDouble(Plan.Flow::quantity)
                .sum();
    }

    private static Region chain(double dearPrice) {
        // granulate sells at 90, half of the intake: 45 a tonne in; minus 8 of processing and 2 of transport
        return new Region()
                .offer("cheap", "a", "tyres", 60, 5)
                .offer("dear", "a", "tyres", 60, dearPrice)
                .need("N", "f", "granulate", 50, 90)
                .facility("F", "f", 500, 0, 1000)
                .process("P", "F", "tyres", Map.of("granulate", 0.5), 8)
                .link("a", "f", 2);
    }

    @Test
    void aLeftOutOfferComesInBelowItsEntryPriceAndStaysOutAbove() {
        Plan plan = solve(chain(40).problem());

        assertThat(used(plan, "dear")).isZero();
        assertThat(plan.prices().get("dear")).isCloseTo(35, within(1e-6));
        assertThat(used(solve(chain(35 + STEP).problem()), "dear")).isZero();
        assertThat(used(solve(chain(35 - STEP).problem()), "dear")).isCloseTo(40, within(1e-6));
    }

    @Test
    void anOfferThatIsUsedUpIsWorthWhatItsLastUnitFetches() {
        assertThat(solve(chain(40).problem()).prices().get("cheap")).isCloseTo(35, within(1e-6));
        // the dear one fills the need up, so it sets the price
        assertThat(solve(chain(20).problem()).prices().get("cheap")).isCloseTo(20, within(1e-6));
    }

    @Test
    void aNeedIsDeliveredAtWhatTheNextUnitCosts() {
        // two tonnes in per tonne out, each 20 + 2 + 8
        assertThat(solve(chain(20).problem()).prices().get("N")).isCloseTo(60, within(1e-6));
    }

    @Test
    void aFacilityThatDoesNotRunGivesNoPrice() {
        Plan plan = solve(new Region()
                .offer("O", "f", "tyres", 60, 5)
                .need("N", "f", "granulate", 50, 90)
                .facility("F", "f", 500, 0, 1_000_000)
                .process("P", "F", "tyres", Map.of("granulate", 0.5), 8)
                .problem());

        assertThat(plan.prices()).isEmpty();
    }

    /** Facilities without choice and odd quantities, so that duals are unique and the plan is one linear model. */
    private static PlanProblem smooth(long seed) {
        Random random = new Random(seed);
        PlanProblem problem = RandomRegion.of(random).problem();
        Inventory all = problem.inventory();
        List<Offer> offers = new ArrayList<>();
        for (Offer o : all.offers()) {
            offers.add(offer(o, o.quantity() * (1 + random.nextDouble()) + 1, o.price() + random.nextDouble()));
        }
        List<Need> needs = new ArrayList<>();
        for (Need n : all.needs()) {
            needs.add(need(n, n.quantity() * (1 + random.nextDouble()), n.price() + random.nextDouble()));
        }
        List<Facility> facilities = new ArrayList<>();
        for (Facility f : all.facilities()) {
            double capacity = f.capacity() * (1 + random.nextDouble());
            facilities.add(new Facility(f.id(), f.site(), f.name(), f.status(), capacity, 0, 0));
        }
        return with(problem, offers, needs, facilities);
    }

    private static Offer offer(Offer o, double quantity, double price) {
        return new Offer(
                o.id(),
                o.site(),
                o.resourceClass(),
                quantity,
                price,
                o.ewc(),
                o.description(),
                o.standardDeviation(),
                o.profile(),
                o.visibility(),
                o.qualities());
    }

    private static Need need(Need n, double quantity, double price) {
        return new Need(
                n.id(),
                n.site(),
                n.resourceClass(),
                quantity,
                price,
                n.description(),
                n.standardDeviation(),
                n.profile(),
                n.visibility(),
                n.limits());
    }

    private static PlanProblem with(
            PlanProblem problem, List<Offer> offers, List<Need> needs, List<Facility> facilities) {
        Inventory all = problem.inventory();
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

    private static PlanProblem pricedOffer(PlanProblem problem, String id, double price) {
        List<Offer> offers = new ArrayList<>();
        problem.inventory().offers().forEach(o -> offers.add(o.id().equals(id) ? offer(o, o.quantity(), price) : o));
        return with(
                problem,
                offers,
                List.copyOf(problem.inventory().needs()),
                List.copyOf(problem.inventory().facilities()));
    }

    private static PlanProblem pricedNeed(PlanProblem problem, String id, double price) {
        List<Need> needs = new ArrayList<>();
        problem.inventory().needs().forEach(n -> needs.add(n.id().equals(id) ? need(n, n.quantity(), price) : n));
        return with(
                problem,
                List.copyOf(problem.inventory().offers()),
                needs,
                List.copyOf(problem.inventory().facilities()));
    }

    @Test
    void inRandomRegionsOffersAndNeedsComeInExactlyAtTheirEntryPrices() {
        int outside = 0;
        for (long seed = 1; seed <= 60; seed++) {
            PlanProblem problem = smooth(seed);
            Plan plan = solve(problem);
            for (Offer offer : problem.inventory().offers()) {
                Double entry = plan.prices().get(offer.id());
                if (entry != null && used(plan, offer.id()) == 0) {
                    outside++;
                    assertThat(used(solve(pricedOffer(problem, offer.id(), entry - STEP)), offer.id()))
                            .as("seed %s offer %s below %s", seed, offer.id(), entry)
                            .isPositive();
                    assertThat(used(solve(pricedOffer(problem, offer.id(), entry + STEP)), offer.id()))
                            .as("seed %s offer %s above %s", seed, offer.id(), entry)
                            .isZero();
                }
            }
            for (Need need : problem.inventory().needs()) {
                Double entry = plan.prices().get(need.id());
                if (entry != null && used(plan, need.id()) == 0) {
                    outside++;
                    assertThat(used(solve(pricedNeed(problem, need.id(), entry + STEP)), need.id()))
                            .as("seed %s need %s above %s", seed, need.id(), entry)
                            .isPositive();
                    assertThat(used(solve(pricedNeed(problem, need.id(), entry - STEP)), need.id()))
                            .as("seed %s need %s below %s", seed, need.id(), entry)
                            .isZero();
                }
            }
        }
        assertThat(outside).as("offers and needs left out with a price").isGreaterThan(40);
    }
}
