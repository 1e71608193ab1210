package org.knooppunt.engine.inventory;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A demand for a resource. It accepts its class and the descendants of that class, within its quality limits.
 *
 * @param quantity units of the class per year, at least 0
 * @param price EUR per unit paid on delivery
 * @param limits allowed range per quality name; a stream that does not declare a limited quality is not accepted
 */
public record Need(
        String id,
        String site,
        String resourceClass,
        double quantity,
        double price,
        String description,
        double standardDeviation,
        MonthProfile profile,
        Visibility visibility,
        SortedMap<String, QualityLimit> limits) {
    public Need {
        Check.id("need", id);
        Check.atLeastZero("need " + id + ": quantity", quantity);
        Check.finite("need " + id + ": price", price);
        Check.atLeastZero("need " + id + ": sd", standardDeviation);
        limits = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(limits));
    }

    /** Whether a stream with these declared qualities is good enough. */
    public boolean accepts(SortedMap<String, Double> qualities) {
        for (var limit : limits.entrySet()) {
            Double value = qualities.get(limit.getKey());
            if (value == null || !limit.getValue().holds(value)) {
                return false;
            }
        }
        return true;
    }
}
