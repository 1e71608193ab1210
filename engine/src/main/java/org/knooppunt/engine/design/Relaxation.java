package org.knooppunt.engine.design;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Lagrangian relaxation of a network: the rows of supply, need and product balance are priced, and what is left falls
 * apart by facility and by direct arc. For prices u ≥ 0,
 *
 * <pre>
 * L(u) = Σ u·quantity + Σ direct arcs  max(0, worth − u(offer) − u(need)) · most
 *      + Σ facilities  max(0, best intake + best delivery − fixed cost)
 * </pre>
 *
 * is at least the surplus of any plan. Of plans in which a given number of some facilities run, at least or at most ({@link
 * Count}), only the best such number of them counts: a bound that knows that facilities come whole. Best intake is a
 * continuous knapsack: the facility's sources by margin, filled to capacity while the margin is above 0 and on to the
 * minimum where it must; a source gives at most what it has, through its best process. Best delivery fills each need with
 * what the facility could make for it. Time linear in the arcs (selection, not sorting). Facilities may be worked out on
 * several threads: each writes only its own.
 */
final class Relaxation {
    private static final double CLIMB = 0.1;

    final Network network;
    /** Priced rows: offers, then needs, then products. */
    final int rows;

    final int firstNeed;
    final int firstProduct;
    /** Right-hand side per row: a quantity, or 0 for a product. */
    final double[] right;
    /**
     * No price needs to be lower: what is made can be sold for this to somebody who takes any quantity. Else 0.
     */
    final double[] floor;
    /** What a violation of the row is measured against. */
    final double[] size;
    /**
     * The scale on which prices differ here: how far the arcs of one source or need lie apart, or a share of what prices
     * have to climb from where they start.
     */
    final double scale;

    /** Intake slots of facility h are {@code intakeStart[h]} up to {@code intakeStart[h + 1]}, by source. */
    private final int[] intakeStart;

    private final int[] intakeArc;
    private final int[] intakeRow;
    private final int[] intakeProcess;
    private final double[] intakeWorth;
    private final double[] intakeMost;
    /** Whether the slot has the same source as the one before it. */
    private final boolean[] intakeSame;

    /** Delivery slots likewise, by need. */
    private final int[] deliveryStart;

    private final int[] deliveryArc;
    private final boolean[] deliverySame;
    private final boolean[] usable;
    private final int longest;

    Relaxation(Network network) {
        this.network = network;
        int offers = network.offers.length;
        firstNeed = offers;
        firstProduct = offers + network.needs.length;
        rows = firstProduct + network.processOf.length;
        right = new double[rows];
        size = new double[rows];
        for (int s = 0; s < offers; s++) {
            right[s] = network.offers[s].quantity();
            size[s] = right[s];
        }
        for (int n = 0; n < network.needs.length; n++) {
            right[firstNeed + n] = network.needs[n].quantity();
            size[firstNeed + n] = right[firstNeed + n];
        }
        for (int product = 0; product < network.processOf.length; product++) {
            size[firstProduct + product] = network.mostMade(product);
        }
        usable = new boolean[network.arcs];
        for (int a = 0; a < network.arcs; a++) {
            usable[a] = network.canPay(a);
        }
        floor = floors();
        int facilities = network.facilities.length;
        intakeStart = new int[facilities + 1];
        deliveryStart = new int[facilities + 1];
        for (int a = network.directEnd; a < network.arcs; a++) {
            if (usable[a]) {
                if (!network.endsAtNeed(a)) {
                    intakeStart[network.takerOf(a) + 1]++;
                } else {
                    deliveryStart[network.makerOf(a) + 1]++;
                }
            }
        }
        sumUp(intakeStart);
        sumUp(deliveryStart);
        intakeArc = new int[intakeStart[facilities]];
        deliveryArc = new int[deliveryStart[facilities]];
        int[] at = intakeStart.clone();
        int[] atDelivery = deliveryStart.clone();
        for (int a = network.directEnd; a < network.arcs; a++) {
            if (usable[a]) {
                if (!network.endsAtNeed(a)) {
                    // arcs stand by tail, so one source's arcs into a facility stand together
                    intakeArc[at[network.takerOf(a)]++] = a;
                } else {
                    deliveryArc[atDelivery[network.makerOf(a)]++] = a;
                }
            }
        }
        int count = intakeArc.length;
        intakeRow = new int[count];
        intakeProcess = new int[count];
        intakeWorth = new double[count];
        intakeMost = new double[count];
        intakeSame = new boolean[count];
        deliverySame = new boolean[deliveryArc.length];
        int most = 0;
        for (int h = 0; h < facilities; h++) {
            most = Math.max(most, intakeStart[h + 1] - intakeStart[h]);
            for (int i = intakeStart[h]; i < intakeStart[h + 1]; i++) {
                int a = intakeArc[i];
                intakeRow[i] = tailRow(a);
                intakeProcess[i] = network.head[a];
                intakeWorth[i] = network.worth[a];
                intakeMost[i] = network.most[a];
                intakeSame[i] = i > intakeStart[h] && intakeRow[i] == intakeRow[i - 1];
            }
            sortByNeed(h);
            for (int i = deliveryStart[h] + 1; i < deliveryStart[h + 1]; i++) {
                deliverySame[i] = network.head[deliveryArc[i]] == network.head[deliveryArc[i - 1]];
            }
        }
        longest = most;
        scale = spread();
    }

    private double[] floors() {
        double[] wanted = new double[network.needs.length];
        for (int a = 0; a < network.arcs; a++) {
            if (usable[a] && network.endsAtNeed(a)) {
                wanted[network.head[a]] += network.most[a];
            }
        }
        double[] floors = new double[rows];
        for (int a = network.stageEnd; a < network.arcs; a++) {
            int product = network.tail[a];
            // as long as even all facilities together, at capacity, cannot bring more than it takes
            if (usable[a]
                    && network.needs[network.head[a]].quantity() >= wanted[network.head[a]]
                    && network.most[a] >= network.mostMade(product)) {
                floors[firstProduct + product] = Math.max(floors[firstProduct + product], network.worth[a]);
            }
        }
        return floors;
    }

    private static void sumUp(int[] counts) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
    }

    /** Facilities with several products have several runs of needs; one run is sorted already. */
    private void sortByNeed(int h) {
        int from = deliveryStart[h];
        int to = deliveryStart[h + 1];
        long[] keys = new long[to - from];
        for (int i = from; i < to; i++) {
            keys[i - from] = ((long) network.head[deliveryArc[i]] << 32) | deliveryArc[i];
        }
        Arrays.sort(keys);
        for (int i = from; i < to; i++) {
            deliveryArc[i] = (int) keys[i - from];
        }
    }

    int tailRow(int arc) {
        return network.startsAtOffer(arc) ? network.tail[arc] : firstProduct + network.tail[arc];
    }

    boolean isUsable(int arc) {
        return usable[arc];
    }

    /**
     * How many run of some facilities whose running is a choice.
     *
     * @param among facilities that no other count is about
     */
    record Count(int[] among, int least, int most) {
        static Count free(int[] among) {
            return new Count(among, 0, among.length);
        }

        Count atLeast(int wanted) {
            return new Count(among, wanted, most);
        }

        Count atMost(int wanted) {
            return new Count(among, least, wanted);
        }
    }

    /** The answer to prices: what flows, which facilities run, and the bound it proves. */
    static final class Answer {
        /** Units per arc. */
        final double[] flow;
        /** Per facility what running it adds, below 0 when it had better be shut; minus infinity when it cannot or must not. */
        final double[] value;

        private final boolean[] runs;
        /** Proven upper bound, EUR per year. */
        double bound;

        Answer(Relaxation relaxation) {
            flow = new double[relaxation.network.arcs];
            value = new double[relaxation.network.facilities.length];
            runs = new boolean[value.length];
        }

        boolean runs(int facility) {
            return runs[facility];
        }

        boolean[] runs() {
            return runs.clone();
        }
    }

    Answer answer() {
        return new Answer(this);
    }

    /**
     * @param fixed what each facility must do: 0 as it likes, 1 run, -1 stand still
     * @param counts how many run of some
     */
    void evaluate(double[] prices, byte[] fixed, List<Count> counts, Answer answer, int threads) {
        double bound = 0;
        double[] made = made(prices);
        for (int row = 0; row < firstProduct; row++) {
            bound += prices[row] * right[row];
        }
        for (int a = 0; a < network.directEnd; a++) {
            answer.flow[a] = 0;
            if (usable[a]) {
                double margin = network.worth[a] - prices[network.tail[a]] - prices[firstNeed + network.head[a]];
                if (margin > 0) {
                    answer.flow[a] = network.most[a];
                    bound += margin * network.most[a];
                }
            }
        }
        int facilities = network.facilities.length;
        if (threads > 1) {
            // every so many facilities, each part with memory of its own
            IntStream.range(0, threads).parallel().forEach(part -> {
                Scratch scratch = new Scratch(longest);
                for (int h = part; h < facilities; h += threads) {
                    evaluateUnlessShut(h, prices, made, fixed[h], answer, scratch);
                }
            });
        } else {
            Scratch scratch = new Scratch(longest);
            for (int h = 0; h < facilities; h++) {
                evaluateUnlessShut(h, prices, made, fixed[h], answer, scratch);
            }
        }
        for (int h = 0; h < facilities; h++) {
            answer.runs[h] = fixed[h] > 0 || (fixed[h] == 0 && answer.value[h] > 0);
            bound += answer.runs[h] ? answer.value[h] : 0;
        }
        for (Count count : counts) {
            bound += keep(count, prices, made, fixed, answer);
        }
        answer.bound = bound;
    }

    /** Starts the next best or stops the least, until as many run as must; tells what that changes in the bound. */
    private double keep(Count count, double[] prices, double[] made, byte[] fixed, Answer answer) {
        int running = running(count, answer);
        if (running >= count.least() && running <= count.most()) {
            return 0;
        }
        int[] byValue = byValue(count, answer, fixed);
        int wanted = running < count.least() ? count.least() : count.most();
        for (int h : count.among()) {
            wanted -= fixed[h] > 0 ? 1 : 0;
        }
        if (wanted < 0
                || wanted > byValue.length
                || (wanted > 0 && answer.value[byValue[wanted - 1]] == Double.NEGATIVE_INFINITY)) {
            // no plan has that many
            return Double.NEGATIVE_INFINITY;
        }
        double change = 0;
        Scratch scratch = new Scratch(longest);
        for (int i = 0; i < byValue.length; i++) {
            int h = byValue[i];
            double value = answer.value[h];
            boolean runs = i < wanted;
            if (runs && !answer.runs[h]) {
                evaluate(h, prices, made, (byte) 1, answer, scratch);
                change += value;
            } else if (!runs && answer.runs[h]) {
                evaluate(h, prices, made, (byte) -1, answer, scratch);
                change -= value;
            }
            answer.runs[h] = runs;
        }
        return change;
    }

    private static int running(Count count, Answer answer) {
        int running = 0;
        for (int h : count.among()) {
            running += answer.runs[h] ? 1 : 0;
        }
        return running;
    }

    private static int[] byValue(Count count, Answer answer, byte[] fixed) {
        return IntStream.of(count.among())
                .filter(h -> fixed[h] == 0)
                .boxed()
                .sorted((one, other) -> Double.compare(answer.value[other], answer.value[one]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Per facility that is not decided what the bound loses when it has to stand still, where it runs, and minus what it
     * loses when it has to run, where it does not: one that has to stand still is replaced where as many must run, and
     * one that has to run replaces the last.
     */
    double[] stakes(Answer answer, byte[] fixed, List<Count> counts) {
        double[] stakes = answer.value.clone();
        for (Count count : counts) {
            int all = running(count, answer);
            int[] byValue = byValue(count, answer, fixed);
            int running = 0;
            while (running < byValue.length && answer.runs[byValue[running]]) {
                running++;
            }
            double last = running > 0 ? answer.value[byValue[running - 1]] : Double.POSITIVE_INFINITY;
            double next = running < byValue.length ? answer.value[byValue[running]] : Double.NEGATIVE_INFINITY;
            for (int i = 0; i < byValue.length; i++) {
                stakes[byValue[i]] -= i < running
                        ? (all == count.least() ? next : Math.max(0, next))
                        : (all == count.most() ? last : Math.min(0, last));
            }
        }
        return stakes;
    }

    /** Of a facility that must stand still only its flows count, so what running it would add is not worked out. */
    private void evaluateUnlessShut(int h, double[] prices, double[] made, byte fixed, Answer answer, Scratch scratch) {
        if (fixed >= 0) {
            evaluate(h, prices, made, fixed, answer, scratch);
            return;
        }
        answer.value[h] = Double.NEGATIVE_INFINITY;
        if (answer.runs[h]) {
            for (int i = intakeStart[h]; i < intakeStart[h + 1]; i++) {
                answer.flow[intakeArc[i]] = 0;
            }
            stop(h, answer);
        }
    }

    /** What every facility does at these prices when it has to run, whether that adds or costs. */
    Answer running(double[] prices) {
        double[] made = made(prices);
        Answer answer = answer();
        Scratch scratch = new Scratch(longest);
        for (int h = 0; h < answer.value.length; h++) {
            evaluate(h, prices, made, NetworkModel.RUNS, answer, scratch);
        }
        return answer;
    }

    private void evaluate(int h, double[] prices, double[] made, byte fixed, Answer answer, Scratch scratch) {
        double capacity = network.facilities[h].capacity();
        double least = network.facilities[h].minIntake();
        double value = -network.facilities[h].fixedCost();
        int count = 0;
        double positive = 0;
        for (int i = intakeStart[h]; i < intakeStart[h + 1]; i++) {
            answer.flow[intakeArc[i]] = 0;
            double margin = intakeWorth[i] + made[intakeProcess[i]] - prices[intakeRow[i]];
            if (intakeSame[i] && margin <= scratch.margin[count - 1]) {
                continue;
            }
            if (intakeSame[i]) {
                count--;
                positive -= scratch.margin[count] > 0 ? scratch.most[count] : 0;
            }
            scratch.slot[count] = i;
            scratch.margin[count] = margin;
            scratch.most[count] = intakeMost[i];
            positive += margin > 0 ? intakeMost[i] : 0;
            count++;
        }
        double filled;
        if (positive > capacity) {
            filled = scratch.fill(count, capacity);
        } else if (positive < least) {
            filled = scratch.fill(count, least);
        } else {
            filled = scratch.fillPositive(count);
        }
        if (filled + CertificateCheck.TOLERANCE * Math.max(1, least) < least) {
            answer.value[h] = Double.NEGATIVE_INFINITY;
            stop(h, answer);
            return;
        }
        for (int i = 0; i < count; i++) {
            value += scratch.taken[i] * scratch.margin[i];
        }
        for (int i = deliveryStart[h]; i < deliveryStart[h + 1]; i++) {
            int first = i;
            while (i + 1 < deliveryStart[h + 1] && deliverySame[i + 1]) {
                i++;
            }
            value += first == i ? deliver(i, prices, answer) : deliver(first, i + 1, prices, answer);
        }
        answer.value[h] = value;
        if (fixed < 0 || (fixed == 0 && value <= 0)) {
            stop(h, answer);
            return;
        }
        for (int i = 0; i < count; i++) {
            answer.flow[intakeArc[scratch.slot[i]]] = scratch.taken[i];
        }
    }

    private void stop(int h, Answer answer) {
        for (int i = deliveryStart[h]; i < deliveryStart[h + 1]; i++) {
            answer.flow[deliveryArc[i]] = 0;
        }
    }

    /** The prices as duals, with what a unit of intake is worth at facilities that run full, or costs at their minimum. */
    NetworkModel.Duals duals(double[] prices, boolean[] runs) {
        double[] made = made(prices);
        double[] intake = new double[network.facilities.length];
        for (int h = 0; h < intake.length; h++) {
            if (!runs[h]) {
                continue;
            }
            int from = intakeStart[h];
            Integer[] order = new Integer[intakeStart[h + 1] - from];
            double[] margin = new double[order.length];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
                margin[i] = intakeWorth[from + i] + made[intakeProcess[from + i]] - prices[intakeRow[from + i]];
            }
            Arrays.sort(order, (one, other) -> Double.compare(margin[other], margin[one]));
            double filled = 0;
            for (int i : order) {
                filled += intakeMost[from + i];
                boolean full = margin[i] > 0 && filled >= network.facilities[h].capacity();
                boolean least = margin[i] < 0 && filled >= network.facilities[h].minIntake();
                if (full || least) {
                    intake[h] =
                            full || filled - intakeMost[from + i] < network.facilities[h].minIntake() ? margin[i] : 0;
                    break;
                }
            }
        }
        return new NetworkModel.Duals(
                Arrays.copyOfRange(prices, 0, firstNeed),
                Arrays.copyOfRange(prices, firstNeed, firstProduct),
                Arrays.copyOfRange(prices, firstProduct, rows),
                intake);
    }

    /**
     * Whether the facility can be filled to its minimum with arcs of at least this margin: then pairs that are no arcs,
     * and leave less, do not change what running it adds.
     */
    boolean reachesMinimum(int h, double[] margins, double least) {
        double filled = 0;
        for (int i = intakeStart[h]; i < intakeStart[h + 1]; i++) {
            filled += !intakeSame[i] && margins[intakeArc[i]] >= least ? intakeMost[i] : 0;
        }
        return least == Double.NEGATIVE_INFINITY || filled >= network.facilities[h].minIntake();
    }

    private double margin(int slot, double[] prices) {
        int a = deliveryArc[slot];
        return network.worth[a] - prices[firstProduct + network.tail[a]] - prices[firstNeed + network.head[a]];
    }

    private double deliver(int slot, double[] prices, Answer answer) {
        double margin = margin(slot, prices);
        int a = deliveryArc[slot];
        answer.flow[a] = margin > 0 ? network.most[a] : 0;
        return margin > 0 ? margin * network.most[a] : 0;
    }

    /** Several products for one need: the best first. */
    private double deliver(int from, int to, double[] prices, Answer answer) {
        double open = network.needs[network.head[deliveryArc[from]]].quantity();
        double value = 0;
        for (int i = from; i < to; i++) {
            answer.flow[deliveryArc[i]] = 0;
        }
        while (open > 0) {
            int best = -1;
            double most = 0;
            for (int i = from; i < to; i++) {
                if (answer.flow[deliveryArc[i]] == 0 && margin(i, prices) > most) {
                    most = margin(i, prices);
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            double more = Math.min(open, network.most[deliveryArc[best]]);
            if (!(more > 0)) {
                break;
            }
            answer.flow[deliveryArc[best]] = more;
            value += more * most;
            open -= more;
        }
        return value;
    }

    private double spread() {
        double[] sum = new double[rows];
        double[] best = new double[rows];
        int[] count = new int[rows];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        double climb = 0;
        int earning = 0;
        for (int a = 0; a < network.arcs; a++) {
            if (!usable[a]) {
                continue;
            }
            int tail = tailRow(a);
            int row = network.endsAtNeed(a) ? firstNeed + network.head[a] : tail;
            sum[row] += network.worth[a];
            best[row] = Math.max(best[row], network.worth[a]);
            count[row]++;
            if (network.endsAtNeed(a)) {
                climb += Math.max(0, network.worth[a] - floor[tail]);
                earning++;
            }
        }
        double apart = 0;
        int compared = 0;
        for (int row = 0; row < rows; row++) {
            if (count[row] > 1) {
                apart += best[row] - sum[row] / count[row];
                compared++;
            }
        }
        double spread = compared == 0 ? 0 : apart / compared;
        return Math.max(spread, earning == 0 ? 0 : CLIMB * climb / earning);
    }

    /** Prices to start from: the floors, and for an offer the most it could fetch at them. */
    double[] start() {
        double[] start = floor.clone();
        double[] made = made(floor);
        for (int a = network.directEnd; a < network.intakeEnd; a++) {
            if (usable[a] && made[network.head[a]] > 0) {
                int s = network.tail[a];
                start[s] = Math.max(start[s], network.worth[a] + made[network.head[a]]);
            }
        }
        return start;
    }

    /**
     * What things are worth when every priced row is paid.
     *
     * @param margin of a unit on each arc
     * @param made of the products of a unit, per process
     */
    record Worth(double[] margin, double[] made) {}

    Worth worth(double[] prices) {
        return new Worth(margins(prices), made(prices));
    }

    /** What a unit on each arc is worth when every priced row is paid at these prices. */
    double[] margins(double[] prices) {
        double[] made = made(prices);
        double[] margins = new double[network.arcs];
        for (int a = 0; a < network.arcs; a++) {
            margins[a] = network.worth[a]
                    - prices[tailRow(a)]
                    + (network.endsAtNeed(a) ? -prices[firstNeed + network.head[a]] : made[network.head[a]]);
        }
        return margins;
    }

    /** What the products of a unit taken in are priced at, per process. */
    double[] made(double[] prices) {
        double[] made = new double[network.processes.length];
        for (int product = 0; product < network.processOf.length; product++) {
            made[network.processOf[product]] += network.yield[product] * prices[firstProduct + product];
        }
        return made;
    }

    /** Adds to each row what the flows use of it: out of offers, into needs, products out minus made. */
    void addUse(double[] flow, double[] use) {
        System.arraycopy(new double[rows], 0, use, 0, rows);
        for (int a = 0; a < network.arcs; a++) {
            double x = flow[a];
            if (x == 0) {
                continue;
            }
            use[tailRow(a)] += x;
            if (network.endsAtNeed(a)) {
                use[firstNeed + network.head[a]] += x;
            } else {
                int p = network.head[a];
                for (int product = network.firstProduct[p]; product < network.firstProduct[p + 1]; product++) {
                    use[firstProduct + product] -= network.yield[product] * x;
                }
            }
        }
    }

    /** Candidates of one facility, and the choice among them. */
    private static final class Scratch {
        final int[] slot;
        final double[] margin;
        final double[] most;
        final double[] taken;
        private final int[] order;

        Scratch(int longest) {
            slot = new int[longest];
            margin = new double[longest];
            most = new double[longest];
            taken = new double[longest];
            order = new int[longest];
        }

        double fillPositive(int count) {
            double filled = 0;
            for (int i = 0; i < count; i++) {
                taken[i] = margin[i] > 0 ? most[i] : 0;
                filled += taken[i];
            }
            return filled;
        }

        /** Takes the best by margin up to a total: a weighted quickselect, median of three. */
        double fill(int count, double total) {
            for (int i = 0; i < count; i++) {
                order[i] = i;
                taken[i] = 0;
            }
            double filled = 0;
            int from = 0;
            int to = count;
            while (from < to) {
                double pivot = pivot(from, to);
                int above = from;
                int at = from;
                int below = to;
                double weightAbove = 0;
                double weightAt = 0;
                // [from, above) better than the pivot, [above, at) equal, [below, to) worse
                while (at < below) {
                    int i = order[at];
                    if (margin[i] > pivot) {
                        weightAbove += most[i];
                        order[at++] = order[above];
                        order[above++] = i;
                    } else if (margin[i] < pivot) {
                        order[at] = order[--below];
                        order[below] = i;
                    } else {
                        weightAt += most[i];
                        at++;
                    }
                }
                if (filled + weightAbove > total) {
                    to = above;
                    continue;
                }
                filled = take(from, above, filled, total);
                if (filled + weightAt >= total) {
                    return take(above, below, filled, total);
                }
                filled = take(above, below, filled, total);
                from = below;
            }
            return filled;
        }

        private double take(int from, int to, double filled, double total) {
            double sum = filled;
            for (int i = from; i < to; i++) {
                int j = order[i];
                taken[j] = Math.min(most[j], Math.max(0, total - sum));
                sum += taken[j];
            }
            return sum;
        }

        private double pivot(int from, int to) {
            double a = margin[order[from]];
            double b = margin[order[(from + to) >>> 1]];
            double c = margin[order[to - 1]];
            return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
        }
    }
}
