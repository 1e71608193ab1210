package org.knooppunt.places;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Status;
import java.util.Date;
import java.util.List;

/** Calendar entries as a file of iCalendar, which calendars read; moments are in UTC, so no time zone can be misread. */
public final class CalendarFile {
    public static final String MEDIA_TYPE = "text/calendar";

    private CalendarFile() {}

    /**
     * One entry.
     *
     * @param uid the same for the same thing, so that a calendar replaces what it has of it
     */
    public record Entry(String uid, Slot slot, String summary, String location, String description, State state) {
        /** How sure it is. */
        public enum State {
            TENTATIVE,
            CONFIRMED,
            CANCELLED
        }
    }

    public static String of(List<Entry> entries) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Knooppunt//Places//NL");
        for (Entry entry : entries) {
            VEvent event = new VEvent();
            event.setUid(entry.uid() + "@knooppunt");
            event.setDateStart(Date.from(entry.slot().from()), true);
            event.setDateEnd(Date.from(entry.slot().until()), true);
            event.setSummary(entry.summary());
            if (!entry.location().isBlank()) {
                event.setLocation(entry.location());
            }
            if (!entry.description().isBlank()) {
                event.setDescription(entry.description());
            }
            event.setStatus(
                    switch (entry.state()) {
                        case TENTATIVE -> Status.tentative();
                        case CONFIRMED -> Status.confirmed();
                        case CANCELLED -> Status.cancelled();
                    });
            calendar.addEvent(event);
        }
        return Biweekly.write(calendar).go();
    }

    /** A reservation as an entry. */
    public static Entry entry(Reservation reservation) {
        return new Entry(
                "reservation-" + reservation.id(),
                new Slot(reservation.from(), reservation.until()),
                reservation.placeName(),
                reservation.address(),
                reservation.purpose(),
                switch (reservation.state()) {
                    case REQUESTED -> Entry.State.TENTATIVE;
                    case CONFIRMED -> Entry.State.CONFIRMED;
                    case DECLINED, CANCELLED -> Entry.State.CANCELLED;
                });
    }
}
