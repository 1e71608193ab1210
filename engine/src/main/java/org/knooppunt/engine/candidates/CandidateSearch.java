package org.knooppunt.engine.candidates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.transport.GreatCircle;

/**
 * Finds the pairs that are worth most, by value after transport and not by distance, exactly.
 *
 * <p>Of all pairs (s, t) for which the taker's class is the source's or lies above it, months and audience meet, the way
 * is within reach and the problem's own test holds, with value v(s, t) as {@link CandidateProblem} defines it:
 *
 * <ul>
 *   <li>{@link #solve}: for every source the k pairs of most value, and for every taker the k pairs of most value, of
 *       those above the asked minimum. One side alone would starve the other: all sources want the same best takers.
 *   <li>{@link #price}: of the pairs outside a given set, the best few above the minimum, at the prices the problem then
 *       has (a relaxation's: price plus dual, price less dual). When fewer come than were asked for, there are no more:
 *       that is the proof that a bound computed on the set holds for all pairs.
 * </ul>
 *
 * Of pairs with equal value the one with the lower source comes first, then the lower taker.
 *
 * <p>Method: branch and bound, best bound first, over a tree per class that divides place and price together (see
 * {@link StreamIndex}). A region may hold at most: its best price, less the other price, less the carriage over the
 * straight line to its box; a search ends when no region left may hold more than the worst pair kept. Every bound is
 * computed with operations that floating point keeps monotone, from a distance that is surely not too long, and the pairs
 * themselves with the functions of {@code transport}: the answer is that of trying every pair, bit by bit.
 *
 * <p>Time: n log n to arrange, then per stream about the logarithm of its class plus the regions that touch its k best;
 * every stream of the other side when the problem's test refuses nearly all of them, since nothing is known of it
 * beforehand. Memory: 52 bytes per stream for the arrangement, about 25 for the trees, 4 k for the answer; nothing per pair
 * that is not kept. Deterministic: neither threads nor their timing change the answer. Keeps nothing between calls.
 */
public final class CandidateSearch {
    /** Streams a thread takes at a time; neighbours, so they read the same regions. */
    private static final int PORTION = 256;

    /** The k best pairs of every source and of every taker. */
    public Candidates solve(CandidateProblem problem, CandidateOptions options) {
        if (problem.takers().size() > Candidates.MOST_TAKERS) {
            throw new IllegalArgumentException(
                    problem.takers().size() + " takers; expected at most " + Candidates.MOST_TAKERS);
        }
        Sides sides = new Sides(problem, options);
        int[] bySource = sides.nearBest(true, options.k());
        int[] byTaker = sides.nearBest(false, options.k());
        sides = null;
        return Candidates.of(options.k(), bySource, byTaker);
    }

    /** Of the pairs that are not known yet, the {@code most} best; the number k of the options plays no part. */
    public PricedPairs price(CandidateProblem problem, CandidateOptions options, Candidates known, int most) {
        if (most < 1 || known.sources() != problem.sources().size()) {
            throw new IllegalArgumentException("asked for " + most + " pairs outside those of " + known.sources()
                    + " sources; expected at least 1, and " + problem.sources().size() + " sources");
        }
        return new Sides(problem, options).bestOutside(known, most);
    }

    /** What the best pair of each source is worth; negative infinity where there is none. */
    double[] bestValues(CandidateProblem problem, CandidateOptions options) {
        return new Sides(problem, options).bestValues();
    }

    /** Both sides arranged, and which trees serve which class. */
    private static final class Sides {
        private final CandidateProblem problem;
        private final CandidateOptions options;
        private final Tariff tariff;
        private final StreamIndex sources;
        private final StreamIndex takers;
        private final int[][] takerRoots;
        private final int[][] sourceRoots;

        Sides(CandidateProblem problem, CandidateOptions options) {
            this.problem = problem;
            this.options = options;
            int classes = problem.classes().size();
            tariff = new Tariff(problem, options.reachKm());
            sources = new StreamIndex(problem.sources(), -1, tariff, classes, options.threads());
            takers = new StreamIndex(problem.takers(), 1, tariff, classes, options.threads());
            List<List<Integer>> above = lineages(problem.classes());
            List<List<Integer>> below = new ArrayList<>();
            for (int c = 0; c < classes; c++) {
                below.add(new ArrayList<>());
            }
            for (int c = 0; c < classes; c++) {
                for (int wanted : above.get(c)) {
                    below.get(wanted).add(c);
                }
            }
            takerRoots = roots(takers, above);
            sourceRoots = roots(sources, below);
        }

        /** Each class and all above it. */
        private static List<List<Integer>> lineages(List<ResourceClass> classes) {
            java.util.Map<String, Integer> index = new java.util.HashMap<>();
            for (int c = 0; c < classes.size(); c++) {
                if (index.put(classes.get(c).id(), c) != null) {
                    throw new IllegalArgumentException(
                            "class " + classes.get(c).id() + " stands twice; expected each once");
                }
            }
            List<List<Integer>> lineages = new ArrayList<>();
            for (int c = 0; c < classes.size(); c++) {
                List<Integer> lineage = new ArrayList<>();
                for (Integer at = c; at != null; ) {
                    lineage.add(at);
                    if (lineage.size() > classes.size()) {
                        throw new IllegalArgumentException(
                                "class " + classes.get(c).id() + ": its parents form a circle; expected a tree");
                    }
                    @Nullable String parent = classes.get(at).parent();
                    at = parent == null ? null : index.get(parent);
                    if (parent != null && at == null) {
                        throw new IllegalArgumentException("parent " + parent + " of a class is unknown");
                    }
                }
                lineages.add(lineage);
            }
            return lineages;
        }

        private static int[][] roots(StreamIndex index, List<List<Integer>> served) {
            int[][] roots = new int[served.size()][];
            for (int c = 0; c < roots.length; c++) {
                roots[c] = served.get(c).stream()
                        .filter(other -> !index.isEmpty(other))
                        .mapToInt(index::root)
                        .toArray();
            }
            return roots;
        }

        /** Per stream of one side up to k of the other, best first, then -1. */
        int[] nearBest(boolean fromSources, int k) {
            int[] rows = new int[Math.multiplyExact(fromSources ? sources.id.length : takers.id.length, k)];
            Arrays.fill(rows, -1);
            run(fromSources, () -> {
                Best best = new Best(k);
                Scan scan = new Scan(this, fromSources, best, null);
                return own -> {
                    scan.beginNear(own);
                    scan.search(own);
                    best.sort();
                    int row = scan.own.id[own] * k;
                    for (int i = 0; i < best.size(); i++) {
                        rows[row + i] = fromSources ? best.taker(i) : best.source(i);
                    }
                };
            });
            return rows;
        }

        double[] bestValues() {
            double[] values = new double[sources.id.length];
            run(true, () -> {
                Best best = new Best(1);
                Scan scan = new Scan(this, true, best, null);
                return own -> {
                    best.clear();
                    scan.search(own);
                    values[sources.id[own]] = best.size() == 0 ? Double.NEGATIVE_INFINITY : best.value(0);
                };
            });
            return values;
        }

        PricedPairs bestOutside(Candidates known, int most) {
            // one more than asked for, to know whether there are more
            int kept = most == Integer.MAX_VALUE ? most : most + 1;
            List<Best> found = new ArrayList<>();
            run(true, () -> {
                Best best = new Best(kept);
                synchronized (found) {
                    found.add(best);
                }
                return new Scan(this, true, best, known)::search;
            });
            Best all = new Best(kept);
            for (Best some : found) {
                for (int i = 0; i < some.size(); i++) {
                    if (all.admits(some.value(i), some.source(i), some.taker(i))) {
                        all.add(some.value(i), some.source(i), some.taker(i));
                    }
                }
            }
            all.sort();
            int size = Math.min(most, all.size());
            PricedPairs priced = new PricedPairs(all.size() <= most, new int[size], new int[size], new double[size]);
            for (int i = 0; i < size; i++) {
                priced.source()[i] = all.source(i);
                priced.taker()[i] = all.taker(i);
                priced.margin()[i] = all.value(i);
            }
            return priced;
        }

        /** Each stream of one side once, in the order of the tree. */
        private void run(boolean fromSources, java.util.function.Supplier<IntConsumer> searcher) {
            int size = fromSources ? sources.id.length : takers.id.length;
            Workers.run((size + PORTION - 1) / PORTION, options.threads(), () -> {
                IntConsumer search = searcher.get();
                return portion -> {
                    int end = Math.min(size, (portion + 1) * PORTION);
                    for (int own = portion * PORTION; own < end; own++) {
                        search.accept(own);
                    }
                };
            });
        }
    }

    /** The search of one thread: one stream after the other against the trees of the other side. */
    private static final class Scan {
        private final CandidateProblem problem;
        private final Tariff tariff;
        private final double above;
        private final boolean fromSources;
        private final Best best;
        private final @Nullable Candidates known;
        final StreamIndex own;
        private final StreamIndex other;
        private final Streams ownStreams;
        private final Streams otherStreams;
        private final int[][] roots;

        /** Heap of regions to look at, the most promising on top. */
        private double[] bounds = new double[64];

        private int[] nodes = new int[64];
        private int size;

        /** The stream looked at last, where each begins with what was best for the one before; else -1. */
        private int last = -1;

        private final int[] near;

        Scan(Sides sides, boolean fromSources, Best best, @Nullable Candidates known) {
            problem = sides.problem;
            tariff = sides.tariff;
            above = sides.options.above();
            this.fromSources = fromSources;
            this.best = best;
            this.known = known;
            own = fromSources ? sides.sources : sides.takers;
            other = fromSources ? sides.takers : sides.sources;
            ownStreams = fromSources ? problem.sources() : problem.takers();
            otherStreams = fromSources ? problem.takers() : problem.sources();
            roots = fromSources ? sides.takerRoots : sides.sourceRoots;
            near = new int[known == null ? sides.options.k() : 0];
        }

        /**
         * Begins with what was best for the stream before, a neighbour in place and price: regions that cannot hold
         * better are then never looked at.
         */
        void beginNear(int at) {
            int count = at > 0 && last == at - 1 ? best.size() : 0;
            for (int i = 0; i < count; i++) {
                near[i] = fromSources ? best.taker(i) : best.source(i);
            }
            best.clear();
            last = at;
            if (count == 0
                    || ownStreams.resourceClass()[own.id[at]] != ownStreams.resourceClass()[own.id[at - 1]]) {
                return;
            }
            for (int i = 0; i < count; i++) {
                int there = other.placeOf[near[i]];
                int rateClass = otherOrOwn(at, there);
                if (ownStreams.meets(own.id[at], otherStreams, near[i])) {
                    weigh(other.key[there] + own.key[at], rateClass, at, there);
                }
            }
        }

        private int otherOrOwn(int at, int there) {
            return fromSources
                    ? ownStreams.resourceClass()[own.id[at]]
                    : otherStreams.resourceClass()[other.id[there]];
        }

        void search(int at) {
            int ownClass = ownStreams.resourceClass()[own.id[at]];
            size = 0;
            for (int root : roots[ownClass]) {
                offer(root, at, ownClass);
            }
            while (size > 0 && mayEnter(bounds[0])) {
                int node = nodes[0];
                removeTop();
                if (other.second[node] == 0) {
                    read(node, at, ownClass);
                } else {
                    offer(node + 1, at, ownClass);
                    offer(other.second[node], at, ownClass);
                }
            }
        }

        private boolean mayEnter(double value) {
            return value > above && value >= best.least();
        }

        private void offer(int node, int at, int ownClass) {
            int rateClass = fromSources ? ownClass : other.classOf[node];
            double km = tariff.travelledKm(other.leastKm(node, own, at));
            if (!tariff.reaches(rateClass, km) || !other.mayMeet(node, ownStreams, own.id[at])) {
                return;
            }
            double bound = other.best[node] + own.key[at] - tariff.leastCarriage(rateClass, km);
            if (mayEnter(bound)) {
                insert(bound, node);
            }
        }

        private void read(int leaf, int at, int ownClass) {
            int rateClass = fromSources ? ownClass : other.classOf[leaf];
            double leafCarriage = tariff.leastCarriage(rateClass, tariff.travelledKm(other.leastKm(leaf, own, at)));
            for (int i = other.from[leaf]; i < other.to[leaf]; i++) {
                double gross = other.key[i] + own.key[at];
                if (!mayEnter(gross - leafCarriage)) {
                    return;
                }
                double leastKm = tariff.travelledKm(other.leastStreamKm(i, own, at));
                if (tariff.reaches(rateClass, leastKm)
                        && mayEnter(gross - tariff.leastCarriage(rateClass, leastKm))
                        && ownStreams.meets(own.id[at], otherStreams, other.id[i])) {
                    weigh(gross, rateClass, at, i);
                }
            }
        }

        private void weigh(double gross, int rateClass, int at, int i) {
            double km = tariff.travelledKm(GreatCircle.km(
                    own.lat[at], own.cosLat[at], own.lon[at], other.lat[i], other.cosLat[i], other.lon[i]));
            if (!tariff.reaches(rateClass, km)) {
                return;
            }
            double value = gross - tariff.carriage(rateClass, km);
            int source = fromSources ? own.id[at] : other.id[i];
            int taker = fromSources ? other.id[i] : own.id[at];
            if (mayEnter(value)
                    && best.admits(value, source, taker)
                    && (last < 0 || !best.contains(source, taker))
                    && (known == null || !known.contains(source, taker))
                    && problem.accepts().fits(source, taker)) {
                best.add(value, source, taker);
            }
        }

        private void insert(double bound, int node) {
            if (size == nodes.length) {
                bounds = Arrays.copyOf(bounds, size * 2);
                nodes = Arrays.copyOf(nodes, size * 2);
            }
            int at = size++;
            while (at > 0) {
                int parent = (at - 1) >>> 1;
                if (bounds[parent] >= bound) {
                    break;
                }
                bounds[at] = bounds[parent];
                nodes[at] = nodes[parent];
                at = parent;
            }
            bounds[at] = bound;
            nodes[at] = node;
        }

        private void removeTop() {
            double bound = bounds[--size];
            int node = nodes[size];
            int at = 0;
            while (true) {
                int child = 2 * at + 1;
                if (child >= size) {
                    break;
                }
                if (child + 1 < size && bounds[child + 1] > bounds[child]) {
                    child++;
                }
                if (bound >= bounds[child]) {
                    break;
                }
                bounds[at] = bounds[child];
                nodes[at] = nodes[child];
                at = child;
            }
            bounds[at] = bound;
            nodes[at] = node;
        }
    }
}
