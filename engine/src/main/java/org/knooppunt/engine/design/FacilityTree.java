package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Branch and bound on which facilities run, each node bounded by the {@link Relaxation} with what is decided of its
 * facilities and its prices moved on by {@link Volume} from those of its parent. The node with the highest bound comes
 * first, so that every node lowers the bound of all.
 *
 * <p>The tree does not look for the best plan but for proof that the best so far is good enough: with b the bound that
 * would do ({@link SearchState#goodEnough}), a node below b is never opened, and a facility whose other choice would bring
 * the relaxation below b is decided (reduced cost). What is dropped so is remembered: the bound of all is the highest
 * of the nodes that are open and of whatever was dropped. A node in which all is decided has no gap: its bound settles below
 * b, or a plan with its facilities is better than the one there is.
 *
 * <p>A node decides either one facility or how many run of those that take the same things: where 6.4 of them run on
 * average, at most 6 or at least 7. One facility decided hands its part to its neighbours and the bound hardly falls; a
 * number decided leaves them no way out. Chosen is what is likely to lower both children most, by what deciding it did
 * elsewhere in the tree per part that was not whole (pseudo-costs, Bénichou et al. 1971). Deterministic; a node keeps some
 * numbers per row.
 */
final class FacilityTree {
    /** What a facility is decided to do, in the order of {@code fall} and {@code falls}; a number at most, or at least. */
    private static final byte[] SIDES = {NetworkModel.SHUT, NetworkModel.RUNS};
    /** What is decided counts as no nearer to whole than this, since averages are rough. */
    private static final double LEAST_PART = 0.05;
    /** How much the child that falls more counts beside the one that falls less. */
    private static final double BETTER_SIDE = 0.2;

    private final Volume root;
    private final Network network;
    private final SearchState state;
    private final PriorityQueue<Node> open = new PriorityQueue<>(
            Comparator.comparingDouble(Node::bound).reversed().thenComparingInt(Node::number));
    /** Per side and thing to decide (facilities, then groups), how far bounds fell per part, and how many times. */
    private final double[][] fall;

    private final int[][] falls;
    /** The highest bound of what was not looked into. */
    private double dropped = Double.NEGATIVE_INFINITY;

    private int numbered;

    /**
     * @param counts how many run, per group
     * @param settled all is decided and its prices are the best
     */
    private record Node(
            int number,
            double bound,
            Volume.Point point,
            byte[] decided,
            List<Relaxation.Count> counts,
            boolean settled) {}

    /** @param root a search among all plans, with no facility decided */
    FacilityTree(Volume root, Network network, SearchState state) {
        this.root = root;
        this.network = network;
        this.state = state;
        List<Relaxation.Count> groups = groups(network);
        fall = new double[2][network.facilities.length + groups.size()];
        falls = new int[2][network.facilities.length + groups.size()];
        add(root, root.bound(), new byte[network.facilities.length], groups);
    }

    /** Facilities whose running is a choice, by what they take. */
    private static List<Relaxation.Count> groups(Network network) {
        return IntStream.range(0, network.facilities.length)
                .filter(network::isChoice)
                .boxed()
                .collect(Collectors.groupingBy(
                        h -> IntStream.of(network.processesOf[h])
                                .mapToObj(p -> network.processes[p].input())
                                .collect(Collectors.toCollection(TreeSet::new))
                                .toString(),
                        TreeMap::new,
                        Collectors.toList()))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .map(same -> Relaxation.Count.free(
                        same.stream().mapToInt(Integer::intValue).toArray()))
                .toList();
    }

    /**
     * Goes on until so many nodes more were bounded, or the best plan is good enough.
     *
     * @return a search to plan with: at once one with all decided that may hold a better plan, else that with the highest
     *     bound; null when the tree cannot go on
     */
    @Nullable
    Volume search(int nodes) {
        for (int i = 0; i < nodes && !state.isOver(); i += 2) {
            Node node = highest();
            if (node == null) {
                break;
            }
            Choice choice = choose(node);
            if (choice == null && node.settled) {
                // handed over before: only a better plan helps
                return null;
            }
            open.remove();
            if (choice == null) {
                Volume better = settle(node);
                report();
                if (better != null) {
                    return better;
                }
                continue;
            }
            IntStream sides = IntStream.range(0, SIDES.length);
            List<Child> children = (state.options.threads() > 1 ? sides.parallel() : sides)
                    .mapToObj(side -> child(node, choice, side))
                    .toList();
            for (int side = 0; side < SIDES.length; side++) {
                learn(node, choice, side, children.get(side));
            }
            report();
        }
        Node node = highest();
        report();
        return node == null ? null : root.at(node.point, node.decided);
    }

    /** The open node with the highest bound, if that is not good enough. */
    private @Nullable Node highest() {
        Node top = open.peek();
        while (top != null && top.bound <= state.goodEnough()) {
            dropped = Math.max(dropped, top.bound);
            open.remove();
            top = open.peek();
        }
        return top;
    }

    /** The best prices where all is decided; null when these show that no plan here is better than good enough. */
    private @Nullable Volume settle(Node node) {
        Volume settled =
                root.at(node.point.lively(), node.decided, node.counts).settled(state.goodEnough(), state::stopped);
        double bound = Math.min(node.bound, settled.bound());
        if (bound <= state.goodEnough()) {
            dropped = Math.max(dropped, bound);
            return null;
        }
        open.add(new Node(numbered++, bound, settled.point(), node.decided, node.counts, true));
        return settled;
    }

    private void report() {
        Node top = open.peek();
        // facilities are decided against what is good enough, which may be above the bound of the rest
        state.lowerBound(Math.max(state.surplus(), Math.max(dropped, top == null ? dropped : top.bound)));
        state.report();
    }

    private record Child(Volume volume, List<Relaxation.Count> counts) {}

    private Child child(Node node, Choice choice, int side) {
        byte[] decided = node.decided.clone();
        List<Relaxation.Count> counts = node.counts;
        if (choice.thing < decided.length) {
            decided[choice.thing] = SIDES[side];
        } else {
            int group = choice.thing - decided.length;
            Relaxation.Count count = counts.get(group);
            counts = new ArrayList<>(counts);
            counts.set(group, side == 0 ? count.atMost(choice.few) : count.atLeast(choice.few + 1));
        }
        Volume child = root.beside(node.point, decided, counts);
        return new Child(child.movedOn(state.goodEnough(), state::stopped), counts);
    }

    private void learn(Node node, Choice choice, int side, Child child) {
        double bound = Math.min(node.bound, child.volume.bound());
        // further down than is good enough is worth no more
        fall[side][choice.thing] += (node.bound - Math.max(bound, state.goodEnough())) / choice.part(side);
        falls[side][choice.thing]++;
        add(child.volume, bound, child.volume.states(), child.counts);
    }

    private void add(Volume volume, double bound, byte[] decided, List<Relaxation.Count> counts) {
        double good = state.goodEnough();
        if (bound <= good) {
            dropped = Math.max(dropped, bound);
            return;
        }
        double[] stakes = volume.stakes();
        for (int h = 0; h < decided.length; h++) {
            if (decided[h] != NetworkModel.FREE || !network.isChoice(h)) {
                continue;
            }
            double other = volume.bound() - Math.abs(stakes[h]);
            if (other <= good) {
                dropped = Math.max(dropped, other);
                decided[h] = stakes[h] > 0 ? NetworkModel.RUNS : NetworkModel.SHUT;
            }
        }
        open.add(new Node(numbered++, bound, volume.point(), decided, counts, false));
    }

    /**
     * What could be decided.
     *
     * @param thing a facility, or a group behind them
     * @param few how many run of a group at most, or one more
     * @param down how far running is from that, on average
     */
    private record Choice(int thing, int few, double down) {
        double part(int side) {
            return Math.clamp(side == 0 ? down : 1 - down, LEAST_PART, 1 - LEAST_PART);
        }
    }

    private @Nullable Choice choose(Node node) {
        int facilities = node.decided.length;
        List<Choice> choices = new ArrayList<>();
        for (int group = 0; group < node.counts.size(); group++) {
            Choice choice = number(node, group);
            if (choice != null) {
                choices.add(choice);
            }
        }
        for (int h = 0; h < facilities; h++) {
            if (node.decided[h] == NetworkModel.FREE && network.isChoice(h)) {
                choices.add(new Choice(h, 0, node.point.running()[h]));
            }
        }
        double[][] mean = {mean(0, facilities), mean(facilities, fall[0].length)};
        Choice best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Choice choice : choices) {
            double[] fell = mean[choice.thing < facilities ? 0 : 1];
            double down = likely(choice, 0, fell);
            double up = likely(choice, 1, fell);
            double score = Math.min(down, up) + BETTER_SIDE * Math.max(down, up);
            if (score > most) {
                most = score;
                best = choice;
            }
        }
        return best;
    }

    /** How many run of a group; null where that is decided, or where one facility decides it. */
    private @Nullable Choice number(Node node, int group) {
        Relaxation.Count count = node.counts.get(group);
        double running = 0;
        int decided = 0;
        int free = 0;
        for (int h : count.among()) {
            boolean isFree = node.decided[h] == NetworkModel.FREE;
            free += isFree ? 1 : 0;
            decided += node.decided[h] == NetworkModel.RUNS ? 1 : 0;
            running += isFree ? node.point.running()[h] : 0;
        }
        int least = Math.max(count.least(), decided);
        int most = Math.min(count.most(), decided + free);
        if (free < 2 || least >= most) {
            return null;
        }
        running = Math.clamp(running + decided, least, most);
        int few = Math.min((int) running, most - 1);
        double part = running - few;
        // an average that is whole already would be the same in one child
        return part < LEAST_PART || part > 1 - LEAST_PART ? null : new Choice(node.decided.length + group, few, part);
    }

    private double likely(Choice choice, int side, double[] mean) {
        int times = falls[side][choice.thing];
        return choice.part(side) * (times > 0 ? fall[side][choice.thing] / times : mean[side]);
    }

    /** How far bounds fell on average, per side, for some things to decide; what was never tried comes first. */
    private double[] mean(int from, int to) {
        double[] mean = {Double.MAX_VALUE / 2, Double.MAX_VALUE / 2};
        for (int side = 0; side < SIDES.length; side++) {
            double sum = 0;
            int count = 0;
            for (int thing = from; thing < to; thing++) {
                if (falls[side][thing] > 0) {
                    sum += fall[side][thing] / falls[side][thing];
                    count++;
                }
            }
            mean[side] = count == 0 ? mean[side] : sum / count;
        }
        return mean;
    }
}
