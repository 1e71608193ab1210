package org.knooppunt.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.knooppunt.engine.cases.Cases;
import org.knooppunt.engine.coalition.CoalitionOptions;
import org.knooppunt.engine.coalition.CoalitionReport;
import org.knooppunt.engine.coalition.Coalitions;
import org.knooppunt.engine.coalition.Fairness;
import org.knooppunt.engine.coalition.Split;
import org.knooppunt.engine.coalition.Standing;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Model;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

/**
 * From a case to its finished split: worth of every coalition, core or least core, exact Shapley values, drop-outs and
 * prices, on two threads; against HiGHS alone for the worths, one model per coalition. Answers first: from the worths that HiGHS
 * finds alone, shares must add up, no coalition may be further short than said, and Shapley values and drop-outs must be
 * the same. Prints a row of a table per case; median of the runs.
 */
public final class CoalitionBenchmark {
    private static final int PARTNERS = 12;
    private static final double BAR = 2;
    private static final CoalitionOptions OPTIONS = new CoalitionOptions(1, 100, Duration.ofMinutes(5), 2);

    private CoalitionBenchmark() {}

    /** Arguments: the number of runs (3) and of seeds (3). */
    public static void main(String[] arguments) {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        analyse(CaseGenerator.generate(8, 99));
        System.out.println(
                "| seed | facilities, of which run | worth EUR/yr | kind | ε EUR/yr | worst-off excess | critical | HiGHS per coalition s | case to split s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        boolean held = true;
        for (long seed = 1; seed <= seeds; seed++) {
            CaseGenerator.Found found = CaseGenerator.generate(PARTNERS, seed);
            double[] seconds = new double[runs];
            CoalitionReport report = analyse(found);
            for (int run = 0; run < runs; run++) {
                long start = System.nanoTime();
                report = analyse(found);
                seconds[run] = (System.nanoTime() - start) / 1e9;
            }
            long start = System.nanoTime();
            double[] worths = bare(found);
            double bare = (System.nanoTime() - start) / 1e9;
            check(found.found().partners(), report, worths, seed);
            Arrays.sort(seconds);
            double median = seconds[runs / 2];
            held &= median <= BAR;
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d, %d | %,.0f | %s | %,.0f | %,.0f | %d | %.2f | %.2f |%n",
                    seed,
                    found.problem().inventory().facilities().size(),
                    found.found().facilities().size(),
                    report.worth(),
                    report.split().kind() == Split.Kind.CORE ? "core" : "least core",
                    report.split().epsilon(),
                    report.split().worstExcess(),
                    report.standings().stream().filter(Standing::critical).count(),
                    bare,
                    median);
        }
        System.out.println(held ? "every case took at most 2 s" : "a case took more than 2 s");
    }

    private static CoalitionReport analyse(CaseGenerator.Found found) {
        return Coalitions.analyse(found.problem(), found.found(), Fairness.SHAPLEY, OPTIONS);
    }

    /** The worth of every coalition from a model of its own. */
    private static double[] bare(CaseGenerator.Found found) {
        List<String> partners = found.found().partners();
        double[] worths = new double[1 << partners.size()];
        for (int coalition = 1; coalition < worths.length; coalition++) {
            Set<String> members = new HashSet<>();
            for (int i = 0; i < partners.size(); i++) {
                if ((coalition >> i & 1) == 1) {
                    members.add(partners.get(i));
                }
            }
            PlanProblem own = new PlanProblem(
                    Cases.restrict(found.problem().inventory(), members),
                    found.problem().transport(),
                    found.problem().weights());
            Model model = ExactPlanner.model(own);
            if (model.columns() > 0) {
                Solution solution = Highs.solve(model, SolveOptions.DEFAULT.withGap(0));
                if (solution.status() != Solution.Status.OPTIMAL) {
                    throw new IllegalStateException("HiGHS alone ended as " + solution.status() + " for " + members);
                }
                worths[coalition] = Math.max(0, solution.objective());
            }
        }
        return worths;
    }

    private static void check(List<String> partners, CoalitionReport report, double[] worths, long seed) {
        int n = partners.size();
        int all = worths.length - 1;
        double tolerance = 1e-6 * Math.max(1, worths[all]);
        List<String> faults = new ArrayList<>();
        equal("worth", report.worth(), worths[all], tolerance, faults);
        double[] shares = report.split().shares().stream()
                .mapToDouble(Split.Share::amount)
                .toArray();
        equal("sum of shares", Arrays.stream(shares).sum(), worths[all], tolerance, faults);
        double worst = Double.NEGATIVE_INFINITY;
        double[] shapley = new double[n];
        for (int s = 1; s <= all; s++) {
            double paid = 0;
            for (int i = 0; i < n; i++) {
                if ((s >> i & 1) == 1) {
                    paid += shares[i];
                    int size = Integer.bitCount(s);
                    shapley[i] += (worths[s] - worths[s & ~(1 << i)]) / (n * choose(n - 1, size - 1));
                }
            }
            worst = s == all ? worst : Math.max(worst, worths[s] - paid);
        }
        equal("excess of the worst off", report.split().worstExcess(), worst, tolerance, faults);
        if (worst > report.split().epsilon() + tolerance || !report.split().proven() || !report.proven()) {
            faults.add("a coalition is " + worst + " short, said was " + report.split());
        }
        for (int i = 0; i < n; i++) {
            Standing standing = report.standings().get(i);
            equal("Shapley value", standing.shapley(), shapley[i], tolerance, faults);
            equal("drop-out", standing.without(), worths[all & ~(1 << i)], tolerance, faults);
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("seed " + seed + ": " + String.join("; ", faults));
        }
    }

    private static void equal(String what, double is, double expected, double tolerance, List<String> faults) {
        if (!(Math.abs(is - expected) <= tolerance)) {
            faults.add(what + " is " + is + "; expected " + expected);
        }
    }

    private static double choose(int from, int count) {
        double ways = 1;
        for (int k = 1; k <= count; k++) {
            ways *= (from - count + k) / (double) k;
        }
        return ways;
    }
}
