package org.knooppunt.engine.design;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

/**
 * Plans large inventories, to a gap that is asked, by Lagrangian relaxation. The problem is that of {@link ExactPlanner},
 * symbol for symbol.
 *
 * <ol>
 *   <li>The rows of supply, need and product balance are priced ({@link Relaxation}); the volume algorithm (Barahona and
 *       Anbil 2000, {@link Volume}) lowers the bound that the prices prove and averages the answers.
 *   <li>A dive decides facilities one part after another by how much they run on average, with some steps in between; where
 *       that leads nowhere new, all that run for at least half of the average, or another share, are taken to run. A volume
 *       search with them decided gives flows that nearly are a plan, and {@link Repair} makes them one. Where few enough
 *       arcs nearly pay at its prices, a linear model of these gives better flows.
 *   <li>Facilities come whole. Where 6.4 run on average, the plans in which at most 6 run and those in which at least 7 do
 *       are bounded apart; when one kind cannot be better than the plan there is, the search goes on among the others, with
 *       a lower bound. Where that leaves few facilities in doubt, sets of them are tried in the order of what they cost that
 *       bound ({@link Ranking}), each with a linear model; then those most in doubt are left to a small mixed-integer model.
 *   <li>Where many are in doubt, facilities are exchanged one for another as long as that gains by their prices ({@link
 *       FacilityExchange}); an interior point method then gives the best flows with the best set.
 *   <li>Where that is not within the gap, {@link Closing} lowers the bound by branching on facilities ({@link
 *       FacilityTree}), with further exchanges, decides facilities by reduced cost, solves a small mixed-integer relaxation
 *       of the rest with HiGHS, and plans neighbourhoods of facilities anew; what it leaves out shrinks until nothing is
 *       left out.
 * </ol>
 *
 * <p>Quantities in units per year, money in EUR per year. Rejects nothing an {@link
 * org.knooppunt.engine.inventory.Inventory} accepts. A step costs time linear in the arcs. Deterministic for inventory,
 * options and seed, on any number of threads, unless the time limit or a cancel cuts it off; then the best plan so far
 * comes back with a bound that still holds. Entry prices of large plans are those of the relaxation with the plan's
 * facilities decided: near to, not equal to, the duals of its linear model.
 */
public final class LagrangianPlanner implements PlanEngine {
    @Override
    public Plan solve(PlanProblem problem, PlanOptions options, PlanMonitor monitor) {
        return WideNetwork.isWide(problem)
                ? solve(WideNetwork.of(problem, options.threads()), options, monitor)
                : solve(new Network(problem), options, monitor);
    }

    private static final int FIRST_ROUNDS = 4;
    private static final int STEPS_BETWEEN_PAIRS = 50;

    /**
     * Where not all pairs are arcs. Prices move while only the pairs inside count; then those outside that earn something
     * at these prices come in, and the bound of the same prices holds for all.
     */
    Plan solve(WideNetwork wide, PlanOptions options, PlanMonitor monitor) {
        Search search = new Search(wide, options, monitor);
        for (int round = 0; round < FIRST_ROUNDS && !search.state.stopped(); round++) {
            search = search.grown();
            search.step(STEPS_BETWEEN_PAIRS);
        }
        double before = Double.POSITIVE_INFINITY;
        while (!search.state.isOver()) {
            search.descend();
            search = search.grown();
            double bound = search.state.bound();
            if (before - bound < Search.STALLED * Math.abs(bound)) {
                break;
            }
            before = bound;
        }
        while (!search.state.isOver()) {
            search.close();
            search = search.grown();
        }
        return search.certified();
    }

    Plan solve(Network network, PlanOptions options, PlanMonitor monitor) {
        return new Search(network, options, monitor).solve();
    }

    /** One call. */
    private static final class Search {
        private static final int MOST_STEPS = 4000;
        private static final int LOOK = 25;
        private static final int STALL = 200;
        private static final double STALLED = 2e-5;
        private static final int FIRST_ROUNDING = 50;
        private static final int ROUNDINGS_APART = 150;
        /** Shares of running above which a facility is taken to run; NaN for as many as hold what the average takes in. */
        private static final double[] SHARES = {0.5, Double.NaN, 0.35, 0.65, 0.2, 0.8};

        /** Each time so many of the undecided facilities are decided, and so many steps follow. */
        private static final double DIVE_PART = 0.34;

        private static final int DIVE_STEPS = 20;
        /** Shares that are this near to 0 or 1 are decided anyway. */
        private static final double NEARLY = 0.05;

        private static final int DECIDED_STEPS = 500;
        private static final int STEPS_BETWEEN_REPAIRS = 100;
        private static final double LEAST_FALL = 1e-4;
        private static final int MOST_ARCS_TO_POLISH = 10_000;
        /** The surplus a plan may well have, of the bound. */
        private static final double HOPED = 0.995;

        private static final double CRUMB = 1e-3;
        /** Steps that average flows where only prices were searched for. */
        private static final int FLOW_STEPS = 100;
        /** Arcs of a linear model that an interior point method solves within seconds. */
        private static final int MOST_ARCS_INSIDE = 100_000;
        /** Exchanges end when they are this much of the gap that is asked from the bound: flows fall short of prices. */
        private static final double EXCHANGED_PART = 0.95;

        private static final int COUNTING_STEPS = 200;
        private static final int FACILITIES_IN_GAP = 4;
        private static final int MOST_ARCS_TO_OPERATE = 20_000;
        private static final int MOST_TRIED = 60;
        /** Facilities that are free in the kernel, and arcs per source and need. */
        private static final int IN_KERNEL = 20;

        private static final int ARCS_IN_KERNEL = 4;
        private static final double LEAST_SHARE = 0.05;
        private static final int MOST_ARCS_FOR_EXACT_PRICES = 20_000;

        private final Network network;
        private final SearchState state;
        /** What is outside the network; null when nothing is. */
        private final @Nullable WideNetwork wide;

        /** Whether what the relaxation proves of the network holds for all pairs. */
        private boolean proven;

        private final Incidence incidence;
        private final Relaxation relaxation;
        private final int threads;
        private Volume volume;
        /** The search among all plans: its prices are the multipliers that others can check. */
        private final Volume among;

        /** How many facilities run in any better plan. */
        private List<Relaxation.Count> counts = List.of();

        private Volume lastDecided;
        private final FacilityExchange exchange;
        /** Facilities that ran in roundings before. */
        private final Set<BitSet> tried;

        Search(Network network, PlanOptions options, PlanMonitor monitor) {
            this(network, new SearchState(network, options, monitor), null, true);
        }

        Search(WideNetwork wide, PlanOptions options, PlanMonitor monitor) {
            this(wide.network(), new SearchState(wide.network(), options, monitor), wide, false);
        }

        private Search(Network network, SearchState state, @Nullable WideNetwork wide, boolean proven) {
            this.network = network;
            this.state = state;
            this.wide = wide;
            this.proven = proven;
            incidence = new Incidence(network);
            relaxation = new Relaxation(network);
            exchange = new FacilityExchange(network, relaxation, state);
            threads = state.options.threads();
            byte[] free = new byte[network.facilities.length];
            volume = Volume.approach(relaxation, free, threads, state::stopped);
            among = volume;
            lastDecided = volume;
            tried = new HashSet<>();
        }

        /** The same search with more arcs. */
        private Search(Search before, WideNetwork wide) {
            this.network = wide.network();
            this.state = before.state.in(network);
            this.wide = wide;
            this.proven = wide.outside() == Double.NEGATIVE_INFINITY;
            incidence = new Incidence(network);
            relaxation = new Relaxation(network);
            exchange = new FacilityExchange(network, relaxation, state);
            threads = before.threads;
            volume = before.volume.in(relaxation);
            among = volume;
            lastDecided = before.lastDecided;
            tried = before.tried;
            if (wide.outside() <= 0) {
                state.lowerBound(volume.bound());
                state.report();
            }
        }

        /** Prices what is outside and goes on with the best of it, at the same prices. */
        Search grown() {
            WideNetwork wider = Objects.requireNonNull(wide);
            wider.grow(volume.prices, relaxation.firstNeed, relaxation.firstProduct, relaxation.made(volume.prices));
            return new Search(this, wider);
        }

        Plan solve() {
            look();
            descend();
            if (!state.isOver() && count()) {
                descend();
                rank();
                kernel();
            }
            if (!state.isOver() && FacilityExchange.isWorthwhile(network, counts)) {
                exchange(
                        List.of(
                                above(SHARES[0]),
                                state.runs(),
                                asMuchAsTheAverage(),
                                above(SHARES[2]),
                                above(SHARES[3])),
                        volume);
            }
            if (!state.isOver()) {
                close();
            }
            return certified();
        }

        Plan certified() {
            return state.certified(
                    Multipliers.of(
                            network,
                            Arrays.copyOfRange(among.prices, 0, relaxation.firstNeed),
                            Arrays.copyOfRange(among.prices, relaxation.firstNeed, relaxation.firstProduct),
                            Arrays.copyOfRange(among.prices, relaxation.firstProduct, relaxation.rows)),
                    prices());
        }

        void step(int steps) {
            for (int i = 0; i < steps && !state.stopped(); i++) {
                volume.step(state.surplus());
            }
        }

        /** Lowers the bound until it stalls, and rounds on the way. */
        void descend() {
            double boundBefore = Double.POSITIVE_INFINITY;
            int nextRounding = FIRST_ROUNDING;
            for (int i = 1; i <= MOST_STEPS; i++) {
                volume.step(hoped(volume));
                if (i % LOOK == 0) {
                    look();
                    if (isOver()) {
                        return;
                    }
                }
                if (i == nextRounding) {
                    round();
                    nextRounding += Math.max(ROUNDINGS_APART, i);
                    if (isOver()) {
                        return;
                    }
                }
                if (i % STALL == 0) {
                    if (boundBefore - volume.bound() < STALLED * Math.abs(volume.bound())) {
                        break;
                    }
                    boundBefore = volume.bound();
                }
            }
            round();
        }

        private void look() {
            if (proven) {
                // a count holds for better plans only
                state.lowerBound(Math.max(volume.bound(), state.surplus()));
            }
            state.report();
        }

        private boolean isOver() {
            return state.isOver() || (!proven && state.isWithinGap(volume.bound()));
        }

        /**
         * Rules out that as few facilities run as on average, or more: one facility more or less makes a difference when
         * the gap is not many times its fixed cost. Tells whether it did.
         */
        private boolean count() {
            double average = 0;
            double dearest = 0;
            for (int h = 0; h < network.facilities.length; h++) {
                if (network.isChoice(h)) {
                    average += volume.running[h];
                    dearest = Math.max(dearest, network.facilities[h].fixedCost());
                }
            }
            if (volume.bound() - state.surplus() > FACILITIES_IN_GAP * dearest) {
                return false;
            }
            int few = (int) average;
            Relaxation.Count any = Relaxation.Count.free(IntStream.range(0, network.facilities.length)
                    .filter(network::isChoice)
                    .toArray());
            Relaxation.Count known;
            if (isRuledOut(any.atMost(few))) {
                known = any.atLeast(few + 1);
            } else if (isRuledOut(any.atLeast(few + 1))) {
                known = any.atMost(few);
            } else {
                return false;
            }
            counts = List.of(known);
            volume = volume.counting(known);
            return true;
        }

        /** Whether no plan in which so many run is better than the best so far. */
        private boolean isRuledOut(Relaxation.Count some) {
            Volume counted = volume.counting(some);
            for (int i = 0; i < COUNTING_STEPS && !state.stopped(); i++) {
                if (counted.bound() <= state.surplus()) {
                    return true;
                }
                counted.step(state.surplus());
            }
            return counted.bound() <= state.surplus();
        }

        /** What the best surplus may well be: that of the best plan, unless it is still far from the bound. */
        private double hoped(Volume some) {
            return Math.max(state.surplus(), HOPED * some.bound());
        }

        /** A plan with facilities that run on average, where there are such that were not tried before. */
        private void round() {
            if (dive(volume)) {
                return;
            }
            for (double share : SHARES) {
                boolean[] runs = Double.isNaN(share) ? asMuchAsTheAverage() : above(share);
                if (tried.add(setOf(runs))) {
                    plan(runs, volume);
                    return;
                }
            }
        }

        /**
         * A plan with facilities decided one part after another, the clearest first: what prices and average say of the
         * rest once these are decided is nearer to a plan than what they say of all at once. Tells whether these
         * facilities were new.
         */
        private boolean dive(Volume from) {
            Volume last = from;
            byte[] states = from.states();
            int[] open = openByClarity(last, states);
            while (open.length > 0) {
                for (int i = 0; i < open.length; i++) {
                    double share = last.running[open[i]];
                    if (i < DIVE_PART * open.length || Math.abs(share - 0.5) > 0.5 - NEARLY) {
                        states[open[i]] = share > 0.5 ? NetworkModel.RUNS : NetworkModel.SHUT;
                    }
                }
                open = openByClarity(last, states);
                if (open.length > 0) {
                    last = last.at(last.point(), states.clone());
                    for (int i = 0; i < DIVE_STEPS && !state.stopped(); i++) {
                        last.step(hoped(last));
                    }
                }
            }
            boolean[] runs = new boolean[states.length];
            for (int h = 0; h < runs.length; h++) {
                runs[h] = network.isChoice(h) ? states[h] == NetworkModel.RUNS : from.running[h] >= 0.5;
            }
            if (!tried.add(setOf(runs))) {
                return false;
            }
            plan(runs, last);
            return true;
        }

        private int[] openByClarity(Volume some, byte[] states) {
            return IntStream.range(0, states.length)
                    .filter(h -> states[h] == NetworkModel.FREE && network.isChoice(h))
                    .boxed()
                    .sorted((one, other) ->
                            Double.compare(Math.abs(some.running[other] - 0.5), Math.abs(some.running[one] - 0.5)))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private static BitSet setOf(boolean[] runs) {
            BitSet set = new BitSet(runs.length);
            for (int h = 0; h < runs.length; h++) {
                set.set(h, runs[h]);
            }
            return set;
        }

        /** A plan with these facilities, as far as prices and repair bring it, or a linear model where that is small. */
        private void plan(boolean[] runs, Volume from) {
            NetworkModel.Scope scope = NetworkModel.Scope.decided(runs);
            Volume decided = from.decided(scope, state::stopped);
            take(decided, runs);
            if (state.isOver() || polish(runs, decided, MOST_ARCS_TO_POLISH)) {
                return;
            }
            double before = decided.bound();
            for (int i = 1; i <= DECIDED_STEPS && !state.isOver() && decided.bound() > state.surplus(); i++) {
                decided.step(hoped(decided));
                if (i % STEPS_BETWEEN_REPAIRS == 0) {
                    take(decided, runs);
                    if (before - decided.bound() < LEAST_FALL * Math.abs(before)) {
                        return;
                    }
                    before = decided.bound();
                }
            }
        }

        private void take(Volume decided, boolean[] runs) {
            Repair repair = Repair.of(network, incidence, decided.flow, runs, relaxation.worth(decided.prices));
            if (state.take(repair.flow, repair.runs)) {
                lastDecided = decided;
                state.report();
            }
        }

        /**
         * Arcs that the average uses, and others that pay or nearly do beside what a unit of intake is worth where they
         * lead, the best first, up to so many.
         */
        private boolean[] worthwhile(Volume decided, boolean[] runs, int most) {
            NetworkModel.Scope scope = NetworkModel.Scope.decided(runs);
            double[] margin = relaxation.margins(decided.prices);
            double[] intake = relaxation.duals(decided.prices, runs).intake();
            boolean[] kept = new boolean[network.arcs];
            int used = 0;
            for (int a = 0; a < network.arcs; a++) {
                if (!network.endsAtNeed(a)) {
                    margin[a] -= intake[network.takerOf(a)];
                }
                kept[a] = decided.flow[a] > CRUMB * network.most[a];
                used += kept[a] ? 1 : 0;
            }
            double[] best = IntStream.range(0, network.arcs)
                    .filter(a -> !kept[a] && relaxation.isUsable(a) && scope.admits(network, a))
                    .mapToDouble(a -> margin[a])
                    .sorted()
                    .toArray();
            int more = Math.clamp(most - used, 0, best.length);
            double least = more == 0 ? Double.POSITIVE_INFINITY : best[best.length - more];
            for (int a = 0; a < kept.length; a++) {
                kept[a] |= margin[a] >= least && relaxation.isUsable(a) && scope.admits(network, a);
            }
            return kept;
        }

        /** The best flows with these facilities, where there are few enough arcs for a linear model; tells whether so. */
        private boolean operate(boolean[] runs) {
            NetworkModel.Scope scope = NetworkModel.Scope.decided(runs);
            boolean[] kept = new boolean[network.arcs];
            for (int a = 0; a < network.arcs; a++) {
                kept[a] = relaxation.isUsable(a) && scope.admits(network, a);
            }
            return operate(runs, kept, volume.prices, MOST_ARCS_TO_OPERATE, state.solving());
        }

        /**
         * Better flows with these facilities on the arcs that nearly pay, where those in use are no more than a linear model
         * should have; tells whether so. Its answer is not the last word, so it need not be a corner, which the simplex
         * method takes longer to find.
         */
        private boolean polish(boolean[] runs, Volume decided, int most) {
            boolean[] kept = worthwhile(decided, runs, most);
            return operate(runs, kept, decided.prices, most, state.solving().byInteriorPoint());
        }

        private boolean operate(boolean[] runs, boolean[] kept, double[] prices, int most, SolveOptions solving) {
            int arcs = 0;
            for (boolean one : kept) {
                arcs += one ? 1 : 0;
            }
            if (arcs > most) {
                return false;
            }
            NetworkModel model =
                    NetworkModel.part(network, NetworkModel.Scope.decided(runs).keeping(kept));
            Solution flows = Highs.solve(model.model, solving.withTimeLimit(state.closingTime()));
            if (flows.hasPrimal()) {
                Repair repair = Repair.of(network, incidence, model.flows(flows), runs, relaxation.worth(prices));
                if (state.take(repair.flow, repair.runs)) {
                    state.report();
                }
            }
            return true;
        }

        /** Better sets of facilities than those of the best plan, and the best flows with the best of them. */
        private void exchange(List<boolean[]> starts, Volume from) {
            double enough = state.bound() * (1 - EXCHANGED_PART * state.options.gap());
            Volume found = exchange.search(from, starts, enough);
            if (found == null) {
                return;
            }
            if (!improve(found)) {
                exchange.takeBack();
            }
        }

        /**
         * The best flows where all facilities are decided, after some steps that tell which arcs they use; tells whether that
         * is a better plan.
         */
        private boolean improve(Volume decided) {
            Volume best = decided.in(relaxation);
            for (int i = 0; i < FLOW_STEPS && !state.stopped(); i++) {
                best.step(hoped(best));
            }
            double before = state.surplus();
            polish(rounded(decided), best, MOST_ARCS_INSIDE);
            boolean better = state.surplus() > before;
            lastDecided = better ? best : lastDecided;
            return better;
        }

        /** Plans with facilities near those that run at the lowest bound, where few of them are worth a try. */
        private void rank() {
            Ranking ranking = new Ranking(network, volume.best, volume.bound() - state.surplus());
            for (int rank = 0; rank < Math.min(MOST_TRIED, ranking.size()); rank++) {
                if (state.isOver()
                        || volume.bound() - ranking.loss(rank) <= state.surplus()
                        || !operate(ranking.runs(rank))) {
                    return;
                }
            }
        }

        /**
         * The best plan with the facilities that are most in doubt free, all others as at the lowest bound, and the arcs
         * that nearly pay or that the best plan so far uses: a small mixed-integer model.
         */
        private void kernel() {
            if (state.isOver()) {
                return;
            }
            double[] stakes = volume.stakes();
            int[] doubtful = IntStream.range(0, stakes.length)
                    .filter(network::isChoice)
                    .boxed()
                    .sorted((one, other) -> Double.compare(Math.abs(stakes[one]), Math.abs(stakes[other])))
                    .limit(IN_KERNEL)
                    .mapToInt(Integer::intValue)
                    .toArray();
            byte[] states = NetworkModel.Scope.decided(volume.best.runs()).states();
            for (int h : doubtful) {
                states[h] = NetworkModel.FREE;
            }
            NetworkModel.Scope scope = NetworkModel.Scope.of(states);
            double[] margin = relaxation.margins(volume.prices);
            double[] flows = state.flows();
            double[] best = IntStream.range(0, network.arcs)
                    .filter(a -> relaxation.isUsable(a) && scope.admits(network, a))
                    .mapToDouble(a -> margin[a])
                    .sorted()
                    .toArray();
            double least = best.length == 0 ? 0 : best[Math.max(0, best.length - ARCS_IN_KERNEL * relaxation.rows)];
            boolean[] kept = new boolean[network.arcs];
            for (int a = 0; a < kept.length; a++) {
                kept[a] = relaxation.isUsable(a) && scope.admits(network, a) && (margin[a] >= least || flows[a] > 0);
            }
            NetworkModel model = NetworkModel.part(network, scope.keeping(kept).counting(counts));
            Solution found = Highs.solve(
                    model.model,
                    state.solving()
                            .withGap(state.options.gap() / 2)
                            .withEffort(SolveOptions.Effort.LIGHT)
                            .withTimeLimit(state.closingTime()),
                    state.watch(null));
            if (found.hasPrimal()) {
                operate(model.runs(found));
            }
        }

        /** What is decided, of the rest what mostly runs on average, and all that need not be decided. */
        private boolean[] rounded(Volume some) {
            byte[] states = some.states();
            boolean[] runs = new boolean[states.length];
            for (int h = 0; h < runs.length; h++) {
                runs[h] = !network.isChoice(h)
                        || (states[h] == NetworkModel.FREE
                                ? some.running[h] >= SHARES[0]
                                : states[h] == NetworkModel.RUNS);
            }
            return runs;
        }

        private boolean[] above(double share) {
            boolean[] runs = new boolean[network.facilities.length];
            for (int h = 0; h < runs.length; h++) {
                runs[h] = volume.running[h] >= share;
            }
            return runs;
        }

        private boolean[] asMuchAsTheAverage() {
            boolean[] runs = new boolean[network.facilities.length];
            double open = 0;
            for (int h = 0; h < runs.length; h++) {
                open += volume.running[h] * network.facilities[h].capacity();
            }
            int[] byShare = IntStream.range(0, runs.length)
                    .boxed()
                    .sorted((one, other) -> Double.compare(volume.running[other], volume.running[one]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int h : byShare) {
                if (open <= 0 || volume.running[h] < LEAST_SHARE) {
                    break;
                }
                runs[h] = true;
                open -= network.facilities[h].capacity();
            }
            return runs;
        }

        /** Decides facilities, improves the plan and lowers the bound by neighbourhoods that grow. */
        void close() {
            Closing closing = new Closing(
                    network,
                    incidence,
                    relaxation,
                    state,
                    volume,
                    counts,
                    wide == null ? Double.NEGATIVE_INFINITY : wide.outside());
            closing.close(this::plan);
        }

        /** A plan with what is decided, or that is near to it. */
        private void plan(Volume node) {
            if (openByClarity(node, node.states()).length == 0) {
                improve(node);
            } else {
                exchange(List.of(rounded(node)), node);
            }
        }

        private SortedMap<String, Double> prices() {
            if (network.arcs <= MOST_ARCS_FOR_EXACT_PRICES) {
                return state.entryPrices();
            }
            return EntryPrices.of(network, state.priced(), relaxation.duals(lastDecided.prices, state.priced()));
        }
    }
}
