package org.knooppunt.planning;

import java.time.Duration;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.Weights;

/**
 * What a person asks of a plan.
 *
 * @param options how close and how long
 * @param weights what counts beside money
 * @param goal what it is for; with another goal than money, nothing is weighed
 */
public record PlanRequest(
        String name, String note, PlanScope scope, PlanOptions options, Weights weights, PlanGoal goal) {

    public PlanRequest {
        if (!goal.isMoney() && !weights.equals(Weights.NONE)) {
            throw new IllegalArgumentException("a plan for " + goal + " has " + weights + "; expected none");
        }
    }

    /** For the most money, with what is weighed. */
    public PlanRequest(String name, String note, PlanScope scope, PlanOptions options, Weights weights) {
        this(name, note, scope, options, weights, PlanGoal.MONEY);
    }

    /** Everything, nearly the best, money only. */
    public static PlanRequest named(String name) {
        return new PlanRequest(
                name, "", PlanScope.ALL, new PlanOptions(0.0001, Duration.ofSeconds(60), 1, 1), Weights.NONE);
    }
}
