package org.knooppunt.planning.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.inventory.Mode;

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
        Source inventory) {
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

    /** What was asked: how close, how long, and what counts beside money. */
    public record Asked(double gap, double timeLimitSeconds, double weightCo2, double weightJobs) {}

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
