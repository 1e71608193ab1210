package org.knooppunt.expenditure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.expenditure.internal.ExpenditureStore;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.GoalFigure;
import org.knooppunt.strategy.GoalFigures;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinked;
import org.knooppunt.strategy.LinkedThing;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was spent and budgeted, on the pages of goals: totals for everybody, the expenditures themselves for who may read
 * them. Which goals an expenditure serves is told with it, with shares, and so nowhere else.
 */
@Component
class GoalMoney implements GoalFigures, GoalLinked {
    private final ExpenditureStore store;
    private final MessageSource messages;
    private final Formats formats;

    GoalMoney(ExpenditureStore store, MessageSource messages, Formats formats) {
        this.store = store;
        this.messages = messages;
        this.formats = formats;
    }

    @Override
    public Aspect aspect() {
        return Aspect.MONEY;
    }

    @Override
    @Transactional(readOnly = true)
    public List<GoalFigure> of(Set<UUID> goals, @Nullable Person reader, Locale locale) {
        return figures(goals, store.spent(goals), store.budgeted(goals), reader, locale);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, List<GoalFigure>> ofEach(Map<UUID, Set<UUID>> goals, @Nullable Person reader, Locale locale) {
        Set<UUID> all = all(goals);
        Map<UUID, ExpenditureStore.Spent> spent = store.spent(all);
        Map<UUID, Long> budgeted = store.budgeted(all);
        return goals.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> figures(each.getValue(), spent, budgeted, reader, locale)));
    }

    private static Set<UUID> all(Map<UUID, Set<UUID>> goals) {
        Set<UUID> all = new HashSet<>();
        goals.values().forEach(all::addAll);
        return all;
    }

    private List<GoalFigure> figures(
            Set<UUID> goals,
            Map<UUID, ExpenditureStore.Spent> spent,
            Map<UUID, Long> budgeted,
            @Nullable Person reader,
            Locale locale) {
        List<GoalFigure> figures = new ArrayList<>();
        List<ExpenditureStore.Spent> told =
                goals.stream().map(spent::get).filter(Objects::nonNull).toList();
        String source = messages.getMessage("spending.source", null, locale);
        long cents = told.stream().mapToLong(ExpenditureStore.Spent::cents).sum();
        if (cents > 0) {
            figures.add(new GoalFigure(
                    messages.getMessage("spending.spent", null, locale),
                    money(cents, locale),
                    "",
                    source,
                    told.stream()
                            .map(ExpenditureStore.Spent::latest)
                            .max(Comparator.naturalOrder())
                            .orElseThrow(),
                    Expenditures.mayRead(reader) ? "/spending" : null));
        }
        long budget = goals.stream()
                .mapToLong(goal -> budgeted.getOrDefault(goal, 0L))
                .sum();
        if (budget > 0) {
            figures.add(new GoalFigure(
                    messages.getMessage("spending.budget", null, locale),
                    money(budget, locale),
                    "",
                    source,
                    null,
                    null));
        }
        return figures;
    }

    private String money(long cents, Locale locale) {
        return Formats.in(locale, () -> formats.money(Cents.euros(cents).doubleValue()));
    }

    @Override
    @Transactional(readOnly = true)
    public Set<UUID> telling(Map<UUID, Set<UUID>> goals, @Nullable Person reader) {
        Set<UUID> told = store.withMoney(all(goals));
        return goals.entrySet().stream()
                .filter(each -> !Collections.disjoint(each.getValue(), told))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public String kind() {
        return "expenditure";
    }

    @Override
    @Transactional(readOnly = true)
    public List<LinkedThing> find(Collection<String> refs, @Nullable Person reader) {
        if (!Expenditures.mayRead(reader)) {
            return List.of();
        }
        return store.lines(GoalLinked.ids(refs)).stream()
                .map(line -> new LinkedThing(kind(), Long.toString(line.id()), line.title(), "/spending/" + line.id()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> existing(Collection<String> refs) {
        return store.lines(GoalLinked.ids(refs)).stream()
                .map(line -> Long.toString(line.id()))
                .collect(Collectors.toSet());
    }

    @Override
    public List<LinkedThing> choices(Person person, int most) {
        return List.of();
    }

    @Override
    public boolean mayLink(Person person) {
        return false;
    }

    @Override
    @Transactional(readOnly = true)
    public List<GoalKey> kept(String ref) {
        return ref.matches("\\d{1,18}")
                ? store.goalsOf(Long.parseLong(ref)).stream()
                        .map(each -> new GoalKey(each.getKey(), each.getValue()))
                        .toList()
                : List.of();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<GoalKey, Set<String>> keeping(Collection<GoalKey> goals) {
        return store.of(goals);
    }
}
