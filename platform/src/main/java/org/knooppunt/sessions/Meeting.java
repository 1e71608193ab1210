package org.knooppunt.sessions;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One meeting of a session.
 *
 * @param number from 1, in order of time
 * @param uid by which calendars know it
 * @param sequence how often it was changed; raised with each change, so that calendars follow
 * @param minutesAt when its minutes were last written
 * @param sharedAt when minutes were put with the linked cases
 */
public record Meeting(
        long id,
        int number,
        Moment moment,
        UUID uid,
        int sequence,
        Instant changedAt,
        @Nullable Instant cancelledAt,
        @Nullable Instant minutesAt,
        @Nullable Instant sharedAt) {
    /** As those see it who have no place. */
    public Meeting withoutLink() {
        return new Meeting(
                id, number, moment.withoutLink(), uid, sequence, changedAt, cancelledAt, minutesAt, sharedAt);
    }

    public boolean isCancelled() {
        return cancelledAt != null;
    }

    public boolean isOver() {
        return moment.endsAt().isBefore(Instant.now());
    }

    public boolean isBegun() {
        return moment.startsAt().isBefore(Instant.now());
    }
}
