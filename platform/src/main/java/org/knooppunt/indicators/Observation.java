package org.knooppunt.indicators;

import org.jspecify.annotations.Nullable;

/**
 * A figure as it was observed, for a list or a file.
 *
 * @param value absent when it is not told
 */
public record Observation(
        Area area,
        Period period,
        Category category,
        String source,
        @Nullable Double value,
        ObservationStatus status) {}
