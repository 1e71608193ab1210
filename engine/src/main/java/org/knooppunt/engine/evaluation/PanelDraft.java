package org.knooppunt.engine.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a question from tables: the problem when nothing is wrong, else every fault, in the order of the
 * file, at most {@value PanelReader#MOST_FAULTS}.
 */
public record PanelDraft(Optional<EffectProblem> problem, List<DataFault> faults) {
    public PanelDraft {
        faults = List.copyOf(faults);
    }
}
