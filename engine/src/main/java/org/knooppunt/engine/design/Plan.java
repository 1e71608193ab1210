package org.knooppunt.engine.design;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Mode;

/**
 * A plan with its proof. Immutable; money in EUR per year.
 *
 * @param surplus what was maximised: money plus the weighed effects
 * @param bound no plan for this problem has a larger surplus
 * @param gap (bound - surplus) / max(|bound|, |surplus|, 1), at least 0
 * @param money surplus without the weighed effects
 * @param co2eAvoided t CO2e per year avoided (negative when it costs CO2e), transport included
 * @param jobs full-time jobs
 * @param parts what the money is made of
 * @param prices entry price per offer and need, EUR per unit: the price at which (more of) it would be taken at the
 *     margin, the plan's facilities being as they are. For a used offer this is what its last unit is worth at its own
 *     gate; absent where nothing running could take it
 * @param certificate what the independent check found
 */
public record Plan(
        Status status,
        double surplus,
        double bound,
        double gap,
        double money,
        double co2eAvoided,
        double jobs,
        double seconds,
        long seed,
        Parts parts,
        List<FacilityUse> facilities,
        List<Flow> flows,
        SortedMap<String, Double> prices,
        Certificate certificate) {

    /** How the search ended. */
    public enum Status {
        /** Proven best, up to rounding. */
        OPTIMAL,
        /** Within the gap that was asked. */
        WITHIN_GAP,
        /** Stopped by the time limit with the best plan found and its honest bound. */
        TIME_LIMIT,
        /** Stopped by the person with the best plan found and its honest bound. */
        CANCELLED
    }

    /** The same plan with its proof. */
    Plan proven(Status newStatus, double newBound, double newGap, double newSeconds, Certificate newCertificate) {
        return new Plan(
                newStatus,
                surplus,
                newBound,
                newGap,
                money,
                co2eAvoided,
                jobs,
                newSeconds,
                seed,
                parts,
                facilities,
                flows,
                prices,
                newCertificate);
    }

    /** Whether a facility runs, its intake in units per year, and the intake per process. */
    public record FacilityUse(String facility, boolean runs, double intake, SortedMap<String, Double> byProcess) {}

    /**
     * What moves between two things.
     *
     * @param from id of an offer or a facility
     * @param fromProcess the process that made it; absent when it comes from an offer
     * @param to id of a facility or a need
     * @param toProcess the process that is fed; absent when it goes to a need
     * @param resourceClass class of what is moved
     * @param quantity units per year of what is moved
     * @param unitCost EUR of transport per unit
     * @param km distance
     * @param co2e kg CO2e of transport, all of the quantity together, per year
     */
    public record Flow(
            String from,
            @Nullable String fromProcess,
            String to,
            @Nullable String toProcess,
            String resourceClass,
            double quantity,
            double unitCost,
            double km,
            double co2e,
            Mode mode) {}

    /** Money in its parts, EUR per year: money = sales - purchases - transport - variable - fixed. */
    public record Parts(double sales, double purchases, double transport, double variable, double fixed) {
        public double money() {
            return sales - purchases - transport - variable - fixed;
        }
    }
}
