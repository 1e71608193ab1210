package org.knooppunt.engine.coalition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.knooppunt.engine.cases.Cases;
import org.knooppunt.engine.design.CoalitionModel;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveMonitor;
import org.knooppunt.engine.solver.SolveOptions;

/**
 * The game of a case: a coalition is worth the surplus of the best plan with nothing but its own offers, needs and
 * facilities, the transport being that of the whole. Superadditive and monotone: two groups apart can do together what
 * they do apart, and facilities need not run.
 *
 * <p>Up to {@value Game#MOST_ENUMERATED} partners every coalition is solved when the game is made, smaller ones first: a
 * coalition that falls apart into groups without exchanges is the sum of them, and the best of its parts bounds it from
 * below. Above that number, coalitions are solved when asked for and remembered, and the worst off under given shares is
 * found by a mixed-integer program over who takes part (Drechsel and Kimms 2010). Deterministic for problem, partners and
 * number of threads unless the limit or an interrupt of the caller cuts it off. Safe for one thread at a time; must be closed.
 */
public final class CaseGame implements Game, AutoCloseable {
    private static final double SEPARATION_GAP = 1e-6;

    private final List<String> partners;
    private final CoalitionModel model;
    private final long deadline;
    private volatile boolean interrupted;
    private final List<ExecutorService> threads = new ArrayList<>();
    private final List<WorthSolver> solvers = new ArrayList<>();
    private final double[] table;
    private final Map<Long, Double> known = new HashMap<>();

    /**
     * @param problem the whole region's
     * @param partners ids of the organisations, at most {@value CoalitionModel#MOST_PARTNERS}
     * @param threads that solve coalitions
     * @param limit from now; later answers may not be proven
     */
    public CaseGame(PlanProblem problem, List<String> partners, int threads, Duration limit) {
        this.partners = List.copyOf(partners);
        deadline = System.nanoTime() + limit.toNanos();
        PlanProblem own = new PlanProblem(
                Cases.restrict(problem.inventory(), new HashSet<>(partners)), problem.transport(), problem.weights());
        model = new CoalitionModel(own, this.partners);
        boolean made = false;
        try {
            for (int i = 0; i < threads; i++) {
                this.threads.add(Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("coalition").daemon().factory()));
            }
            solvers.addAll(onEach(i -> new WorthSolver(
                    model,
                    partners.size(),
                    partners.size() <= MOST_ENUMERATED,
                    () -> interrupted ? 0 : deadline - System.nanoTime())));
            table = partners.size() <= MOST_ENUMERATED ? tabulate() : new double[0];
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    @Override
    public List<String> partners() {
        return partners;
    }

    @Override
    public boolean isProven() {
        return solvers.stream().allMatch(WorthSolver::isProven);
    }

    @Override
    public double worth(long coalition) {
        if (table.length > 0) {
            return table[(int) coalition];
        }
        Double before = known.get(coalition);
        return before != null ? before : worths(new long[] {coalition})[0];
    }

    /** The worths of all coalitions; empty where they are not all looked at. */
    List<Double> tabulated() {
        return Arrays.stream(table).boxed().toList();
    }

    @Override
    public double accuracy() {
        return table.length > 0 ? Game.super.accuracy() : SEPARATION_GAP * Math.max(1, worth(all()));
    }

    /** Parts of the list go to the threads; a coalition that contains one before it in its part starts from it. */
    @Override
    public double[] worths(long[] coalitions) {
        double[] worths = new double[coalitions.length];
        if (table.length > 0) {
            Arrays.setAll(worths, i -> table[(int) coalitions[i]]);
            return worths;
        }
        List<Map<Long, Double>> found = onEach(t -> {
            Map<Long, Double> here = new HashMap<>();
            int from = part(coalitions.length, t);
            int to = part(coalitions.length, t + 1);
            long last = 0;
            for (int i = from; i < to; i++) {
                long coalition = coalitions[i];
                double least = (last & ~coalition) == 0 ? look(last, here) : 0;
                worths[i] = solve(coalition, least, here, solvers.get(t));
                last = coalition;
            }
            return here;
        });
        found.forEach(known::putAll);
        return worths;
    }

    private double look(long coalition, Map<Long, Double> here) {
        Double worth = here.get(coalition);
        return worth != null ? worth : known.getOrDefault(coalition, 0.0);
    }

    private double solve(long coalition, double least, Map<Long, Double> here, WorthSolver solver) {
        if (coalition == 0) {
            return 0;
        }
        Double before = here.get(coalition);
        if (before == null) {
            before = known.get(coalition);
        }
        if (before != null) {
            return before;
        }
        double sum = 0;
        long rest = coalition;
        while (rest != 0) {
            long group = connected(rest);
            rest &= ~group;
            if (group == coalition) {
                sum = solver.worth(coalition, least);
            } else {
                sum += solve(group, 0, here, solver);
            }
        }
        here.put(coalition, sum);
        return sum;
    }

    private double[] tabulate() {
        int n = partners.size();
        double[] worths = new double[1 << n];
        for (int size = 1; size <= n; size++) {
            List<Integer> solved = new ArrayList<>();
            for (int coalition = 1; coalition < worths.length; coalition++) {
                if (Integer.bitCount(coalition) == size) {
                    int group = (int) connected(coalition);
                    if (group == coalition) {
                        solved.add(coalition);
                    } else {
                        worths[coalition] = worths[group] + worths[coalition & ~group];
                    }
                }
            }
            onEach(t -> {
                for (int i = part(solved.size(), t); i < part(solved.size(), t + 1); i++) {
                    int coalition = solved.get(i);
                    double least = 0;
                    for (int rest = coalition; rest != 0; rest &= rest - 1) {
                        int one = Integer.lowestOneBit(rest);
                        least = Math.max(least, worths[coalition & ~one] + worths[one]);
                    }
                    worths[coalition] = solvers.get(t).worth(coalition, least);
                }
                return t;
            });
        }
        return worths;
    }

    /** The partners that the lowest one of the coalition can be connected to within it. */
    private long connected(long coalition) {
        long group = Long.lowestOneBit(coalition);
        long fresh = group;
        while (fresh != 0) {
            long next = 0;
            for (long rest = fresh; rest != 0; rest &= rest - 1) {
                next |= model.neighbours(Long.numberOfTrailingZeros(rest));
            }
            fresh = next & coalition & ~group;
            group |= fresh;
        }
        return group;
    }

    @Override
    public Separation separate(double[] shares, double enough) {
        if (table.length > 0) {
            return Game.super.separate(shares, enough);
        }
        List<Long> remembered = remembered(shares);
        double worst = remembered.isEmpty() ? Double.NEGATIVE_INFINITY : excess(shares, remembered.getFirst());
        long left = deadline - System.nanoTime();
        if (worst > enough || left <= 0 || Thread.currentThread().isInterrupted()) {
            return new Separation(remembered, Double.POSITIVE_INFINITY);
        }
        Solution solution = Highs.solve(
                model.separating(shares),
                SolveOptions.DEFAULT.withGap(SEPARATION_GAP).withTimeLimit(Duration.ofNanos(left)),
                new Satisfied(enough));
        if (!solution.hasPrimal()) {
            return new Separation(remembered, Double.POSITIVE_INFINITY);
        }
        long coalition = 0;
        for (int i = 0; i < partners.size(); i++) {
            coalition |= solution.primal()[model.partnerColumn(i)] > 0.5 ? 1L << i : 0;
        }
        double bound = model.euros(solution.bound());
        return excess(shares, coalition) >= worst
                ? new Separation(List.of(coalition), bound)
                : new Separation(remembered, bound);
    }

    private double excess(double[] shares, long coalition) {
        return worth(coalition) - Shares.sum(shares, coalition);
    }

    /** Stops a search for the worst off when one is found that is off enough, or none can be. */
    private final class Satisfied implements SolveMonitor {
        private final double enough;
        private final double plenty;
        private boolean stop;

        Satisfied(double enough) {
            this.enough = enough;
            plenty = 2 * Math.max(enough, accuracy());
        }

        @Override
        public void progress(double objective, double bound) {
            stop |= Double.isFinite(enough) && Double.isFinite(bound) && model.euros(bound) <= enough;
            stop |= Double.isFinite(objective) && model.euros(objective) > plenty;
        }

        @Override
        public boolean cancelled() {
            return stop;
        }
    }

    /** Coalitions met before, but nobody and all: the few worst off, the worst first. */
    private List<Long> remembered(double[] shares) {
        record Found(long coalition, double excess) {}
        return known.keySet().stream()
                .filter(coalition -> coalition != all())
                .map(coalition -> new Found(coalition, excess(shares, coalition)))
                .sorted(Comparator.comparingDouble((Found one) -> -one.excess()).thenComparingLong(Found::coalition))
                .limit(partners.size())
                .map(Found::coalition)
                .toList();
    }

    /** Who and what is at work in a best plan of the coalition. */
    CoalitionModel.Operation operate(long coalition) {
        double[] columns =
                get(threads.getFirst().submit(() -> solvers.getFirst().operate(coalition)));
        return columns.length == 0 ? new CoalitionModel.Operation(0, new TreeSet<>()) : model.operation(columns);
    }

    /** Whether the facility stands at a site of the partner. */
    boolean owns(int partner, String facility) {
        return model.ownerOf(facility) == partner;
    }

    private int part(int size, int thread) {
        return (int) ((long) size * thread / threads.size());
    }

    @FunctionalInterface
    private interface Task<T> {
        T run(int thread);
    }

    private <T> List<T> onEach(Task<T> task) {
        List<Future<T>> running = new ArrayList<>();
        for (int t = 0; t < threads.size(); t++) {
            int thread = t;
            running.add(threads.get(t).submit((Callable<T>) () -> task.run(thread)));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            results.add(get(one));
        }
        return results;
    }

    private <T> T get(Future<T> future) {
        boolean restore = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    // what was begun ends soon, unproven
                    interrupted = true;
                    restore = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException("a coalition could not be solved", e.getCause());
                }
            }
        } finally {
            if (restore) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        for (int t = 0; t < threads.size(); t++) {
            if (t < solvers.size()) {
                get(threads.get(t).submit(solvers.get(t)::close));
            }
            threads.get(t).shutdown();
        }
    }
}
