package org.knooppunt.introductions.internal;

import org.jspecify.annotations.Nullable;

/** The fixed scales on which distances and quantities are told. They depend on no stream, so their ends tell nothing. */
public final class Scales {
    private static final int[] KM = {0, 1, 2, 4, 10, 20, 40, 80, 160};

    /** Steps of a decade; with four of them a span of four steps is a decade. */
    private static final int[] STEPS = {1, 2, 3, 5};

    /** The first step that begins at 1; all below it are one. */
    private static final int FIRST = 4;

    /** The last step; it has no upper end. */
    static final int LAST = 31;

    private Scales() {}

    /** An inclusive range of the scale of distances; no upper end when it is beyond the scale. */
    public record Kilometres(int from, @Nullable Integer to) {}

    /** The narrowest range on the scale that holds both. */
    public static Kilometres kilometres(double least, double most) {
        int from = 0;
        for (int edge : KM) {
            if (edge <= least) {
                from = edge;
            }
        }
        for (int edge : KM) {
            if (edge > from && edge >= most) {
                return new Kilometres(from, edge);
            }
        }
        return new Kilometres(from, null);
    }

    /** The step of the scale of quantities that holds this many units. */
    public static int step(double quantity) {
        int step = FIRST - 1;
        while (step < LAST && quantity >= edge(step + 1)) {
            step++;
        }
        return step;
    }

    /** Where a step begins. */
    public static double edge(int step) {
        if (step < FIRST) {
            return 0;
        }
        return STEPS[(step - FIRST) % STEPS.length] * Math.pow(10, (step - FIRST) / STEPS.length);
    }
}
