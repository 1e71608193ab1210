package org.knooppunt.strategy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.internal.StrategyStore;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what a goal has and lacks, out of what all rooms tell. */
@Service
public class GoalOverviews {
    private final Goals goals;
    private final GoalLinks links;
    private final StrategyStore store;
    private final Audit audit;
    private final ObjectProvider<GoalFigures> rooms;

    GoalOverviews(Goals goals, GoalLinks links, StrategyStore store, Audit audit, ObjectProvider<GoalFigures> rooms) {
        this.goals = goals;
        this.links = links;
        this.store = store;
        this.audit = audit;
        this.rooms = rooms;
    }

    /** @throws Missing when the version in force has no such goal */
    @Transactional(readOnly = true)
    public GoalOverview of(String framework, String code, @Nullable Person reader, Locale locale) {
        Tree tree = goals.tree(framework, reader);
        return of(tree, tree.find(code).orElseThrow(() -> new Missing("goal " + code)), reader, locale);
    }

    private GoalOverview of(Tree tree, Goal goal, @Nullable Person reader, Locale locale) {
        Set<UUID> all = tree.withBeneath(goal.id());
        List<Goal> under = tree.under(goal);
        List<GoalLinks.Linked> own = links.linked(goal.id(), reader);
        List<GoalLinks.Linked> beneath = under.isEmpty() ? own : links.linked(all, reader);
        Map<GoalFigures.Aspect, List<GoalFigure>> figures = new EnumMap<>(GoalFigures.Aspect.class);
        rooms.orderedStream().forEach(room -> figures.computeIfAbsent(room.aspect(), aspect -> new ArrayList<>())
                .addAll(room.of(all, reader, locale)));
        return new GoalOverview(
                tree,
                goal,
                tree.above(goal),
                under,
                own,
                under.isEmpty() ? List.of() : beneath,
                store.serves(goal.id()),
                store.servedBy(all),
                figures,
                lacks(
                        tree,
                        goal,
                        under,
                        beneath.stream().map(GoalLinks.Linked::kind).collect(Collectors.toSet()),
                        aspect -> isEmpty(figures, aspect)),
                Goals.mayWrite(reader) ? audit.list(GoalLinks.GOAL, goal.id().toString()) : List.of());
    }

    private List<GoalOverview.Lack> lacks(
            Tree tree, Goal goal, List<Goal> under, Set<String> linked, Predicate<GoalFigures.Aspect> isEmpty) {
        List<GoalOverview.Lack> lacks = new ArrayList<>();
        if (!tree.isLowest(goal.level()) && under.isEmpty()) {
            lacks.add(GoalOverview.Lack.ACTION);
        }
        if (lacks(linked, "case")) {
            lacks.add(GoalOverview.Lack.CASE);
        }
        if (lacks(linked, "indicator") || isEmpty.test(GoalFigures.Aspect.INDICATOR)) {
            lacks.add(GoalOverview.Lack.INDICATOR);
        }
        if (isEmpty.test(GoalFigures.Aspect.MONEY)) {
            lacks.add(GoalOverview.Lack.MONEY);
        }
        return lacks;
    }

    /** Whether there is a room that could tell, and it tells nothing. */
    private static boolean isEmpty(Map<GoalFigures.Aspect, List<GoalFigure>> figures, GoalFigures.Aspect aspect) {
        List<GoalFigure> told = figures.get(aspect);
        return told != null && told.isEmpty();
    }

    private boolean lacks(Set<String> linked, String kind) {
        return !linked.contains(kind)
                && links.rooms().stream().anyMatch(room -> room.kind().equals(kind));
    }

    /** How many things of a kind serve a goal or anything under it, and what it lacks, for lists of goals. */
    public record Line(Goal goal, int things, List<GoalOverview.Lack> lacks) {}

    /** What all goals of one level have and lack; rooms are asked of all of them together. */
    @Transactional(readOnly = true)
    public List<Line> lines(Tree tree, Level level, @Nullable Person reader) {
        List<Goal> wanted = tree.goals().stream()
                .filter(goal -> goal.level().equals(level.code()))
                .toList();
        Map<UUID, Set<UUID>> beneath = new LinkedHashMap<>();
        wanted.forEach(goal -> beneath.put(goal.id(), tree.withBeneath(goal.id())));
        Map<UUID, Map<String, Integer>> counts = links.counts(beneath);
        Map<GoalFigures.Aspect, Set<UUID>> telling = new EnumMap<>(GoalFigures.Aspect.class);
        rooms.orderedStream()
                .filter(room -> room.aspect() != GoalFigures.Aspect.PRACTICE)
                .forEach(room -> telling.computeIfAbsent(room.aspect(), aspect -> new HashSet<>())
                        .addAll(room.telling(beneath, reader)));
        return wanted.stream()
                .map(goal -> {
                    Map<String, Integer> own = counts.getOrDefault(goal.id(), Map.of());
                    return new Line(
                            goal,
                            own.values().stream().mapToInt(Integer::intValue).sum(),
                            lacks(tree, goal, tree.under(goal), own.keySet(), aspect -> {
                                Set<UUID> told = telling.get(aspect);
                                return told != null && !told.contains(goal.id());
                            }));
                })
                .toList();
    }
}
