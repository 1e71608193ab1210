package org.knooppunt.indicators;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value as it is or was.
 *
 * @param value absent when it is not told
 * @param actor who brought it
 * @param why what they said of it
 * @param current whether it is the value of now
 */
public record Revision(
        Period period,
        Category category,
        String source,
        @Nullable Double value,
        ObservationStatus status,
        Instant at,
        String actor,
        String why,
        String file,
        boolean current) {}
