package org.knooppunt.engine.inventory;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a facility can do with an input class (or a descendant of it).
 *
 * @param outputs yield per output class: units out per unit in, above 0. Output that finds no taker is allowed.
 * @param variableCost EUR per unit in
 * @param co2PerUnit kg CO2e per unit in; negative is saved
 * @param jobsPerThousand full-time jobs per 1,000 units in per year
 * @param qualities declared quality of all its outputs (per grade, no pooling)
 */
public record Process(
        String id,
        String facility,
        String name,
        String input,
        SortedMap<String, Double> outputs,
        double variableCost,
        double co2PerUnit,
        double jobsPerThousand,
        SortedMap<String, Double> qualities) {
    public Process {
        Check.id("process", id);
        Check.finite("process " + id + ": variable_cost", variableCost);
        Check.finite("process " + id + ": co2_per_unit", co2PerUnit);
        Check.finite("process " + id + ": jobs_per_1000", jobsPerThousand);
        for (var output : outputs.entrySet()) {
            if (!(output.getValue() > 0) || output.getValue().isInfinite()) {
                throw new IllegalArgumentException("process " + id + ": yield of " + output.getKey() + " is "
                        + output.getValue() + "; expected a number above 0");
            }
        }
        outputs = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
        qualities = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(qualities));
    }
}
