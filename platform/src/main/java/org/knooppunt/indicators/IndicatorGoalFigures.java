package org.knooppunt.indicators;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.GoalFigure;
import org.knooppunt.strategy.GoalFigures;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.LinkedThing;
import org.knooppunt.web.Formats;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Shows on the page of a goal the newest figure of each indicator that measures it, as it is told. */
@Component
class IndicatorGoalFigures implements GoalFigures {
    /** The city of the region. */
    private static final String HOME = "71016";

    private final GoalLinks links;
    private final Indicators indicators;
    private final Observations observations;
    private final Formats formats;

    IndicatorGoalFigures(GoalLinks links, Indicators indicators, Observations observations, Formats formats) {
        this.links = links;
        this.indicators = indicators;
        this.observations = observations;
        this.formats = formats;
    }

    @Override
    public Aspect aspect() {
        return Aspect.INDICATOR;
    }

    @Override
    @Transactional(readOnly = true)
    public List<GoalFigure> of(Set<UUID> goals, @Nullable Person reader, Locale locale) {
        List<GoalFigure> figures = new ArrayList<>();
        for (GoalLinks.Linked linked : links.linked(goals, reader)) {
            if (linked.kind().equals(IndicatorGoals.KIND)) {
                for (LinkedThing thing : linked.seen()) {
                    indicators.indicator(thing.ref()).ifPresent(one -> figure(one, locale)
                            .ifPresent(figures::add));
                }
            }
        }
        return figures;
    }

    @Override
    @Transactional(readOnly = true)
    public Set<UUID> telling(Map<UUID, Set<UUID>> goals, @Nullable Person reader) {
        Map<UUID, Set<String>> codes = links.refs(goals, IndicatorGoals.KIND);
        Set<String> all = new HashSet<>();
        codes.values().forEach(all::addAll);
        Set<String> told = observations
                .latest(
                        indicators.indicators(all).values().stream()
                                .map(Indicator::summary)
                                .toList(),
                        HOME)
                .keySet();
        return codes.entrySet().stream()
                .filter(each -> !Collections.disjoint(each.getValue(), told))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Optional<GoalFigure> figure(Indicator one, Locale locale) {
        return observations.series(one.code(), HOME, null).latest().flatMap(point -> {
            Double value = point.value();
            return value == null
                    ? Optional.empty()
                    : Optional.of(new GoalFigure(
                            one.name(locale) + ", " + point.period().text(),
                            Formats.in(locale, () -> formats.number(value, 2)),
                            one.card().unit(),
                            point.source(),
                            null,
                            one.path()));
        });
    }
}
