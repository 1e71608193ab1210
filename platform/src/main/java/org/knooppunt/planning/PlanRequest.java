package org.knooppunt.planning;

import java.time.Duration;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.Weights;

/**
 * What a person asks of a plan.
 *
 * @param options how close and how long
 * @param weights what counts beside money
 */
public record PlanRequest(String name, String note, PlanScope scope, PlanOptions options, Weights weights) {
    /** Everything, nearly the best, money only. */
    public static PlanRequest named(String name) {
        return new PlanRequest(
                name, "", PlanScope.ALL, new PlanOptions(0.0001, Duration.ofSeconds(60), 1, 1), Weights.NONE);
    }
}
