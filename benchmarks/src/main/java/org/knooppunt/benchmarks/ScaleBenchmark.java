package org.knooppunt.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.LagrangianPlanner;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.SolveMonitor;
import org.knooppunt.engine.solver.SolveOptions;
import org.knooppunt.engine.transport.Transport;

/**
 * Woven regions (one problem, no parts) of growing size by the Lagrangian planner on two threads: when plan and bound were
 * within 1 % of each other, the gap that was proven in the end, and peak memory of the process, inventory and certificate
 * included. Where asked, the planner goes once more to 1 %, its code compiled by then as in a server that has run for a
 * while, and HiGHS alone solves the strong model of the same problem until it is within 1 % too.
 */
public final class ScaleBenchmark {
    private static final double WANTED = 0.001;
    private static final double ONE_PERCENT = 0.01;

    private ScaleBenchmark() {}

    /**
     * Without arguments every instance of the table, each in a process of its own; with {@code --offers} and so on, one.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            one(Arguments.of(args, "offers", "facilities", "needs", "fixed", "seed", "seconds", "highs"));
            return;
        }
        System.out.println(
                "| offers / facilities / needs | fixed costs × | seed | surplus | bound | proven gap | s to 1 % "
                        + "| s in all | peak memory | once warm: s to 1 % | HiGHS s to 1 % | HiGHS / planner |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (int fixed = 1; fixed <= 2; fixed++) {
            for (int seed = 1; seed <= 3; seed++) {
                apart(2_000, 100, 1_000, fixed, seed, 90, 60);
            }
        }
        for (int fixed = 1; fixed <= 2; fixed++) {
            for (int seed = 1; seed <= 3; seed++) {
                apart(20_000, 500, 10_000, fixed, seed, 360, 0);
            }
        }
        for (int offers : new int[] {5_000, 80_000}) {
            apart(offers, offers / 40, offers / 2, 1, 1, 120, 0);
        }
    }

    private static void apart(int offers, int facilities, int needs, int fixed, int seed, int seconds, int highs)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        offers > 20_000 ? "-Xmx3g" : "-Xmx400m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScaleBenchmark.class.getName(),
                        "--offers",
                        String.valueOf(offers),
                        "--facilities",
                        String.valueOf(facilities),
                        "--needs",
                        String.valueOf(needs),
                        "--fixed",
                        String.valueOf(fixed),
                        "--seed",
                        String.valueOf(seed),
                        "--seconds",
                        String.valueOf(seconds),
                        "--highs",
                        String.valueOf(highs))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the instance of " + offers + " offers, seed " + seed + ", failed");
        }
    }

    private static void one(Arguments arguments) throws IOException {
        RegionGenerator.Shape shape = new RegionGenerator.Shape(
                (int) arguments.number("offers", 2_000),
                (int) arguments.number("facilities", 100),
                (int) arguments.number("needs", 1_000),
                15,
                true,
                arguments.number("fixed", 1));
        long seed = (long) arguments.number("seed", 1);
        Inventory inventory = RegionGenerator.generate(shape, seed);
        PlanProblem problem = new PlanProblem(inventory, Transport.of(inventory), Weights.NONE);
        double[] within = {Double.NaN};
        Plan plan = solve(problem, WANTED, (long) arguments.number("seconds", 60), seed, within);
        if (!plan.certificate().feasible()) {
            throw new IllegalStateException(
                    "the plan is not feasible: " + plan.certificate().faults());
        }
        String memory = peak();
        int patience = (int) arguments.number("highs", 0);
        String peer = "– | – | –";
        if (patience > 0) {
            double[] again = {Double.NaN};
            solve(problem, ONE_PERCENT, patience, seed, again);
            double alone = peer(problem, plan, patience, seed);
            peer = String.format(
                    Locale.ROOT,
                    alone >= patience ? "%.2f | more than %.1f | more than %.1f" : "%.2f | %.1f | %.1f",
                    again[0],
                    alone,
                    alone / again[0]);
        }
        System.out.printf(
                Locale.ROOT,
                "| %,d / %,d / %,d | %s | %d | %,.0f | %,.0f | %.4f %% | %.2f | %.1f | %s | %s |%n",
                shape.offers(),
                shape.facilities(),
                shape.needs(),
                arguments.get("fixed", "1"),
                seed,
                plan.surplus(),
                plan.bound(),
                100 * plan.gap(),
                within[0],
                plan.seconds(),
                memory,
                peer);
    }

    private static Plan solve(PlanProblem problem, double gap, long seconds, long seed, double[] within) {
        return new LagrangianPlanner()
                .solve(problem, new PlanOptions(gap, Duration.ofSeconds(seconds), seed, 2), new PlanMonitor() {
                    @Override
                    public void progress(double surplus, double bound, double seconds) {
                        if (Double.isNaN(within[0]) && bound - surplus <= ONE_PERCENT * bound) {
                            within[0] = seconds;
                        }
                    }
                });
    }

    private static double peer(PlanProblem problem, Plan plan, int seconds, long seed) {
        boolean[] there = new boolean[1];
        long start = System.nanoTime();
        Highs.solve(
                ExactPlanner.model(problem),
                SolveOptions.DEFAULT.withSeed(seed).withGap(ONE_PERCENT).withTimeLimit(Duration.ofSeconds(seconds)),
                new SolveMonitor() {
                    @Override
                    public void progress(double objective, double bound) {
                        there[0] |= bound - objective <= ONE_PERCENT * Math.abs(bound);
                        if (objective > plan.bound() * (1 + 1e-6)) {
                            throw new IllegalStateException(
                                    "HiGHS found " + objective + ", above the bound " + plan.bound());
                        }
                    }
                });
        return (System.nanoTime() - start) / 1e9;
    }

    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return "?";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> String.format(Locale.ROOT, "%.0f MB", Long.parseLong(line.replaceAll("\\D", "")) / 1024.0))
                .findFirst()
                .orElse("?");
    }
}
