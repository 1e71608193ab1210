package org.knooppunt.cases;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.internal.GoalStore;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.GoalFigure;
import org.knooppunt.strategy.GoalFigures;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinked;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.LinkedThing;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Names cases where they serve goals. A case keeps its SDGs itself; their numbers are the codes of the framework. */
@Component
class CaseGoals implements GoalLinked, GoalFigures {
    private static final String KIND = "case";
    private static final String SDG = "sdg";

    private final GoalStore store;
    private final GoalLinks links;
    private final MessageSource messages;

    CaseGoals(GoalStore store, GoalLinks links, MessageSource messages) {
        this.store = store;
        this.links = links;
        this.messages = messages;
    }

    @Override
    public String kind() {
        return KIND;
    }

    private static @Nullable Set<String> sight(@Nullable Person person) {
        return BusinessCases.maySeeAll(person) ? null : BusinessCases.own(person);
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> find(Collection<String> refs, @Nullable Person reader) {
        return store.titles(GoalLinked.ids(refs), sight(reader)).entrySet().stream()
                .map(each -> thing(each.getKey(), each.getValue()))
                .toList();
    }

    private static LinkedThing thing(long id, String title) {
        return new LinkedThing(KIND, Long.toString(id), title, "/cases/" + id);
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> existing(Collection<String> refs) {
        return store.existing(GoalLinked.ids(refs));
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> choices(Person person, int most) {
        return store.latest(sight(person), most).entrySet().stream()
                .map(each -> thing(each.getKey(), each.getValue()))
                .toList();
    }

    @Override
    public boolean mayLink(Person person) {
        return BusinessCases.maySeeAll(person) || GoalLinked.super.mayLink(person);
    }

    @Override
    @Transactional(readOnly = true)
    public List<GoalKey> kept(String ref) {
        return GoalLinked.ids(List.of(ref)).stream()
                .flatMap(id -> store.sdgs(id).stream())
                .map(number -> new GoalKey(SDG, Integer.toString(number)))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<GoalKey, Set<String>> keeping(Collection<GoalKey> goals) {
        List<Integer> numbers = goals.stream()
                .filter(goal -> goal.framework().equals(SDG) && goal.goal().matches("\\d{1,2}"))
                .map(goal -> Integer.valueOf(goal.goal()))
                .toList();
        Map<GoalKey, Set<String>> keeping = new HashMap<>();
        if (!numbers.isEmpty()) {
            store.bySdg(numbers)
                    .forEach((number, cases) -> keeping.put(new GoalKey(SDG, Integer.toString(number)), cases));
        }
        return keeping;
    }

    @Override
    public Aspect aspect() {
        return Aspect.PRACTICE;
    }

    /** How many cases stand where; their numbers are for everybody, as on the list of cases. */
    @Override
    @Transactional(readOnly = true)
    public List<GoalFigure> of(Set<UUID> goals, @Nullable Person reader, Locale locale) {
        return store.statuses(GoalLinked.ids(links.refs(goals, KIND))).entrySet().stream()
                .map(each -> new GoalFigure(
                        messages.getMessage("case.status." + each.getKey().code(), new Object[0], locale),
                        Integer.toString(each.getValue()),
                        "",
                        messages.getMessage("case.goals.source", new Object[0], locale),
                        Pipeline.today(),
                        "/cases"))
                .toList();
    }
}
