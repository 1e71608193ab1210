package org.knooppunt.engine.design;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveMonitor;
import org.knooppunt.engine.solver.SolveOptions;

/**
 * Solves one target on a network after another: the strong mixed-integer model, then the flows once more with its
 * facilities decided, so that they are those of a linear model.
 */
final class GoalSearch {
    private static final Duration LEAST_TIME = Duration.ofMillis(100);

    /** What was reached may be off by this share when it has to be reached again. */
    static final double SLACK = 1e-7;

    final Network network;
    private final PlanOptions options;
    private final BooleanSupplier cancelled;
    private final long begun;

    GoalSearch(Network network, PlanOptions options, BooleanSupplier cancelled) {
        this(network, options, cancelled, System.nanoTime());
    }

    private GoalSearch(Network network, PlanOptions options, BooleanSupplier cancelled, long begun) {
        this.network = network;
        this.options = options;
        this.cancelled = cancelled;
        this.begun = begun;
    }

    /** On another network, within the same time. */
    GoalSearch on(Network other) {
        return new GoalSearch(other, options, cancelled, begun);
    }

    /** How a search ended. */
    enum Ending {
        DONE,
        /** Out of time or cancelled. */
        CUT,
        /** Nothing reaches what has to be reached. */
        IMPOSSIBLE
    }

    /**
     * What a search found.
     *
     * @param flows per arc; empty when nothing was found
     * @param value of the maximised goal
     * @param bound nothing that reaches what has to be reached has more
     */
    record Found(Ending ending, double[] flows, boolean[] runs, double value, double bound) {
        boolean isPlan() {
            return ending != Ending.IMPOSSIBLE && runs.length + flows.length > 0;
        }

        static Found none(Ending ending, double bound) {
            return new Found(ending, new double[0], new boolean[0], Double.NEGATIVE_INFINITY, bound);
        }
    }

    boolean stopped() {
        return cancelled.getAsBoolean() || Thread.currentThread().isInterrupted() || timeLeft() <= 0;
    }

    boolean isCancelled() {
        return cancelled.getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    private long timeLeft() {
        return options.timeLimit().toNanos() - (System.nanoTime() - begun);
    }

    double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** This part of the time that is left. */
    Duration share(int parts) {
        Duration share = Duration.ofNanos(Math.max(0, timeLeft()) / Math.max(1, parts));
        return share.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : share;
    }

    SolveOptions solving(Duration limit) {
        return SolveOptions.DEFAULT
                .withSeed(options.seed())
                .withThreads(options.threads())
                .withTimeLimit(limit);
    }

    /**
     * @param start something that reaches what has to be reached, to begin from; null for nothing known
     * @param gap relative distance to the best at which it may stop
     */
    Found solve(Goal.Target target, NetworkModel.Scope scope, @Nullable Found start, double gap, Duration limit) {
        NetworkModel model = NetworkModel.towards(network, scope, target);
        if (model.model.columns() == 0) {
            return withNothing(target, scope);
        }
        SolveOptions solving = solving(limit).withGap(Math.max(gap, 1e-9));
        if (start != null) {
            solving = solving.startingFrom(model.columns(start.flows(), start.runs()))
                    .withEffort(ExactPlanner.effort(network));
        }
        Solution solution = Highs.solve(model.model, solving, new SolveMonitor() {
            @Override
            public boolean cancelled() {
                return isCancelled();
            }
        });
        switch (solution.status()) {
            case INFEASIBLE -> {
                return Found.none(Ending.IMPOSSIBLE, Double.NEGATIVE_INFINITY);
            }
            case OPTIMAL, TIME_LIMIT, CANCELLED -> {}
            default ->
                throw new IllegalStateException("the search for a plan ended as " + solution.status() + " for "
                        + network.problem.inventory() + "; this is a fault of the program");
        }
        Ending ending = solution.status() == Solution.Status.OPTIMAL ? Ending.DONE : Ending.CUT;
        double bound = model.bound(solution);
        if (!solution.hasPrimal()) {
            return start == null
                    ? Found.none(ending, bound)
                    : value(ending, start.flows(), start.runs(), target, bound);
        }
        double[] shares = model.running(solution);
        boolean[] runs = new boolean[shares.length];
        for (int h = 0; h < runs.length; h++) {
            runs[h] = shares[h] > 0.5;
        }
        Found found = clean(ending, model.flows(solution), runs, target, bound);
        if (model.model.isMixedInteger()) {
            Found vertex = operate(ending, runs, scope, target, bound);
            if (vertex != null && (found == null || vertex.value >= found.value)) {
                found = vertex;
            }
        }
        if (found == null) {
            return start == null
                    ? Found.none(ending, bound)
                    : value(ending, start.flows(), start.runs(), target, bound);
        }
        return found;
    }

    private @Nullable Found operate(
            Ending ending, boolean[] runs, NetworkModel.Scope scope, Goal.Target target, double bound) {
        NetworkModel operating =
                NetworkModel.towards(network, NetworkModel.Scope.decided(runs).keeping(scope.kept()), target);
        if (operating.model.columns() == 0) {
            return null;
        }
        Solution flows = Highs.solve(operating.model, solving(share(1)));
        return flows.status() == Solution.Status.OPTIMAL
                ? clean(ending, operating.flows(flows), runs, target, bound)
                : null;
    }

    private @Nullable Found clean(Ending ending, double[] flows, boolean[] runs, Goal.Target target, double bound) {
        PlanDraft draft = new PlanDraft(network, flows, runs);
        if (!draft.reachesMinima()) {
            return null;
        }
        double[] cleaned = draft.arcFlows();
        boolean[] running = draft.runs();
        for (Goal.Floor floor : target.kept()) {
            double slack = 10 * SLACK * Math.max(1, Math.abs(floor.least()));
            if (floor.goal().of(cleaned, running) < floor.least() - slack) {
                return null;
            }
        }
        return value(ending, cleaned, running, target, bound);
    }

    private static Found value(Ending ending, double[] flows, boolean[] runs, Goal.Target target, double bound) {
        double value = target.best().of(flows, runs);
        return new Found(ending, flows, runs, value, Math.max(bound, value));
    }

    /** No arc can help: doing nothing is all there is, if it will do. */
    private Found withNothing(Goal.Target target, NetworkModel.Scope scope) {
        boolean[] runs = new boolean[network.facilities.length];
        for (int h = 0; h < runs.length; h++) {
            if (scope.states()[h] == NetworkModel.RUNS && network.facilities[h].minIntake() > 0) {
                return Found.none(Ending.IMPOSSIBLE, Double.NEGATIVE_INFINITY);
            }
        }
        double[] flows = new double[network.arcs];
        Arrays.fill(runs, false);
        for (Goal.Floor floor : target.kept()) {
            if (floor.least() > SLACK) {
                return Found.none(Ending.IMPOSSIBLE, Double.NEGATIVE_INFINITY);
            }
        }
        return value(Ending.DONE, flows, runs, target, 0);
    }

    /** The linear relaxation: what it proves, and what the kept goals cost. */
    record Relaxed(NetworkModel.Duals duals, double[] kept, double bound) {}

    @Nullable
    Relaxed relax(Goal.Target target, NetworkModel.Scope scope) {
        NetworkModel model = NetworkModel.towards(network, scope, target);
        if (model.model.columns() == 0) {
            return null;
        }
        Solution solution = Highs.solve(model.model, solving(share(1)).asRelaxed());
        return solution.status() == Solution.Status.OPTIMAL && solution.hasDuals()
                ? new Relaxed(model.duals(solution), model.keptDuals(solution), model.objective(solution))
                : null;
    }
}
