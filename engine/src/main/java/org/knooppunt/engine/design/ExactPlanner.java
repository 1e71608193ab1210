package org.knooppunt.engine.design;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Model;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveMonitor;
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
    /** A relative gap that is rounding, not distance. */
    static final double ROUNDING_GAP = 1e-6;

    private static final int FEW_CHOICES = 40;
    private static final int MANY_CHOICES = 80;

    private static final Duration LEAST_TIME = Duration.ofMillis(50);
    private static final Duration LEAST_CLOSING_TIME = Duration.ofSeconds(1);

    @Override
    public Plan solve(PlanProblem problem, PlanOptions options, PlanMonitor monitor) {
        return new Search(problem, options, monitor).solve();
    }

    /** The mixed-integer model of the problem in its strong form, for whoever wants to solve it with something else. */
    public static Model model(PlanProblem problem) {
        return NetworkModel.strong(new Network(problem)).model;
    }

    /** One call. */
    private static final class Search {
        private final PlanProblem problem;
        private final PlanOptions options;
        private final PlanMonitor monitor;
        private final long begun = System.nanoTime();
        private final Network network;
        private final SolveOptions solving;
        private double[] bestFlows;
        private boolean[] bestRuns;
        private double bestSurplus;
        private double bound = Double.POSITIVE_INFINITY;
        private boolean cancelled;
        private boolean outOfTime;

        Search(PlanProblem problem, PlanOptions options, PlanMonitor monitor) {
            this.problem = problem;
            this.options = options;
            this.monitor = monitor;
            network = new Network(problem);
            solving = SolveOptions.DEFAULT.withSeed(options.seed()).withThreads(options.threads());
            bestFlows = new double[network.arcs];
            bestRuns = new boolean[network.facilities.length];
        }

        Plan solve() {
            NetworkModel strong = NetworkModel.strong(network);
            Multipliers multipliers = Multipliers.NONE;
            monitor.progress(0, bound, seconds());
            if (strong.model.columns() == 0) {
                bound = 0;
            } else if (!stopped()) {
                Solution root = Highs.solve(strong.model, solving.asRelaxed().withTimeLimit(timeLeft()), watch(null));
                note(root);
                if (root.status() == Solution.Status.OPTIMAL) {
                    NetworkModel.Duals duals = strong.duals(root);
                    multipliers = multipliers(duals);
                    bound = strong.objective(root);
                    if (strong.model.isMixedInteger()) {
                        searchFacilities(strong, root);
                    } else {
                        boolean[] all = new boolean[bestRuns.length];
                        Arrays.fill(all, true);
                        take(strong.flows(root), all);
                    }
                } else if (!stopped()) {
                    throw new IllegalStateException("the linear relaxation ended as " + root.status() + " for "
                            + problem.inventory() + "; this is a fault of the program");
                }
            }
            return certified(multipliers);
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
            monitor.progress(bestSurplus, bound, seconds());
            if (stopped() || (whole && gap() <= ROUNDING_GAP) || gap() <= options.gap()) {
                return;
            }
            SolveOptions searching = solving.withGap(Math.max(options.gap(), ROUNDING_GAP / 10))
                    .withTimeLimit(timeLeft())
                    .withEffort(effort())
                    .startingFrom(strong.columns(bestFlows, bestRuns));
            Solution found = Highs.solve(strong.model, searching, watch(strong));
            note(found);
            bound = Math.min(bound, strong.bound(found));
            if (found.hasPrimal()) {
                double[] running = strong.running(found);
                boolean[] runs = new boolean[running.length];
                for (int h = 0; h < runs.length; h++) {
                    runs[h] = running[h] > 0.5;
                }
                take(strong.flows(found), runs);
                if (!Arrays.equals(runs, rounded)) {
                    operate(runs);
                }
            }
        }

        /** Measured: alone 3 to 10 times as fast up to 40 facilities, light up to 2 times as fast at 60. */
        private SolveOptions.Effort effort() {
            int choices = 0;
            for (int h = 0; h < network.facilities.length; h++) {
                choices += network.isChoice(h) ? 1 : 0;
            }
            if (choices <= FEW_CHOICES) {
                return SolveOptions.Effort.SEARCH_ONLY;
            }
            return choices <= MANY_CHOICES ? SolveOptions.Effort.LIGHT : SolveOptions.Effort.FULL;
        }

        /** The best flows with these facilities running; nothing when they cannot all reach their minimum. */
        private void operate(boolean[] runs) {
            NetworkModel operating = NetworkModel.operating(network, runs);
            if (operating.model.columns() == 0) {
                return;
            }
            Solution flows = Highs.solve(operating.model, solving.withTimeLimit(closingTime()));
            if (flows.status() == Solution.Status.OPTIMAL) {
                take(operating.flows(flows), runs);
            }
        }

        /** Keeps flows that are at least as good as the best so far, cleaned. */
        private void take(double[] flows, boolean[] runs) {
            PlanDraft draft = new PlanDraft(network, flows, runs);
            double surplus = draft.surplus();
            if (surplus > bestSurplus) {
                bestSurplus = surplus;
                bestFlows = draft.arcFlows();
                bestRuns = draft.runs();
            }
        }

        /** Prices belong to the facilities that run in the end, and to those whose running is no choice. */
        private SortedMap<String, Double> prices() {
            if (cancelled) {
                return java.util.Collections.emptySortedMap();
            }
            boolean[] runs = bestRuns.clone();
            for (int h = 0; h < runs.length; h++) {
                runs[h] |= !network.isChoice(h);
            }
            return EntryPrices.of(network, runs, bestFlows, solving, closingTime());
        }

        private Plan certified(Multipliers multipliers) {
            PlanDraft draft = new PlanDraft(network, bestFlows, bestRuns);
            List<Plan.Flow> flows = draft.flows();
            List<Plan.FacilityUse> facilities = draft.facilities();
            PlanValue value = PlanValue.of(problem, facilities, flows);
            Plan plan = new Plan(
                    Plan.Status.OPTIMAL,
                    value.surplus(),
                    Math.max(bound, value.surplus()),
                    0,
                    value.parts().money(),
                    value.co2eAvoided(),
                    value.jobs(),
                    0,
                    options.seed(),
                    value.parts(),
                    List.copyOf(facilities),
                    List.copyOf(flows),
                    prices(),
                    new Certificate(false, 0, 0, List.of()));
            Certificate certificate = CertificateCheck.check(problem, plan, multipliers);
            double proven = Math.min(bound, certificate.multiplierBound());
            if (!certificate.feasible()
                    || value.surplus() > proven + CertificateCheck.TOLERANCE * Math.max(1, Math.abs(proven))) {
                throw new IllegalStateException("a plan for " + problem.inventory()
                        + " failed its certificate; this is a fault of the program, nothing was stored. Surplus "
                        + value.surplus() + ", bound " + proven + ". " + String.join("; ", certificate.faults()));
            }
            bestSurplus = value.surplus();
            bound = Math.max(proven, value.surplus());
            monitor.progress(bestSurplus, bound, seconds());
            return new Plan(
                    status(),
                    plan.surplus(),
                    bound,
                    gap(),
                    plan.money(),
                    plan.co2eAvoided(),
                    plan.jobs(),
                    seconds(),
                    plan.seed(),
                    plan.parts(),
                    plan.facilities(),
                    plan.flows(),
                    plan.prices(),
                    certificate);
        }

        private Plan.Status status() {
            double gap = gap();
            if (gap <= ROUNDING_GAP) {
                return Plan.Status.OPTIMAL;
            }
            if (gap <= options.gap() + ROUNDING_GAP) {
                return Plan.Status.WITHIN_GAP;
            }
            if (cancelled) {
                return Plan.Status.CANCELLED;
            }
            if (outOfTime) {
                return Plan.Status.TIME_LIMIT;
            }
            throw new IllegalStateException("the search for " + problem.inventory() + " ended at a gap of " + gap
                    + " where " + options.gap() + " was asked; this is a fault of the program");
        }

        private double gap() {
            double size = Math.max(1, Math.max(Math.abs(bound), Math.abs(bestSurplus)));
            return Double.isInfinite(bound) ? Double.POSITIVE_INFINITY : Math.max(0, bound - bestSurplus) / size;
        }

        private void note(Solution solution) {
            cancelled |= solution.status() == Solution.Status.CANCELLED;
            outOfTime |= solution.status() == Solution.Status.TIME_LIMIT;
        }

        private boolean stopped() {
            cancelled |= monitor.cancelled() || Thread.currentThread().isInterrupted();
            outOfTime |= System.nanoTime() - begun >= options.timeLimit().toNanos();
            return cancelled || outOfTime;
        }

        private Duration timeLeft() {
            Duration left = options.timeLimit().minusNanos(System.nanoTime() - begun);
            return left.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : left;
        }

        /** Linear models with facilities fixed are small; they may run past the time limit, but not for long. */
        private Duration closingTime() {
            Duration quarter = options.timeLimit().dividedBy(4);
            return quarter.compareTo(LEAST_CLOSING_TIME) < 0 ? LEAST_CLOSING_TIME : quarter;
        }

        private double seconds() {
            return (System.nanoTime() - begun) / 1e9;
        }

        private SolveMonitor watch(@Nullable NetworkModel searched) {
            return new SolveMonitor() {
                @Override
                public void progress(double objective, double proven) {
                    if (searched != null) {
                        double surplus = Double.isFinite(objective) ? searched.euros(objective) : bestSurplus;
                        double limit = Double.isFinite(proven) ? searched.euros(proven) : bound;
                        monitor.progress(Math.max(bestSurplus, surplus), Math.min(bound, limit), seconds());
                    }
                }

                @Override
                public boolean cancelled() {
                    return monitor.cancelled();
                }
            };
        }

        private Multipliers multipliers(NetworkModel.Duals duals) {
            Map<String, Double> offers = new TreeMap<>();
            for (int s = 0; s < network.offers.length; s++) {
                if (duals.supply()[s] > 0) {
                    offers.put(network.offers[s].id(), duals.supply()[s]);
                }
            }
            Map<String, Double> needs = new TreeMap<>();
            for (int n = 0; n < network.needs.length; n++) {
                if (duals.need()[n] > 0) {
                    needs.put(network.needs[n].id(), duals.need()[n]);
                }
            }
            Map<Multipliers.Output, Double> outputs = new HashMap<>();
            for (int product = 0; product < network.processOf.length; product++) {
                if (duals.product()[product] > 0) {
                    outputs.put(
                            new Multipliers.Output(
                                    network.processes[network.processOf[product]].id(), network.classOf[product]),
                            duals.product()[product]);
                }
            }
            return new Multipliers(offers, needs, outputs);
        }
    }
}
