package org.knooppunt.engine.candidates;

/**
 * The best few of many pairs: more value first, then the lower source, then the lower taker. A total order, so what is
 * kept does not depend on the order of arrival. A binary heap with the worst kept pair on top.
 */
final class Best {
    private final int most;
    private double[] values;
    private int[] sources;
    private int[] takers;
    private int size;

    Best(int most) {
        this.most = most;
        int room = Math.min(most, 16);
        values = new double[room];
        sources = new int[room];
        takers = new int[room];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    double value(int i) {
        return values[i];
    }

    int source(int i) {
        return sources[i];
    }

    int taker(int i) {
        return takers[i];
    }

    /** No pair of less value gets in. */
    double least() {
        return size < most ? Double.NEGATIVE_INFINITY : values[0];
    }

    boolean admits(double value, int source, int taker) {
        return size < most || isBefore(value, source, taker, values[0], sources[0], takers[0]);
    }

    /** Whether the pair is kept; looks at each. */
    boolean contains(int source, int taker) {
        for (int i = 0; i < size; i++) {
            if (sources[i] == source && takers[i] == taker) {
                return true;
            }
        }
        return false;
    }

    /** Adds a pair that is admitted. */
    void add(double value, int source, int taker) {
        if (size < most) {
            if (size == values.length) {
                int room = (int) Math.min(most, size * 2L);
                values = java.util.Arrays.copyOf(values, room);
                sources = java.util.Arrays.copyOf(sources, room);
                takers = java.util.Arrays.copyOf(takers, room);
            }
            rise(size++, value, source, taker);
        } else {
            sink(0, size, value, source, taker);
        }
    }

    /** Puts the pairs in order, best first; afterwards only {@link #clear} and reading make sense. */
    void sort() {
        for (int end = size - 1; end > 0; end--) {
            double value = values[end];
            int source = sources[end];
            int taker = takers[end];
            set(end, values[0], sources[0], takers[0]);
            sink(0, end, value, source, taker);
        }
    }

    private void rise(int from, double value, int source, int taker) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isBefore(values[parent], sources[parent], takers[parent], value, source, taker)) {
                break;
            }
            set(at, values[parent], sources[parent], takers[parent]);
            at = parent;
        }
        set(at, value, source, taker);
    }

    private void sink(int from, int end, double value, int source, int taker) {
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= end) {
                break;
            }
            int other = child + 1;
            if (other < end
                    && isBefore(
                            values[child],
                            sources[child],
                            takers[child],
                            values[other],
                            sources[other],
                            takers[other])) {
                child = other;
            }
            if (!isBefore(value, source, taker, values[child], sources[child], takers[child])) {
                break;
            }
            set(at, values[child], sources[child], takers[child]);
            at = child;
        }
        set(at, value, source, taker);
    }

    private void set(int at, double value, int source, int taker) {
        values[at] = value;
        sources[at] = source;
        takers[at] = taker;
    }

    private static boolean isBefore(double value, int source, int taker, double value2, int source2, int taker2) {
        if (value != value2) {
            return value > value2;
        }
        return source != source2 ? source < source2 : taker < taker2;
    }
}
