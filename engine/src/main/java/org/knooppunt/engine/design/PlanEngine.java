package org.knooppunt.engine.design;

/** The seam between those who want a plan and the methods that make one. Implementations keep no state between calls. */
public interface PlanEngine {
    /** Solves the problem. The plan that comes back has passed its {@link Certificate}. */
    Plan solve(PlanProblem problem, PlanOptions options, PlanMonitor monitor);
}
