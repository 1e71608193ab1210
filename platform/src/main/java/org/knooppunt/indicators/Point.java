package org.knooppunt.indicators;

import org.jspecify.annotations.Nullable;

/**
 * A figure of one period.
 *
 * @param value absent when it is not told
 * @param source of the figure
 */
public record Point(Period period, @Nullable Double value, ObservationStatus status, Origin origin, String source) {}
