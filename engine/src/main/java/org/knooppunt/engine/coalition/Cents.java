package org.knooppunt.engine.coalition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Amounts to the cent that add up to the rounded whole: each rounded down, cents left over to the largest remainders. */
final class Cents {
    /** A remainder that is rounding of the arithmetic. */
    private static final double NOTHING = 1e-6;

    private Cents() {}

    static List<BigDecimal> round(double[] amounts, double whole) {
        long[] cents = new long[amounts.length];
        long left = Math.round(whole * 100);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            cents[i] = (long) Math.floor(amounts[i] * 100 + NOTHING);
            left -= cents[i];
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> cents[i] - amounts[i] * 100));
        for (int k = 0; k < left; k++) {
            cents[order.get(k % order.size())]++;
        }
        List<BigDecimal> rounded = new ArrayList<>();
        for (long cent : cents) {
            rounded.add(BigDecimal.valueOf(cent, 2));
        }
        return rounded;
    }
}
