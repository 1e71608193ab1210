package org.knooppunt.strategy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
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
}
