package org.knooppunt.strategy;

import java.util.List;

/**
 * A goal as an officer writes it.
 *
 * @param parents codes of the goals it hangs under
 */
public record GoalDraft(
        String code,
        String level,
        List<String> parents,
        Words title,
        Words words,
        boolean priority,
        boolean named,
        String source) {
    public GoalDraft {
        parents = List.copyOf(parents);
    }
}
