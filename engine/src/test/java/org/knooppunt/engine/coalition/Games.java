package org.knooppunt.engine.coalition;

import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;

/** Games for tests. */
final class Games {
    private Games() {}

    static TableGame of(int partners, LongToDoubleFunction worth) {
        double[] worths = new double[1 << partners];
        for (int coalition = 1; coalition < worths.length; coalition++) {
            worths[coalition] = worth.applyAsDouble(coalition);
        }
        return new TableGame(names(partners), worths);
    }

    static List<String> names(int partners) {
        return IntStream.range(0, partners).mapToObj(i -> "p" + i).toList();
    }

    /** The first so many have a left glove, the others a right one; a pair is worth 1. */
    static TableGame gloves(int left, int right) {
        long lefts = (1L << left) - 1;
        return of(left + right, s -> Math.min(Long.bitCount(s & lefts), Long.bitCount(s & ~lefts)));
    }

    /** Superadditive, whole numbers, zero for most small coalitions: as cases are. */
    static TableGame random(int partners, Random random) {
        double[] worths = new double[1 << partners];
        for (int s = 1; s < worths.length; s++) {
            double best = 0;
            for (int part = (s - 1) & s; part > 0; part = (part - 1) & s) {
                best = Math.max(best, worths[part] + worths[s & ~part]);
            }
            worths[s] = best + (random.nextInt(3) == 0 ? random.nextInt(100) : 0);
        }
        return new TableGame(names(partners), worths);
    }
}
