package org.knooppunt.engine.candidates;

import java.util.Arrays;
import org.knooppunt.engine.transport.GreatCircle;

/**
 * One side of a matching, arranged for search: per class a balanced tree over place and price together. Places are
 * points on a sphere in space (so poles, date line and antipodes are nothing special), prices the fourth dimension; a
 * region is halved where it is longest in EUR, a kilometre counting what it costs to carry. Each region knows its box and
 * the best price in it.
 *
 * <p>Streams lie in the order of the tree, so that a region is a range of the arrays. Arrays only, 52 bytes per stream
 * and about 25 for the tree; built in n log n.
 */
final class StreamIndex {
    private static final int LEAF = 8;
    /** Places are kept as floats: off by at most 0.85 m each way. Less than this much closer is never claimed. */
    private static final double SLACK_KM = 0.002;

    private final Streams streams;
    /** Per stream, in the order of the tree. The key is what the pair earns by it: the price, or minus the price. */
    final int[] id;

    /** Where each stream lies. */
    final int[] placeOf;

    final double[] key;
    final double[] lat;
    final double[] cosLat;
    final double[] lon;
    private final float[] x;
    private final float[] y;
    private final float[] z;

    /** First stream of each class; one more at the end. */
    private final int[] first;
    /** Root of each class; the node after its last one at the end. A class without streams has no node. */
    private final int[] root;

    /** Per node: its streams, and its second child (the first follows it), or 0 at a leaf. */
    final int[] from;

    final int[] to;
    final int[] second;
    final int[] classOf;
    final double[] best;
    private final float[] box;
    private final short[] months;
    private final long[] audience;

    /**
     * @param sign 1 when a higher price is better, else -1
     */
    StreamIndex(Streams streams, int sign, Tariff tariff, int classes, int threads) {
        this.streams = streams;
        int size = streams.size();
        id = new int[size];
        placeOf = new int[size];
        key = new double[size];
        lat = new double[size];
        cosLat = new double[size];
        lon = new double[size];
        x = new float[size];
        y = new float[size];
        z = new float[size];
        first = new int[classes + 1];
        for (int c : streams.resourceClass()) {
            first[c + 1]++;
        }
        root = new int[classes + 1];
        for (int c = 0; c < classes; c++) {
            root[c + 1] = root[c] + nodes(first[c + 1]);
            first[c + 1] += first[c];
        }
        int nodes = root[classes];
        from = new int[nodes];
        to = new int[nodes];
        second = new int[nodes];
        classOf = new int[nodes];
        best = new double[nodes];
        box = new float[6 * nodes];
        months = streams.months().length == 0 ? new short[0] : new short[nodes];
        audience = streams.audience().length == 0 ? new long[0] : new long[nodes];
        int[] next = Arrays.copyOf(first, classes);
        for (int i = 0; i < size; i++) {
            id[next[streams.resourceClass()[i]]++] = i;
        }
        Workers.run(classes, threads, () -> c -> build(c, sign, tariff));
    }

    /** Of a tree over that many streams. */
    private static int nodes(int streams) {
        return streams == 0 ? 0 : streams <= LEAF ? 1 : 1 + nodes(streams / 2) + nodes(streams - streams / 2);
    }

    boolean isEmpty(int resourceClass) {
        return root[resourceClass] == root[resourceClass + 1];
    }

    int root(int resourceClass) {
        return root[resourceClass];
    }

    private void build(int resourceClass, int sign, Tariff tariff) {
        int start = first[resourceClass];
        int end = first[resourceClass + 1];
        if (start == end) {
            return;
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = start; i < end; i++) {
            int stream = id[i];
            double latitude = Math.toRadians(streams.lat()[stream]);
            double longitude = Math.toRadians(streams.lon()[stream]);
            double toAxis = GreatCircle.EARTH_RADIUS_KM * Math.cos(latitude);
            x[i] = (float) (toAxis * Math.cos(longitude));
            y[i] = (float) (toAxis * Math.sin(longitude));
            z[i] = (float) (GreatCircle.EARTH_RADIUS_KM * Math.sin(latitude));
            key[i] = sign * streams.price()[stream];
            low = Math.min(low, key[i]);
            high = Math.max(high, key[i]);
        }
        divide(root[resourceClass], start, end, resourceClass, tariff.perKm(resourceClass, high - low));
        for (int i = start; i < end; i++) {
            lat[i] = Math.toRadians(streams.lat()[id[i]]);
            cosLat[i] = Math.cos(lat[i]);
            lon[i] = streams.lon()[id[i]];
            placeOf[id[i]] = i;
        }
    }

    /** Makes the node and all below it; returns the node after them. */
    private int divide(int node, int start, int end, int resourceClass, double perKm) {
        from[node] = start;
        to[node] = end;
        classOf[node] = resourceClass;
        float[] low = {x[start], y[start], z[start]};
        float[] high = low.clone();
        double leastKey = key[start];
        double mostKey = key[start];
        for (int i = start + 1; i < end; i++) {
            low[0] = Math.min(low[0], x[i]);
            low[1] = Math.min(low[1], y[i]);
            low[2] = Math.min(low[2], z[i]);
            high[0] = Math.max(high[0], x[i]);
            high[1] = Math.max(high[1], y[i]);
            high[2] = Math.max(high[2], z[i]);
            leastKey = Math.min(leastKey, key[i]);
            mostKey = Math.max(mostKey, key[i]);
        }
        best[node] = mostKey;
        System.arraycopy(low, 0, box, 6 * node, 3);
        System.arraycopy(high, 0, box, 6 * node + 3, 3);
        for (int i = start; i < end && months.length > 0; i++) {
            months[node] |= streams.months()[id[i]];
        }
        for (int i = start; i < end && audience.length > 0; i++) {
            audience[node] |= streams.audience()[id[i]];
        }
        if (end - start <= LEAF) {
            sortByKey(start, end);
            return node + 1;
        }
        int longest = 3;
        double length = mostKey - leastKey;
        for (int axis = 0; axis < 3; axis++) {
            double extent = (high[axis] - low[axis]) * perKm;
            if (extent > length) {
                length = extent;
                longest = axis;
            }
        }
        int middle = start + (end - start) / 2;
        select(start, end, middle, longest);
        second[node] = divide(node + 1, start, middle, resourceClass, perKm);
        return divide(second[node], middle, end, resourceClass, perKm);
    }

    /** Best first, so that reading a leaf can stop early. */
    private void sortByKey(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            for (int j = i; j > start && key[j - 1] < key[j]; j--) {
                swap(j - 1, j);
            }
        }
    }

    /** Arranges the range so that nothing before {@code middle} is above what stands there or after it (Hoare 1961). */
    private void select(int start, int end, int middle, int axis) {
        int low = start;
        int high = end - 1;
        while (low < high) {
            // a pivot at a place that no input can foresee easily, yet always the same
            double pivot = coordinate(axis, low + Math.floorMod((high - low) * 0x9E3779B9 >>> 7, high - low + 1));
            int i = low;
            int j = high;
            while (i <= j) {
                while (coordinate(axis, i) < pivot) {
                    i++;
                }
                while (coordinate(axis, j) > pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (middle <= j) {
                high = j;
            } else if (middle >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private double coordinate(int axis, int i) {
        return switch (axis) {
            case 0 -> x[i];
            case 1 -> y[i];
            case 2 -> z[i];
            default -> key[i];
        };
    }

    private void swap(int i, int j) {
        int stream = id[i];
        id[i] = id[j];
        id[j] = stream;
        double value = key[i];
        key[i] = key[j];
        key[j] = value;
        float at = x[i];
        x[i] = x[j];
        x[j] = at;
        at = y[i];
        y[i] = y[j];
        y[j] = at;
        at = z[i];
        z[i] = z[j];
        z[j] = at;
    }

    /** Nothing in the node is nearer to the stream at {@code own} of the other index than this. */
    double leastKm(int node, StreamIndex other, int own) {
        int b = 6 * node;
        double dx = outside(other.x[own], box[b], box[b + 3]);
        double dy = outside(other.y[own], box[b + 1], box[b + 4]);
        double dz = outside(other.z[own], box[b + 2], box[b + 5]);
        return chord(dx, dy, dz);
    }

    /** The stream at {@code i} is not nearer to the one at {@code own} of the other index than this. */
    double leastStreamKm(int i, StreamIndex other, int own) {
        return chord((double) other.x[own] - x[i], (double) other.y[own] - y[i], (double) other.z[own] - z[i]);
    }

    /** A straight line through the earth is never longer than the way over it. */
    private static double chord(double dx, double dy, double dz) {
        return Math.max(0, Math.sqrt(dx * dx + dy * dy + dz * dz) - SLACK_KM);
    }

    private static double outside(double at, double low, double high) {
        return Math.max(0, Math.max(low - at, at - high));
    }

    /** Whether some stream of the node may share months and audience with a stream of the other side. */
    boolean mayMeet(int node, Streams other, int theirs) {
        return other.meets(
                theirs,
                months.length == 0 ? Streams.ALL_YEAR : months[node],
                audience.length == 0 ? -1 : audience[node]);
    }
}
