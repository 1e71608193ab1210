package org.knooppunt.places.web;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.knooppunt.places.Place;
import org.knooppunt.places.Slot;
import org.knooppunt.places.Wish;
import org.knooppunt.web.FormText;
import org.springframework.validation.BindingResult;

/** What a person typed about when, for whom and why they want a place. */
public record WishForm(
        String version,
        String day,
        String lastDay,
        String from,
        String until,
        String weeks,
        String organisation,
        String purpose) {
    private static final int LONGEST_PURPOSE = 500;

    public WishForm {
        version = FormText.orEmpty(version);
        day = FormText.orEmpty(day);
        lastDay = FormText.orEmpty(lastDay);
        from = FormText.orEmpty(from);
        until = FormText.orEmpty(until);
        weeks = FormText.orEmpty(weeks);
        organisation = FormText.orEmpty(organisation);
        purpose = FormText.orEmpty(purpose);
    }

    /** One for a stretch that was chosen; an hour at most of what is free, for a place that goes by the hour. */
    static WishForm of(Place place, Slot slot, String organisation) {
        int from = slot.firstHour();
        return new WishForm(
                "",
                slot.firstDay().toString(),
                slot.lastDay().toString(),
                String.valueOf(place.kind().byHour() ? from : place.opens()),
                String.valueOf(place.kind().byHour() ? slot.lastHour() : place.closes()),
                "1",
                organisation,
                "");
    }

    int versionNumber() {
        return FormText.version(version);
    }

    /** What is wished, or nothing when there are errors. */
    @Nullable
    Wish read(Place place, BindingResult errors, java.util.Locale locale) {
        Reading reading = new Reading(errors, locale);
        LocalDate first = reading.day("day", day, true);
        Integer times = weeks.isBlank() ? Integer.valueOf(1) : reading.whole("weeks", weeks, 1, 26);
        reading.text.text("purpose", purpose, LONGEST_PURPOSE);
        if (place.kind().byHour()) {
            Integer begin = reading.whole("from", from, 0, 23);
            Integer end = reading.whole("until", until, 1, 24);
            if (from.isBlank() || until.isBlank()) {
                errors.rejectValue(from.isBlank() ? "from" : "until", "form.required");
            }
            if (errors.hasErrors() || first == null || begin == null || end == null || times == null) {
                return null;
            }
            return Wish.hours(first, begin, end).weekly(times);
        }
        LocalDate last = lastDay.isBlank() ? first : reading.day("lastDay", lastDay, false);
        reading.inOrder("lastDay", first, last);
        if (errors.hasErrors() || first == null || last == null || times == null) {
            return null;
        }
        return Wish.days(first, last).weekly(times);
    }
}
