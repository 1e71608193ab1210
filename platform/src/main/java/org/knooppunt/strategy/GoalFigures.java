package org.knooppunt.strategy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;

/** A room that can show something of goals is a bean of this: what was spent, what the indicators say, what was reached. */
public interface GoalFigures {
    /** What its figures are about. A goal without any of an aspect lacks it, once there is a room that could tell. */
    enum Aspect {
        MONEY,
        INDICATOR,
        PRACTICE
    }

    Aspect aspect();

    /**
     * The figures of goals taken together.
     *
     * @param goals a goal and all that hangs under it
     * @param reader decides what may be told; nobody when absent
     */
    List<GoalFigure> of(Set<UUID> goals, @Nullable Person reader, Locale locale);

    /**
     * The figures of each of many goals, each with itself and all that hangs under it. A room that is asked for many goals
     * asks for all at once.
     */
    default Map<UUID, List<GoalFigure>> ofEach(Map<UUID, Set<UUID>> goals, @Nullable Person reader, Locale locale) {
        return goals.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> of(each.getValue(), reader, locale)));
    }

    /**
     * Those of which it tells anything, of many goals, each with itself and all that hangs under it. A room with figures whose
     * absence is told asks for all at once.
     */
    default Set<UUID> telling(Map<UUID, Set<UUID>> goals, @Nullable Person reader) {
        return goals.entrySet().stream()
                .filter(each -> !of(each.getValue(), reader, Locale.ROOT).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
