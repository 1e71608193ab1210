package org.knooppunt.engine.inventory;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An under-used stream that somebody wants to part with.
 *
 * @param quantity units of the class per year, at least 0
 * @param price EUR per unit asked by the owner; negative when the owner pays to be rid of it
 * @param ewc code of the European List of Waste (six digits), if known
 * @param standardDeviation of the yearly quantity, in units, at least 0
 * @param qualities declared value per quality name, for example {@code temp -> 65}
 */
public record Offer(
        String id,
        String site,
        String resourceClass,
        double quantity,
        double price,
        @Nullable String ewc,
        String description,
        double standardDeviation,
        MonthProfile profile,
        Visibility visibility,
        SortedMap<String, Double> qualities) {
    public Offer {
        Check.id("offer", id);
        Check.atLeastZero("offer " + id + ": quantity", quantity);
        Check.finite("offer " + id + ": price", price);
        Check.atLeastZero("offer " + id + ": sd", standardDeviation);
        qualities = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(qualities));
    }
}
