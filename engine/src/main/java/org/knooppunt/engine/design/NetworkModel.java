package org.knooppunt.engine.design;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.solver.Model;
import org.knooppunt.engine.solver.Solution;

/**
 * A network written as a model for the solver, and the way back. Quantities are scaled by a power of two when they are
 * far from what floating-point tolerances are made for; duals stay EUR per unit.
 */
final class NetworkModel {
    private static final double LARGEST = 1e6;

    /** States of a facility in a scope: the model chooses whether it runs. */
    static final byte FREE = 0;
    /** It runs. */
    static final byte RUNS = 1;
    /** It is shut, or no part of the question. */
    static final byte SHUT = -1;

    final Network network;
    final Model model;
    /** Units in one unit of the model. */
    private final double scale;
    /** Column per arc, -1 when the arc is not in the model. */
    private final int[] flowColumn;
    /** Column per facility, -1 when running is not a choice in the model. */
    final int[] runColumn;

    private final Hubs hubs;
    /** Column per offer, and per product, of what goes into a hub; -1 when nothing does. */
    private final int[] offerGiver;

    private final int[] productGiver;
    /** Columns per need, and per process, of what comes out of hubs. */
    private final int[][] needTaker;

    private final int[][] processTaker;

    private final Scope scope;
    private final Given given;

    /** Stand-ins for forced offers and for forced needs; empty without a nudge. */
    private final int[][] forcedColumn;

    final int[] supplyRow;
    final int[] needRow;
    private final int[] productRow;
    final int[] intakeRow;
    /** Rows of the goals that have to be reached, and what each was divided by. */
    private final int[] keptRow;

    private final double[] keptSize;

    /**
     * @param network what can flow
     * @param scope which part of it is the question
     * @param nudge how quantities differ from the plan's; null for the plan's own
     * @param target what is maximised and what has to be reached; null for the surplus
     */
    private NetworkModel(Network network, Scope scope, @Nullable Nudge nudge, Goal.@Nullable Target target) {
        this.network = network;
        this.scope = scope;
        int arcs = network.arcs;
        int facilities = network.facilities.length;
        byte[] states = scope.states;
        boolean[] used = new boolean[arcs];
        double largest = 0;
        for (int a = 0; a < arcs; a++) {
            used[a] = (scope.kept == null || scope.kept[a])
                    && ((target == null ? network.canPay(a) : target.canUse(network, a))
                            || (nudge != null && nudge.forces(network, a)))
                    && scope.admits(network, a);
            if (used[a]) {
                largest = Math.max(largest, network.most[a]);
            }
        }
        scale = largest > LARGEST || (largest > 0 && largest < 1)
                ? Math.scalb(1.0, Math.getExponent(largest / LARGEST))
                : 1;
        given = given(used);

        Goal best = target == null ? Goal.of(network, Aim.MONEY) : target.best();
        Model.Builder builder = Model.maximise();
        flowColumn = new int[arcs];
        for (int a = 0; a < arcs; a++) {
            flowColumn[a] = used[a] ? builder.column(best.perUnit()[a], 0, Double.POSITIVE_INFINITY, false) : -1;
        }
        runColumn = new int[facilities];
        Arrays.fill(runColumn, -1);
        double decided = 0;
        for (int h = 0; h < facilities; h++) {
            if (states[h] == FREE && network.isChoice(h)) {
                double most = network.facilities[h].capacity() > 0 ? 1 : 0;
                runColumn[h] = builder.column(best.running()[h] / scale, 0, most, true);
            } else if (states[h] == RUNS) {
                decided += best.running()[h];
            }
        }
        builder.constant((decided + given.worth) / scale);
        hubs = scope.hubs == null ? Hubs.none(network) : scope.hubs;
        offerGiver = givers(builder, hubs.offerCredit, s -> network.offers[s].quantity());
        productGiver = givers(builder, hubs.productCredit, network::mostMade);
        needTaker = takers(builder, hubs.intoNeed);
        processTaker = takers(builder, hubs.intoProcess);
        int[][] out = new int[network.offers.length][];
        int[][] in = new int[network.needs.length][];
        int[][] made = new int[network.processOf.length][];
        int[][] fed = new int[network.processes.length][];
        list(used, out, in, made, fed);
        forcedColumn = new int[2][];
        if (nudge != null) {
            forcedColumn[0] = forced(builder, out, nudge, true);
            forcedColumn[1] = forced(builder, in, nudge, false);
        }
        supplyRow = rows(
                builder, out, s -> Math.max(0, network.offers[s].quantity() - given.supply[s]) / scale, nudge, true);
        needRow =
                rows(builder, in, n -> Math.max(0, network.needs[n].quantity() - given.need[n]) / scale, nudge, false);
        productRow = new int[made.length];
        for (int product = 0; product < made.length; product++) {
            productRow[product] = -1;
            int p = network.processOf[product];
            if (made[product].length > 0
                    || productGiver[product] >= 0
                    || (given.product[product] > 0 && fed[p].length > 0)) {
                double left = network.yield[product] * given.intake[p] - given.product[product];
                productRow[product] = builder.row(
                        Double.NEGATIVE_INFINITY,
                        (fed[p].length > 0 || processTaker[p].length > 0 ? left : Math.max(0, left)) / scale);
                for (int a : made[product]) {
                    builder.entry(flowColumn[a], 1);
                }
                for (int a : fed[p]) {
                    builder.entry(flowColumn[a], -network.yield[product]);
                }
                if (productGiver[product] >= 0) {
                    builder.entry(productGiver[product], 1);
                }
                for (int column : processTaker[p]) {
                    builder.entry(column, -network.yield[product]);
                }
            }
        }
        intakeRow = new int[facilities];
        Arrays.fill(intakeRow, -1);
        for (int h = 0; h < facilities; h++) {
            int[] all = Arrays.stream(network.processesOf[h])
                    .flatMap(p -> Arrays.stream(fed[p]))
                    .toArray();
            addIntake(builder, h, all, states[h], nudge == null ? 0 : nudge.relief());
        }
        addDeliveries(builder, in);
        addBalances(builder);
        scope.counts.forEach(count -> addCount(count, builder));
        keptRow = new int[target == null ? 0 : target.kept().size()];
        keptSize = new double[keptRow.length];
        for (int i = 0; i < keptRow.length; i++) {
            addKept(builder, i, Objects.requireNonNull(target).kept().get(i));
        }
        model = builder.build();
    }

    /** Divided by its largest coefficient, since tolerances are made for numbers near 1. */
    private void addKept(Model.Builder builder, int i, Goal.Floor floor) {
        Goal goal = floor.goal();
        double size = 0;
        double least = floor.least();
        for (int a = 0; a < flowColumn.length; a++) {
            size = flowColumn[a] >= 0 ? Math.max(size, Math.abs(goal.perUnit()[a])) : size;
        }
        for (int h = 0; h < runColumn.length; h++) {
            least -= runColumn[h] < 0 && scope.states[h] == RUNS ? goal.running()[h] : 0;
        }
        keptSize[i] = size > 0 ? size : 1;
        keptRow[i] = builder.row(least / scale / keptSize[i], Double.POSITIVE_INFINITY);
        for (int a = 0; a < flowColumn.length; a++) {
            if (flowColumn[a] >= 0 && goal.perUnit()[a] != 0) {
                builder.entry(flowColumn[a], goal.perUnit()[a] / keptSize[i]);
            }
        }
        for (int h = 0; h < runColumn.length; h++) {
            if (runColumn[h] >= 0 && goal.running()[h] != 0) {
                builder.entry(runColumn[h], goal.running()[h] / scale / keptSize[i]);
            }
        }
    }

    /** The whole choice in the strong form, or the part of it that a scope leaves, for another target than the surplus. */
    static NetworkModel towards(Network network, Scope scope, Goal.Target target) {
        return new NetworkModel(network, scope, null, target);
    }

    /** What one unit more of each kept goal costs in the maximised one. */
    double[] keptDuals(Solution solution) {
        double[] duals = new double[keptRow.length];
        for (int i = 0; i < duals.length; i++) {
            duals[i] = Math.max(0, -solution.rowDuals()[keptRow[i]] / keptSize[i]);
        }
        return duals;
    }

    /**
     * The whole choice, in the strong form: what a facility takes from one source, or brings to one need, is at most
     * what it can, if it runs.
     */
    static NetworkModel strong(Network network) {
        return new NetworkModel(network, Scope.all(network), null, null);
    }

    /** The part of the choice that a scope leaves. */
    static NetworkModel part(Network network, Scope scope) {
        return new NetworkModel(network, scope, null, null);
    }

    /** The flows alone, with these facilities running and the others shut. */
    static NetworkModel operating(Network network, boolean[] runs) {
        return new NetworkModel(network, Scope.decided(runs), null, null);
    }

    /**
     * The flows with these facilities, nudged off the point where supply and demand of the plan meet, so that the duals
     * tell what one more unit does (see {@link Nudge}).
     */
    static NetworkModel nudged(Network network, boolean[] runs, Nudge nudge) {
        return new NetworkModel(network, Scope.decided(runs), nudge, null);
    }

    private int[] givers(Model.Builder builder, double[] credit, IntToDoubleFunction most) {
        int[] columns = new int[credit.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] =
                    Double.isNaN(credit[i]) ? -1 : builder.column(credit[i], 0, most.applyAsDouble(i) / scale, false);
        }
        return columns;
    }

    private int[][] takers(Model.Builder builder, Taker[][] takers) {
        int[][] columns = new int[takers.length][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new int[takers[i].length];
            for (int t = 0; t < columns[i].length; t++) {
                columns[i][t] = builder.column(takers[i][t].worth(), 0, takers[i][t].most() / scale, false);
            }
        }
        return columns;
    }

    /** What goes into a hub comes out of it. */
    private void addBalances(Model.Builder builder) {
        for (int hub = 0; hub < hubs.count; hub++) {
            builder.row(0, 0);
            for (int s = 0; s < offerGiver.length; s++) {
                if (offerGiver[s] >= 0 && hubs.hubOfOffer[s] == hub) {
                    builder.entry(offerGiver[s], 1);
                }
            }
            for (int product = 0; product < productGiver.length; product++) {
                if (productGiver[product] >= 0 && hubs.hubOfProduct[product] == hub) {
                    builder.entry(productGiver[product], 1);
                }
            }
            addBalances(builder, hubs.intoNeed, needTaker, hub);
            addBalances(builder, hubs.intoProcess, processTaker, hub);
        }
    }

    private static void addBalances(Model.Builder builder, Taker[][] takers, int[][] columns, int hub) {
        for (int i = 0; i < takers.length; i++) {
            for (int t = 0; t < takers[i].length; t++) {
                if (takers[i][t].hub() == hub) {
                    builder.entry(columns[i][t], -1);
                }
            }
        }
    }

    /** What flows outside the model: what a scope gives on arcs that are not columns. */
    private Given given(boolean[] used) {
        Given found = new Given(network);
        if (scope.given != null) {
            for (int a = 0; a < used.length; a++) {
                if (!used[a] && scope.given[a] > 0) {
                    found.add(network, a, scope.given[a]);
                }
            }
        }
        return found;
    }

    private void list(boolean[] used, int[][] out, int[][] in, int[][] made, int[][] fed) {
        int[] outs = new int[out.length];
        int[] ins = new int[in.length];
        int[] mades = new int[made.length];
        int[] feds = new int[fed.length];
        for (int pass = 0; pass < 2; pass++) {
            for (int a = 0; a < used.length; a++) {
                if (used[a]) {
                    boolean offer = network.startsAtOffer(a);
                    boolean need = network.endsAtNeed(a);
                    put(pass, offer ? outs : mades, offer ? out : made, network.tail[a], a);
                    put(pass, need ? ins : feds, need ? in : fed, network.head[a], a);
                }
            }
            if (pass == 0) {
                allocate(outs, out);
                allocate(ins, in);
                allocate(mades, made);
                allocate(feds, fed);
            }
        }
    }

    private static void put(int pass, int[] counts, int[][] lists, int at, int arc) {
        if (pass == 1) {
            lists[at][counts[at]] = arc;
        }
        counts[at]++;
    }

    private static void allocate(int[] counts, int[][] lists) {
        for (int i = 0; i < counts.length; i++) {
            lists[i] = new int[counts[i]];
            counts[i] = 0;
        }
    }

    /** A column per forced thing that stands in for what cannot be forced, at a price nobody would pay. */
    private static int[] forced(Model.Builder builder, int[][] lists, Nudge nudge, boolean offers) {
        int[] columns = new int[lists.length];
        for (int i = 0; i < lists.length; i++) {
            columns[i] = lists[i].length > 0 && nudge.isForced(i, offers)
                    ? builder.column(-nudge.penalty(), 0, Double.POSITIVE_INFINITY, false)
                    : -1;
        }
        return columns;
    }

    private int[] rows(
            Model.Builder builder, int[][] lists, IntToDoubleFunction limit, @Nullable Nudge nudge, boolean offers) {
        int[] rows = new int[lists.length];
        for (int i = 0; i < lists.length; i++) {
            rows[i] = -1;
            boolean gives = offers && offerGiver[i] >= 0;
            boolean takes = !offers && needTaker[i].length > 0;
            if (lists[i].length == 0 && !gives && !takes) {
                continue;
            }
            int forced = nudge == null ? -1 : forcedColumn[offers ? 0 : 1][i];
            double most = limit.applyAsDouble(i);
            if (nudge != null) {
                most = forced >= 0 ? nudge.step(i) : Math.max(0, most - nudge.shortfall(i, offers));
            }
            rows[i] = builder.row(forced >= 0 ? most : Double.NEGATIVE_INFINITY, most);
            for (int a : lists[i]) {
                builder.entry(flowColumn[a], 1);
            }
            if (forced >= 0) {
                builder.entry(forced, 1);
            }
            if (gives) {
                builder.entry(offerGiver[i], 1);
            }
            if (takes) {
                for (int column : needTaker[i]) {
                    builder.entry(column, 1);
                }
            }
        }
        return rows;
    }

    private void addIntake(Model.Builder builder, int h, int[] fed, byte state, double relief) {
        double capacity = Math.max(0, network.facilities[h].capacity() - given.intakeOf[h]) / scale;
        double least = Math.max(0, (network.facilities[h].minIntake() - given.intakeOf[h]) / scale - relief);
        if (runColumn[h] < 0) {
            boolean mustReach = state == RUNS && least > 0;
            if (fed.length > 0 || mustReach || scope.hubs != null) {
                intakeRow[h] = builder.row(mustReach ? least : Double.NEGATIVE_INFINITY, capacity);
                addFed(builder, h, fed);
            }
            return;
        }
        builder.row(Double.NEGATIVE_INFINITY, 0);
        addFed(builder, h, fed);
        builder.entry(runColumn[h], -capacity);
        if (least > 0) {
            builder.row(0, Double.POSITIVE_INFINITY);
            addFed(builder, h, fed);
            builder.entry(runColumn[h], -least);
        }
        // offers and products have numbers of their own, so they are told apart by block
        Map<Integer, Integer> groups = new HashMap<>();
        int[] next = new int[fed.length];
        int[] first = new int[fed.length];
        int count = 0;
        for (int i = fed.length - 1; i >= 0; i--) {
            int a = fed[i];
            int source = network.startsAtOffer(a) ? network.tail[a] : -1 - network.tail[a];
            Integer group = groups.get(source);
            if (group == null) {
                groups.put(source, count);
                next[i] = -1;
                first[count++] = i;
            } else {
                next[i] = first[group];
                first[group] = i;
            }
        }
        for (int group = count - 1; group >= 0; group--) {
            builder.row(Double.NEGATIVE_INFINITY, 0);
            for (int i = first[group]; i >= 0; i = next[i]) {
                builder.entry(flowColumn[fed[i]], 1);
            }
            builder.entry(runColumn[h], -network.most[fed[first[group]]] / scale);
        }
    }

    private void addFed(Model.Builder builder, int h, int[] fed) {
        for (int a : fed) {
            builder.entry(flowColumn[a], 1);
        }
        for (int p : network.processesOf[h]) {
            for (int column : processTaker[p]) {
                builder.entry(column, 1);
            }
        }
    }

    private void addCount(Relaxation.Count count, Model.Builder builder) {
        int decided = 0;
        for (int h : count.among()) {
            decided += scope.states[h] == RUNS ? 1 : 0;
        }
        builder.row(count.least() - decided, count.most() - decided);
        for (int h : count.among()) {
            if (runColumn[h] >= 0) {
                builder.entry(runColumn[h], 1);
            }
        }
    }

    /** What a facility brings to one need is at most what it can make and the need can take, if it runs. */
    private void addDeliveries(Model.Builder builder, int[][] in) {
        for (int[] arcs : in) {
            for (int i = 0; i < arcs.length; i++) {
                int a = arcs[i];
                int maker = network.makerOf(a);
                if (maker < 0 || runColumn[maker] < 0 || (i > 0 && brings(arcs[i - 1], maker))) {
                    continue;
                }
                // arcs into a need stand by product, so those of one facility stand together or nearly so
                builder.row(Double.NEGATIVE_INFINITY, 0);
                double made = 0;
                for (int other = i; other < arcs.length && brings(arcs[other], maker); other++) {
                    builder.entry(flowColumn[arcs[other]], 1);
                    made += network.mostMade(network.tail[arcs[other]]);
                }
                double most = Math.min(made, network.needs[network.head[a]].quantity());
                builder.entry(runColumn[maker], -most / scale);
            }
        }
    }

    private boolean brings(int arc, int maker) {
        return network.makerOf(arc) == maker;
    }

    /** Whether the arc is a column. */
    boolean has(int arc) {
        return flowColumn[arc] >= 0;
    }

    double objective(Solution solution) {
        return solution.objective() * scale;
    }

    double bound(Solution solution) {
        return solution.bound() * scale;
    }

    /** Objective value or bound of the model in EUR. */
    double euros(double value) {
        return value * scale;
    }

    double[] flows(Solution solution) {
        return flows(solution.primal());
    }

    double[] flows(double[] columns) {
        double[] flows = new double[network.arcs];
        for (int a = 0; a < flows.length; a++) {
            if (flowColumn[a] >= 0) {
                flows[a] = Math.max(0, columns[flowColumn[a]]) * scale;
            }
        }
        return flows;
    }

    /** Share to which each facility runs, 1 where running is no choice. */
    double[] running(Solution solution) {
        double[] running = new double[runColumn.length];
        for (int h = 0; h < running.length; h++) {
            running[h] = runColumn[h] >= 0 ? solution.primal()[runColumn[h]] : scope.states[h] < 0 ? 0 : 1;
        }
        return running;
    }

    /** Which facilities run in a solution. */
    boolean[] runs(Solution solution) {
        double[] running = running(solution);
        boolean[] runs = new boolean[running.length];
        for (int h = 0; h < runs.length; h++) {
            runs[h] = running[h] > 0.5;
        }
        return runs;
    }

    /** All columns for flows and running facilities, to start the strong model from. */
    double[] columns(double[] flows, boolean[] runs) {
        double[] columns = new double[model.columns()];
        for (int a = 0; a < flows.length; a++) {
            if (flowColumn[a] >= 0) {
                columns[flowColumn[a]] = flows[a] / scale;
            } else if (scope.hubs != null && flows[a] > 0) {
                addThroughHub(columns, a, flows[a] / scale);
            }
        }
        for (int h = 0; h < runs.length; h++) {
            if (runColumn[h] >= 0) {
                columns[runColumn[h]] = runs[h] ? 1 : 0;
            }
        }
        return columns;
    }

    private void addThroughHub(double[] columns, int a, double flow) {
        int tail = network.tail[a];
        int head = network.head[a];
        int giver = network.startsAtOffer(a) ? offerGiver[tail] : productGiver[tail];
        int hub = network.startsAtOffer(a) ? hubs.hubOfOffer[tail] : hubs.hubOfProduct[tail];
        Taker[] takers = network.endsAtNeed(a) ? hubs.intoNeed[head] : hubs.intoProcess[head];
        int[] taking = network.endsAtNeed(a) ? needTaker[head] : processTaker[head];
        for (int t = 0; t < takers.length; t++) {
            if (giver >= 0 && takers[t].hub() == hub) {
                columns[giver] += flow;
                columns[taking[t]] += flow;
            }
        }
    }

    Duals duals(Solution solution) {
        return new Duals(
                pick(solution, supplyRow, true),
                pick(solution, needRow, true),
                pick(solution, productRow, true),
                pick(solution, intakeRow, false));
    }

    private static double[] pick(Solution solution, int[] rows, boolean atLeastZero) {
        double[] duals = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double dual = rows[i] < 0 ? 0 : solution.rowDuals()[rows[i]];
            duals[i] = atLeastZero ? Math.max(0, dual) : dual;
        }
        return duals;
    }

    /** What flows anyway, per row. */
    private static final class Given {
        final double[] supply;
        final double[] need;
        final double[] product;
        final double[] intake;
        final double[] intakeOf;
        double worth;

        Given(Network network) {
            supply = new double[network.offers.length];
            need = new double[network.needs.length];
            product = new double[network.processOf.length];
            intake = new double[network.processes.length];
            intakeOf = new double[network.facilities.length];
        }

        void add(Network network, int arc, double flow) {
            worth += network.worth[arc] * flow;
            if (network.startsAtOffer(arc)) {
                supply[network.tail[arc]] += flow;
            } else {
                product[network.tail[arc]] += flow;
            }
            if (network.endsAtNeed(arc)) {
                need[network.head[arc]] += flow;
            } else {
                intake[network.head[arc]] += flow;
                intakeOf[network.facilityOf[network.head[arc]]] += flow;
            }
        }
    }

    /**
     * Which part of a network a model is about.
     *
     * @param states per facility {@link #FREE}, {@link #RUNS} or {@link #SHUT}
     * @param kept arcs that are columns; null for all that the states admit
     * @param hubs what stands for the arcs that are not columns; null for nothing
     * @param given flows on the arcs that are not columns, which stay as they are; null for none
     * @param counts how many run of some facilities whose running is a choice
     */
    record Scope(
            byte[] states,
            boolean @Nullable [] kept,
            @Nullable Hubs hubs,
            double @Nullable [] given,
            List<Relaxation.Count> counts) {

        static Scope all(Network network) {
            return of(new byte[network.facilities.length]);
        }

        /** Everything the states admit. */
        static Scope of(byte[] states) {
            return new Scope(states, null, null, null, List.of());
        }

        static Scope decided(boolean[] runs) {
            byte[] states = new byte[runs.length];
            for (int h = 0; h < runs.length; h++) {
                states[h] = runs[h] ? RUNS : SHUT;
            }
            return of(states);
        }

        Scope keeping(boolean @Nullable [] arcs) {
            return new Scope(states, arcs, hubs, given, counts);
        }

        Scope counting(List<Relaxation.Count> wanted) {
            return new Scope(states, kept, hubs, given, wanted);
        }

        /** Whether neither end of the arc is shut. */
        boolean admits(Network network, int arc) {
            int maker = network.makerOf(arc);
            int taker = network.takerOf(arc);
            return (maker < 0 || states[maker] != SHUT) && (taker < 0 || states[taker] != SHUT);
        }
    }

    /**
     * Arcs that are not told apart. A unit on such an arc is counted as sold to the hub of its class by whoever gives it,
     * at a credit, and bought there by whoever takes it; what the arc is worth is at most the credit plus what the taker
     * gains there, so the model with hubs in place of arcs is a relaxation.
     *
     * @param count of hubs
     * @param hubOfOffer per offer, and {@code hubOfProduct} per product
     * @param offerCredit EUR per unit; NaN where the offer gives nothing to a hub; {@code productCredit} likewise
     * @param intoNeed per need what it may take; {@code intoProcess} per process
     */
    record Hubs(
            int count,
            int[] hubOfOffer,
            int[] hubOfProduct,
            double[] offerCredit,
            double[] productCredit,
            Taker[][] intoNeed,
            Taker[][] intoProcess) {

        static Hubs none(Network network) {
            double[] offers = new double[network.offers.length];
            double[] products = new double[network.processOf.length];
            Arrays.fill(offers, Double.NaN);
            Arrays.fill(products, Double.NaN);
            return new Hubs(
                    0,
                    new int[offers.length],
                    new int[products.length],
                    offers,
                    products,
                    new Taker[network.needs.length][0],
                    new Taker[network.processes.length][0]);
        }
    }

    /** What a need or a process may take from a hub: EUR per unit beside the credit, and how much. */
    record Taker(int hub, double worth, double most) {}

    /** EUR per unit: scarcity of supply, need, product (at least 0), and of a facility's intake (below 0 at its minimum). */
    record Duals(double[] supply, double[] need, double[] product, double[] intake) {}

    /**
     * A small step away from a plan, in the units of the model. Towards plenty: what was left out of the offers comes in
     * a little, and needs that were served want a little less; the duals then price one more unit offered, or the last
     * one delivered. Towards scarcity: needs that went without get a little, and offers that were used have a little
     * less; the duals then price one more unit wanted, or the last one taken. Without the step the duals of idle
     * processes and of quantities that meet exactly would be any number between the two.
     */
    static final class Nudge {
        private static final double STEP = 1e-3;
        private static final double GOLDEN = 0.6180339887498949;

        private final boolean scarce;
        private final boolean[] offerUsed;
        private final boolean[] needServed;
        private final double step;
        private final double penalty;

        Nudge(Network network, double[] flows, boolean scarce) {
            this.scarce = scarce;
            offerUsed = new boolean[network.offers.length];
            needServed = new boolean[network.needs.length];
            double dearest = 0;
            for (int a = 0; a < network.arcs; a++) {
                dearest = Math.max(dearest, Math.abs(network.worth[a]));
                if (flows[a] > 0 && network.startsAtOffer(a)) {
                    offerUsed[network.tail[a]] = true;
                }
                if (flows[a] > 0 && network.endsAtNeed(a)) {
                    needServed[network.head[a]] = true;
                }
            }
            step = STEP;
            penalty = 1e3 * (1 + dearest);
        }

        /** Prices of this size mean that nothing can give or take the unit. */
        double penalty() {
            return penalty;
        }

        boolean isUsed(int offer) {
            return offerUsed[offer];
        }

        boolean isServed(int need) {
            return needServed[need];
        }

        boolean isForced(int thing, boolean offer) {
            return offer ? !scarce && !offerUsed[thing] : scarce && !needServed[thing];
        }

        boolean forces(Network network, int arc) {
            return (network.startsAtOffer(arc) && isForced(network.tail[arc], true))
                    || (network.endsAtNeed(arc) && isForced(network.head[arc], false));
        }

        /** No two steps alike, so that they do not meet again. */
        double step(int thing) {
            return step * (1 + (thing * GOLDEN) % 1);
        }

        double shortfall(int thing, boolean offer) {
            boolean shrinks = offer ? scarce && offerUsed[thing] : !scarce && needServed[thing];
            return shrinks ? step(thing) : 0;
        }

        /** Minimum intakes that held exactly must go on doing so when there is less. */
        double relief() {
            return scarce ? 2 * step * offerUsed.length : 0;
        }
    }
}
