package org.knooppunt.strategy;

import java.util.List;
import java.util.Map;
import org.knooppunt.identity.Audit;
import org.knooppunt.web.Coded;

/**
 * All there is to tell of a goal.
 *
 * @param own what serves it itself
 * @param beneath what serves it or anything under it; empty when nothing hangs under it
 * @param figures by aspect
 * @param lacks what is missing, the first one being the next step
 */
public record GoalOverview(
        Tree tree,
        Goal goal,
        List<Goal> above,
        List<Goal> under,
        List<GoalLinks.Linked> own,
        List<GoalLinks.Linked> beneath,
        List<Goal> serves,
        List<Goal> servedBy,
        Map<GoalFigures.Aspect, List<GoalFigure>> figures,
        List<Lack> lacks,
        List<Audit.Event> events) {
    /** What a goal can be missing. */
    public enum Lack implements Coded {
        ACTION,
        CASE,
        INDICATOR,
        MONEY
    }

    public List<GoalFigure> money() {
        return figures.getOrDefault(GoalFigures.Aspect.MONEY, List.of());
    }

    public List<GoalFigure> indicators() {
        return figures.getOrDefault(GoalFigures.Aspect.INDICATOR, List.of());
    }

    public List<GoalFigure> practice() {
        return figures.getOrDefault(GoalFigures.Aspect.PRACTICE, List.of());
    }
}
