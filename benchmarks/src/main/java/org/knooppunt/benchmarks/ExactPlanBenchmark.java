package org.knooppunt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.InventoryWriter;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Model;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;
import org.knooppunt.engine.transport.Transport;

/**
 * The exact planner, from a folder of files to certified plan with entry prices, against HiGHS alone on the same mixed-integer
 * model with the same gap, seed and threads. Answers first: both must have closed the gap and lie within it of each
 * other. Prints a row of a table per instance; median of the runs, planner and peer in turn.
 */
public final class ExactPlanBenchmark {
    private static final int[][] SIZES = {{200, 20, 100}, {500, 40, 250}, {1_000, 60, 500}};
    private static final int ARCS = 15;
    private static final double BAR = 1.3;

    private ExactPlanBenchmark() {}

    /** Arguments: the number of runs (3) and of seeds per size (1). */
    public static void main(String[] arguments) throws IOException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        measure(RegionGenerator.generate(100, 10, 50, ARCS, 99), 3, 99);
        System.out.println(
                "| offers / facilities / needs | seed | columns × rows | surplus | gap | HiGHS s | planner s | ratio |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        boolean held = true;
        for (int[] size : SIZES) {
            for (long seed = 1; seed <= seeds; seed++) {
                Inventory inventory = RegionGenerator.generate(size[0], size[1], size[2], ARCS, seed);
                Row row = measure(inventory, runs, seed);
                System.out.printf(
                        Locale.ROOT,
                        "| %,d / %d / %d | %d | %,d × %,d | %,.0f | %.4f %% | %.2f | %.2f | %.2f |%n",
                        size[0],
                        size[1],
                        size[2],
                        seed,
                        row.columns,
                        row.rows,
                        row.surplus,
                        100 * row.gap,
                        row.bare,
                        row.planner,
                        row.planner / row.bare);
                held &= row.planner <= BAR * row.bare;
            }
        }
        System.out.println(held ? "every ratio is at most " + BAR : "a ratio is above " + BAR);
    }

    private record Row(int columns, int rows, double surplus, double gap, double bare, double planner) {}

    private static Row measure(Inventory inventory, int runs, long seed) throws IOException {
        Path folder = Files.createTempDirectory("exact-plan");
        try {
            InventoryWriter.writeFolder(inventory, folder);
            return measure(inventory, folder, runs, seed);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Row measure(Inventory inventory, Path folder, int runs, long seed) {
        PlanProblem problem = new PlanProblem(inventory, Transport.of(inventory), Weights.NONE);
        PlanOptions options = new PlanOptions(1e-4, Duration.ofMinutes(10), seed, 1);
        Model model = ExactPlanner.model(problem);
        SolveOptions bareOptions = SolveOptions.DEFAULT.withGap(options.gap()).withSeed(seed);
        double[] bareSeconds = new double[runs];
        double[] plannerSeconds = new double[runs];
        double surplus = 0;
        double gap = 0;
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            Solution bare = Highs.solve(model, bareOptions);
            bareSeconds[run] = (System.nanoTime() - start) / 1e9;

            start = System.nanoTime();
            Inventory fresh = InventoryReader.read(folder, ReadOptions.WHOLE).toInventory();
            Plan plan = new ExactPlanner()
                    .solve(new PlanProblem(fresh, Transport.of(fresh), Weights.NONE), options, PlanMonitor.SILENT);
            plannerSeconds[run] = (System.nanoTime() - start) / 1e9;

            double tolerance = 2 * options.gap() * Math.abs(plan.surplus()) + 1e-6;
            if (bare.status() != Solution.Status.OPTIMAL
                    || !plan.certificate().feasible()
                    || plan.gap() > options.gap() + 1e-6
                    || Math.abs(bare.objective() - plan.surplus()) > tolerance) {
                throw new IllegalStateException("the answers differ: HiGHS " + bare.status() + " " + bare.objective()
                        + ", planner " + plan.status() + " " + plan.surplus());
            }
            surplus = plan.surplus();
            gap = plan.gap();
        }
        return new Row(model.columns(), model.rows(), surplus, gap, median(bareSeconds), median(plannerSeconds));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
