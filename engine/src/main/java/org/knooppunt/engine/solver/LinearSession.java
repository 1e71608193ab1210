package org.knooppunt.engine.solver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * A linear model that stays in HiGHS while bounds of its columns change: each solve starts from the basis of the one
 * before, which for small models is tens of times as fast as a new object. Whole columns may be broken.
 *
 * <p>Belongs to the thread that opened it, which should be a platform thread; use elsewhere is refused. Deterministic for
 * the model and the sequence of changes. Native memory is released by {@link #close}.
 */
public final class LinearSession implements AutoCloseable {
    private static final int ROW_WISE = 2;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment highs;
    private final int columns;
    private final MemorySegment primal;
    private final MemorySegment reduced;
    private final MemorySegment rows;
    private final MemorySegment duals;
    private boolean read;
    private boolean closed;

    public LinearSession(Model model) {
        columns = model.columns();
        primal = arena.allocate(JAVA_DOUBLE, Math.max(1, columns));
        reduced = arena.allocate(JAVA_DOUBLE, Math.max(1, columns));
        rows = arena.allocate(JAVA_DOUBLE, Math.max(1, model.rows()));
        duals = arena.allocate(JAVA_DOUBLE, Math.max(1, model.rows()));
        highs = call(() -> (MemorySegment) Highs.Native.CREATE.invokeExact());
        boolean open = false;
        try {
            check("output_flag", call(() ->
                    (int) Highs.Native.SET_BOOL_OPTION.invokeExact(highs, arena.allocateFrom("output_flag"), 0)));
            check("threads", call(() ->
                    (int) Highs.Native.SET_INT_OPTION.invokeExact(highs, arena.allocateFrom("threads"), 1)));
            set("presolve", "off");
            set("solver", "simplex");
            set("parallel", "off");
            pass(model);
            open = true;
        } finally {
            if (!open) {
                close();
            }
        }
    }

    private void set(String option, String value) {
        check(option, call(() -> (int) Highs.Native.SET_STRING_OPTION.invokeExact(
                highs, arena.allocateFrom(option), arena.allocateFrom(value))));
    }

    private void pass(Model model) {
        int status = call(() -> (int) Highs.Native.PASS_MIP.invokeExact(
                highs,
                model.columns(),
                model.rows(),
                model.entries(),
                ROW_WISE,
                model.maximise ? -1 : 1,
                0.0,
                doubles(model.cost),
                doubles(model.lower),
                doubles(model.upper),
                doubles(model.rowLower),
                doubles(model.rowUpper),
                ints(model.rowStart),
                ints(model.index),
                doubles(model.value),
                MemorySegment.NULL));
        check("a model of " + model.columns() + " columns and " + model.rows() + " rows", status);
    }

    private MemorySegment doubles(double[] values) {
        return values.length == 0 ? arena.allocate(8, 8) : arena.allocateFrom(JAVA_DOUBLE, values);
    }

    private MemorySegment ints(int[] values) {
        return values.length == 0 ? arena.allocate(8, 8) : arena.allocateFrom(JAVA_INT, values);
    }

    public void setBounds(int column, double lower, double upper) {
        check("bounds of column " + column, call(() ->
                (int) Native.CHANGE_BOUNDS.invokeExact(highs, column, lower, upper)));
    }

    /** Solves with the bounds as they are now; the answers below are those of the last solve. */
    public Solution.Status solve() {
        read = false;
        Solution.Status status = run();
        if (status == Solution.Status.UNKNOWN) {
            // a basis that leads nowhere is forgotten once
            check("to forget its basis", call(() -> (int) Native.CLEAR_SOLVER.invokeExact(highs)));
            status = run();
        }
        return status;
    }

    private Solution.Status run() {
        // a failed run shows in the status of the model
        call(() -> (int) Highs.Native.RUN.invokeExact(highs));
        return switch (call(() -> (int) Highs.Native.GET_MODEL_STATUS.invokeExact(highs))) {
            case 6, 7 -> Solution.Status.OPTIMAL;
            case 8 -> Solution.Status.INFEASIBLE;
            case 9, 10 -> Solution.Status.UNBOUNDED;
            default -> Solution.Status.UNKNOWN;
        };
    }

    /** Of the last solve, when optimal. */
    public double objective() {
        return call(() -> (double) Native.OBJECTIVE.invokeExact(highs));
    }

    /** Value of a column in the last solve, when optimal. */
    public double primal(int column) {
        read();
        return primal.getAtIndex(JAVA_DOUBLE, column);
    }

    /** Change of the objective per unit of the column in the last solve, when optimal. */
    public double reducedCost(int column) {
        read();
        return reduced.getAtIndex(JAVA_DOUBLE, column);
    }

    /** Values of all columns in the last solve, when optimal. */
    public double[] primal() {
        read();
        return primal.asSlice(0, columns * JAVA_DOUBLE.byteSize()).toArray(JAVA_DOUBLE);
    }

    private void read() {
        if (!read) {
            check("to give its solution", call(() ->
                    (int) Highs.Native.GET_SOLUTION.invokeExact(highs, primal, reduced, rows, duals)));
            read = true;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            call(() -> {
                Highs.Native.DESTROY.invokeExact(highs);
                return 0;
            });
            arena.close();
        }
    }

    private static void check(String what, int status) {
        if (status < 0) {
            throw new IllegalArgumentException("HiGHS " + Highs.version() + " refuses " + what);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws Throwable;
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.make();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the HiGHS library does not answer", e);
        }
    }

    private static final class Native {
        static final MethodHandle CHANGE_BOUNDS =
                Highs.Native.find("Highs_changeColBounds", JAVA_INT, ADDRESS, JAVA_INT, JAVA_DOUBLE, JAVA_DOUBLE);
        static final MethodHandle CLEAR_SOLVER = Highs.Native.find("Highs_clearSolver", JAVA_INT, ADDRESS);
        static final MethodHandle OBJECTIVE = Highs.Native.find("Highs_getObjectiveValue", JAVA_DOUBLE, ADDRESS);
    }
}
