package org.knooppunt.strategy;

import java.util.List;

/** All that a version of a framework says, as a file gives it. */
public record FrameworkDraft(List<Level> levels, List<GoalDraft> goals, List<Remark> remarks) {
    public FrameworkDraft {
        levels = List.copyOf(levels);
        goals = List.copyOf(goals);
        remarks = List.copyOf(remarks);
    }

    /**
     * A foundation or a living example of a goal.
     *
     * @param goal its code
     */
    public record Remark(String goal, String kind, Words words, String source) {}
}
