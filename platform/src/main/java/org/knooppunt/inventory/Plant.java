package org.knooppunt.inventory;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Keys;

/**
 * A facility with what belongs to it, as pages show it.
 *
 * @param storage units that can lie there; 0 for none
 * @param storageCost EUR per unit for each month it lies there
 * @param kinds codes of the kinds it takes in; with one kind goes one unit for its capacity
 * @param version for optimistic locking
 * @param born the event that an import brought it in with
 */
public record Plant(
        String key,
        String name,
        String status,
        double capacity,
        double minIntake,
        double fixedCost,
        double storage,
        double storageCost,
        List<String> kinds,
        String site,
        String siteName,
        String organisation,
        String organisationName,
        String area,
        String areaName,
        int version,
        Instant updatedAt,
        boolean deleted,
        @Nullable Long born) {
    public Plant {
        kinds = List.copyOf(kinds);
    }

    /**
     * One of its processes.
     *
     * @param inputName name of the class it takes
     * @param outputs what comes out
     */
    public record Step(
            String key,
            String facility,
            String name,
            String input,
            String inputName,
            String inputKind,
            List<Output> outputs,
            double variableCost,
            double co2PerUnit,
            double jobsPerThousand,
            SortedMap<String, Double> qualities,
            int version) {
        public String path() {
            return "/facilities/" + Keys.path(facility) + "/processes/" + Keys.path(key);
        }
    }

    /** An output: units of the class out per unit in. */
    public record Output(String resourceClass, String className, double yield) {}

    /** Its page. */
    public String path() {
        return "/facilities/" + Keys.path(key);
    }

    public String organisationPath() {
        return "/organisations/" + Keys.path(organisation);
    }

    /** The kind whose unit counts its intake; absent when it takes nothing or several kinds. */
    public @Nullable String kind() {
        return kinds.size() == 1 ? kinds.getFirst() : null;
    }
}
