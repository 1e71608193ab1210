package org.knooppunt.engine.coalition;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.knooppunt.engine.cases.Case;
import org.knooppunt.engine.cases.Cases;
import org.knooppunt.engine.design.CoalitionModel;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;

/**
 * From a case to what its partners can claim. The split: shares in the core where it is not empty, else in the least core
 * (Maschler, Peleg and Shapley 1979) among those that give nobody less than it has alone; of these the ones nearest, in
 * least squares, to what the fairness rule gives. Both by row generation (Drechsel and Kimms 2010), so that no list of
 * coalitions is needed. The prices at which facilities fixed open would share the surplus (Owen 1975) are not used: with
 * fixed costs they are not in the core.
 *
 * <p>EUR per year. Shapley values are exact up to {@value Game#MOST_ENUMERATED} partners and drawn above. Cost: up to
 * that number one plan per coalition; above it, one per coalition drawn and one mixed-integer program per row.
 * Deterministic for problem, case, options and seed unless the time limit cuts it off; what is then not proven says so.
 */
public final class Coalitions {
    private Coalitions() {}

    public static CoalitionReport analyse(
            PlanProblem problem, Case found, Fairness fairness, CoalitionOptions options) {
        long begun = System.nanoTime();
        long deadline = begun + options.timeLimit().toNanos();
        try (CaseGame game = new CaseGame(problem, found.partners(), options.threads(), options.timeLimit())) {
            ShapleyValue shapley = game.partners().size() <= Game.MOST_ENUMERATED
                    ? ShapleyValue.exact(game)
                    // the other half is for the split
                    : ShapleyValue.sampled(
                            game,
                            options.seed(),
                            options.pairs(),
                            begun + options.timeLimit().toNanos() / 2);
            List<Standing> standings = standings(game, shapley);
            Split split = split(game, standings, fairness, left(deadline));
            double worth = game.worth(game.all());
            return new CoalitionReport(
                    worth,
                    game.isProven(),
                    shapley.samples(),
                    standings,
                    game.tabulated(),
                    split,
                    transfers(problem, found, split, worth, left(deadline)),
                    (System.nanoTime() - begun) / 1e9);
        }
    }

    /**
     * The same case under another fairness rule: up to {@value Game#MOST_ENUMERATED} partners from the worths an earlier
     * report holds, which takes milliseconds; above, as {@link #analyse}.
     *
     * @param before what was found of this case, with the same problem
     */
    public static CoalitionReport again(
            PlanProblem problem, Case found, CoalitionReport before, Fairness fairness, CoalitionOptions options) {
        if (!before.isTabulated()) {
            return analyse(problem, found, fairness, options);
        }
        long begun = System.nanoTime();
        long deadline = begun + options.timeLimit().toNanos();
        Split split = split(before.table(), before.standings(), fairness, left(deadline));
        return new CoalitionReport(
                before.worth(),
                before.proven(),
                before.pairs(),
                before.standings(),
                before.worths(),
                before.proven() ? split : split.unproven(),
                transfers(problem, found, split, before.worth(), left(deadline)),
                (System.nanoTime() - begun) / 1e9);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    /** Where each partner of a game stands, with exact Shapley values: for games of few partners. */
    static List<Standing> standings(Game game) {
        return standings(game, ShapleyValue.exact(game));
    }

    private static List<Standing> standings(Game game, ShapleyValue shapley) {
        List<String> partners = game.partners();
        int n = partners.size();
        double worth = game.worth(game.all());
        long[] asked = new long[2 * n];
        for (int i = 0; i < n; i++) {
            asked[i] = 1L << i;
            asked[n + i] = game.all() & ~(1L << i);
        }
        double[] worths = game.worths(asked);
        double[] alone = Arrays.copyOf(worths, n);
        double gain = worth - Arrays.stream(alone).sum();
        double contributed = 0;
        for (int i = 0; i < n; i++) {
            contributed += Math.max(0, worth - worths[n + i] - alone[i]);
        }
        CoalitionModel.Operation together = game instanceof CaseGame its ? its.operate(game.all()) : null;
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double without = worths[n + i];
            double contribution = worth - without;
            double part = contributed > 0 ? Math.max(0, contribution - alone[i]) / contributed : 1.0 / n;
            List<String> idle = new ArrayList<>();
            List<String> stopped = new ArrayList<>();
            if (game instanceof CaseGame its && together != null) {
                CoalitionModel.Operation left = its.operate(asked[n + i]);
                for (int other = 0; other < n; other++) {
                    if (other != i && (together.active() & ~left.active() & 1L << other) != 0) {
                        idle.add(partners.get(other));
                    }
                }
                for (String facility : together.facilities()) {
                    if (!left.facilities().contains(facility) && !its.owns(i, facility)) {
                        stopped.add(facility);
                    }
                }
            }
            standings.add(new Standing(
                    partners.get(i),
                    alone[i],
                    without,
                    contribution,
                    without < worth / 2,
                    idle,
                    stopped,
                    shapley.values()[i],
                    shapley.errors()[i],
                    alone[i] + gain * part,
                    alone[i] + gain / n));
        }
        return standings;
    }

    /**
     * The split of a game under another fairness rule, for known standings.
     *
     * @throws IllegalArgumentException when all together reach less than each alone: there is nothing to split then
     */
    public static Split split(Game game, List<Standing> standings, Fairness fairness, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        int n = standings.size();
        double worth = game.worth(game.all());
        double tolerance = game.accuracy();
        double[] alone = standings.stream().mapToDouble(Standing::alone).toArray();
        double[] target = standings.stream()
                .mapToDouble(one -> fairness.mix(one.shapley(), one.proportional(), one.equalGain()))
                .toArray();
        if (Arrays.stream(alone).sum() > worth + n * tolerance) {
            throw new IllegalArgumentException("all together are worth " + worth + ", each alone "
                    + Arrays.stream(alone).sum() + "; expected that to come together is worth no less");
        }
        Split.Kind kind = Split.Kind.CORE;
        double epsilon = 0;
        boolean proven = true;
        NearestPoint point = NearestPoint.of(game, target, alone, 0, tolerance, deadline);
        if (!point.feasible()) {
            LeastCore least = LeastCore.of(game, alone, tolerance, deadline);
            epsilon = least.epsilon();
            kind = epsilon > 2 * tolerance ? Split.Kind.LEAST_CORE : Split.Kind.CORE;
            // the least core has no inside, so a little room is left for rounding
            double room = tolerance;
            do {
                room *= 2;
                point = NearestPoint.of(game, target, alone, epsilon + room, tolerance, deadline);
            } while (!point.feasible() && room < 1e3 * tolerance);
            if (!point.feasible()) {
                point = new NearestPoint(least.shares(), List.of(), 0, least.proven(), true);
            }
            proven = least.proven();
        }
        double[] shares = settle(point.shares(), alone, worth);
        Worst worst = worst(game, shares);
        List<Split.Share> each = new ArrayList<>();
        List<BigDecimal> rounded = Cents.round(shares, worth);
        for (int i = 0; i < n; i++) {
            each.add(new Split.Share(game.partners().get(i), shares[i], rounded.get(i), target[i]));
        }
        List<Split.Claim> claims = point.claims().stream()
                .sorted(Comparator.comparingDouble((NearestPoint.Claim claim) -> -claim.weight())
                        .thenComparingLong(NearestPoint.Claim::coalition))
                .map(claim ->
                        new Split.Claim(names(game, claim.coalition()), game.worth(claim.coalition()), claim.weight()))
                .toList();
        return new Split(
                kind,
                kind == Split.Kind.CORE ? 0 : epsilon,
                proven && point.proven() && game.isProven(),
                names(game, worst.coalition()),
                worst.excess(),
                each,
                point.common(),
                claims);
    }

    private record Worst(long coalition, double excess) {}

    private static Worst worst(Game game, double[] shares) {
        List<Long> found = game.separate(shares, Double.POSITIVE_INFINITY).coalitions();
        return found.isEmpty()
                ? new Worst(0, 0)
                : new Worst(found.getFirst(), game.worth(found.getFirst()) - Shares.sum(shares, found.getFirst()));
    }

    static List<String> names(Game game, long coalition) {
        List<String> names = new ArrayList<>();
        for (long rest = coalition; rest != 0; rest &= rest - 1) {
            names.add(game.partners().get(Long.numberOfTrailingZeros(rest)));
        }
        return names;
    }

    /** The same shares, so that nobody has less than alone and the sum is the worth, not only within rounding. */
    private static double[] settle(double[] shares, double[] alone, double worth) {
        double[] settled = new double[shares.length];
        double slack = 0;
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            settled[i] = Math.max(shares[i], alone[i]);
            slack += settled[i] - alone[i];
            sum += settled[i];
        }
        if (sum != worth && slack > 0) {
            double keep = Math.max(0, 1 - (sum - worth) / slack);
            for (int i = 0; i < shares.length; i++) {
                settled[i] = alone[i] + (settled[i] - alone[i]) * keep;
            }
        }
        return settled;
    }

    private static Transfers transfers(PlanProblem problem, Case found, Split split, double worth, Duration limit) {
        SortedMap<String, Double> shares = new TreeMap<>();
        split.shares().forEach(share -> shares.put(share.partner(), share.amount()));
        List<Plan.Flow> flows = found.flows();
        Collection<String> facilities = found.facilities();
        if (Math.abs(found.surplus() - worth) > 1e-6 * Math.max(1, worth)) {
            // the case was part of a plan that was not the best for it
            PlanProblem own = new PlanProblem(
                    Cases.restrict(problem.inventory(), new HashSet<>(found.partners())),
                    problem.transport(),
                    problem.weights());
            Plan plan = new ExactPlanner().solve(own, new PlanOptions(0, limit, 1, 1), PlanMonitor.SILENT);
            flows = plan.flows();
            facilities = plan.facilities().stream()
                    .filter(Plan.FacilityUse::runs)
                    .map(Plan.FacilityUse::facility)
                    .toList();
        }
        return Transfers.of(problem, flows, facilities, shares);
    }
}
