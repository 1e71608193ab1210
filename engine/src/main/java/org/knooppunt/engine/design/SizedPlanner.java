package org.knooppunt.engine.design;

/**
 * Plans by the method that was asked, or by the one that fits the size: {@link ExactPlanner} where the strong model is
 * small, {@link LagrangianPlanner} beyond. Measured (docs/benchmarks.md): up to some sixty facilities to choose from and
 * twenty thousand arcs the exact method is done first; from there the other is, soon by far.
 */
public final class SizedPlanner implements PlanEngine {
    private static final int MOST_CHOICES = 60;
    private static final int MOST_ARCS = 20_000;

    @Override
    public Plan solve(PlanProblem problem, PlanOptions options, PlanMonitor monitor) {
        if (isTooWide(problem, options)) {
            return new LagrangianPlanner().solve(problem, options, monitor);
        }
        Network network = new Network(problem);
        return methodFor(network, options.method()) == PlanOptions.Method.EXACT
                ? new ExactPlanner().solve(network, options, monitor)
                : new LagrangianPlanner().solve(network, options, monitor);
    }

    /** The method that {@link #solve} takes for this problem: exact or Lagrangian. */
    public static PlanOptions.Method methodFor(PlanProblem problem, PlanOptions options) {
        return isTooWide(problem, options)
                ? PlanOptions.Method.LAGRANGIAN
                : methodFor(new Network(problem), options.method());
    }

    /** Where not even all pairs can be looked at, unless the exact method is forced. */
    private static boolean isTooWide(PlanProblem problem, PlanOptions options) {
        return options.method() != PlanOptions.Method.EXACT && WideNetwork.isWide(problem);
    }

    private static PlanOptions.Method methodFor(Network network, PlanOptions.Method asked) {
        if (asked != PlanOptions.Method.AUTOMATIC) {
            return asked;
        }
        int choices = 0;
        for (int h = 0; h < network.facilities.length; h++) {
            choices += network.isChoice(h) ? 1 : 0;
        }
        // without a choice it is one linear model, which the solver answers at any size that fits in memory
        boolean small = choices <= MOST_CHOICES && network.arcs <= MOST_ARCS;
        return small || (choices == 0 && network.arcs <= 50 * MOST_ARCS)
                ? PlanOptions.Method.EXACT
                : PlanOptions.Method.LAGRANGIAN;
    }
}
