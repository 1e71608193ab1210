package org.knooppunt.engine.design;

import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveMonitor;
import org.knooppunt.engine.solver.SolveOptions;

/** What a search for a plan holds on to: the best plan so far, the bound proven so far, and when to stop. */
final class SearchState {
    /** A relative gap that is rounding, not distance. */
    static final double ROUNDING_GAP = 1e-6;

    private static final Duration LEAST_TIME = Duration.ofMillis(50);
    private static final Duration LEAST_CLOSING_TIME = Duration.ofSeconds(1);

    final PlanOptions options;
    private final PlanProblem problem;
    private final PlanMonitor monitor;
    private final long begun;
    private final Network network;
    private double[] bestFlows;
    private boolean[] bestRuns;
    private double bestSurplus;
    private double bound = Double.POSITIVE_INFINITY;
    private boolean cancelled;
    private boolean outOfTime;

    SearchState(Network network, PlanOptions options, PlanMonitor monitor) {
        this.network = network;
        this.problem = network.problem;
        this.options = options;
        this.monitor = monitor;
        begun = System.nanoTime();
        bestFlows = new double[network.arcs];
        bestRuns = new boolean[network.facilities.length];
    }

    /** The same search on a network with more arcs. */
    SearchState in(Network wider) {
        return new SearchState(this, wider);
    }

    private SearchState(SearchState before, Network wider) {
        network = wider;
        problem = before.problem;
        options = before.options;
        monitor = before.monitor;
        begun = before.begun;
        bestFlows = wider.flowsOf(before.network, before.bestFlows);
        bestRuns = before.bestRuns;
        bestSurplus = before.bestSurplus;
        bound = before.bound;
        cancelled = before.cancelled;
        outOfTime = before.outOfTime;
    }

    /** HiGHS on one thread each time, so that more threads give the same plan. */
    SolveOptions solving() {
        return SolveOptions.DEFAULT.withSeed(options.seed());
    }

    double surplus() {
        return bestSurplus;
    }

    double bound() {
        return bound;
    }

    double[] flows() {
        return bestFlows.clone();
    }

    boolean[] runs() {
        return bestRuns.clone();
    }

    /** Keeps a bound that is lower than the one so far. */
    void lowerBound(double proven) {
        bound = Math.min(bound, proven);
    }

    /** Keeps flows that are better than the best so far, cleaned; tells whether they were. */
    boolean take(double[] flows, boolean[] runs) {
        PlanDraft draft = new PlanDraft(network, flows, runs);
        double surplus = draft.surplus();
        if (surplus <= bestSurplus || !draft.reachesMinima()) {
            return false;
        }
        bestSurplus = surplus;
        bestFlows = draft.arcFlows();
        bestRuns = draft.runs();
        return true;
    }

    double gap() {
        return gap(bound);
    }

    private double gap(double proven) {
        double size = Math.max(1, Math.max(Math.abs(proven), Math.abs(bestSurplus)));
        return Double.isInfinite(proven) ? Double.POSITIVE_INFINITY : Math.max(0, proven - bestSurplus) / size;
    }

    boolean isWithinGap() {
        return isWithinGap(bound);
    }

    /** Whether the best plan would be good enough, were this a bound. */
    boolean isWithinGap(double wouldBe) {
        return gap(wouldBe) <= Math.max(options.gap(), ROUNDING_GAP / 10);
    }

    /** A bound that would make the best plan good enough. */
    double goodEnough() {
        return bestSurplus + options.gap() * Math.max(1, Math.abs(bestSurplus));
    }

    /** Whether to stop: within the gap, out of time, or because the person wants it. */
    boolean isOver() {
        return stopped() || isWithinGap();
    }

    void report() {
        monitor.progress(bestSurplus, bound, seconds());
    }

    void note(Solution solution) {
        cancelled |= solution.status() == Solution.Status.CANCELLED;
        outOfTime |= solution.status() == Solution.Status.TIME_LIMIT;
    }

    boolean stopped() {
        cancelled |= monitor.cancelled() || Thread.currentThread().isInterrupted();
        outOfTime |= System.nanoTime() - begun >= options.timeLimit().toNanos();
        return cancelled || outOfTime;
    }

    Duration timeLeft() {
        Duration left = options.timeLimit().minusNanos(System.nanoTime() - begun);
        return left.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : left;
    }

    /** Linear models with facilities fixed are small; they may run past the time limit, but not for long. */
    Duration closingTime() {
        Duration quarter = options.timeLimit().dividedBy(4);
        return quarter.compareTo(LEAST_CLOSING_TIME) < 0 ? LEAST_CLOSING_TIME : quarter;
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Passes on how a solve goes: of the whole problem when its model is given. */
    SolveMonitor watch(@Nullable NetworkModel searched) {
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

    /** Facilities that run in the best plan, and those whose running is no choice: prices belong to these. */
    boolean[] priced() {
        boolean[] runs = bestRuns.clone();
        for (int h = 0; h < runs.length; h++) {
            runs[h] |= !network.isChoice(h);
        }
        return runs;
    }

    SortedMap<String, Double> entryPrices() {
        return cancelled
                ? java.util.Collections.emptySortedMap()
                : EntryPrices.of(network, priced(), bestFlows, solving(), closingTime());
    }

    /** The best plan with its proof; a plan that fails its certificate is never returned. */
    Plan certified(Multipliers multipliers, SortedMap<String, Double> prices) {
        Plan plan = new PlanDraft(network, bestFlows, bestRuns).plan(bound, options.seed(), prices);
        Certificate certificate = CertificateCheck.check(problem, plan, multipliers);
        double proven = Math.min(bound, certificate.multiplierBound());
        if (!certificate.feasible()
                || plan.surplus() > proven + CertificateCheck.TOLERANCE * Math.max(1, Math.abs(proven))) {
            throw new IllegalStateException("a plan for " + problem.inventory()
                    + " failed its certificate; this is a fault of the program, nothing was stored. Surplus "
                    + plan.surplus() + ", bound " + proven + ". " + String.join("; ", certificate.faults()));
        }
        bestSurplus = plan.surplus();
        bound = Math.max(proven, plan.surplus());
        report();
        return plan.proven(status(), bound, gap(), seconds(), certificate);
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
}
