package org.knooppunt.engine.coalition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cooperative game with side payments: what each group of partners reaches without the others (von Neumann and
 * Morgenstern 1944). A coalition is a long whose bit i stands for partner i. Implementations answer the same coalition
 * always the same way; the empty coalition is worth 0.
 */
public interface Game {
    /** Up to this number of partners every coalition is looked at; above it, those that matter are searched for. */
    int MOST_ENUMERATED = 12;

    /** Ids of the partners, in the order of the bits. */
    List<String> partners();

    /** EUR per year. */
    double worth(long coalition);

    /** Whether every worth given so far is exact, and not only what was found before a limit. */
    default boolean isProven() {
        return true;
    }

    /** EUR per year by which worths and excesses may be off. */
    default double accuracy() {
        return 1e-8 * Math.max(1, Math.abs(worth(all())));
    }

    /** As {@link #worth} for many; may work on them at once. */
    default double[] worths(long[] coalitions) {
        double[] worths = new double[coalitions.length];
        for (int i = 0; i < worths.length; i++) {
            worths[i] = worth(coalitions[i]);
        }
        return worths;
    }

    /** Everybody together. */
    default long all() {
        return -1L >>> (Long.SIZE - partners().size());
    }

    /**
     * Coalitions, other than nobody and all, that are worst off under these shares. Looks at every coalition, one by one.
     *
     * @param enough an excess above this needs no proof that it is the largest; infinite for the very worst
     */
    default Separation separate(double[] shares, double enough) {
        int n = partners().size();
        if (n > 20) {
            throw new UnsupportedOperationException(n + " partners; expected at most 20 to look at every coalition");
        }
        if (n < 2) {
            return new Separation(List.of(), Double.NEGATIVE_INFINITY);
        }
        double[] paid = new double[1 << n];
        // worst of all, then worst with and without each partner: many different rows at the price of one scan
        double[] excess = new double[2 * n + 1];
        Arrays.fill(excess, Double.NEGATIVE_INFINITY);
        long[] worst = new long[2 * n + 1];
        for (int s = 1; s < paid.length - 1; s++) {
            int first = Integer.numberOfTrailingZeros(s);
            paid[s] = paid[s & (s - 1)] + shares[first];
            double e = worth(s) - paid[s];
            if (e > excess[0]) {
                excess[0] = e;
                worst[0] = s;
            }
            if (e > enough) {
                for (int i = 0; i < n; i++) {
                    int at = 1 + 2 * i + (s >> i & 1);
                    if (e > excess[at]) {
                        excess[at] = e;
                        worst[at] = s;
                    }
                }
            }
        }
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < worst.length; i++) {
            if (worst[i] != 0 && !found.contains(worst[i])) {
                found.add(worst[i]);
            }
        }
        return new Separation(found, excess[0]);
    }

    /**
     * What a separation found.
     *
     * @param coalitions the worst off first; empty when there is none but nobody and all
     * @param bound no coalition has a larger excess; infinite when that was not proven
     */
    record Separation(List<Long> coalitions, double bound) {
        public Separation {
            coalitions = List.copyOf(coalitions);
        }
    }
}
