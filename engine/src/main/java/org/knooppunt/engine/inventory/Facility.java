package org.knooppunt.engine.inventory;

/**
 * A place where streams are consolidated or processed.
 *
 * @param capacity most units of intake per year, all processes together
 * @param minIntake least units of intake per year if it runs
 * @param fixedCost EUR per year if it runs
 * @param storage units of intake that can lie there from one month to the next; 0 for none
 * @param storageCost EUR per unit for each month it lies there; what the room itself costs is part of the fixed cost
 */
public record Facility(
        String id,
        String site,
        String name,
        FacilityStatus status,
        double capacity,
        double minIntake,
        double fixedCost,
        double storage,
        double storageCost) {
    public Facility {
        Check.id("facility", id);
        Check.atLeastZero("facility " + id + ": capacity", capacity);
        Check.atLeastZero("facility " + id + ": min_intake", minIntake);
        Check.atLeastZero("facility " + id + ": fixed_cost", fixedCost);
        Check.atLeastZero("facility " + id + ": storage", storage);
        Check.atLeastZero("facility " + id + ": storage_cost", storageCost);
        if (minIntake > capacity) {
            throw new IllegalArgumentException(
                    "facility " + id + ": min_intake is " + minIntake + "; expected at most the capacity, " + capacity);
        }
    }

    /** Without storage. */
    public Facility(
            String id,
            String site,
            String name,
            FacilityStatus status,
            double capacity,
            double minIntake,
            double fixedCost) {
        this(id, site, name, status, capacity, minIntake, fixedCost, 0, 0);
    }
}
