package org.knooppunt.indicators;

import java.util.List;

/**
 * The figures of one indicator in several areas over the same years.
 *
 * @param periods all periods in which some area has a figure, in order
 * @param series one per area that was asked for and exists, in that order
 */
public record Panel(IndicatorSummary indicator, List<Period> periods, List<Series> series) {
    public Panel {
        periods = List.copyOf(periods);
        series = List.copyOf(series);
    }
}
