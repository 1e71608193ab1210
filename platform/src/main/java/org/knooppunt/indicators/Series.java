package org.knooppunt.indicators;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one indicator in one area over time, oldest first; periods without a figure are left out.
 *
 * @param category code of the category, {@code total} for all
 */
public record Series(IndicatorSummary indicator, Area area, String category, List<Point> points) {
    public Series {
        points = List.copyOf(points);
    }

    /** The newest figure that is told. */
    public Optional<Point> latest() {
        return points.reversed().stream().filter(point -> point.value() != null).findFirst();
    }

    public Optional<Point> in(Period period) {
        return points.stream().filter(point -> point.period().equals(period)).findFirst();
    }

    /** The figure of a period; nothing when there is none or it is not told. */
    public @Nullable Double value(Period period) {
        return in(period).map(Point::value).orElse(null);
    }

    /** Whether some figures are from before a merger and of a smaller area. */
    public boolean isBroken() {
        return points.stream().anyMatch(point -> point.origin() == Origin.BROKEN);
    }

    /** Whether some figures were added up from areas that merged. */
    public boolean isSummed() {
        return points.stream().anyMatch(point -> point.origin() == Origin.SUMMED);
    }

    public boolean hasSuppressed() {
        return points.stream().anyMatch(point -> point.status() == ObservationStatus.SUPPRESSED);
    }
}
