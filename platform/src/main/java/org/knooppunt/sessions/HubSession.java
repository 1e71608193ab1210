package org.knooppunt.sessions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as one person may see it.
 *
 * @param places how many can come; absent when there is no limit
 * @param taken how many have a place
 * @param waiting how many wait for one
 * @param full whether the person runs sessions and sees all of it
 * @param mine how this person's own enrolment stands
 * @param present whether this person was at a meeting of it
 */
public record HubSession(
        long id,
        String title,
        SessionKind kind,
        String goal,
        String host,
        Audience audience,
        @Nullable Integer places,
        int taken,
        int waiting,
        @Nullable Instant cancelledAt,
        String cancelReason,
        Instant createdAt,
        int version,
        List<Meeting> meetings,
        boolean full,
        @Nullable Standing mine,
        boolean present) {
    public HubSession {
        meetings = List.copyOf(meetings);
    }

    public boolean isCancelled() {
        return cancelledAt != null;
    }

    public boolean isProgramme() {
        return meetings.size() > 1;
    }

    /** Whether all places are taken. */
    public boolean isCrowded() {
        return places != null && taken >= places;
    }

    public int free() {
        return places == null ? 0 : Math.max(0, places - taken);
    }

    /** The meetings that go on. */
    public List<Meeting> active() {
        return meetings.stream().filter(meeting -> !meeting.isCancelled()).toList();
    }

    public boolean isOver() {
        return active().stream().allMatch(Meeting::isOver);
    }

    /** Whether one can still enrol: until the first meeting is over, so that who is late at the door can. */
    public boolean isOpen() {
        List<Meeting> active = active();
        return !isCancelled() && !active.isEmpty() && !active.getFirst().isOver();
    }

    /** The next meeting, else the last there was. */
    public Optional<Meeting> next() {
        List<Meeting> active = active();
        return active.stream()
                .filter(meeting -> !meeting.isOver())
                .findFirst()
                .or(() -> active.isEmpty() ? Optional.empty() : Optional.of(active.getLast()));
    }

    /** Its page. */
    public String path() {
        return "/sessions/" + id;
    }
}
