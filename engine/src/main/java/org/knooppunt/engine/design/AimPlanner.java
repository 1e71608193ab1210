package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds, with proof, the plan that has most of one aim (among those the most money), and plans between two aims.
 *
 * <p>Between two aims it uses the epsilon-constraint method (Haimes 1971; Mavrotas 2009) in two steps per point, on the
 * strong model of {@link ExactPlanner} with one row more: the most of the first aim among plans that reach ε in the
 * second, then the most of the second among those that keep that much of the first; where neither is money, the most
 * money among those that keep both. ε is spread evenly over the range of the second aim, which the two ends give. The
 * order is by halving, so that points are spread well from the start, and an ε that a known point reaches already is
 * not solved again.
 *
 * <p>What is proven: every plan passes {@link CertificateCheck}, floors included, with a bound on its money that needs no
 * solver. That no plan is better in both aims rests on the bounds of HiGHS for the two steps, in the plan's
 * {@link AimProof}s, and holds up to the gap that was asked.
 *
 * <p>Aims take the place of weights: a problem with weights is refused. Quantities in units per year. Cost: two or three
 * mixed-integer models per point, each exponential in the number of facilities in the worst case. Deterministic for
 * inventory, options and seed unless the time limit, which is for all points together, or a cancel cuts it off.
 */
public final class AimPlanner {

    /** What is asked of a trade-off. */
    public record Request(Aim first, Aim second, int points) {
        public static final int MOST_POINTS = 50;

        public Request {
            if (first == second) {
                throw new IllegalArgumentException("both aims are " + first + "; expected two that differ");
            }
            if (points < 2 || points > MOST_POINTS) {
                throw new IllegalArgumentException(
                        "points is " + points + "; expected a number from 2 to " + MOST_POINTS);
            }
        }
    }

    /** The plan with the most of an aim; among those the one with the most money. */
    public AimedPlan solve(PlanProblem problem, Aim aim, PlanOptions options, PlanMonitor monitor) {
        return new Search(problem, options, monitor::cancelled).most(aim);
    }

    /**
     * The plan with the most money among those that reach the floors.
     *
     * @throws IllegalArgumentException when no plan reaches them
     */
    public AimedPlan solve(PlanProblem problem, Floors floors, PlanOptions options, PlanMonitor monitor) {
        return new Search(problem, options, monitor::cancelled).most(floors);
    }

    /** Plans between two aims. */
    public TradeOff solve(PlanProblem problem, Request request, PlanOptions options, TradeMonitor monitor) {
        return new Search(problem, options, monitor::cancelled).between(request, monitor);
    }

    /** One call. */
    private static final class Search {
        /** Points closer than this share of the range are one. */
        private static final double SAME = 1e-6;

        private final Network network;
        private final GoalSearch search;
        private final PlanOptions options;
        private final Map<Aim, Goal> goals = new EnumMap<>(Aim.class);
        private final NetworkModel.Scope all;

        Search(PlanProblem problem, PlanOptions options, java.util.function.BooleanSupplier cancelled) {
            if (!problem.weights().equals(Weights.NONE)) {
                throw new IllegalArgumentException(
                        "the problem has " + problem.weights() + "; expected none, since aims take their place");
            }
            this.options = options;
            network = new Network(problem);
            search = new GoalSearch(network, options, cancelled);
            all = NetworkModel.Scope.all(network);
            for (Aim aim : Aim.values()) {
                goals.put(aim, Goal.of(network, aim));
            }
        }

        private Goal goal(Aim aim) {
            return java.util.Objects.requireNonNull(goals.get(aim));
        }

        private Goal.Target target(Aim aim) {
            return Goal.Target.of(goal(aim));
        }

        private static double slackBelow(double value) {
            return value - GoalSearch.SLACK * Math.max(1, Math.abs(value));
        }

        private double value(GoalSearch.Found found, Aim aim) {
            return goal(aim).of(found.flows(), found.runs());
        }

        /** When even the first search is cut off before it has anything, doing nothing is what there is. */
        private GoalSearch.Found orNothing(GoalSearch.Found found, Goal.Target target) {
            if (found.isPlan() || !target.kept().isEmpty()) {
                return found;
            }
            return new GoalSearch.Found(
                    found.ending(),
                    new double[network.arcs],
                    new boolean[network.facilities.length],
                    0,
                    Math.max(0, found.bound()));
        }

        AimedPlan most(Aim aim) {
            GoalSearch.Found best =
                    orNothing(search.solve(target(aim), all, null, options.gap(), search.share(2)), target(aim));
            List<AimProof> proofs =
                    List.of(new AimProof(aim, best.value(), best.bound(), null, Double.NEGATIVE_INFINITY));
            if (aim == Aim.MONEY) {
                return certified(best, Floors.NONE, best.bound(), proofs);
            }
            Floors floors = floors(best, aim);
            GoalSearch.Found richest = richest(best, floors, search.share(1));
            return certified(richest, floors, richest.bound(), proofs);
        }

        AimedPlan most(Floors floors) {
            GoalSearch.Found found = search.solve(money(floors), all, null, options.gap(), search.share(1));
            if (!found.isPlan()) {
                throw found.ending() == GoalSearch.Ending.IMPOSSIBLE
                        ? new IllegalArgumentException("no plan reaches " + floors)
                        : new IllegalStateException("no plan that reaches " + floors + " was found in time");
            }
            return certified(
                    found,
                    floors,
                    found.bound(),
                    List.of(new AimProof(Aim.MONEY, found.value(), found.bound(), null, Double.NEGATIVE_INFINITY)));
        }

        private Goal.Target money(Floors floors) {
            return target(Aim.MONEY).keeping(goal(Aim.CO2E), floors.co2e()).keeping(goal(Aim.JOBS), floors.jobs());
        }

        /** What a plan reaches in these aims, as floors. */
        private Floors floors(GoalSearch.Found found, Aim... aims) {
            List<Aim> kept = Arrays.asList(aims);
            return new Floors(
                    kept.contains(Aim.CO2E) ? slackBelow(value(found, Aim.CO2E)) : Double.NEGATIVE_INFINITY,
                    kept.contains(Aim.JOBS) ? slackBelow(value(found, Aim.JOBS)) : Double.NEGATIVE_INFINITY);
        }

        /** The most money among plans that reach the floors; the one given does. */
        private GoalSearch.Found richest(GoalSearch.Found start, Floors floors, java.time.Duration limit) {
            return search.solve(money(floors), all, start, options.gap(), limit);
        }

        /** A point, with what it proves about the ε it was sought for. */
        private record Point(
                double epsilon,
                double first,
                double second,
                GoalSearch.Found found,
                double moneyBound,
                Floors floors,
                List<AimProof> proofs) {}

        TradeOff between(Request request, TradeMonitor monitor) {
            Aim first = request.first();
            Aim second = request.second();
            List<Point> points = new ArrayList<>();
            boolean complete = true;
            int asked = request.points();
            monitor.progress(0, asked, search.seconds());
            Point low = point(first, second, Double.NEGATIVE_INFINITY, null, asked + 1);
            Point high = low == null ? null : end(first, second, low, asked);
            if (low == null || high == null) {
                return new TradeOff(first, second, TradeOff.Coverage.EVEN, List.of(), false, search.seconds());
            }
            points.add(low);
            points.add(high);
            double range = high.second - low.second;
            int done = 2;
            monitor.progress(Math.min(done, asked), asked, search.seconds());
            if (range > SAME * Math.max(1, Math.abs(high.second))) {
                for (int step : byHalving(asked)) {
                    double epsilon = low.second + range * step / (asked - 1);
                    if (search.stopped()) {
                        complete = false;
                        break;
                    }
                    if (!isKnown(points, epsilon, SAME * range)) {
                        Point found = point(first, second, epsilon, start(points, epsilon), asked - done + 1);
                        if (found == null) {
                            complete = false;
                        } else {
                            points.add(found);
                        }
                    }
                    monitor.progress(++done, asked, search.seconds());
                }
            }
            for (Point point : points) {
                complete &= point.found.ending() == GoalSearch.Ending.DONE;
            }
            List<AimedPlan> plans = new ArrayList<>();
            for (Point point : bestOf(points)) {
                plans.add(certified(point.found, point.floors, point.moneyBound, point.proofs));
            }
            monitor.progress(asked, asked, search.seconds());
            return new TradeOff(first, second, TradeOff.Coverage.EVEN, plans, complete, search.seconds());
        }

        /** 1 … n-2: the middle first, then the middles of the halves. */
        private static List<Integer> byHalving(int n) {
            List<Integer> order = new ArrayList<>();
            List<int[]> ranges = new ArrayList<>(List.of(new int[] {0, n - 1}));
            for (int i = 0; i < ranges.size(); i++) {
                int from = ranges.get(i)[0];
                int to = ranges.get(i)[1];
                if (to - from > 1) {
                    int middle = (from + to) / 2;
                    order.add(middle);
                    ranges.add(new int[] {from, middle});
                    ranges.add(new int[] {middle, to});
                }
            }
            return order;
        }

        /** Whether a point found for less reaches this much: then it is the answer here too. */
        private static boolean isKnown(List<Point> points, double epsilon, double tolerance) {
            return points.stream().anyMatch(point -> point.epsilon <= epsilon && point.second >= epsilon - tolerance);
        }

        /** The point that reaches ε with the most of the first aim. */
        private static GoalSearch.@Nullable Found start(List<Point> points, double epsilon) {
            return points.stream()
                    .filter(point -> point.second >= epsilon)
                    .max(java.util.Comparator.comparingDouble(Point::first))
                    .map(Point::found)
                    .orElse(null);
        }

        /** The most of the first aim that keeps ε in the second, then the most of the second; null when cut off. */
        private @Nullable Point point(
                Aim first, Aim second, double epsilon, GoalSearch.@Nullable Found start, int parts) {
            Goal.Target toFirst = target(first).keeping(goal(second), epsilon);
            GoalSearch.Found best =
                    orNothing(search.solve(toFirst, all, start, options.gap(), search.share(2 * parts)), toFirst);
            if (!best.isPlan()) {
                return null;
            }
            boolean free = epsilon == Double.NEGATIVE_INFINITY;
            double kept = slackBelow(best.value());
            GoalSearch.Found most = search.solve(
                    target(second).keeping(goal(first), kept), all, best, options.gap(), search.share(2 * parts - 1));
            List<AimProof> proofs = List.of(
                    new AimProof(first, value(most, first), best.bound(), free ? null : second, epsilon),
                    new AimProof(second, most.value(), most.bound(), first, kept));
            return finished(first, second, epsilon, best, most, best.bound(), proofs);
        }

        /** The other end: the most of the second aim, then the most of the first. */
        private @Nullable Point end(Aim first, Aim second, Point low, int parts) {
            GoalSearch.Found best =
                    search.solve(target(second), all, low.found, options.gap(), search.share(2 * parts));
            if (!best.isPlan()) {
                return null;
            }
            double kept = slackBelow(best.value());
            GoalSearch.Found most = search.solve(
                    target(first).keeping(goal(second), kept), all, best, options.gap(), search.share(2 * parts - 1));
            List<AimProof> proofs = List.of(
                    new AimProof(second, value(most, second), best.bound(), null, Double.NEGATIVE_INFINITY),
                    new AimProof(first, most.value(), most.bound(), second, kept));
            return finished(first, second, kept, best, most, most.bound(), proofs);
        }

        private Point finished(
                Aim first,
                Aim second,
                double epsilon,
                GoalSearch.Found best,
                GoalSearch.Found most,
                double firstBound,
                List<AimProof> proofs) {
            Floors floors = floors(most, first, second);
            GoalSearch.Found found = most;
            double moneyBound = first == Aim.MONEY ? firstBound : most.bound();
            if (first != Aim.MONEY && second != Aim.MONEY) {
                found = richest(most, floors, search.share(2));
                moneyBound = found.bound();
            } else if (second == Aim.MONEY
                    && epsilon != Double.NEGATIVE_INFINITY
                    && proofs.getFirst().aim() == second) {
                moneyBound = best.bound();
            }
            GoalSearch.Ending ending =
                    best.ending() == GoalSearch.Ending.DONE && most.ending() == GoalSearch.Ending.DONE
                            ? found.ending()
                            : GoalSearch.Ending.CUT;
            return new Point(
                    epsilon,
                    value(found, first),
                    value(found, second),
                    new GoalSearch.Found(ending, found.flows(), found.runs(), found.value(), found.bound()),
                    moneyBound,
                    floors,
                    proofs);
        }

        /** By the second aim; what another is at least as good as in both goes. */
        private static List<Point> bestOf(List<Point> points) {
            List<Point> sorted = new ArrayList<>(points);
            sorted.sort(java.util.Comparator.comparingDouble(Point::second)
                    .thenComparingDouble(Point::first)
                    .reversed());
            List<Point> kept = new ArrayList<>();
            double firstRange = range(points.stream().mapToDouble(Point::first).toArray());
            double best = Double.NEGATIVE_INFINITY;
            for (Point point : sorted) {
                if (point.first > best + SAME * Math.max(firstRange, 1e-9)) {
                    kept.add(point);
                    best = point.first;
                }
            }
            Collections.reverse(kept);
            return kept;
        }

        private static double range(double[] values) {
            return Arrays.stream(values).max().orElse(0)
                    - Arrays.stream(values).min().orElse(0);
        }

        private AimedPlan certified(GoalSearch.Found found, Floors asked, double moneyBound, List<AimProof> proofs) {
            Floors floors = new Floors(
                    Math.min(asked.co2e(), value(found, Aim.CO2E)), Math.min(asked.jobs(), value(found, Aim.JOBS)));
            Goal.Target target = money(floors);
            GoalSearch.Relaxed root = search.relax(target, all);
            Multipliers multipliers = root == null
                    ? Multipliers.NONE
                    : Multipliers.of(
                            network,
                            root.duals().supply(),
                            root.duals().need(),
                            root.duals().product());
            boolean[] priced = found.runs().clone();
            for (int h = 0; h < priced.length; h++) {
                priced[h] |= !network.isChoice(h);
            }
            GoalSearch.Relaxed decided =
                    floors.isNone() ? null : search.relax(target, NetworkModel.Scope.decided(priced));
            Weights shadow = shadow(floors, decided);
            PlanDraft draft = new PlanDraft(network, found.flows(), found.runs());
            Plan plan = draft.plan(moneyBound, options.seed(), prices(shadow, priced, draft.arcFlows()));
            Certificate certificate =
                    CertificateCheck.check(network.problem, plan, floors, multipliers, shadow(floors, root));
            double bound = Math.max(plan.surplus(), Math.min(moneyBound, certificate.multiplierBound()));
            if (!certificate.feasible()) {
                throw new IllegalStateException("a plan for " + network.problem.inventory() + " with " + floors
                        + " failed its certificate; this is a fault of the program, nothing was stored. "
                        + String.join("; ", certificate.faults()));
            }
            double gap = (bound - plan.surplus()) / Math.max(1, Math.max(Math.abs(bound), Math.abs(plan.surplus())));
            return new AimedPlan(
                    plan.proven(status(found, proofs, gap), bound, gap, search.seconds(), certificate),
                    floors,
                    shadow,
                    proofs);
        }

        private static Weights shadow(Floors floors, GoalSearch.@Nullable Relaxed relaxed) {
            if (relaxed == null || floors.isNone()) {
                return Weights.NONE;
            }
            boolean co2e = floors.co2e() != Double.NEGATIVE_INFINITY;
            boolean jobs = floors.jobs() != Double.NEGATIVE_INFINITY;
            return new Weights(co2e ? relaxed.kept()[0] : 0, jobs ? relaxed.kept()[co2e ? 1 : 0] : 0);
        }

        /** Entry prices in a region where what the floors are about is worth what it costs. */
        private SortedMap<String, Double> prices(Weights shadow, boolean[] priced, double[] flows) {
            if (search.isCancelled()) {
                return Collections.emptySortedMap();
            }
            Network weighed = shadow.equals(Weights.NONE)
                    ? network
                    : new Network(new PlanProblem(network.problem.inventory(), network.problem.transport(), shadow));
            return EntryPrices.of(weighed, priced, flows, search.solving(search.share(1)), search.share(1));
        }

        /** Of the whole search, not of the money alone: the worst of what it proves. */
        private Plan.Status status(GoalSearch.Found found, List<AimProof> proofs, double moneyGap) {
            double gap = proofs.stream().mapToDouble(AimProof::gap).reduce(moneyGap, Math::max);
            if (gap <= 10 * SearchState.ROUNDING_GAP) {
                return Plan.Status.OPTIMAL;
            }
            if (gap <= options.gap() + 10 * SearchState.ROUNDING_GAP) {
                return Plan.Status.WITHIN_GAP;
            }
            return search.isCancelled() ? Plan.Status.CANCELLED : Plan.Status.TIME_LIMIT;
        }
    }
}
