package org.knooppunt.engine.legal;

import java.util.List;

/**
 * One version of a condition of a route: a row of {@code routes.csv}.
 *
 * @param id {@value #SCOPE} for whether the route is thought of at all; its text is the name of the route
 * @param allowed words of the fact with which the condition is met
 */
public record RouteCondition(
        Route route,
        String id,
        int version,
        Validity validity,
        Fact fact,
        List<String> allowed,
        Text text,
        Source source) {
    public static final String SCOPE = "scope";

    public RouteCondition {
        allowed = List.copyOf(allowed);
    }

    boolean isScope() {
        return id.equals(SCOPE);
    }
}
