package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which facilities have to do with each other: those that want the same sources, serve the same needs or feed each other,
 * along arcs that are nearly worth using at the prices found. How much is the quantity they could both move.
 */
final class Neighbourhoods {
    /** Rows shared by more facilities than this tie them together two by two, in order, not all with all. */
    private static final int MANY = 12;

    private final int[][] neighbours;

    /**
     * @param margin per arc, at the prices found
     * @param nearly how far below 0 a margin may be
     */
    Neighbourhoods(Network network, Incidence incidence, double[] margin, double nearly) {
        int facilities = network.facilities.length;
        List<Pairs> pairs = new ArrayList<>();
        for (int h = 0; h < facilities; h++) {
            pairs.add(new Pairs());
        }
        for (Incidence.Rows rows :
                List.of(incidence.outOfOffer, incidence.outOfProduct, incidence.intoNeed, incidence.intoProcess)) {
            for (int i = 0; i < rows.start.length - 1; i++) {
                tie(network, rows, i, margin, -nearly, pairs);
            }
        }
        neighbours = new int[facilities][];
        for (int h = 0; h < facilities; h++) {
            neighbours[h] = pairs.get(h).byWeight();
        }
    }

    private static void tie(
            Network network, Incidence.Rows rows, int i, double[] margin, double least, List<Pairs> pairs) {
        int[] members = new int[MANY];
        double[] most = new double[MANY];
        int count = 0;
        for (int at = rows.start[i]; at < rows.start[i + 1] && count < MANY; at++) {
            int a = rows.arc[at];
            if (margin[a] < least) {
                continue;
            }
            int maker = network.makerOf(a);
            int taker = network.takerOf(a);
            if (maker >= 0 && taker >= 0 && maker != taker) {
                pairs.get(maker).add(taker, network.most[a]);
                pairs.get(taker).add(maker, network.most[a]);
            }
            int member = taker >= 0 ? taker : maker;
            if (member >= 0) {
                members[count] = member;
                most[count++] = network.most[a];
            }
        }
        for (int one = 0; one < count; one++) {
            for (int other = one + 1; other < count; other++) {
                if (members[one] != members[other]) {
                    double weight = Math.min(most[one], most[other]);
                    pairs.get(members[one]).add(members[other], weight);
                    pairs.get(members[other]).add(members[one], weight);
                }
            }
        }
    }

    /** The facility and those nearest to it, one after another by how much they have to do with the group so far. */
    int[] around(int facility, int size, boolean[] taken) {
        int[] group = new int[size];
        boolean[] in = new boolean[neighbours.length];
        double[] pull = new double[neighbours.length];
        int count = 0;
        int next = facility;
        while (next >= 0 && count < size) {
            group[count++] = next;
            in[next] = true;
            int rank = 0;
            for (int other : neighbours[next]) {
                pull[other] += 1.0 / (1 + rank++);
            }
            next = -1;
            for (int h = 0; h < pull.length; h++) {
                if (!in[h] && !taken[h] && pull[h] > 0 && (next < 0 || pull[h] > pull[next])) {
                    next = h;
                }
            }
        }
        return Arrays.copyOf(group, count);
    }

    /** Others with weights, few enough for a list. */
    private static final class Pairs {
        private final Map<Integer, double[]> weights = new HashMap<>();

        void add(int other, double weight) {
            weights.computeIfAbsent(other, key -> new double[1])[0] += weight;
        }

        int[] byWeight() {
            return weights.entrySet().stream()
                    .sorted((one, other) -> {
                        int by = Double.compare(other.getValue()[0], one.getValue()[0]);
                        return by != 0 ? by : Integer.compare(one.getKey(), other.getKey());
                    })
                    .mapToInt(Map.Entry::getKey)
                    .toArray();
        }
    }
}
