package org.knooppunt.planning.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Aim;
import org.knooppunt.engine.design.AimedPlan;
import org.knooppunt.engine.design.Floors;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.planning.PlanGoal;

/**
 * A plan as {@code plan.json} holds it. Names become snake_case in the file. Money in EUR per year, quantities in units
 * per year.
 *
 * @param status optimal, within_gap, time_limit or infeasible
 * @param stopped whether a person stopped the search; the status is then time_limit
 * @param co2eAvoidedT t CO2e per year avoided, transport included
 * @param entry what was left out, wholly or for a part, why, and the price at which it would come in
 * @param prices entry price per offer and need, EUR per unit, see {@link org.knooppunt.engine.design.Plan#prices()}
 * @param cases the cases the plan falls apart into; {@code cases.json} holds them in full
 * @param aimed what it was made for and what is proven of that, when that is not the surplus alone; status and gap: the
 *     status tells how the search for that ended, bound and gap are about the surplus of plans that reach the floors
 */
public record PlanDocument(
        String format,
        String status,
        boolean stopped,
        double surplus,
        double bound,
        double gap,
        double money,
        double co2eAvoidedT,
        double jobs,
        double seconds,
        long seed,
        String engine,
        Asked asked,
        Parts parts,
        Certificate certificate,
        List<FacilityUse> facilities,
        List<Flow> flows,
        Map<String, Double> prices,
        List<Entry> entry,
        List<CaseReference> cases,
        Transport transport,
        Source inventory,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Aimed aimed) {
    public static final String FORMAT = "knooppunt-plan/1";

    public PlanDocument {
        facilities = List.copyOf(facilities);
        flows = List.copyOf(flows);
        entry = List.copyOf(entry);
        cases = List.copyOf(cases);
    }

    /** Whether nothing at all pays. */
    @JsonIgnore
    public boolean isEmpty() {
        return flows.isEmpty();
    }

    /**
     * What a plan was made for beside money.
     *
     * @param floorCo2eT t CO2e avoided per year that it reaches; absent when nothing had to be
     * @param floorJobs jobs that it reaches; absent when nothing had to be
     * @param shadowCo2e EUR per t CO2e: what the last tonne of the floor costs; jobs likewise, EUR per job
     * @param weighed whether it is the best for these prices as weights, and nothing is said of other plans
     * @param proofs what is proven in each aim
     */
    public record Aimed(
            @Nullable Double floorCo2eT,
            @Nullable Double floorJobs,
            double shadowCo2e,
            double shadowJobs,
            boolean weighed,
            List<Proof> proofs) {
        public Aimed {
            proofs = List.copyOf(proofs);
        }

        static Aimed of(AimedPlan plan, boolean weighed) {
            return new Aimed(
                    finite(plan.floors().co2e()),
                    finite(plan.floors().jobs()),
                    plan.shadow().co2(),
                    plan.shadow().jobs(),
                    weighed,
                    plan.proofs().stream()
                            .map(proof -> {
                                Aim given = proof.given();
                                return new Proof(
                                        PlanGoal.code(proof.aim()),
                                        proof.value(),
                                        proof.bound(),
                                        given == null ? null : PlanGoal.code(given),
                                        finite(proof.atLeast()));
                            })
                            .toList());
        }

        private static @Nullable Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }

        @JsonIgnore
        public Floors floors() {
            Double co2e = floorCo2eT;
            Double jobs = floorJobs;
            return new Floors(
                    co2e == null ? Double.NEGATIVE_INFINITY : co2e, jobs == null ? Double.NEGATIVE_INFINITY : jobs);
        }
    }

    /** No plan that reaches {@code atLeast} in {@code given} (any plan, when absent) has more than {@code bound} of the aim. */
    public record Proof(
            String aim,
            double value,
            double bound,
            @Nullable String given,
            @Nullable Double atLeast) {}

    /** The same without what grows with the inventory: flows, facilities, prices, entries and cases. */
    PlanDocument withoutLists() {
        return new PlanDocument(
                format,
                status,
                stopped,
                surplus,
                bound,
                gap,
                money,
                co2eAvoidedT,
                jobs,
                seconds,
                seed,
                engine,
                asked,
                parts,
                certificate,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                transport,
                inventory,
                aimed);
    }

    /**
     * What was asked: how close, how long, and what counts beside money.
     *
     * @param method automatic, exact or lagrangian; plans of before there was a choice have automatic
     */
    public record Asked(
            double gap,
            double timeLimitSeconds,
            double weightCo2,
            double weightJobs,
            @Nullable String method) {
        public Asked {
            method = method == null ? "automatic" : method;
        }
    }

    /** money = sales - purchases - transport - variable - fixed, EUR per year. */
    public record Parts(double sales, double purchases, double transport, double variable, double fixed) {}

    /** What the independent check found. */
    public record Certificate(boolean feasible, double surplus, double multiplierBound, List<String> faults) {}

    /** Whether a facility runs, with its intake in all and per process. */
    public record FacilityUse(String facility, boolean runs, double intake, Map<String, Double> byProcess) {}

    /** What moves between two things; see {@link org.knooppunt.engine.design.Plan.Flow}. */
    public record Flow(
            String from,
            @Nullable String fromProcess,
            String to,
            @Nullable String toProcess,
            @JsonProperty("class") String resourceClass,
            double quantity,
            double unitCost,
            double km,
            double co2eKg,
            String mode) {
        static Flow of(Plan.Flow flow) {
            return new Flow(
                    flow.from(),
                    flow.fromProcess(),
                    flow.to(),
                    flow.toProcess(),
                    flow.resourceClass(),
                    flow.quantity(),
                    flow.unitCost(),
                    flow.km(),
                    flow.co2e(),
                    flow.mode().code());
        }

        /** The flow as the engine knows it. */
        public Plan.Flow toFlow() {
            return new Plan.Flow(
                    from,
                    fromProcess,
                    to,
                    toProcess,
                    resourceClass,
                    quantity,
                    unitCost,
                    km,
                    co2eKg,
                    Mode.find(mode).orElse(Mode.ROAD));
        }
    }

    /**
     * An offer, need or facility the plan leaves out, wholly or for a part.
     *
     * @param id of the offer, need or facility
     * @param what offer, need or facility
     * @param left units per year that stay out
     * @param of units per year there are; of a facility its minimum intake
     * @param reason why, see {@link LeftOut}
     * @param price EUR per unit asked or paid now; absent for a facility
     * @param entryPrice EUR per unit at which it would come in; absent where no price would do
     * @param detail what the reason needs to be told: a quality with its value and limit, or the facility that is full
     */
    public record Entry(
            String id,
            String what,
            double left,
            double of,
            LeftOut reason,
            @Nullable Double price,
            @Nullable Double entryPrice,
            String detail) {}

    /** A case by its id; the rest stands in {@code cases.json}. */
    public record CaseReference(@JsonProperty("case") String id, int partners, double surplus) {}

    /**
     * How things were moved.
     *
     * @param method links (the inventory's own) or direct (great circle × detour)
     * @param scope of the emission factors
     * @param source of the emission factors, with year
     */
    public record Transport(String method, double detour, List<Rate> rates, String scope, String source) {}

    /**
     * The rate of a kind or class.
     *
     * @param reachKm farthest distance; absent without a limit
     */
    public record Rate(
            @JsonProperty("for") String of,
            double costPerKm,
            double co2KgPerKm,
            @Nullable Double reachKm) {}

    /** The inventory the plan was made from. */
    public record Source(
            String sha256, int organisations, int sites, int offers, int needs, int facilities, int classes) {}
}
