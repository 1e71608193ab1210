package org.knooppunt.engine.inventory;

/**
 * A place where streams are consolidated or processed.
 *
 * @param capacity most units of intake per year, all processes together
 * @param minIntake least units of intake per year if it runs
 * @param fixedCost EUR per year if it runs
 */
public record Facility(
        String id,
        String site,
        String name,
        FacilityStatus status,
        double capacity,
        double minIntake,
        double fixedCost) {
    public Facility {
        Check.id("facility", id);
        Check.atLeastZero("facility " + id + ": capacity", capacity);
        Check.atLeastZero("facility " + id + ": min_intake", minIntake);
        Check.atLeastZero("facility " + id + ": fixed_cost", fixedCost);
        if (minIntake > capacity) {
            throw new IllegalArgumentException(
                    "facility " + id + ": min_intake is " + minIntake + "; expected at most the capacity, " + capacity);
        }
    }
}
