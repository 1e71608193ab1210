package org.knooppunt.sessions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session in a list.
 *
 * @param startsAt of the next meeting, else of the last
 * @param meetings how many there are
 * @param mine how the reader's own enrolment stands
 */
public record SessionLine(
        long id,
        String title,
        SessionKind kind,
        Audience audience,
        Instant startsAt,
        Instant endsAt,
        String place,
        boolean online,
        int meetings,
        @Nullable Integer places,
        int taken,
        int waiting,
        boolean cancelled,
        Standing.@Nullable State mine) {
    public boolean isCrowded() {
        return places != null && taken >= places;
    }
}
