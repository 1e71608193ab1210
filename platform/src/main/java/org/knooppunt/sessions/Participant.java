package org.knooppunt.sessions;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Somebody on the list of a session.
 *
 * @param name empty when it was erased, or not given yet
 * @param guest without an account
 * @param erased whether name and address were erased because the session is long over
 * @param present ids of the meetings this person was at
 */
public record Participant(
        long enrolment,
        String name,
        String email,
        List<String> organisations,
        boolean guest,
        boolean erased,
        Standing.State state,
        Instant askedAt,
        Set<Long> present) {
    public boolean was(Meeting meeting) {
        return present.contains(meeting.id());
    }
}
