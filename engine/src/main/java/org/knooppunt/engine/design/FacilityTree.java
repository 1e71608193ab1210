package org.knooppunt.engine.design;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Branch and bound on which facilities run, each node bounded by the {@link Relaxation} with its facilities decided and
 * its prices moved on by {@link Volume} from those of its parent. The node with the highest bound comes first, so that
 * every node lowers the bound of all.
 *
 * <p>The tree does not look for the best plan but for proof that the best so far is good enough: with b the bound that
 * would do ({@link SearchState#goodEnough}), a node below b is never opened, and a facility whose other choice would bring
 * the relaxation below b is decided (reduced cost). What is dropped so is remembered: the bound of all is the highest
 * of the nodes that are open and of whatever was dropped.
 *
 * <p>A node decides the facility that is likely to lower both its children most, by what deciding it did elsewhere in the
 * tree per part that was not whole (pseudo-costs, Bénichou et al. 1971). Deterministic; a node keeps some numbers per row.
 */
final class FacilityTree {
    private static final int STEPS = 40;
    /** What a facility is decided to do, in the order of {@code fall} and {@code falls}. */
    private static final byte[] SIDES = {NetworkModel.SHUT, NetworkModel.RUNS};
    /** Running shares count as no nearer to 0 or 1 than this, since averages are rough. */
    private static final double LEAST_PART = 0.05;
    /** How much the child that falls more counts beside the one that falls less. */
    private static final double BETTER_SIDE = 0.2;

    private final Volume root;
    private final Network network;
    private final SearchState state;
    private final PriorityQueue<Node> open = new PriorityQueue<>(
            Comparator.comparingDouble(Node::bound).reversed().thenComparingInt(Node::number));
    /** Per side and facility, how far bounds fell per part, together, and how many times. */
    private final double[][] fall;

    private final int[][] falls;
    /** The highest bound of what was not looked into. */
    private double dropped = Double.NEGATIVE_INFINITY;

    private int numbered;

    private record Node(int number, double bound, Volume.Point point, byte[] decided) {}

    /** @param root a search among all plans, with no facility decided */
    FacilityTree(Volume root, Network network, SearchState state) {
        this.root = root;
        this.network = network;
        this.state = state;
        fall = new double[2][network.facilities.length];
        falls = new int[2][network.facilities.length];
        add(root, root.bound(), new byte[network.facilities.length]);
    }

    /**
     * Goes on until so many nodes more were bounded, or the best plan is good enough.
     *
     * @return the search where the bound is highest; null when it cannot go on
     */
    @Nullable
    Volume search(int nodes) {
        for (int i = 0; i < nodes && !state.isOver(); i += 2) {
            Node node = highest();
            if (node == null) {
                break;
            }
            int h = choose(node);
            if (h < 0) {
                // all is decided: only better prices help
                return null;
            }
            open.remove();
            IntStream sides = IntStream.range(0, SIDES.length);
            List<Volume> children = (state.options.threads() > 1 ? sides.parallel() : sides)
                    .mapToObj(side -> child(node, h, SIDES[side]))
                    .toList();
            for (int side = 0; side < SIDES.length; side++) {
                learn(node, h, side, children.get(side));
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

    private void report() {
        Node top = open.peek();
        // facilities are decided against what is good enough, which may be above the bound of the rest
        state.lowerBound(Math.max(state.surplus(), Math.max(dropped, top == null ? dropped : top.bound)));
        state.report();
    }

    private Volume child(Node node, int h, byte side) {
        byte[] decided = node.decided.clone();
        decided[h] = side;
        Volume child = root.at(node.point, decided, 1);
        for (int i = 0; i < STEPS && child.bound() > state.goodEnough() && !state.stopped(); i++) {
            child.step(state.surplus());
        }
        return child;
    }

    private void learn(Node node, int h, int side, Volume child) {
        double bound = Math.min(node.bound, child.bound());
        fall[side][h] += (node.bound - bound) / part(node, h, SIDES[side]);
        falls[side][h]++;
        add(child, bound, child.states());
    }

    /** How far a facility is from what it is decided to do. */
    private static double part(Node node, int h, byte side) {
        double running = Math.clamp(node.point.running()[h], LEAST_PART, 1 - LEAST_PART);
        return side == NetworkModel.RUNS ? 1 - running : running;
    }

    private void add(Volume volume, double bound, byte[] decided) {
        double good = state.goodEnough();
        if (bound <= good) {
            dropped = Math.max(dropped, bound);
            return;
        }
        for (int h = 0; h < decided.length; h++) {
            if (decided[h] != NetworkModel.FREE || !network.isChoice(h)) {
                continue;
            }
            double value = volume.best.value[h];
            double other = volume.bound() - Math.abs(value);
            if (other <= good) {
                dropped = Math.max(dropped, other);
                decided[h] = value > 0 ? NetworkModel.RUNS : NetworkModel.SHUT;
            }
        }
        open.add(new Node(numbered++, bound, volume.point(), decided));
    }

    private int choose(Node node) {
        double[] mean = {mean(0), mean(1)};
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (int h = 0; h < node.decided.length; h++) {
            if (node.decided[h] == NetworkModel.FREE && network.isChoice(h)) {
                double down = part(node, h, NetworkModel.SHUT) * (falls[0][h] > 0 ? fall[0][h] / falls[0][h] : mean[0]);
                double up = part(node, h, NetworkModel.RUNS) * (falls[1][h] > 0 ? fall[1][h] / falls[1][h] : mean[1]);
                double score = Math.min(down, up) + BETTER_SIDE * Math.max(down, up);
                if (score > most) {
                    most = score;
                    best = h;
                }
            }
        }
        return best;
    }

    private double mean(int side) {
        double sum = 0;
        int count = 0;
        for (int h = 0; h < falls[side].length; h++) {
            if (falls[side][h] > 0) {
                sum += fall[side][h] / falls[side][h];
                count++;
            }
        }
        return count == 0 ? 1 : sum / count;
    }
}
