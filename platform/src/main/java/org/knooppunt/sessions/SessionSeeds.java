package org.knooppunt.sessions;

import java.util.ArrayList;
import java.util.List;
import org.knooppunt.cases.SeedBed;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.internal.SessionStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells a case in which session it came up, and which sessions were about it. */
@Component
class SessionSeeds implements SeedBed {
    private final SessionStore store;

    SessionSeeds(SessionStore store) {
        this.store = store;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Link> of(long businessCase, Person person) {
        List<Link> links = new ArrayList<>();
        if (HubSessions.runs(person)) {
            store.bedOf(businessCase)
                    .ifPresent(bed ->
                            links.add(new Link("session.case.origin", bed.title(), "/sessions/" + bed.session())));
            store.sessionsOf(businessCase)
                    .forEach(bed ->
                            links.add(new Link("session.case.about", bed.title(), "/sessions/" + bed.session())));
        }
        return links;
    }
}
