package org.knooppunt.sessions.internal;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Method;
import biweekly.property.Organizer;
import biweekly.property.Status;
import java.util.Date;
import java.util.List;
import org.knooppunt.sessions.HubSession;
import org.knooppunt.sessions.Meeting;

/**
 * Meetings as a calendar file (RFC 5545). A meeting keeps its uid and each change raises its sequence, so that a calendar
 * that has it moves it. Times are written in UTC: they are right wherever somebody opens them.
 */
public final class Calendars {
    public static final String TYPE = "text/calendar; charset=UTF-8";

    /** Nobody reads what is sent there; the standard wants an organiser, and people answer on the page. */
    private static final String ORGANISER = "no-reply@knooppunt.invalid";

    private Calendars() {}

    /**
     * Meetings to put in a calendar, or to move there.
     *
     * @param page whole address of the session's page
     */
    public static String of(HubSession session, List<Meeting> meetings, String page) {
        boolean gone = session.isCancelled() || meetings.stream().allMatch(Meeting::isCancelled);
        return write(session, meetings, page, gone);
    }

    /** The same meetings, to be taken out of the calendar of somebody who does not come. */
    public static String without(HubSession session, List<Meeting> meetings, String page) {
        return write(session, meetings, page, true);
    }

    private static String write(HubSession session, List<Meeting> meetings, String page, boolean gone) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Knooppunt//Sessions//NL");
        calendar.setMethod(gone ? Method.cancel() : Method.publish());
        for (Meeting meeting : meetings) {
            calendar.addEvent(event(session, meeting, page, gone || meeting.isCancelled()));
        }
        return calendar.write();
    }

    private static VEvent event(HubSession session, Meeting meeting, String page, boolean gone) {
        VEvent event = new VEvent();
        event.setUid(meeting.uid() + "@knooppunt");
        event.setSequence(meeting.sequence());
        event.setDateTimeStamp(Date.from(meeting.changedAt()));
        event.setLastModified(Date.from(meeting.changedAt()));
        event.setDateStart(Date.from(meeting.moment().startsAt()));
        event.setDateEnd(Date.from(meeting.moment().endsAt()));
        String own = meeting.moment().title();
        event.setSummary(own.isEmpty() ? session.title() : session.title() + ": " + own);
        event.setStatus(gone ? Status.cancelled() : Status.confirmed());
        event.setOrganizer(new Organizer(session.host().isEmpty() ? "Knooppunt" : session.host(), ORGANISER));
        event.setUrl(page);
        if (!session.goal().isEmpty()) {
            event.setDescription(session.goal());
        }
        String place = meeting.moment().place();
        String link = meeting.moment().link();
        if (!place.isEmpty() || !link.isEmpty()) {
            event.setLocation(place.isEmpty() ? link : link.isEmpty() ? place : place + " (" + link + ")");
        }
        return event;
    }
}
