package org.knooppunt.engine.design;

import java.util.Arrays;

/**
 * Makes a plan of flows that nearly are one: cuts what is too much (the least worth first), sells what is left to whom
 * still wants it, runs another facility where what is left pays for it, brings facilities to their minimum intake or
 * shuts those that cannot reach it, and stops making what nobody takes. Greedy; n log n in the arcs, a few rounds. What comes out keeps every limit.
 */
final class Repair {
    private static final int ROUNDS = 4;

    private final Network network;
    private final Incidence incidence;
    /** Units per arc. */
    final double[] flow;

    /** Whether each facility runs. */
    final boolean[] runs;

    /** What a unit on the arc is worth at the given prices, its product sold at them. */
    private final double[] margin;

    /** What the products of a unit taken in are priced at, per process. */
    private final double[] made;

    private final boolean[] mayStart;
    private final double[] supplyLeft;
    private final double[] needLeft;
    private final double[] intake;
    private final double[] intakeOf;
    private final double[] out;

    private Repair(Network network, Incidence incidence, double[] flow, boolean[] runs, Relaxation.Worth worth) {
        this.network = network;
        this.incidence = incidence;
        this.flow = flow.clone();
        this.runs = runs.clone();
        this.margin = worth.margin();
        this.made = worth.made();
        mayStart = new boolean[network.facilities.length];
        Arrays.fill(mayStart, true);
        supplyLeft = new double[network.offers.length];
        needLeft = new double[network.needs.length];
        intake = new double[network.processes.length];
        intakeOf = new double[network.facilities.length];
        out = new double[network.processOf.length];
    }

    /**
     * @param flow units per arc, limits perhaps broken
     * @param runs which facilities may run
     * @param worth of arcs at the prices found: tells which of two flows is the better one
     */
    static Repair of(Network network, Incidence incidence, double[] flow, boolean[] runs, Relaxation.Worth worth) {
        Repair repair = new Repair(network, incidence, flow, runs, worth);
        repair.mend();
        return repair;
    }

    private void mend() {
        for (int a = 0; a < network.arcs; a++) {
            // a draft drops crumbs, so no minimum may hang on them
            if (!open(a) || flow[a] <= PlanDraft.CRUMB * network.most[a]) {
                flow[a] = 0;
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            cut();
            count();
            sell();
            feed();
            direct();
            boolean started = startWhereItPays();
            if (!fillMinima() && !started) {
                break;
            }
        }
        trim();
        cut();
        count();
        shutShort();
    }

    private boolean open(int arc) {
        int maker = network.makerOf(arc);
        int taker = network.takerOf(arc);
        return (maker < 0 || runs[maker]) && (taker < 0 || runs[taker]);
    }

    private void cut() {
        for (int s = 0; s < supplyLeft.length; s++) {
            cut(incidence.outOfOffer, s, network.offers[s].quantity());
        }
        cutCapacities();
        for (int p : network.order) {
            double in = sum(incidence.intoProcess, p);
            for (int product = network.firstProduct[p]; product < network.firstProduct[p + 1]; product++) {
                cut(incidence.outOfProduct, product, network.yield[product] * in);
            }
        }
        for (int n = 0; n < needLeft.length; n++) {
            cut(incidence.intoNeed, n, network.needs[n].quantity());
        }
    }

    private void cutCapacities() {
        double[] total = new double[network.facilities.length];
        for (int p = 0; p < intake.length; p++) {
            total[network.facilityOf[p]] += sum(incidence.intoProcess, p);
        }
        for (int p = 0; p < intake.length; p++) {
            int h = network.facilityOf[p];
            double over = total[h] - network.facilities[h].capacity();
            if (over > 0) {
                double in = sum(incidence.intoProcess, p);
                double gone = Math.min(in, over);
                cut(incidence.intoProcess, p, in - gone);
                total[h] -= gone;
            }
        }
    }

    private double sum(Incidence.Rows rows, int i) {
        double sum = 0;
        for (int at = rows.start[i]; at < rows.start[i + 1]; at++) {
            sum += flow[rows.arc[at]];
        }
        return sum;
    }

    private void cut(Incidence.Rows rows, int i, double limit) {
        double over = sum(rows, i) - limit;
        if (!(over > 0)) {
            return;
        }
        for (long key : sorted(rows, i, false)) {
            int a = (int) key;
            double gone = Math.min(flow[a], over);
            flow[a] -= gone;
            over -= gone;
            if (!(over > 0)) {
                return;
            }
        }
    }

    /** Arcs of a row by margin, the lowest first unless the best are wanted. */
    private long[] sorted(Incidence.Rows rows, int i, boolean best) {
        long[] keys = new long[rows.size(i)];
        for (int at = 0; at < keys.length; at++) {
            int a = rows.arc[rows.start[i] + at];
            keys[at] = key(best ? -margin[a] : margin[a], a);
        }
        Arrays.sort(keys);
        return keys;
    }

    /** Sorts as the value does, as far as a float tells; then by arc. */
    private static long key(double value, int arc) {
        int bits = Float.floatToIntBits((float) value);
        int ordered = bits >= 0 ? bits : bits ^ 0x7fffffff;
        return ((long) ordered << 32) | arc;
    }

    private void count() {
        for (int s = 0; s < supplyLeft.length; s++) {
            supplyLeft[s] = network.offers[s].quantity();
        }
        for (int n = 0; n < needLeft.length; n++) {
            needLeft[n] = network.needs[n].quantity();
        }
        Arrays.fill(intake, 0);
        Arrays.fill(intakeOf, 0);
        Arrays.fill(out, 0);
        for (int a = 0; a < network.arcs; a++) {
            if (flow[a] > 0) {
                book(a, flow[a]);
            }
        }
    }

    private void book(int arc, double more) {
        if (network.startsAtOffer(arc)) {
            supplyLeft[network.tail[arc]] -= more;
        } else {
            out[network.tail[arc]] += more;
        }
        if (network.endsAtNeed(arc)) {
            needLeft[network.head[arc]] -= more;
        } else {
            intake[network.head[arc]] += more;
            intakeOf[network.facilityOf[network.head[arc]]] += more;
        }
    }

    private void push(int arc, double more) {
        flow[arc] += more;
        book(arc, more);
    }

    private double productLeft(int product) {
        return network.yield[product] * intake[network.processOf[product]] - out[product];
    }

    /** What is made and not yet taken goes to needs that pay for it, then to processes that value it. */
    private void sell() {
        for (int p : network.order) {
            if (!runs[network.facilityOf[p]]) {
                continue;
            }
            for (int product = network.firstProduct[p]; product < network.firstProduct[p + 1]; product++) {
                if (!(productLeft(product) > 0)) {
                    continue;
                }
                for (long key : sorted(incidence.outOfProduct, product, true)) {
                    int a = (int) key;
                    double left = productLeft(product);
                    if (!(left > 0)) {
                        break;
                    }
                    if (!open(a)) {
                        continue;
                    }
                    double room = network.endsAtNeed(a)
                            ? needLeft[network.head[a]]
                            : margin[a] > -1e-9 ? capacityLeft(network.facilityOf[network.head[a]]) : 0;
                    if (room > 0) {
                        push(a, Math.min(left, room));
                    }
                }
            }
        }
    }

    private double capacityLeft(int facility) {
        return network.facilities[facility].capacity() - intakeOf[facility];
    }

    /** Facilities with room take what is left of offers, as long as what they make of it can be sold at a gain. */
    private void feed() {
        for (int p : network.order) {
            int h = network.facilityOf[p];
            if (runs[h] && capacityLeft(h) > 0) {
                feed(p, h);
            }
        }
    }

    /** Runs facilities that stand still where what is left of offers would pay for them, and feeds them. */
    private boolean startWhereItPays() {
        boolean started = false;
        for (int h = 0; h < runs.length; h++) {
            if (!runs[h] && mayStart[h] && wouldPay(h)) {
                runs[h] = true;
                started = true;
                for (int p : network.processesOf[h]) {
                    feed(p, h);
                }
                mayStart[h] = false;
            }
        }
        return started;
    }

    private boolean wouldPay(int h) {
        double gain = -network.facilities[h].fixedCost();
        double in = 0;
        for (int p : network.order) {
            if (network.facilityOf[p] != h) {
                continue;
            }
            for (long key : byWorth(incidence.intoProcess, p, false)) {
                int a = (int) key;
                double unit = network.worth[a] + made[p];
                double most = Math.min(supplyLeft[network.tail[a]], network.facilities[h].capacity() - in);
                if (!(unit > 0) || !(most > 0)) {
                    break;
                }
                gain += unit * most;
                in += most;
            }
        }
        return gain > 0 && in >= network.facilities[h].minIntake();
    }

    private void feed(int p, int h) {
        int products = network.firstProduct[p + 1] - network.firstProduct[p];
        long[][] takers = new long[products][];
        int[] at = new int[products];
        for (int i = 0; i < products; i++) {
            takers[i] = byWorth(incidence.outOfProduct, network.firstProduct[p] + i, true);
        }
        for (long key : byWorth(incidence.intoProcess, p, false)) {
            int source = (int) key;
            while (supplyLeft[network.tail[source]] > 0 && capacityLeft(h) > 0) {
                double gain = network.worth[source];
                double most = Math.min(supplyLeft[network.tail[source]], capacityLeft(h));
                for (int i = 0; i < products; i++) {
                    int product = network.firstProduct[p] + i;
                    while (at[i] < takers[i].length && !(needLeft[network.head[(int) takers[i][at[i]]]] > 0)) {
                        at[i]++;
                    }
                    if (at[i] < takers[i].length) {
                        int taker = (int) takers[i][at[i]];
                        gain += network.yield[product] * network.worth[taker];
                        most = Math.min(most, needLeft[network.head[taker]] / network.yield[product]);
                    }
                }
                if (!(gain > 0) || !(most > 0)) {
                    break;
                }
                push(source, most);
                for (int i = 0; i < products; i++) {
                    if (at[i] < takers[i].length) {
                        int product = network.firstProduct[p] + i;
                        int taker = (int) takers[i][at[i]];
                        push(taker, Math.min(needLeft[network.head[taker]], network.yield[product] * most));
                    }
                }
            }
        }
    }

    /** Arcs between a process and offers or needs, the best worth first. */
    private long[] byWorth(Incidence.Rows rows, int i, boolean toNeeds) {
        long[] keys = new long[rows.size(i)];
        int count = 0;
        for (int at = rows.start[i]; at < rows.start[i + 1]; at++) {
            int a = rows.arc[at];
            if (toNeeds
                    ? network.endsAtNeed(a) && needLeft[network.head[a]] > 0
                    : network.startsAtOffer(a) && supplyLeft[network.tail[a]] > 0) {
                keys[count++] = key(-network.worth[a], a);
            }
        }
        long[] found = Arrays.copyOf(keys, count);
        Arrays.sort(found);
        return found;
    }

    private void direct() {
        long[] keys = new long[network.directEnd];
        int count = 0;
        for (int a = 0; a < network.directEnd; a++) {
            if (network.canPay(a) && supplyLeft[network.tail[a]] > 0 && needLeft[network.head[a]] > 0) {
                keys[count++] = key(-network.worth[a], a);
            }
        }
        Arrays.sort(keys, 0, count);
        for (int i = 0; i < count; i++) {
            int a = (int) keys[i];
            double most = Math.min(supplyLeft[network.tail[a]], needLeft[network.head[a]]);
            if (most > 0) {
                push(a, most);
            }
        }
    }

    /** Tells whether something was shut, so that what it held is free for others. */
    private boolean fillMinima() {
        boolean shut = false;
        for (int h = 0; h < runs.length; h++) {
            if (runs[h] && isShort(h)) {
                fillMinimum(h);
                if (isShort(h)) {
                    shut(h);
                    shut = true;
                }
            }
        }
        return shut;
    }

    private boolean isShort(int h) {
        return intakeOf[h] < network.facilities[h].minIntake();
    }

    private void fillMinimum(int h) {
        for (int p : network.processesOf[h]) {
            for (long key : sorted(incidence.intoProcess, p, true)) {
                int a = (int) key;
                double missing = network.facilities[h].minIntake() - intakeOf[h];
                double left = network.startsAtOffer(a) ? supplyLeft[network.tail[a]] : productLeft(network.tail[a]);
                if (missing > 0 && left > 0 && open(a)) {
                    push(a, Math.min(missing, left));
                }
            }
        }
    }

    private void shut(int h) {
        runs[h] = false;
        for (int p : network.processesOf[h]) {
            clear(incidence.intoProcess, p);
            for (int product = network.firstProduct[p]; product < network.firstProduct[p + 1]; product++) {
                clear(incidence.outOfProduct, product);
            }
        }
    }

    private void clear(Incidence.Rows rows, int i) {
        for (int at = rows.start[i]; at < rows.start[i + 1]; at++) {
            int a = rows.arc[at];
            if (flow[a] > 0) {
                push(a, -flow[a]);
                flow[a] = 0;
            }
        }
    }

    /** Takes in less where all that is made of it stays behind and taking it in costs money. */
    private void trim() {
        for (int i = network.order.length - 1; i >= 0; i--) {
            int p = network.order[i];
            int h = network.facilityOf[p];
            double spare = intakeOf[h] - network.facilities[h].minIntake();
            for (int product = network.firstProduct[p]; product < network.firstProduct[p + 1]; product++) {
                spare = Math.min(spare, productLeft(product) / network.yield[product]);
            }
            if (!(spare > 0)) {
                continue;
            }
            for (long key : sorted(incidence.intoProcess, p, false)) {
                int a = (int) key;
                if (spare > 0 && flow[a] > 0 && network.worth[a] < 0) {
                    double gone = Math.min(flow[a], spare);
                    push(a, -gone);
                    spare -= gone;
                }
            }
        }
    }

    /** The last cut may have brought one below its minimum by what it was fed; then it, and who lived on it, is shut. */
    private void shutShort() {
        boolean again = true;
        while (again) {
            again = false;
            for (int h = 0; h < runs.length; h++) {
                if (runs[h] && intakeOf[h] < network.facilities[h].minIntake() * (1 - 1e-9)) {
                    shut(h);
                    again = true;
                }
            }
            if (again) {
                cut();
                count();
            }
        }
        for (int h = 0; h < runs.length; h++) {
            runs[h] &= intakeOf[h] > 0;
        }
    }
}
