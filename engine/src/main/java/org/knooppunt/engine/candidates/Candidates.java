package org.knooppunt.engine.candidates;

import java.util.Arrays;

/**
 * Pairs in compressed rows: those of source {@code s} are {@code first(s)} up to {@code first(s + 1)}, in the order of
 * their takers. Each pair tells whether it is one of the best of its source, of its taker, or of both; a pair that was
 * added later may be neither.
 */
public final class Candidates {
    private static final int OF_SOURCE = 1;
    private static final int OF_TAKER = 2;
    private static final int MARKS = 3;
    /** Takers are stored beside two marks. */
    static final int MOST_TAKERS = 1 << 29;

    private final int[] first;
    private final int[] pairs;

    private Candidates(int[] first, int[] pairs) {
        this.first = first;
        this.pairs = pairs;
    }

    /**
     * The pairs of both sides, each once.
     *
     * @param bySource up to {@code k} takers of each source, at {@code k × s} and on, then -1
     * @param byTaker up to {@code k} sources of each taker, likewise
     */
    static Candidates of(int k, int[] bySource, int[] byTaker) {
        int sources = bySource.length / k;
        int[] first = new int[sources + 1];
        for (int i = 0; i < bySource.length; i++) {
            first[i / k + 1] += bySource[i] < 0 ? 0 : 1;
        }
        for (int source : byTaker) {
            if (source >= 0) {
                first[source + 1]++;
            }
        }
        for (int s = 0; s < sources; s++) {
            first[s + 1] = Math.addExact(first[s], first[s + 1]);
        }
        int[] next = Arrays.copyOf(first, sources);
        int[] pairs = new int[first[sources]];
        for (int i = 0; i < bySource.length; i++) {
            if (bySource[i] >= 0) {
                pairs[next[i / k]++] = bySource[i] << 2 | OF_SOURCE;
            }
        }
        for (int i = 0; i < byTaker.length; i++) {
            if (byTaker[i] >= 0) {
                pairs[next[byTaker[i]]++] = i / k << 2 | OF_TAKER;
            }
        }
        return compact(first, pairs);
    }

    /** Orders every row and makes one pair of equal ones. Takes both arrays over. */
    private static Candidates compact(int[] first, int[] pairs) {
        int size = 0;
        int start = 0;
        for (int s = 0; s + 1 < first.length; s++) {
            int end = first[s + 1];
            Arrays.sort(pairs, start, end);
            int row = size;
            for (int i = start; i < end; i++) {
                if (size > row && pairs[size - 1] >> 2 == pairs[i] >> 2) {
                    pairs[size - 1] |= pairs[i] & MARKS;
                } else {
                    pairs[size++] = pairs[i];
                }
            }
            start = end;
            first[s + 1] = size;
        }
        return new Candidates(first, size == pairs.length ? pairs : Arrays.copyOf(pairs, size));
    }

    public int sources() {
        return first.length - 1;
    }

    /** Number of pairs. */
    public int size() {
        return pairs.length;
    }

    /** Number of the first pair of the source; at {@code sources()} the number of pairs. */
    public int first(int source) {
        return first[source];
    }

    public int taker(int pair) {
        return pairs[pair] >> 2;
    }

    public boolean isBestOfSource(int pair) {
        return (pairs[pair] & OF_SOURCE) != 0;
    }

    public boolean isBestOfTaker(int pair) {
        return (pairs[pair] & OF_TAKER) != 0;
    }

    public boolean contains(int source, int taker) {
        int found = Arrays.binarySearch(pairs, first[source], first[source + 1], taker << 2);
        int at = found >= 0 ? found : -found - 1;
        return at < first[source + 1] && pairs[at] >> 2 == taker;
    }

    /** These pairs and those. */
    public Candidates with(PricedPairs more) {
        int[] start = new int[first.length];
        for (int source : more.source()) {
            start[source + 1]++;
        }
        return add(start, more.taker(), more.source());
    }

    /** These pairs and those of other candidates for the same sources and takers. */
    Candidates with(Candidates other) {
        int[] start = new int[first.length];
        int[] sources = new int[other.size()];
        for (int s = 0; s < other.sources(); s++) {
            start[s + 1] = other.first[s + 1] - other.first[s];
            Arrays.fill(sources, other.first[s], other.first[s + 1], s);
        }
        int[] takers = new int[other.size()];
        for (int pair = 0; pair < takers.length; pair++) {
            takers[pair] = other.taker(pair);
        }
        return add(start, takers, sources);
    }

    private Candidates add(int[] counts, int[] takers, int[] sources) {
        int[] start = counts;
        for (int s = 0; s < sources(); s++) {
            start[s + 1] = Math.addExact(start[s], counts[s + 1] + first[s + 1] - first[s]);
        }
        int[] all = new int[start[sources()]];
        int[] next = Arrays.copyOf(start, sources());
        for (int s = 0; s < sources(); s++) {
            System.arraycopy(pairs, first[s], all, next[s], first[s + 1] - first[s]);
            next[s] += first[s + 1] - first[s];
        }
        for (int i = 0; i < takers.length; i++) {
            all[next[sources[i]]++] = takers[i] << 2;
        }
        return compact(start, all);
    }
}
