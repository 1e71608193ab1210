package org.knooppunt.engine.legal;

import java.util.List;

/**
 * A fact that made a rule apply.
 *
 * @param values the words of the fact, as in rule files; of routes there may be several
 */
public record Reason(Fact fact, List<String> values) {
    public Reason {
        values = List.copyOf(values);
    }
}
