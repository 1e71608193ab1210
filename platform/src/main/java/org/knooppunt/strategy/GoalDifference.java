package org.knooppunt.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of one goal between two versions.
 *
 * @param before absent when it is new
 * @param after absent when it is gone
 * @param moved whether it hangs under other goals
 */
public record GoalDifference(
        @Nullable Goal before, @Nullable Goal after, boolean moved) {
    /** {@code added}, {@code removed} or {@code changed}. */
    public String change() {
        return before == null ? "added" : after == null ? "removed" : "changed";
    }

    public Goal goal() {
        return after != null ? after : java.util.Objects.requireNonNull(before);
    }

    /** Whether the language of the reader shows another title. */
    public boolean isRenamed(Locale locale) {
        return before != null
                && after != null
                && !before.title().in(locale).equals(after.title().in(locale));
    }

    /** Whether the language of the reader shows another description. */
    public boolean isReworded(Locale locale) {
        return before != null
                && after != null
                && !before.words().in(locale).equals(after.words().in(locale));
    }

    /** What differs, in the order of the new version, then what is gone. */
    static List<GoalDifference> between(Tree before, Tree after) {
        List<GoalDifference> all = new ArrayList<>();
        for (Goal goal : after.goals()) {
            Optional<Goal> was = before.find(goal.id());
            boolean moved = was.isPresent() && !codes(before, was.get()).equals(codes(after, goal));
            if (was.isEmpty() || moved || !says(was.get()).equals(says(goal))) {
                all.add(new GoalDifference(was.orElse(null), goal, moved));
            }
        }
        before.goals().stream()
                .filter(goal -> after.find(goal.id()).isEmpty())
                .forEach(goal -> all.add(new GoalDifference(goal, null, false)));
        return all;
    }

    private static Set<String> codes(Tree tree, Goal goal) {
        return tree.above(goal).stream().map(Goal::code).collect(Collectors.toSet());
    }

    private static List<Object> says(Goal goal) {
        return List.of(goal.level(), goal.named(), goal.title(), goal.words(), goal.ownPriority(), goal.source());
    }
}
