package org.knooppunt.engine.design;

import java.util.Arrays;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Model;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

/**
 * Finds the plan with the largest surplus, with proof, by mixed-integer programming.
 *
 * <p>Formulation (x ≥ 0 units per year on an arc, r ∈ {0,1} per facility that has a fixed cost or a minimum intake):
 *
 * <pre>
 * maximise  Σ worth·x − Σ fixed·r
 * supply    Σ x out of an offer                  ≤ its quantity
 * need      Σ x into a need                      ≤ its quantity
 * balance   Σ x of an output of a process        ≤ yield · Σ x into the process      (the rest is disposed of)
 * capacity  Σ x into a facility                  ≤ capacity · r
 * minimum   Σ x into a facility                  ≥ minimum intake · r
 * strong    Σ x from one source into a facility  ≤ min(what the source has, capacity) · r
 *           Σ x from a facility into one need    ≤ min(what it can make, what the need takes) · r
 * </pre>
 *
 * Arcs exist where the class fits (the same or a descendant), the qualities are within the need's limits (a stream that
 * does not declare a limited quality does not fit) and the sites are connected. Worth of an arc: price paid − price
 * asked − transport − variable cost + weighed CO2e avoided and jobs. Arcs into needs that earn nothing are left out:
 * they cannot pay. A chain of processes may have any length; processes that could feed each other in a circle, by class,
 * are not linked.
 *
 * <p>Method: the linear relaxation gives multipliers and a bound; rounding it gives a plan; where that is not within the
 * gap, HiGHS searches on from it; with the best set of facilities fixed, a linear model gives the flows and the entry
 * prices. {@link CertificateCheck} then checks plan and bound independently; a plan that fails is never returned.
 *
 * <p>Quantities in units per year, money in EUR per year. Rejects nothing an {@link
 * org.knooppunt.engine.inventory.Inventory} accepts: doing nothing is always a plan. Cost: exponential in the number of
 * facilities in the worst case; seconds for 1,000 offers, 60 facilities and 500 needs. Deterministic for inventory,
 * options and seed unless the time limit or a cancel cuts it off; then the best plan so far comes back with a bound that
 * still holds.
 */
public final class ExactPlanner implements PlanEngine {
    private static final int FEW_CHOICES = 40;
    private static final int MANY_CHOICES = 80;

    @Override
    public Plan solve(PlanProblem problem, PlanOptions options, PlanMonitor monitor) {
        return solve(new Network(problem), options, monitor);
    }

    Plan solve(Network network, PlanOptions options, PlanMonitor monitor) {
        return new Search(network, options, monitor).solve();
    }

    /** The mixed-integer model of the problem in its strong form, for whoever wants to solve it with something else. */
    public static Model model(PlanProblem problem) {
        return NetworkModel.strong(new Network(problem)).model;
    }

    /** Measured, from a good start: alone 3 to 10 times as fast up to 40 facilities, light up to 2 times as fast at 60. */
    static SolveOptions.Effort effort(Network network) {
        int choices = 0;
        for (int h = 0; h < network.facilities.length; h++) {
            choices += network.isChoice(h) ? 1 : 0;
        }
        if (choices <= FEW_CHOICES) {
            return SolveOptions.Effort.SEARCH_ONLY;
        }
        return choices <= MANY_CHOICES ? SolveOptions.Effort.LIGHT : SolveOptions.Effort.FULL;
    }

    /** One call. */
    private static final class Search {
        private final SearchState state;
        private final Network network;

        Search(Network network, PlanOptions options, PlanMonitor monitor) {
            this.network = network;
            state = new SearchState(network, options, monitor);
        }

        Plan solve() {
            NetworkModel strong = NetworkModel.strong(network);
            Multipliers multipliers = Multipliers.NONE;
            state.report();
            if (strong.model.columns() == 0) {
                state.lowerBound(0);
            } else if (!state.stopped()) {
                Solution root = Highs.solve(
                        strong.model, state.solving().asRelaxed().withTimeLimit(state.timeLeft()), state.watch(null));
                state.note(root);
                if (root.status() == Solution.Status.OPTIMAL) {
                    NetworkModel.Duals duals = strong.duals(root);
                    multipliers = Multipliers.of(network, duals.supply(), duals.need(), duals.product());
                    state.lowerBound(strong.objective(root));
                    if (strong.model.isMixedInteger()) {
                        searchFacilities(strong, root);
                    } else {
                        boolean[] all = new boolean[network.facilities.length];
                        Arrays.fill(all, true);
                        state.take(strong.flows(root), all);
                    }
                } else if (!state.stopped()) {
                    throw new IllegalStateException("the linear relaxation ended as " + root.status() + " for "
                            + network.problem.inventory() + "; this is a fault of the program");
                }
            }
            return state.certified(multipliers, state.entryPrices());
        }

        private void searchFacilities(NetworkModel strong, Solution root) {
            double[] shares = strong.running(root);
            boolean[] rounded = new boolean[shares.length];
            boolean whole = true;
            for (int h = 0; h < shares.length; h++) {
                rounded[h] = shares[h] >= 0.5;
                whole &= shares[h] <= 1e-9 || shares[h] >= 1 - 1e-9;
            }
            operate(rounded);
            state.report();
            if (state.stopped() || (whole && state.gap() <= SearchState.ROUNDING_GAP) || state.isWithinGap()) {
                return;
            }
            SolveOptions searching = state.solving()
                    .withGap(Math.max(state.options.gap(), SearchState.ROUNDING_GAP / 10))
                    .withTimeLimit(state.timeLeft())
                    .withEffort(effort(network))
                    .startingFrom(strong.columns(state.flows(), state.runs()));
            Solution found = Highs.solve(strong.model, searching, state.watch(strong));
            state.note(found);
            state.lowerBound(strong.bound(found));
            if (found.hasPrimal()) {
                boolean[] runs = strong.runs(found);
                state.take(strong.flows(found), runs);
                if (!Arrays.equals(runs, rounded)) {
                    operate(runs);
                }
            }
        }

        /** The best flows with these facilities running; nothing when they cannot all reach their minimum. */
        private void operate(boolean[] runs) {
            NetworkModel operating = NetworkModel.operating(network, runs);
            if (operating.model.columns() == 0) {
                return;
            }
            Solution flows = Highs.solve(operating.model, state.solving().withTimeLimit(state.closingTime()));
            if (flows.status() == Solution.Status.OPTIMAL) {
                state.take(operating.flows(flows), runs);
            }
        }
    }
}
