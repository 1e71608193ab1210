package org.knooppunt.visitation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.GoalLinked;
import org.knooppunt.strategy.LinkedThing;
import org.knooppunt.visitation.internal.VisitationStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Names recommendations where they are linked with goals and actions; everybody may read them. */
@Component
class RecommendationGoals implements GoalLinked {
    private final VisitationStore store;

    RecommendationGoals(VisitationStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return Recommendations.KIND;
    }

    private static List<LinkedThing> things(Map<Long, String> titles) {
        return LinkedThing.numbered(Recommendations.KIND, "/visitations/recommendations/", titles);
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> find(Collection<String> refs, @Nullable Person reader) {
        return things(store.titles(GoalLinked.ids(refs)));
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> existing(Collection<String> refs) {
        return store.existing(GoalLinked.ids(refs));
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> choices(Person person, int most) {
        return things(store.latest(most));
    }
}
