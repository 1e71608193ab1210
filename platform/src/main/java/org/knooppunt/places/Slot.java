package org.knooppunt.places;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import org.knooppunt.web.Formats;

/** A stretch of time, with its end the first moment that is free again. */
public record Slot(Instant from, Instant until) {
    public Slot {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "a slot from " + from + " until " + until + "; expected an end after its begin");
        }
    }

    /** From a first day to a last one, both whole. */
    public static Slot ofDays(LocalDate first, LocalDate last) {
        return new Slot(
                first.atStartOfDay(Formats.ZONE).toInstant(),
                last.plusDays(1).atStartOfDay(Formats.ZONE).toInstant());
    }

    /**
     * From an hour to another of a day; 24 is midnight. Nothing when the clock skips that hour: in the night in which
     * summer time begins there is no 2 o'clock.
     */
    public static Optional<Slot> ofHours(LocalDate day, int from, int until) {
        LocalDateTime begin = day.atTime(LocalTime.of(from, 0));
        if (Formats.ZONE.getRules().getValidOffsets(begin).isEmpty()) {
            return Optional.empty();
        }
        Instant end = until == 24
                ? day.plusDays(1).atStartOfDay(Formats.ZONE).toInstant()
                : day.atTime(until, 0).atZone(Formats.ZONE).toInstant();
        Instant start = begin.atZone(Formats.ZONE).toInstant();
        return start.isBefore(end) ? Optional.of(new Slot(start, end)) : Optional.empty();
    }

    public LocalDate firstDay() {
        return from.atZone(Formats.ZONE).toLocalDate();
    }

    /** The last day that it touches. */
    public LocalDate lastDay() {
        return until.minusNanos(1).atZone(Formats.ZONE).toLocalDate();
    }

    public int firstHour() {
        return from.atZone(Formats.ZONE).getHour();
    }

    /** The hour it ends at, as the clock of its last day counts; 24 is midnight. */
    public int lastHour() {
        int hour = until.atZone(Formats.ZONE).getHour();
        return hour == 0 ? 24 : hour;
    }

    public boolean overlaps(Slot other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }
}
