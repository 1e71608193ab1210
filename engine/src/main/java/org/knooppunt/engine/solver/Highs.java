package org.knooppunt.engine.solver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Solves linear and mixed-integer models with HiGHS (MIT licence, Huangfu and Hall 2018), called through the Foreign
 * Function and Memory API.
 *
 * <p>Rejects: models HiGHS does not accept (an exception with the call that failed). Deterministic for model, options
 * and version unless a limit or a cancel cuts it off. Safe for several threads: every call has its own HiGHS object on a
 * thread of its own, because the scheduler of HiGHS is one per native thread and fixed to the number of threads it was
 * first used with. All native memory is released before the call returns, and what a large
 * model took goes back to the system where the C library can do so. Needs {@code --enable-native-access}.
 */
public final class Highs {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final int ROW_WISE = 2;
    private static final long STACK_BYTES = 16L << 20;
    /** Entries of a model that leaves enough memory behind to be worth giving back. */
    private static final int LARGE = 10_000;

    private Highs() {}

    /** Version of the library, for example {@code 1.12.0}. */
    public static String version() {
        return Native.VERSION;
    }

    public static Solution solve(Model model, SolveOptions options) {
        return solve(model, options, SolveMonitor.SILENT);
    }

    /** Solves the model; an interrupt of the calling thread cancels. */
    public static Solution solve(Model model, SolveOptions options, SolveMonitor monitor) {
        AtomicReference<@Nullable Solution> solution = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread thread = Thread.ofPlatform()
                .name("highs")
                .stackSize(STACK_BYTES)
                .daemon()
                .unstarted(() -> {
                    try {
                        solution.set(new Run(model, options, monitor, interrupted).solve());
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                });
        thread.start();
        boolean restore = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted.set(true);
                restore = true;
            }
        }
        if (restore) {
            Thread.currentThread().interrupt();
        }
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        Solution found = solution.get();
        if (found == null) {
            throw new IllegalStateException("the solver stopped without an answer", thrown);
        }
        return found;
    }

    /** One solve: a HiGHS object, its memory and its callback. */
    private static final class Run {
        private static final long REPORT_NANOS = 100_000_000L;

        private final Model model;
        private final SolveOptions options;
        private final SolveMonitor monitor;
        private final AtomicBoolean interrupted;
        private @Nullable Throwable thrownByMonitor;
        private MemorySegment primalName = MemorySegment.NULL;
        private MemorySegment boundName = MemorySegment.NULL;
        private long lastLook = System.nanoTime() - REPORT_NANOS;
        private boolean stopping;

        Run(Model model, SolveOptions options, SolveMonitor monitor, AtomicBoolean interrupted) {
            this.model = model;
            this.options = options;
            this.monitor = monitor;
            this.interrupted = interrupted;
        }

        Solution solve() throws Throwable {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment highs = (MemorySegment) Native.CREATE.invokeExact();
                try {
                    return solve(arena, highs);
                } finally {
                    Native.DESTROY.invokeExact(highs);
                    // joins the worker threads that HiGHS keeps for this thread
                    Native.RESET_GLOBAL_SCHEDULER.invokeExact(1);
                    if (model.entries() >= LARGE) {
                        Native.giveBackMemory();
                    }
                }
            }
        }

        private Solution solve(Arena arena, MemorySegment highs) throws Throwable {
            setOptions(arena, highs);
            pass(arena, highs);
            double[] start = options.start();
            if (start != null) {
                passStart(arena, highs, start);
            }
            listen(arena, highs);
            int run = (int) Native.RUN.invokeExact(highs);
            Throwable thrown = thrownByMonitor;
            if (thrown != null) {
                throw thrown;
            }
            Solution.Status status = status((int) Native.GET_MODEL_STATUS.invokeExact(highs));
            if (run < 0 && status != Solution.Status.CANCELLED && status != Solution.Status.TIME_LIMIT) {
                throw new IllegalStateException("HiGHS " + version() + " failed on a model of " + model.columns()
                        + " columns and " + model.rows() + " rows");
            }
            return answer(arena, highs, status);
        }

        private void setOptions(Arena arena, MemorySegment highs) throws Throwable {
            set(arena, highs, "output_flag", false);
            set(arena, highs, "threads", options.threads());
            set(arena, highs, "random_seed", (int) options.seed());
            set(arena, highs, "mip_rel_gap", options.gap());
            set(arena, highs, "mip_abs_gap", options.absoluteGap());
            set(arena, highs, "time_limit", Math.max(1e-3, options.timeLimit().toNanos() / 1e9));
            if (options.nodes() < Integer.MAX_VALUE) {
                set(arena, highs, "mip_max_nodes", options.nodes());
            }
            if (options.effort() != SolveOptions.Effort.FULL) {
                set(arena, highs, "mip_allow_restart", false);
                set(arena, highs, "mip_heuristic_run_rins", false);
                set(arena, highs, "mip_heuristic_run_rens", false);
            }
            if (options.effort() == SolveOptions.Effort.SEARCH_ONLY) {
                set(arena, highs, "mip_heuristic_effort", 0.0);
                set(arena, highs, "mip_heuristic_run_root_reduced_cost", false);
                set(arena, highs, "mip_heuristic_run_feasibility_jump", false);
            }
            if (options.threads() == 1) {
                set(arena, highs, "parallel", "off");
            }
            if (options.interior() && (!model.mixed || options.relaxed())) {
                set(arena, highs, "solver", "ipm");
                set(arena, highs, "run_crossover", "off");
            }
        }

        private static void set(Arena arena, MemorySegment highs, String name, boolean value) throws Throwable {
            check(name, (int) Native.SET_BOOL_OPTION.invokeExact(highs, arena.allocateFrom(name), value ? 1 : 0));
        }

        private static void set(Arena arena, MemorySegment highs, String name, int value) throws Throwable {
            check(name, (int) Native.SET_INT_OPTION.invokeExact(highs, arena.allocateFrom(name), value));
        }

        private static void set(Arena arena, MemorySegment highs, String name, double value) throws Throwable {
            check(name, (int) Native.SET_DOUBLE_OPTION.invokeExact(highs, arena.allocateFrom(name), value));
        }

        private static void set(Arena arena, MemorySegment highs, String name, String value) throws Throwable {
            check(name, (int)
                    Native.SET_STRING_OPTION.invokeExact(highs, arena.allocateFrom(name), arena.allocateFrom(value)));
        }

        private static void check(String what, int status) {
            if (status < 0) {
                throw new IllegalArgumentException("HiGHS " + version() + " refuses " + what);
            }
        }

        private void pass(Arena arena, MemorySegment highs) throws Throwable {
            boolean mixed = model.mixed && !options.relaxed();
            MemorySegment integrality = mixed ? ints(arena, model.integrality) : MemorySegment.NULL;
            int status = (int) Native.PASS_MIP.invokeExact(
                    highs,
                    model.columns(),
                    model.rows(),
                    model.entries(),
                    ROW_WISE,
                    model.maximise ? -1 : 1,
                    model.constant,
                    doubles(arena, model.cost),
                    doubles(arena, model.lower),
                    doubles(arena, model.upper),
                    doubles(arena, model.rowLower),
                    doubles(arena, model.rowUpper),
                    ints(arena, model.rowStart),
                    ints(arena, model.index),
                    doubles(arena, model.value),
                    integrality);
            check("a model of " + model.columns() + " columns and " + model.rows() + " rows", status);
        }

        private void passStart(Arena arena, MemorySegment highs, double[] start) throws Throwable {
            if (start.length != model.columns()) {
                throw new IllegalArgumentException("the start has " + start.length
                        + " values; expected one for each of " + model.columns() + " columns");
            }
            MemorySegment none = MemorySegment.NULL;
            check("a start", (int) Native.SET_SOLUTION.invokeExact(highs, doubles(arena, start), none, none, none));
        }

        private static MemorySegment doubles(Arena arena, double[] values) {
            return values.length == 0 ? arena.allocate(8, 8) : arena.allocateFrom(JAVA_DOUBLE, values);
        }

        private static MemorySegment ints(Arena arena, int[] values) {
            return values.length == 0 ? arena.allocate(8, 8) : arena.allocateFrom(JAVA_INT, values);
        }

        private void listen(Arena arena, MemorySegment highs) throws Throwable {
            primalName = arena.allocateFrom("mip_primal_bound");
            boundName = arena.allocateFrom("mip_dual_bound");
            MethodHandle target = MethodHandles.lookup()
                    .findVirtual(
                            Run.class,
                            "onCallback",
                            MethodType.methodType(
                                    void.class,
                                    int.class,
                                    MemorySegment.class,
                                    MemorySegment.class,
                                    MemorySegment.class,
                                    MemorySegment.class))
                    .bindTo(this);
            MemorySegment stub = Native.LINKER.upcallStub(
                    target, FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS), arena);
            check("a callback", (int) Native.SET_CALLBACK.invokeExact(highs, stub, MemorySegment.NULL));
            for (int type : Callback.LISTENED) {
                check("callback " + type, (int) Native.START_CALLBACK.invokeExact(highs, type));
            }
        }

        /** Nothing may be thrown into native code: a throwable stops the search and is thrown after it. */
        @SuppressWarnings("unused") // called by HiGHS
        private void onCallback(
                int type, MemorySegment message, MemorySegment out, MemorySegment in, MemorySegment userData) {
            try {
                long now = System.nanoTime();
                boolean due = now - lastLook >= REPORT_NANOS;
                if (due) {
                    lastLook = now;
                }
                if (due || type == Callback.MIP_IMPROVING_SOLUTION) {
                    if (type >= Callback.MIP_IMPROVING_SOLUTION) {
                        monitor.progress(item(out, primalName), item(out, boundName));
                    }
                    stopping |= interrupted.get() || monitor.cancelled();
                }
            } catch (Throwable e) {
                thrownByMonitor = e;
                stopping = true;
            }
            if (stopping && Callback.mayInterrupt(type)) {
                in.reinterpret(JAVA_INT.byteSize()).set(JAVA_INT, 0, 1);
            }
        }

        /** Read through the library's own function, so no offset of its structure is known here. */
        private static double item(MemorySegment out, MemorySegment name) throws Throwable {
            MemorySegment at = (MemorySegment) Native.GET_CALLBACK_DATA_OUT_ITEM.invokeExact(out, name);
            return at.address() == 0
                    ? Double.NaN
                    : at.reinterpret(JAVA_DOUBLE.byteSize()).get(JAVA_DOUBLE, 0);
        }

        private Solution.Status status(int modelStatus) {
            return switch (modelStatus) {
                case 6, 7 -> Solution.Status.OPTIMAL;
                case 8 -> Solution.Status.INFEASIBLE;
                case 9, 10 -> Solution.Status.UNBOUNDED;
                case 13 -> Solution.Status.TIME_LIMIT;
                case 17 -> Solution.Status.CANCELLED;
                default -> stopping ? Solution.Status.CANCELLED : Solution.Status.UNKNOWN;
            };
        }

        private Solution answer(Arena arena, MemorySegment highs, Solution.Status status) throws Throwable {
            boolean mixed = model.mixed && !options.relaxed();
            boolean feasible = intInfo(arena, highs, "primal_solution_status") == 2
                    || (status == Solution.Status.OPTIMAL && model.columns() == 0);
            boolean dual = !mixed && intInfo(arena, highs, "dual_solution_status") == 2;
            MemorySegment primal = arena.allocate(JAVA_DOUBLE, Math.max(1, model.columns()));
            MemorySegment reduced = arena.allocate(JAVA_DOUBLE, Math.max(1, model.columns()));
            MemorySegment rows = arena.allocate(JAVA_DOUBLE, Math.max(1, model.rows()));
            MemorySegment duals = arena.allocate(JAVA_DOUBLE, Math.max(1, model.rows()));
            if (feasible || dual) {
                check("to give its solution", (int)
                        Native.GET_SOLUTION.invokeExact(highs, primal, reduced, rows, duals));
            }
            double worst = model.maximise ? -INFINITY : INFINITY;
            double objective = feasible ? doubleInfo(arena, highs, "objective_function_value") : worst;
            double bound = mixed
                    ? doubleInfo(arena, highs, "mip_dual_bound")
                    : status == Solution.Status.OPTIMAL ? objective : -worst;
            if (Math.abs(bound) >= 1e30) {
                bound = -worst;
            }
            double gap = Math.abs(bound - objective) / Math.max(1, Math.max(Math.abs(bound), Math.abs(objective)));
            return new Solution(
                    status,
                    feasible ? copy(primal, model.columns()) : new double[0],
                    dual ? copy(duals, model.rows()) : new double[0],
                    dual ? copy(reduced, model.columns()) : new double[0],
                    objective,
                    bound,
                    Double.isNaN(gap) ? INFINITY : gap);
        }

        private static double[] copy(MemorySegment from, int length) {
            return from.asSlice(0, length * JAVA_DOUBLE.byteSize()).toArray(JAVA_DOUBLE);
        }

        private static double doubleInfo(Arena arena, MemorySegment highs, String name) throws Throwable {
            MemorySegment value = arena.allocate(JAVA_DOUBLE);
            check(name, (int) Native.GET_DOUBLE_INFO.invokeExact(highs, arena.allocateFrom(name), value));
            return value.get(JAVA_DOUBLE, 0);
        }

        private static int intInfo(Arena arena, MemorySegment highs, String name) throws Throwable {
            MemorySegment value = arena.allocate(JAVA_INT);
            check(name, (int) Native.GET_INT_INFO.invokeExact(highs, arena.allocateFrom(name), value));
            return value.get(JAVA_INT, 0);
        }
    }

    /** The kinds of callback that are listened to, as numbered by the C interface. */
    private static final class Callback {
        static final int SIMPLEX_INTERRUPT = 1;
        static final int IPM_INTERRUPT = 2;
        static final int MIP_IMPROVING_SOLUTION = 4;
        static final int MIP_LOGGING = 5;
        static final int MIP_INTERRUPT = 6;
        static final int[] LISTENED = {
            SIMPLEX_INTERRUPT, IPM_INTERRUPT, MIP_IMPROVING_SOLUTION, MIP_LOGGING, MIP_INTERRUPT
        };

        static boolean mayInterrupt(int type) {
            return type == SIMPLEX_INTERRUPT || type == IPM_INTERRUPT || type == MIP_INTERRUPT;
        }
    }

    /** The functions of the library, found once per process at first use. */
    static final class Native {
        static final Linker LINKER = Linker.nativeLinker();
        private static final SymbolLookup LIBRARY = SolverLibrary.load();

        static final MethodHandle CREATE = find("Highs_create", ADDRESS);
        static final MethodHandle DESTROY = findVoid("Highs_destroy", ADDRESS);
        static final MethodHandle SET_BOOL_OPTION =
                find("Highs_setBoolOptionValue", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        static final MethodHandle SET_INT_OPTION =
                find("Highs_setIntOptionValue", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        static final MethodHandle SET_DOUBLE_OPTION =
                find("Highs_setDoubleOptionValue", JAVA_INT, ADDRESS, ADDRESS, JAVA_DOUBLE);
        static final MethodHandle SET_STRING_OPTION =
                find("Highs_setStringOptionValue", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        static final MethodHandle PASS_MIP = find(
                "Highs_passMip",
                JAVA_INT,
                ADDRESS,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_DOUBLE,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                ADDRESS);
        static final MethodHandle SET_SOLUTION =
                find("Highs_setSolution", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        static final MethodHandle SET_CALLBACK = find("Highs_setCallback", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        static final MethodHandle START_CALLBACK = find("Highs_startCallback", JAVA_INT, ADDRESS, JAVA_INT);
        static final MethodHandle GET_CALLBACK_DATA_OUT_ITEM =
                find("Highs_getCallbackDataOutItem", ADDRESS, ADDRESS, ADDRESS);
        static final MethodHandle RUN = find("Highs_run", JAVA_INT, ADDRESS);
        static final MethodHandle GET_MODEL_STATUS = find("Highs_getModelStatus", JAVA_INT, ADDRESS);
        static final MethodHandle GET_SOLUTION =
                find("Highs_getSolution", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        static final MethodHandle GET_DOUBLE_INFO =
                find("Highs_getDoubleInfoValue", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        static final MethodHandle GET_INT_INFO = find("Highs_getIntInfoValue", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        static final MethodHandle RESET_GLOBAL_SCHEDULER = findVoid("Highs_resetGlobalScheduler", JAVA_INT);
        static final String VERSION = checkedVersion();

        /**
         * Of the C library of GNU only. It keeps what was freed for the thread that freed it; each solve has a thread of its
         * own, so over hundreds of solves that came to half a gigabyte.
         */
        private static final @Nullable MethodHandle TRIM = LINKER.defaultLookup()
                .find("malloc_trim")
                .map(address -> LINKER.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_LONG)))
                .orElse(null);

        static void giveBackMemory() throws Throwable {
            if (TRIM != null) {
                int ignored = (int) TRIM.invokeExact(0L);
            }
        }

        static MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
            return LINKER.downcallHandle(address(name), FunctionDescriptor.of(result, arguments));
        }

        static MethodHandle findVoid(String name, MemoryLayout... arguments) {
            return LINKER.downcallHandle(address(name), FunctionDescriptor.ofVoid(arguments));
        }

        private static MemorySegment address(String name) {
            return LIBRARY.find(name)
                    .orElseThrow(() -> new IllegalStateException("the HiGHS library has no function " + name
                            + "; expected the one of OR-Tools 9.15 (HiGHS 1.12)"));
        }

        /** The numbers of statuses and callbacks are those of version 1; whole numbers must have 32 bits. */
        private static String checkedVersion() {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment text =
                        (MemorySegment) find("Highs_version", ADDRESS).invokeExact();
                String version = text.reinterpret(64).getString(0);
                MemorySegment highs = (MemorySegment) CREATE.invokeExact();
                int intBytes;
                try {
                    intBytes = (int)
                            find("Highs_getSizeofHighsInt", JAVA_INT, ADDRESS).invokeExact(highs);
                } finally {
                    DESTROY.invokeExact(highs);
                }
                if (!version.startsWith("1.") || intBytes != 4) {
                    throw new IllegalStateException("HiGHS " + version + " with whole numbers of " + intBytes
                            + " bytes; expected version 1 with 4 bytes");
                }
                return version;
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("the HiGHS library does not answer", e);
            }
        }
    }
}
