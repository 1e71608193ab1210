package org.knooppunt.strategy;

import java.util.List;

/**
 * A kind of goal in a framework, for example measure or action plan.
 *
 * @param parents codes of the levels that may stand above it; none when it stands at the top
 */
public record Level(String code, Words name, List<String> parents) {
    public Level {
        parents = List.copyOf(parents);
    }
}
