package org.knooppunt.engine.legal;

import java.util.List;

/** All versions of all rules, in the order of their files. */
public record RuleBook(List<Rule> rules, List<RouteCondition> routes, List<FormField> fields) {
    public RuleBook {
        rules = List.copyOf(rules);
        routes = List.copyOf(routes);
        fields = List.copyOf(fields);
    }
}
