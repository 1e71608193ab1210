package org.knooppunt.engine.legal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read of files of rules: the book, or else every fault.
 *
 * @param book absent when there is a fault
 */
public record RuleDraft(@Nullable RuleBook book, List<RuleFault> faults) {
    public RuleDraft {
        faults = List.copyOf(faults);
    }
}
