package org.knooppunt.sessions;

import java.util.List;
import java.util.Map;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.PersonalData;
import org.knooppunt.sessions.internal.EnrolmentStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What sessions keep about somebody with an account: where they were invited and enrolled, and how often they came. Not what
 * they answered.
 */
@Component
class SessionPersonalData implements PersonalData {
    private final EnrolmentStore store;

    SessionPersonalData(EnrolmentStore store) {
        this.store = store;
    }

    @Override
    public String room() {
        return "sessions";
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ?> of(Person person) {
        List<Map<String, Object>> enrolments = store.keptOf(person).stream()
                .map(kept -> Map.<String, Object>of(
                        "session",
                        kept.session(),
                        "startsAt",
                        kept.startsAt().toString(),
                        "state",
                        kept.state(),
                        "meetingsPresent",
                        kept.present()))
                .toList();
        List<Map<String, Object>> invitations = store.invitationsOf(person).stream()
                .map(invited -> Map.<String, Object>of(
                        "session",
                        invited.name(),
                        "invitedAt",
                        invited.invitedAt().toString()))
                .toList();
        return Map.of("enrolments", enrolments, "invitations", invitations);
    }
}
