package org.knooppunt.strategy;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a framework: its levels, its goals in order, and which hangs under which.
 *
 * @param edits counts the changes of a draft, so that a form knows when somebody else was first
 */
public record Tree(
        Framework framework,
        int version,
        String note,
        @Nullable Instant publishedAt,
        @Nullable String publisher,
        int edits,
        List<Level> levels,
        List<Goal> goals,
        List<Under> edges,
        List<Remark> remarks) {
    public Tree {
        levels = List.copyOf(levels);
        goals = List.copyOf(goals);
        edges = List.copyOf(edges);
        remarks = List.copyOf(remarks);
    }

    /** One goal hangs under another. */
    public record Under(UUID child, UUID parent) {}

    /**
     * What a goal stands on, or an example of it that is alive already.
     *
     * @param kind {@code foundation} or {@code alive}
     */
    public record Remark(UUID goal, String kind, Words words, String source) {}

    /** A goal where it stands in the tree; what hangs under it is shown the first time it appears. */
    public record Node(Goal goal, boolean again, List<Node> under) {}

    /** Goals of one level against those of a level above it. */
    public record Grid(Level rows, Level columns, List<Goal> down, List<Goal> across, Set<Under> edges) {
        public boolean has(Goal row, Goal column) {
            return edges.contains(new Under(row.id(), column.id()));
        }

        public long count(Goal row) {
            return across.stream().filter(column -> has(row, column)).count();
        }

        public long total(Goal column) {
            return down.stream().filter(row -> has(row, column)).count();
        }
    }

    public boolean isDraft() {
        return publishedAt == null;
    }

    public Optional<Goal> find(String code) {
        return goals.stream().filter(goal -> goal.code().equals(code)).findFirst();
    }

    public Optional<Goal> find(UUID id) {
        return goals.stream().filter(goal -> goal.id().equals(id)).findFirst();
    }

    public Optional<Level> level(String code) {
        return levels.stream().filter(level -> level.code().equals(code)).findFirst();
    }

    /** How many goals of a level there are. */
    public long count(Level level) {
        return goals.stream().filter(goal -> goal.level().equals(level.code())).count();
    }

    /** Whether there are levels that hang under this one. */
    public boolean isLowest(String level) {
        return levels.stream().noneMatch(each -> each.parents().contains(level));
    }

    /** What hangs right under a goal, in order. */
    public List<Goal> under(Goal goal) {
        Set<UUID> children = new HashSet<>();
        edges.stream().filter(edge -> edge.parent().equals(goal.id())).forEach(edge -> children.add(edge.child()));
        return goals.stream().filter(each -> children.contains(each.id())).toList();
    }

    /** What a goal hangs right under, in order. */
    public List<Goal> above(Goal goal) {
        Set<UUID> parents = new HashSet<>();
        edges.stream().filter(edge -> edge.child().equals(goal.id())).forEach(edge -> parents.add(edge.parent()));
        return goals.stream().filter(each -> parents.contains(each.id())).toList();
    }

    /** A goal and everything that hangs under it. */
    public Set<UUID> withBeneath(UUID goal) {
        Set<UUID> all = new LinkedHashSet<>();
        Deque<UUID> todo = new ArrayDeque<>(List.of(goal));
        while (!todo.isEmpty()) {
            UUID each = todo.removeFirst();
            if (all.add(each)) {
                edges.stream().filter(edge -> edge.parent().equals(each)).forEach(edge -> todo.addLast(edge.child()));
            }
        }
        return all;
    }

    public List<Remark> remarks(Goal goal, String kind) {
        return remarks.stream()
                .filter(remark ->
                        remark.goal().equals(goal.id()) && remark.kind().equals(kind))
                .toList();
    }

    /** From the top down; a goal that hangs under several appears under each. */
    public List<Node> roots() {
        Map<UUID, Goal> byId = new LinkedHashMap<>();
        goals.forEach(goal -> byId.put(goal.id(), goal));
        Map<UUID, List<Goal>> children = new LinkedHashMap<>();
        Set<UUID> below = new HashSet<>();
        edges.forEach(edge -> below.add(edge.child()));
        for (Goal goal : goals) {
            edges.stream().filter(edge -> edge.child().equals(goal.id())).forEach(edge -> children.computeIfAbsent(
                            edge.parent(), parent -> new ArrayList<>())
                    .add(goal));
        }
        Set<UUID> shown = new HashSet<>();
        return goals.stream()
                .filter(goal -> !below.contains(goal.id()))
                .map(goal -> node(goal, children, shown))
                .toList();
    }

    private static Node node(Goal goal, Map<UUID, List<Goal>> children, Set<UUID> shown) {
        List<Goal> under = children.getOrDefault(goal.id(), List.of());
        if (!shown.add(goal.id())) {
            return new Node(goal, !under.isEmpty(), List.of());
        }
        return new Node(
                goal,
                false,
                under.stream().map(each -> node(each, children, shown)).toList());
    }

    /** The pairs of levels between which something hangs, the closest to many to many first. */
    public List<Grid> grids() {
        List<Grid> grids = new ArrayList<>();
        for (Level row : levels) {
            for (Level column : levels) {
                if (row.parents().contains(column.code())) {
                    List<Goal> down = of(row);
                    List<Goal> across = of(column);
                    Set<UUID> rows = new HashSet<>(down.stream().map(Goal::id).toList());
                    Set<UUID> columns =
                            new HashSet<>(across.stream().map(Goal::id).toList());
                    Set<Under> between = new HashSet<>(edges.stream()
                            .filter(edge -> rows.contains(edge.child()) && columns.contains(edge.parent()))
                            .toList());
                    if (!between.isEmpty()) {
                        grids.add(new Grid(row, column, down, across, between));
                    }
                }
            }
        }
        grids.sort((a, b) -> Integer.compare(b.down().size(), a.down().size()));
        return grids;
    }

    private List<Goal> of(Level level) {
        return goals.stream().filter(goal -> goal.level().equals(level.code())).toList();
    }
}
