package org.knooppunt.engine.design;

import org.jspecify.annotations.Nullable;

/**
 * What is proven of a plan in one aim: no plan that reaches {@code atLeast} in {@code given} has more than {@code bound}.
 *
 * @param value what the plan has
 * @param bound no plan has more; proven by the branch and bound of the solver, or by Lagrangian relaxation
 * @param given the aim that has to be reached; absent when the bound holds for every plan
 * @param atLeast how much of it; minus infinity without one
 */
public record AimProof(
        Aim aim, double value, double bound, @Nullable Aim given, double atLeast) {
    /** (bound - value) / max(|bound|, |value|, 1), at least 0. */
    public double gap() {
        return Math.max(0, bound - value) / Math.max(1, Math.max(Math.abs(bound), Math.abs(value)));
    }
}
