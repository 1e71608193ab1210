package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

/**
 * Closes what is left between plan and bound once prices are found.
 *
 * <p><b>Deciding.</b> With prices u, bound L(u) and a plan of surplus z: a facility that runs in the relaxation and adds
 * more than L(u) − z runs in every better plan; one that would cost more than that stands still in every better plan.
 *
 * <p><b>Branching.</b> {@link FacilityTree} lowers the bound by trying facilities both ways, as far as the gap asks.
 *
 * <p><b>Tightening.</b> The mixed-integer model of what is undecided, with every arc that is nearly worth using as it is,
 * and all others through a hub per class: a unit is sold to the hub at the price u of whoever gives it and bought there by
 * whoever takes it, at the best any of the arcs in question would leave the taker. An arc a from t to d is worth at most
 * u(t) + max (worth − u) over the arcs into d, so the model is a relaxation and its bound holds for all arcs, while it has
 * a fraction of the columns. Where that does not close the gap, more arcs come in; with all of them it is the problem.
 *
 * <p><b>Improving.</b> {@link Neighbourhoods} of undecided facilities are planned anew, flows elsewhere staying as they
 * are: adds, drops and swaps at once.
 */
final class Closing {
    private static final int FIRST_SIZE = 8;

    /** Largest neighbourhoods that come before the first model where that is large. */
    private static final int LARGEST_FIRST_SIZE = 32;

    /** Arcs per source and need, best first, that make the first model; then so many times more. */
    private static final int NEAR = 4;

    private static final int MORE = 3;
    /** Arcs per source and need among which a neighbourhood may choose. */
    private static final int WITHIN_REACH = 8;

    /** Beyond, the first model takes so long that a better plan is worth more. */
    private static final int MOST_ARCS_TO_TIGHTEN_FIRST = 100_000;

    /** How often the tree is left to try a plan, and how many nodes are bounded in between. */
    private static final int BRANCHINGS = 8;

    private static final int NODES_APART = 100;
    private static final int NODES = 200;
    private static final int MODEL_NODES = 1000;

    private final Network network;
    private final Incidence incidence;
    private final Relaxation relaxation;
    private final SearchState state;
    private final Volume volume;
    private final double[] prices;
    private final double[] value;
    private final double[] margin;
    private final double[] sorted;
    private final byte[] states;
    private final double relaxedBound;
    private final List<Relaxation.Count> counts;
    private final double outside;

    /**
     * @param volume the search with the lowest bound of plans better than the best so far
     * @param counts how many facilities run in any better plan
     * @param outside no pair that is no arc leaves more than this at the prices, which is below 0; minus infinity when
     *     every pair is an arc
     */
    Closing(
            Network network,
            Incidence incidence,
            Relaxation relaxation,
            SearchState state,
            Volume volume,
            List<Relaxation.Count> counts,
            double outside) {
        this.network = network;
        this.incidence = incidence;
        this.relaxation = relaxation;
        this.state = state;
        this.volume = volume;
        prices = volume.prices;
        value = volume.stakes();
        relaxedBound = volume.bound();
        this.counts = counts;
        this.outside = outside;
        margin = relaxation.margins(prices);
        sorted = IntStream.range(0, network.arcs)
                .filter(relaxation::isUsable)
                .mapToDouble(a -> margin[a])
                .sorted()
                .toArray();
        states = new byte[network.facilities.length];
    }

    /** Decides what any better plan shares; tells how many facilities are left open. */
    private int decide() {
        double room = relaxedBound - state.surplus();
        room += SearchState.ROUNDING_GAP * Math.max(1, Math.abs(relaxedBound));
        int open = 0;
        for (int h = 0; h < states.length; h++) {
            if (!network.isChoice(h)) {
                states[h] = NetworkModel.FREE;
            } else if (value[h] > room) {
                states[h] = NetworkModel.RUNS;
            } else if (value[h] < -room && relaxation.reachesMinimum(h, margin, outside)) {
                states[h] = NetworkModel.SHUT;
            } else {
                states[h] = NetworkModel.FREE;
                open++;
            }
        }
        return open;
    }

    private boolean isOpen(int h) {
        return states[h] == NetworkModel.FREE && network.isChoice(h);
    }

    private int[] openByDoubt(double[] running) {
        return IntStream.range(0, states.length)
                .filter(this::isOpen)
                .boxed()
                .sorted((one, other) -> Double.compare(Math.abs(running[one] - 0.5), Math.abs(running[other] - 0.5)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Branches, then tightens and improves in turn, with more arcs and larger neighbourhoods each time. Where even the first
     * model is large, better plans come before it, since they also decide facilities, which makes it smaller.
     *
     * @param planning makes a plan of a search with some facilities decided
     */
    void close(Consumer<Volume> planning) {
        double[] running = volume.running;
        int size = FIRST_SIZE;
        boolean large = sorted.length > MOST_ARCS_TO_TIGHTEN_FIRST;
        if (FacilityExchange.isWorthwhile(network, counts) && outside == Double.NEGATIVE_INFINITY) {
            branch(planning);
        }
        while (large && size <= LARGEST_FIRST_SIZE && !state.isOver()) {
            improve(size, running);
            size *= 2;
        }
        for (int arcs = large ? 1 : NEAR; !state.isOver(); arcs *= MORE) {
            if (tighten(least(arcs))) {
                break;
            }
            improve(size, running);
            size *= 2;
        }
        if (!state.isOver() && outside == Double.NEGATIVE_INFINITY) {
            finish();
        }
    }

    private void branch(Consumer<Volume> planning) {
        FacilityTree tree = new FacilityTree(volume, network, state);
        for (int i = 0; i < BRANCHINGS && !state.isOver(); i++) {
            Volume highest = tree.search(NODES_APART);
            if (highest == null) {
                return;
            }
            if (!state.isOver()) {
                planning.accept(highest);
            }
        }
    }

    /** The margin that so many arcs per source and need reach; never above 0, so that all that may pay is in. */
    private double least(int arcs) {
        long count = (long) arcs * relaxation.rows;
        return count >= sorted.length ? Double.NEGATIVE_INFINITY : Math.min(0, sorted[sorted.length - (int) count]);
    }

    /** Plans the neighbourhood of every undecided facility anew, those in most doubt first. */
    private void improve(int size, double[] running) {
        int open = decide();
        Neighbourhoods near = new Neighbourhoods(network, incidence, margin, -least(NEAR));
        boolean[] covered = new boolean[states.length];
        boolean[] none = new boolean[states.length];
        int groups = Math.max(1, 2 * open / size);
        for (int h : openByDoubt(running)) {
            if (state.isOver()) {
                return;
            }
            if (covered[h]) {
                continue;
            }
            int[] group = near.around(h, size, none);
            replan(group, groups);
            for (int i = 0; i < (group.length + 1) / 2; i++) {
                covered[group[i]] = true;
            }
            state.report();
        }
    }

    private void replan(int[] group, int groups) {
        double[] flows = state.flows();
        boolean[] runs = state.runs();
        byte[] scope = new byte[states.length];
        for (int h = 0; h < scope.length; h++) {
            scope[h] = runs[h] || !network.isChoice(h) ? NetworkModel.RUNS : NetworkModel.SHUT;
        }
        boolean[] inside = new boolean[states.length];
        for (int h : group) {
            inside[h] = true;
            scope[h] = states[h];
        }
        boolean[] offers = new boolean[network.offers.length];
        boolean[] needs = new boolean[network.needs.length];
        boolean[] kept = new boolean[network.arcs];
        double least = least(WITHIN_REACH);
        double near = least(NEAR);
        for (int a = network.directEnd; a < network.arcs; a++) {
            int maker = network.makerOf(a);
            int taker = network.takerOf(a);
            boolean touches = (maker >= 0 && inside[maker]) || (taker >= 0 && inside[taker]);
            kept[a] = touches && (flows[a] > 0 || margin[a] >= least);
            if (kept[a] && margin[a] >= near) {
                if (network.startsAtOffer(a)) {
                    offers[network.tail[a]] = true;
                }
                if (network.endsAtNeed(a)) {
                    needs[network.head[a]] = true;
                }
            }
        }
        for (int a = 0; a < network.directEnd; a++) {
            kept[a] = (flows[a] > 0 || margin[a] >= near) && (offers[network.tail[a]] || needs[network.head[a]]);
        }
        NetworkModel model = NetworkModel.part(network, new NetworkModel.Scope(scope, kept, null, flows, List.of()));
        if (model.model.columns() == 0) {
            return;
        }
        Solution found = Highs.solve(
                model.model,
                state.solving()
                        .withGap(Math.max(1e-9, state.options.gap() / (4.0 * groups)))
                        .withNodes(NODES)
                        .withEffort(SolveOptions.Effort.LIGHT)
                        .withTimeLimit(state.timeLeft())
                        .startingFrom(model.columns(flows, runs)),
                state.watch(null));
        if (!found.hasPrimal()) {
            return;
        }
        double[] better = model.flows(found);
        for (int a = 0; a < better.length; a++) {
            better[a] = model.has(a) ? better[a] : flows[a];
        }
        state.take(better, model.runs(found));
    }

    /**
     * Lowers the bound, and perhaps finds a better plan, with the arcs that are nearly worth using as they are and all
     * others through hubs; tells whether no arc was left out.
     */
    private boolean tighten(double least) {
        decide();
        boolean[] kept = new boolean[network.arcs];
        boolean all = true;
        for (int a = 0; a < kept.length; a++) {
            kept[a] = margin[a] >= least;
            all &= kept[a] || !network.canPay(a);
        }
        NetworkModel model =
                NetworkModel.part(network, new NetworkModel.Scope(states.clone(), kept, hubs(kept), null, counts));
        Solution found = Highs.solve(
                model.model,
                state.solving()
                        .withGap(state.options.gap() / 2)
                        .withNodes(MODEL_NODES)
                        .withTimeLimit(state.timeLeft())
                        .withEffort(SolveOptions.Effort.LIGHT)
                        .startingFrom(model.columns(state.flows(), state.runs())),
                state.watch(null));
        // what was decided holds for better plans only
        state.lowerBound(Math.max(model.bound(found), state.surplus()));
        if (found.hasPrimal()) {
            operate(model.runs(found), kept);
        }
        state.report();
        return all;
    }

    /** The best flows on these arcs with these facilities running. */
    private void operate(boolean[] runs, boolean[] kept) {
        byte[] decided = NetworkModel.Scope.decided(runs).states();
        NetworkModel model =
                NetworkModel.part(network, NetworkModel.Scope.of(decided).keeping(kept));
        Solution flows = Highs.solve(model.model, state.solving().withTimeLimit(state.closingTime()));
        if (flows.status() == Solution.Status.OPTIMAL) {
            Repair repair = Repair.of(network, incidence, model.flows(flows), runs, relaxation.worth(prices));
            state.take(repair.flow, repair.runs);
        }
    }

    private NetworkModel.Hubs hubs(boolean[] kept) {
        Map<String, Integer> ids = new HashMap<>();
        int[] hubOfOffer = new int[network.offers.length];
        int[] hubOfProduct = new int[network.processOf.length];
        for (int s = 0; s < hubOfOffer.length; s++) {
            hubOfOffer[s] = ids.computeIfAbsent(network.offers[s].resourceClass(), key -> ids.size());
        }
        for (int product = 0; product < hubOfProduct.length; product++) {
            hubOfProduct[product] = ids.computeIfAbsent(network.classOf[product], key -> ids.size());
        }
        double[] offerCredit = new double[hubOfOffer.length];
        double[] productCredit = new double[hubOfProduct.length];
        Arrays.fill(offerCredit, Double.NaN);
        Arrays.fill(productCredit, Double.NaN);
        NetworkModel.Scope scope = NetworkModel.Scope.of(states);
        Map<Long, double[]> needs = new TreeMap<>();
        Map<Long, double[]> processes = new TreeMap<>();
        for (int a = 0; a < kept.length; a++) {
            if (kept[a] || !relaxation.isUsable(a) || !scope.admits(network, a)) {
                continue;
            }
            int tail = network.tail[a];
            double price = prices[relaxation.tailRow(a)];
            (network.startsAtOffer(a) ? offerCredit : productCredit)[tail] = price;
            int hub = network.startsAtOffer(a) ? hubOfOffer[tail] : hubOfProduct[tail];
            double[] taker = (network.endsAtNeed(a) ? needs : processes)
                    .computeIfAbsent(
                            ((long) network.head[a] << 32) | hub, key -> new double[] {Double.NEGATIVE_INFINITY, 0});
            taker[0] = Math.max(taker[0], network.worth[a] - price);
            taker[1] += network.most[a];
        }
        if (outside > Double.NEGATIVE_INFINITY) {
            addOutside(ids, hubOfOffer, hubOfProduct, offerCredit, productCredit, needs, processes);
        }
        return new NetworkModel.Hubs(
                ids.size(),
                hubOfOffer,
                hubOfProduct,
                offerCredit,
                productCredit,
                takers(needs, network.needs.length),
                takers(processes, network.processes.length));
    }

    /**
     * Pairs that are no arcs: what one of them is worth to its taker beside the price of its giver is at most the taker's
     * own price, less what it stays below.
     */
    private void addOutside(
            Map<String, Integer> ids,
            int[] hubOfOffer,
            int[] hubOfProduct,
            double[] offerCredit,
            double[] productCredit,
            Map<Long, double[]> needs,
            Map<Long, double[]> processes) {
        Map<String, Set<Integer>> below = new HashMap<>();
        ids.forEach((resourceClass, hub) -> network.problem
                .inventory()
                .lineage(resourceClass)
                .forEach(wanted ->
                        below.computeIfAbsent(wanted, key -> new TreeSet<>()).add(hub)));
        double[] made = relaxation.made(prices);
        for (int n = 0; n < network.needs.length; n++) {
            double worth = prices[relaxation.firstNeed + n] + outside;
            double most = network.needs[n].quantity();
            for (int hub : below.getOrDefault(network.needs[n].resourceClass(), Set.of())) {
                takeAtLeast(needs, n, hub, worth, most);
            }
        }
        for (int p = 0; p < network.processes.length; p++) {
            int h = network.facilityOf[p];
            if (states[h] == NetworkModel.SHUT) {
                continue;
            }
            double most = network.facilities[h].capacity();
            for (int hub : below.getOrDefault(network.processes[p].input(), Set.of())) {
                takeAtLeast(processes, p, hub, outside - made[p], most);
            }
        }
        for (int s = 0; s < hubOfOffer.length; s++) {
            offerCredit[s] = prices[s];
        }
        for (int product = 0; product < hubOfProduct.length; product++) {
            if (states[network.facilityOf[network.processOf[product]]] != NetworkModel.SHUT) {
                productCredit[product] = prices[relaxation.firstProduct + product];
            }
        }
    }

    private static void takeAtLeast(Map<Long, double[]> takers, int thing, int hub, double worth, double most) {
        double[] taker =
                takers.computeIfAbsent(((long) thing << 32) | hub, key -> new double[] {Double.NEGATIVE_INFINITY, 0});
        taker[0] = Math.max(taker[0], worth);
        taker[1] = Math.max(taker[1], most);
    }

    private static NetworkModel.Taker[][] takers(Map<Long, double[]> found, int count) {
        List<List<NetworkModel.Taker>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>(1));
        }
        found.forEach((key, taker) ->
                lists.get((int) (key >> 32)).add(new NetworkModel.Taker(key.intValue(), taker[0], taker[1])));
        return lists.stream()
                .map(list -> list.toArray(new NetworkModel.Taker[0]))
                .toArray(NetworkModel.Taker[][]::new);
    }

    /** The exact model with what is decided, from the best plan on. */
    private void finish() {
        decide();
        NetworkModel model =
                NetworkModel.part(network, NetworkModel.Scope.of(states.clone()).counting(counts));
        Solution found = Highs.solve(
                model.model,
                state.solving()
                        .withGap(Math.max(state.options.gap(), SearchState.ROUNDING_GAP / 10))
                        .withTimeLimit(state.timeLeft())
                        .startingFrom(model.columns(state.flows(), state.runs())),
                state.watch(model));
        state.note(found);
        if (found.hasPrimal()) {
            state.take(model.flows(found), model.runs(found));
        }
        double proven = found.status() == Solution.Status.INFEASIBLE ? state.surplus() : model.bound(found);
        state.lowerBound(Math.max(proven, state.surplus()));
    }
}
