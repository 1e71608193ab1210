package org.knooppunt.sessions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knooppunt.web.Formats;

/**
 * When and where a meeting is.
 *
 * @param title of this meeting within its session; may be empty
 * @param place where people go; may be empty when there is a link
 * @param link where they join from elsewhere; may be empty
 */
public record Moment(String title, Instant startsAt, Instant endsAt, String place, String link) {
    public Moment {
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException(
                    "a meeting from " + startsAt + " to " + endsAt + "; expected an end after the start");
        }
    }

    /** What clocks here show as an instant; nothing in the hour that is skipped in spring. Of two hours in autumn the first. */
    public static Optional<Instant> at(LocalDate day, LocalTime time) {
        LocalDateTime clock = day.atTime(time);
        return Formats.ZONE.getRules().getValidOffsets(clock).isEmpty()
                ? Optional.empty()
                : Optional.of(clock.atZone(Formats.ZONE).toInstant());
    }

    /** As those see it who have no place: the link is for who comes. */
    public Moment withoutLink() {
        return new Moment(title, startsAt, endsAt, place, "");
    }

    /** The same by the clock, so many days later: a meeting at seven stays at seven when clocks change. */
    Moment later(int days) {
        return new Moment(title, later(startsAt, days), later(endsAt, days), place, link);
    }

    private static Instant later(Instant at, int days) {
        return at.atZone(Formats.ZONE).plusDays(days).toInstant();
    }

    /** This one and others after it, so many days apart. */
    public List<Moment> repeated(int times, int daysApart) {
        List<Moment> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(later(i * daysApart));
        }
        return all;
    }
}
