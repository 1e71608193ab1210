package org.knooppunt.places;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When somebody wants a place.
 *
 * @param lastDay of a place that is reserved by the day
 * @param fromHour of a place that is reserved by the hour
 * @param weeks how many weeks in a row, 1 for just once
 */
public record Wish(LocalDate day, @Nullable LocalDate lastDay, int fromHour, int untilHour, int weeks) {
    public static Wish hours(LocalDate day, int fromHour, int untilHour) {
        return new Wish(day, null, fromHour, untilHour, 1);
    }

    public static Wish days(LocalDate first, LocalDate last) {
        return new Wish(first, last, 0, 24, 1);
    }

    public Wish weekly(int times) {
        return new Wish(day, lastDay, fromHour, untilHour, times);
    }

    /** Why a wish cannot be met whatever others do; the code is the end of a message key. */
    public enum Fault {
        ORDER,
        PAST,
        FAR,
        CLOSED_HOUR,
        CLOSED_DAY,
        NO_SUCH_HOUR,
        NOT_AVAILABLE,
        WEEKS
    }

    /** The stretches of time that are wished for, each at the same hour of the clock; or why that cannot be. */
    record Read(
            List<Slot> slots,
            @Nullable Fault fault,
            @Nullable LocalDate on) {
        static Read of(Fault fault, @Nullable LocalDate on) {
            return new Read(List.of(), fault, on);
        }
    }

    Read read(Place place, LocalDate today) {
        if (weeks < 1 || weeks > Reservations.MOST_WEEKS) {
            return Read.of(Fault.WEEKS, null);
        }
        LocalDate last = lastDay == null ? day : lastDay;
        boolean byHour = place.kind().byHour();
        if (byHour ? untilHour <= fromHour || fromHour < 0 || untilHour > 24 : last.isBefore(day)) {
            return Read.of(Fault.ORDER, null);
        }
        List<Slot> slots = new ArrayList<>();
        for (int week = 0; week < weeks; week++) {
            LocalDate first = day.plusWeeks(week);
            LocalDate end = byHour ? first : last.plusWeeks(week);
            if (first.isBefore(today)) {
                return Read.of(Fault.PAST, first);
            }
            if (end.isAfter(today.plusDays(Reservations.FARTHEST_DAYS))) {
                return Read.of(Fault.FAR, end);
            }
            LocalDate from = place.availableFrom();
            LocalDate until = place.availableUntil();
            if (from != null && first.isBefore(from) || until != null && end.isAfter(until)) {
                return Read.of(Fault.NOT_AVAILABLE, first);
            }
            if (!place.openDays().contains(first.getDayOfWeek().getValue())) {
                return Read.of(Fault.CLOSED_DAY, first);
            }
            if (byHour) {
                if (fromHour < place.opens() || untilHour > place.closes()) {
                    return Read.of(Fault.CLOSED_HOUR, first);
                }
                var slot = Slot.ofHours(first, fromHour, untilHour);
                if (slot.isEmpty()) {
                    return Read.of(Fault.NO_SUCH_HOUR, first);
                }
                if (slot.get().until().isBefore(Instant.now())) {
                    return Read.of(Fault.PAST, first);
                }
                slots.add(slot.get());
            } else {
                slots.add(Slot.ofDays(first, end));
            }
        }
        for (int i = 1; i < slots.size(); i++) {
            if (slots.get(i).overlaps(slots.get(i - 1))) {
                return Read.of(Fault.WEEKS, null);
            }
        }
        return new Read(slots, null, null);
    }
}
