package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.QualityLimit;

class CertificateCheckTest {
    private static final PlanProblem PROBLEM = new Region()
            .offer("O1", "a", "tyres", 60, 5)
            .offer("O2", "b", "tyres", 60, 5)
            .offer("O3", "c", "granulate", 30, 10, Map.of("purity", 0.99))
            .offer("dirty", "c", "granulate", 30, 10, Map.of("purity", 0.2))
            .offer("wood", "a", "wood", 30, 10)
            .need("N", "c", "granulate", 90, 90, Map.of("purity", new QualityLimit(0.9, 1)))
            .facility("F", "f", 130, 100, 2000)
            .process("P", "F", "tyres", Map.of("granulate", 0.5), 8, -100, 5, Map.of("purity", 0.95))
            .facility("G", "a", 50, 0, 10)
            .process("Q", "G", "wood", Map.of("chips", 1.0), 8)
            .link("a", "f", 2, 3)
            .link("b", "f", 2, 3)
            .link("f", "c", 0)
            .problem();
    private static final Plan PLAN =
            new ExactPlanner().solve(PROBLEM, new PlanOptions(0, Duration.ofMinutes(1), 1, 1), PlanMonitor.SILENT);

    private static List<String> faults(Plan plan) {
        return CertificateCheck.check(PROBLEM, plan, Multipliers.NONE).faults();
    }

    private static Plan with(List<Plan.Flow> flows, List<Plan.FacilityUse> facilities, double bound) {
        PlanValue value = PlanValue.of(PROBLEM, facilities, flows);
        return new Plan(
                PLAN.status(),
                value.surplus(),
                bound,
                0,
                value.parts().money(),
                value.co2eAvoided(),
                value.jobs(),
                0,
                1,
                value.parts(),
                facilities,
                flows,
                PLAN.prices(),
                PLAN.certificate());
    }

    private static Plan withFlows(UnaryOperator<Plan.Flow> change) {
        return with(PLAN.flows().stream().map(change).toList(), PLAN.facilities(), 1e9);
    }

    private static Plan.Flow flow(
            Plan.Flow old, String to, @Nullable String toProcess, String resourceClass, double quantity) {
        return new Plan.Flow(
                old.from(),
                old.fromProcess(),
                to,
                toProcess,
                resourceClass,
                quantity,
                old.unitCost(),
                old.km(),
                old.co2e() * quantity / old.quantity(),
                old.mode());
    }

    private static Plan added(Plan.Flow... more) {
        List<Plan.Flow> flows = new ArrayList<>(PLAN.flows());
        flows.addAll(List.of(more));
        return with(flows, PLAN.facilities(), 1e9);
    }

    private static Plan withUse(Plan.FacilityUse use) {
        return with(
                PLAN.flows(),
                PLAN.facilities().stream()
                        .map(old -> old.facility().equals(use.facility()) ? use : old)
                        .toList(),
                1e9);
    }

    private static SortedMap<String, Double> intakes(String process, double quantity) {
        return new TreeMap<>(Map.of(process, quantity));
    }

    @Test
    void thePlanItselfPasses() {
        assertThat(PLAN.flows()).hasSize(4);
        assertThat(faults(PLAN)).isEmpty();
        assertThat(CertificateCheck.check(PROBLEM, PLAN, Multipliers.NONE).surplus())
                .isCloseTo(PLAN.surplus(), within(1e-9));
    }

    @Test
    void takingMoreThanAnOfferHasFails() {
        assertThat(faults(withFlows(f -> f.from().equals("O3") ? flow(f, "N", null, "granulate", 30.1) : f)))
                .contains("offer O3: 30.1 is taken; expected at most 30.0");
    }

    @Test
    void deliveringMoreThanANeedAsksFails() {
        Plan.Flow one = PLAN.flows().stream()
                .filter(f -> f.from().equals("O3"))
                .findFirst()
                .orElseThrow();
        assertThat(faults(added(flow(one, "N", null, "granulate", 5))))
                .contains("need N: 95.0 is delivered; expected at most 90.0");
    }

    @Test
    void lettingMoreLeaveThanIsMadeFails() {
        assertThat(faults(withFlows(f -> f.from().equals("F") ? flow(f, "N", null, "granulate", 60.5) : f)))
                .contains("process P: 60.5 of granulate leaves; expected at most what is made, 60.0");
    }

    @Test
    void intakeAboveCapacityFails() {
        assertThat(faults(withFlows(f -> f.from().equals("O1") ? flow(f, "F", "P", "tyres", 75) : f)))
                .contains("facility F: intake is 135.0; expected at most its capacity, 130.0");
    }

    @Test
    void intakeBelowTheMinimumFails() {
        assertThat(faults(withFlows(f -> f.from().equals("O1") ? flow(f, "F", "P", "tyres", 39) : f)))
                .contains("facility F: intake is 99.0; expected at least its minimum, 100.0");
    }

    @Test
    void feedingAFacilityThatDoesNotRunFails() {
        assertThat(faults(withUse(new Plan.FacilityUse("F", false, 120, intakes("P", 120)))))
                .contains("facility F: intake is 120.0; expected 0, it does not run");
    }

    @Test
    void aFacilityLeftOutOrListedTwiceFails() {
        assertThat(faults(with(PLAN.flows(), List.of(), 1e9)))
                .contains("facility F: fed but not listed; expected every facility that is fed");
        List<Plan.FacilityUse> twice = new ArrayList<>(PLAN.facilities());
        twice.addAll(PLAN.facilities());
        assertThat(faults(with(PLAN.flows(), twice, 1e9)))
                .contains("facility F: unknown or listed twice; expected each facility once");
    }

    @Test
    void anotherIntakeThanTheFlowsGiveFails() {
        assertThat(faults(withUse(new Plan.FacilityUse("F", true, 119, intakes("P", 119)))))
                .contains(
                        "process P: intake is stated as 119.0; expected 120.0",
                        "facility F: intake is stated as 119.0; expected 120.0");
        assertThat(faults(withUse(new Plan.FacilityUse("G", false, 0, intakes("P", 0)))))
                .contains("facility G: process P is not one of it");
    }

    @Test
    void aClassThatDoesNotFitFails() {
        Plan.Flow wood = new Plan.Flow("wood", null, "F", "P", "wood", 1, 2, 20, 3, Mode.ROAD);
        assertThat(faults(added(wood))).contains("flow wood to F: class is wood; expected tyres or a class below it");
        Plan.Flow disguised = new Plan.Flow("wood", null, "F", "P", "tyres", 1, 2, 20, 3, Mode.ROAD);
        assertThat(faults(added(disguised)))
                .contains("flow wood to F: class is tyres; expected that of the offer, wood");
    }

    @Test
    void aQualityOutsideTheLimitsFails() {
        Plan.Flow dirty = new Plan.Flow("dirty", null, "N", null, "granulate", 1e-3, 0, 0, 0, Mode.ROAD);
        assertThat(faults(added(dirty)))
                .anyMatch(fault -> fault.startsWith("flow dirty to N: qualities are {purity=0.2}"));
    }

    @Test
    void sitesThatAreNotConnectedFail() {
        Plan.Flow back = new Plan.Flow("O3", null, "F", "P", "granulate", 1, 0, 0, 0, Mode.ROAD);
        assertThat(faults(added(back))).contains("flow O3 to F: the sites are not connected for granulate");
    }

    @Test
    void otherTransportFiguresFail() {
        for (UnaryOperator<Plan.Flow> change : List.<UnaryOperator<Plan.Flow>>of(
                f -> haul(f, f.unitCost() - 1, f.km(), f.co2e(), f.mode()),
                f -> haul(f, f.unitCost(), f.km() + 1, f.co2e(), f.mode()),
                f -> haul(f, f.unitCost(), f.km(), f.co2e() + 1, f.mode()),
                f -> haul(f, f.unitCost(), f.km(), f.co2e(), Mode.RAIL))) {
            assertThat(faults(withFlows(f -> f.from().equals("O1") ? change.apply(f) : f)))
                    .anyMatch(fault -> fault.startsWith("flow O1 to F: transport is"));
        }
    }

    private static Plan.Flow haul(Plan.Flow f, double cost, double km, double co2e, Mode mode) {
        return new Plan.Flow(
                f.from(),
                f.fromProcess(),
                f.to(),
                f.toProcess(),
                f.resourceClass(),
                f.quantity(),
                cost,
                km,
                co2e,
                mode);
    }

    @Test
    void quantitiesThatAreNoQuantityFail() {
        for (double quantity : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(faults(withFlows(f -> f.from().equals("O1") ? flow(f, "F", "P", "tyres", quantity) : f)))
                    .anyMatch(fault -> fault.startsWith("flow O1 to F: quantity is"));
        }
    }

    @Test
    void thingsThatDoNotExistFail() {
        assertThat(faults(added(new Plan.Flow("X", null, "N", null, "tyres", 1, 0, 0, 0, Mode.ROAD))))
                .contains("flow X to N: offer X is unknown");
        assertThat(faults(added(new Plan.Flow("O3", null, "X", null, "granulate", 1, 0, 0, 0, Mode.ROAD))))
                .contains("flow O3 to X: need X is unknown");
        assertThat(faults(added(new Plan.Flow("O1", null, "F", "Q", "tyres", 1, 2, 20, 3, Mode.ROAD))))
                .contains("flow O1 to F: process Q is not one of facility F");
        assertThat(faults(added(new Plan.Flow("F", "P", "N", null, "tyres", 1, 0, 0, 0, Mode.ROAD))))
                .contains("flow F to N: process P does not put out tyres");
    }

    @Test
    void statedFiguresThatTheFlowsDoNotMakeFail() {
        Plan p = PLAN;
        Plan.Parts parts = p.parts();
        Map<String, Plan> tampered = new HashMap<>();
        tampered.put("surplus", stated(p.surplus() + 1, p.money(), p.co2eAvoided(), p.jobs(), parts));
        tampered.put("money", stated(p.surplus(), p.money() + 1, p.co2eAvoided(), p.jobs(), parts));
        tampered.put("CO2e avoided", stated(p.surplus(), p.money(), p.co2eAvoided() + 1, p.jobs(), parts));
        tampered.put("jobs", stated(p.surplus(), p.money(), p.co2eAvoided(), p.jobs() + 1, parts));
        tampered.put(
                "sales",
                stated(
                        p.surplus(),
                        p.money(),
                        p.co2eAvoided(),
                        p.jobs(),
                        new Plan.Parts(
                                parts.sales() + 1,
                                parts.purchases(),
                                parts.transport(),
                                parts.variable(),
                                parts.fixed())));
        tampered.put(
                "fixed cost",
                stated(
                        p.surplus(),
                        p.money(),
                        p.co2eAvoided(),
                        p.jobs(),
                        new Plan.Parts(parts.sales(), parts.purchases(), parts.transport(), parts.variable(), 0)));
        tampered.forEach((what, plan) -> assertThat(faults(plan))
                .as(what)
                .anyMatch(fault -> fault.startsWith("plan: " + what + " is stated as")));
    }

    private static Plan stated(double surplus, double money, double co2e, double jobs, Plan.Parts parts) {
        return new Plan(
                PLAN.status(),
                surplus,
                1e9,
                0,
                money,
                co2e,
                jobs,
                0,
                1,
                parts,
                PLAN.facilities(),
                PLAN.flows(),
                PLAN.prices(),
                PLAN.certificate());
    }

    @Test
    void aBoundBelowTheSurplusFails() {
        Plan plan = with(PLAN.flows(), PLAN.facilities(), PLAN.surplus() - 1);
        assertThat(faults(plan)).anyMatch(fault -> fault.contains("expected at most its own bound"));
    }

    @Test
    void aCircleFails() {
        PlanProblem problem = new Region()
                .offer("O", "a", "thing", 10, 0)
                .facility("F", "a", 1000, 100, 0)
                .process("P", "F", "thing", Map.of("thing.new", 1.0), 0)
                .facility("G", "a", 1000, 90, 0)
                .process("Q", "G", "thing", Map.of("thing.better", 1.0), 0)
                .problem();
        List<Plan.Flow> flows = List.of(
                new Plan.Flow("O", null, "F", "P", "thing", 10, 0, 0, 0, Mode.ROAD),
                new Plan.Flow("F", "P", "G", "Q", "thing.new", 100, 0, 0, 0, Mode.ROAD),
                new Plan.Flow("G", "Q", "F", "P", "thing.better", 90, 0, 0, 0, Mode.ROAD));
        List<Plan.FacilityUse> uses = List.of(
                new Plan.FacilityUse("F", true, 100, intakes("P", 100)),
                new Plan.FacilityUse("G", true, 100, intakes("Q", 100)));
        Plan plan = new Plan(
                Plan.Status.OPTIMAL,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                new Plan.Parts(0, 0, 0, 0, 0),
                uses,
                flows,
                new TreeMap<>(),
                PLAN.certificate());

        assertThat(CertificateCheck.check(problem, plan, Multipliers.NONE).faults())
                .containsExactly("processes [P, Q]: what they make goes round; expected no circle");
    }

    @Test
    void anyMultipliersProveABoundThatHolds() {
        for (long seed = 1; seed <= 80; seed++) {
            Random random = new Random(seed);
            PlanProblem problem = RandomRegion.of(random).problem();
            double best = BruteForce.bestSurplus(problem);
            Map<String, Double> offers = new HashMap<>();
            for (Offer offer : problem.inventory().offers()) {
                offers.put(offer.id(), random.nextDouble() * 40 - 10);
            }
            Map<String, Double> needs = new HashMap<>();
            problem.inventory().needs().forEach(need -> needs.put(need.id(), random.nextDouble() * 40 - 10));
            Map<Multipliers.Output, Double> outputs = new HashMap<>();
            problem.inventory().processes().forEach(process -> process.outputs()
                    .keySet()
                    .forEach(output ->
                            outputs.put(new Multipliers.Output(process.id(), output), random.nextDouble() * 60 - 10)));

            assertThat(CertificateCheck.bound(problem, Multipliers.NONE))
                    .as("seed %s", seed)
                    .isGreaterThanOrEqualTo(best - 1e-6);
            assertThat(CertificateCheck.bound(problem, new Multipliers(offers, needs, outputs)))
                    .as("seed %s", seed)
                    .isGreaterThanOrEqualTo(best - 1e-6);
        }
    }
}
