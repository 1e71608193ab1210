package org.knooppunt.sessions;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.internal.SessionStore;
import org.knooppunt.strategy.GoalLinked;
import org.knooppunt.strategy.LinkedThing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Names sessions and trainings where they serve goals. */
@Component
class SessionGoals implements GoalLinked {
    static final String KIND = "session";

    private final SessionStore store;

    SessionGoals(SessionStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    private static List<LinkedThing> things(Map<Long, String> titles) {
        return LinkedThing.numbered(KIND, "/sessions/", titles);
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> find(Collection<String> refs, @Nullable Person reader) {
        return things(store.titles(GoalLinked.ids(refs), reader));
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> existing(Collection<String> refs) {
        return store.existing(GoalLinked.ids(refs));
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> choices(Person person, int most) {
        return things(store.latest(person, most));
    }

    @Override
    public boolean mayLink(Person person) {
        return HubSessions.runs(person) || GoalLinked.super.mayLink(person);
    }
}
