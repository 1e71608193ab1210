package org.knooppunt.indicators;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.internal.IndicatorStore;
import org.knooppunt.strategy.GoalLinked;
import org.knooppunt.strategy.LinkedThing;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Names indicators where they measure goals; everybody may see them. */
@Component
class IndicatorGoals implements GoalLinked {
    static final String KIND = "indicator";

    private final IndicatorStore store;

    IndicatorGoals(IndicatorStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    private static LinkedThing thing(IndicatorSummary one) {
        return new LinkedThing(KIND, one.code(), one.name(LocaleContextHolder.getLocale()), one.path());
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> find(Collection<String> refs, @Nullable Person reader) {
        Set<String> wanted = new HashSet<>(refs);
        return wanted.isEmpty()
                ? List.of()
                : store.all().stream()
                        .filter(one -> wanted.contains(one.code()))
                        .map(IndicatorGoals::thing)
                        .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> existing(Collection<String> refs) {
        return find(refs, null).stream().map(LinkedThing::ref).collect(Collectors.toSet());
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> choices(Person person, int most) {
        return store.all().stream().limit(most).map(IndicatorGoals::thing).toList();
    }
}
