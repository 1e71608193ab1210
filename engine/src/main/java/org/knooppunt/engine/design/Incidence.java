package org.knooppunt.engine.design;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** The arcs at each end of a network, in compressed rows. */
final class Incidence {
    final Rows outOfOffer;
    final Rows outOfProduct;
    final Rows intoNeed;
    final Rows intoProcess;

    Incidence(Network network) {
        outOfOffer = new Rows(network, network.offers.length, network::startsAtOffer, a -> network.tail[a]);
        outOfProduct =
                new Rows(network, network.processOf.length, a -> !network.startsAtOffer(a), a -> network.tail[a]);
        intoNeed = new Rows(network, network.needs.length, network::endsAtNeed, a -> network.head[a]);
        intoProcess = new Rows(network, network.processes.length, a -> !network.endsAtNeed(a), a -> network.head[a]);
    }

    /** Arcs that can pay, by what they have in common: those of i are {@code arc[start[i]]} up to {@code arc[start[i + 1]]}. */
    static final class Rows {
        final int[] start;
        final int[] arc;

        private Rows(Network network, int count, IntPredicate belongs, IntUnaryOperator row) {
            start = new int[count + 1];
            for (int a = 0; a < network.arcs; a++) {
                if (network.canPay(a) && belongs.test(a)) {
                    start[row.applyAsInt(a) + 1]++;
                }
            }
            for (int i = 0; i < count; i++) {
                start[i + 1] += start[i];
            }
            arc = new int[start[count]];
            int[] at = start.clone();
            for (int a = 0; a < network.arcs; a++) {
                if (network.canPay(a) && belongs.test(a)) {
                    arc[at[row.applyAsInt(a)]++] = a;
                }
            }
        }

        int size(int i) {
            return start[i + 1] - start[i];
        }
    }
}
