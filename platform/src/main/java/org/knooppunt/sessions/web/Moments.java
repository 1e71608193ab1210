package org.knooppunt.sessions.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.sessions.Moment;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Formats;

/** Reads when and where a meeting is from the fields of a form: day, from, until, place and link. */
final class Moments {
    static final int LONGEST_LINE = 200;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm").withZone(Formats.ZONE);

    private Moments() {}

    static String day(Moment moment) {
        return moment.startsAt().atZone(Formats.ZONE).toLocalDate().toString();
    }

    static String from(Moment moment) {
        return CLOCK.format(moment.startsAt());
    }

    static String until(Moment moment) {
        return CLOCK.format(moment.endsAt());
    }

    static @Nullable LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text.strip());
            return day.getYear() >= FIRST_YEAR && day.getYear() < LAST_YEAR ? day : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Nothing when something is wrong; then it stands at its field. */
    static Optional<Moment> read(
            FormReader reader,
            @Nullable String title,
            @Nullable String day,
            @Nullable String from,
            @Nullable String until,
            @Nullable String place,
            @Nullable String link) {
        LocalDate date = day(FormText.orEmpty(day));
        if (date == null) {
            reader.errors().rejectValue("day", "session.error.day", new Object[] {FormText.orEmpty(day)}, null);
        }
        Instant starts = clock(reader, "from", FormText.stripped(from), date);
        Instant ends = clock(reader, "until", FormText.stripped(until), date);
        if (starts != null && ends != null && !ends.isAfter(starts)) {
            reader.errors().rejectValue("until", "session.error.order", new Object[] {FormText.stripped(from)}, null);
        }
        String own = reader.text("meeting", FormText.orEmpty(title), LONGEST_LINE);
        String where = reader.text("place", FormText.orEmpty(place), LONGEST_LINE);
        String joined = reader.text("link", FormText.orEmpty(link), LONGEST_LINE);
        if (!joined.isEmpty() && !joined.matches("https?://[^\\s\"<>]+")) {
            reader.errors().rejectValue("link", "session.error.link", new Object[] {joined}, null);
        } else if (where.isEmpty() && joined.isEmpty()) {
            reader.errors().rejectValue("place", "session.error.where");
        }
        return starts == null || ends == null || reader.errors().hasErrors()
                ? Optional.empty()
                : Optional.of(new Moment(own, starts, ends, where, joined));
    }

    private static @Nullable Instant clock(FormReader reader, String field, String text, @Nullable LocalDate day) {
        LocalTime time;
        try {
            time = LocalTime.parse(text.matches("\\d:\\d\\d") ? "0" + text : text);
        } catch (DateTimeParseException e) {
            reader.errors().rejectValue(field, "session.error.time", new Object[] {text}, null);
            return null;
        }
        if (day == null) {
            return null;
        }
        Optional<Instant> at = Moment.at(day, time);
        if (at.isEmpty()) {
            reader.errors().rejectValue(field, "session.error.gap", new Object[] {text}, null);
        }
        return at.orElse(null);
    }
}
