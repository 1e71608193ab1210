package org.knooppunt.indicators;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statistical area.
 *
 * @param code as statistics know it, a NIS code where there is one
 * @param partOf code of the area of which this is a part
 * @param firstDay of its existence; absent for long ago
 * @param lastDay absent while it exists
 * @param former the areas that merged into this one; the first is the one whose line goes on in it
 */
public record Area(
        int id,
        String code,
        AreaKind kind,
        String name,
        @Nullable String partOf,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        @Nullable Double lat,
        @Nullable Double lon,
        List<String> former) {
    public Area {
        former = List.copyOf(former);
    }

    /** Whether it still exists. */
    public boolean isPresent() {
        return lastDay == null;
    }

    /** Whether it existed at some time of this period. */
    public boolean existsIn(Period period) {
        return (firstDay == null || !firstDay.isAfter(period.lastDay()))
                && (lastDay == null || !lastDay.isBefore(period.firstDay()));
    }
}
