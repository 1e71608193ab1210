package org.knooppunt.effects;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.effects.internal.EffectStore;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.GoalLinked;
import org.knooppunt.strategy.LinkedThing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Names effects where they serve goals. */
@Component
class EffectGoals implements GoalLinked {
    static final String KIND = "effect";

    private final EffectStore store;

    EffectGoals(EffectStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    private static List<LinkedThing> things(Map<Long, String> titles) {
        return LinkedThing.numbered(KIND, "/effects/", titles);
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> find(Collection<String> refs, @Nullable Person reader) {
        return things(store.titles(GoalLinked.ids(refs), !Effects.mayWrite(reader)));
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> existing(Collection<String> refs) {
        return store.existing(GoalLinked.ids(refs));
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> choices(Person person, int most) {
        return things(store.latest(!Effects.mayWrite(person), most));
    }
}
