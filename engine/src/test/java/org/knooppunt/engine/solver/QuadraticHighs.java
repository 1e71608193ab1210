package org.knooppunt.engine.solver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Quadratic programmes by HiGHS, as a second opinion for tests only; the program itself solves none with it. */
public final class QuadraticHighs {
    private static final int ROW_WISE = 2;
    private static final int TRIANGULAR = 1;
    private static final int MINIMISE = 1;
    private static final int OPTIMAL = 7;

    private QuadraticHighs() {}

    /** Weights w ≥ 0, Σ w = 1, that minimise |Σ w(j) points(j)|², with a residual of its own per coordinate. */
    public static double[] nearestInHull(double[][] points) {
        int n = points.length;
        int d = points[0].length;
        double[] cost = new double[n + d];
        double[] lower = new double[n + d];
        double[] upper = new double[n + d];
        for (int i = 0; i < n + d; i++) {
            lower[i] = i < n ? 0 : -1e6;
            upper[i] = i < n ? 1 : 1e6;
        }
        int[] rowStart = new int[d + 2];
        int[] index = new int[n + d * (n + 1)];
        double[] value = new double[index.length];
        double[] limit = new double[d + 1];
        limit[0] = 1;
        int at = 0;
        for (int j = 0; j < n; j++) {
            index[at] = j;
            value[at++] = 1;
        }
        for (int i = 0; i < d; i++) {
            rowStart[i + 1] = at;
            for (int j = 0; j < n; j++) {
                index[at] = j;
                value[at++] = points[j][i];
            }
            index[at] = n + i;
            value[at++] = -1;
        }
        rowStart[d + 1] = at;
        int[] squareStart = new int[n + d + 1];
        int[] squareIndex = new int[d];
        double[] squareValue = new double[d];
        for (int i = 0; i < d; i++) {
            squareStart[n + i] = i;
            squareIndex[i] = n + i;
            squareValue[i] = 1;
        }
        squareStart[n + d] = d;
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle passHessian = Highs.Native.find(
                    "Highs_passHessian", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
            MemorySegment highs = (MemorySegment) Highs.Native.CREATE.invokeExact();
            try {
                int quiet = (int) Highs.Native.SET_BOOL_OPTION.invokeExact(highs, arena.allocateFrom("output_flag"), 0);
                int exact = (int) Highs.Native.SET_DOUBLE_OPTION.invokeExact(
                        highs, arena.allocateFrom("qp_regularization_value"), 0.0);
                int passed = (int) Highs.Native.PASS_MIP.invokeExact(
                        highs,
                        n + d,
                        d + 1,
                        at,
                        ROW_WISE,
                        MINIMISE,
                        0.0,
                        arena.allocateFrom(JAVA_DOUBLE, cost),
                        arena.allocateFrom(JAVA_DOUBLE, lower),
                        arena.allocateFrom(JAVA_DOUBLE, upper),
                        arena.allocateFrom(JAVA_DOUBLE, limit),
                        arena.allocateFrom(JAVA_DOUBLE, limit),
                        arena.allocateFrom(JAVA_INT, rowStart),
                        arena.allocateFrom(JAVA_INT, index),
                        arena.allocateFrom(JAVA_DOUBLE, value),
                        MemorySegment.NULL);
                int square = (int) passHessian.invokeExact(
                        highs,
                        n + d,
                        d,
                        TRIANGULAR,
                        arena.allocateFrom(JAVA_INT, squareStart),
                        arena.allocateFrom(JAVA_INT, squareIndex),
                        arena.allocateFrom(JAVA_DOUBLE, squareValue));
                int run = (int) Highs.Native.RUN.invokeExact(highs);
                int status = (int) Highs.Native.GET_MODEL_STATUS.invokeExact(highs);
                if (quiet < 0 || exact < 0 || passed < 0 || square < 0 || run < 0 || status != OPTIMAL) {
                    throw new IllegalStateException("HiGHS ended a quadratic programme as " + quiet + exact + passed
                            + square + run + ", status " + status);
                }
                MemorySegment primal = arena.allocate(JAVA_DOUBLE, n + d);
                MemorySegment reduced = arena.allocate(JAVA_DOUBLE, n + d);
                MemorySegment rows = arena.allocate(JAVA_DOUBLE, d + 1);
                MemorySegment duals = arena.allocate(JAVA_DOUBLE, d + 1);
                int solved = (int) Highs.Native.GET_SOLUTION.invokeExact(highs, primal, reduced, rows, duals);
                if (solved < 0) {
                    throw new IllegalStateException("HiGHS gives no solution");
                }
                return primal.asSlice(0, n * JAVA_DOUBLE.byteSize()).toArray(JAVA_DOUBLE);
            } finally {
                Highs.Native.DESTROY.invokeExact(highs);
                Highs.Native.RESET_GLOBAL_SCHEDULER.invokeExact(1);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
