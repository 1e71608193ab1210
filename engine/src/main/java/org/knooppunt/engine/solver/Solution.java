package org.knooppunt.engine.solver;

/**
 * What HiGHS found. Arrays are the caller's to keep; they are empty when there is nothing to tell.
 *
 * @param primal value per column; empty when no feasible solution was found
 * @param rowDuals change of the objective per unit of right-hand side; linear models only
 * @param reducedCosts per column; linear models only
 * @param objective of the solution
 * @param bound no solution is better; for a linear model the objective when optimal; infinite when unknown
 * @param gap relative distance between objective and bound
 */
public record Solution(
        Status status,
        double[] primal,
        double[] rowDuals,
        double[] reducedCosts,
        double objective,
        double bound,
        double gap) {

    /** How the search ended. */
    public enum Status {
        /** Optimal within the gap that was asked. */
        OPTIMAL,
        TIME_LIMIT,
        CANCELLED,
        INFEASIBLE,
        UNBOUNDED,
        /** HiGHS gave up for another reason. */
        UNKNOWN
    }

    public boolean hasPrimal() {
        return primal.length > 0;
    }

    public boolean hasDuals() {
        return rowDuals.length > 0 || reducedCosts.length > 0;
    }
}
