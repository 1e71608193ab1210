package org.knooppunt.engine.coalition;

import java.util.Arrays;
import java.util.Random;

/**
 * The Shapley value: what a partner adds on average over all orders in which the partners could have come together
 * (Shapley 1953, "A value for n-person games"). EUR per year.
 *
 * @param values per partner; they add up to the worth of all
 * @param errors standard error per partner; 0 when exact
 * @param samples pairs of orders drawn; 0 when exact
 */
record ShapleyValue(double[] values, double[] errors, int samples) {

    /** From the worth of every coalition: 2^n·n additions. */
    static ShapleyValue exact(Game game) {
        int n = game.partners().size();
        // share of the orders in which a given coalition of size s comes just before a given partner: s!(n-s-1)!/n!
        double[] weight = new double[n];
        weight[0] = 1.0 / n;
        for (int size = 1; size < n; size++) {
            weight[size] = weight[size - 1] * size / (n - size);
        }
        double[] values = new double[n];
        for (long coalition = 0; coalition <= game.all(); coalition++) {
            double worth = game.worth(coalition);
            int size = Long.bitCount(coalition);
            for (int i = 0; i < n; i++) {
                values[i] +=
                        (coalition >> i & 1) == 1 ? weight[size - 1] * worth : -weight[Math.min(size, n - 1)] * worth;
            }
        }
        return new ShapleyValue(values, new double[n], 0);
    }

    /**
     * From random orders (Castro, Gómez and Tejada 2009), each with its reverse: who comes late in one comes early in the
     * other, which makes the mean of the two vary less. The standard error is that of the mean of independent pairs.
     *
     * @param pairs most pairs of orders, at least 2
     * @param deadline of {@link System#nanoTime}; at least 2 pairs are drawn
     */
    static ShapleyValue sampled(Game game, long seed, int pairs, long deadline) {
        int n = game.partners().size();
        Random random = new Random(seed);
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        double[] mean = new double[n];
        double[] squares = new double[n];
        int drawn = 0;
        while (drawn < Math.max(2, pairs)
                && (drawn < 2
                        || (System.nanoTime() < deadline
                                && !Thread.currentThread().isInterrupted()))) {
            for (int i = n - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            long[] chains = new long[2 * n];
            for (int i = 0; i < n; i++) {
                chains[i] = (i == 0 ? 0 : chains[i - 1]) | 1L << order[i];
                chains[n + i] = (i == 0 ? 0 : chains[n + i - 1]) | 1L << order[n - 1 - i];
            }
            double[] worths = game.worths(chains);
            double[] added = new double[n];
            for (int i = 0; i < n; i++) {
                added[order[i]] += (worths[i] - (i == 0 ? 0 : worths[i - 1])) / 2;
                added[order[n - 1 - i]] += (worths[n + i] - (i == 0 ? 0 : worths[n + i - 1])) / 2;
            }
            drawn++;
            // Welford 1962
            for (int i = 0; i < n; i++) {
                double off = added[i] - mean[i];
                mean[i] += off / drawn;
                squares[i] += off * (added[i] - mean[i]);
            }
        }
        double[] errors = new double[n];
        for (int i = 0; i < n; i++) {
            errors[i] = Math.sqrt(squares[i] / (drawn - 1) / drawn);
        }
        return new ShapleyValue(mean, errors, drawn);
    }
}
