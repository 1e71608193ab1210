package org.knooppunt.engine.legal;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a version applies.
 *
 * @param from first day
 * @param until last day, absent when no end is known
 */
public record Validity(LocalDate from, @Nullable LocalDate until) {
    boolean holds(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }

    boolean overlaps(Validity other) {
        return (until == null || !other.from.isAfter(until)) && (other.until == null || !from.isAfter(other.until));
    }
}
