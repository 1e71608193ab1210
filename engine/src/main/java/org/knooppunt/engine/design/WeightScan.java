package org.knooppunt.engine.design;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Plans between money and another aim for inventories that are too large for {@link AimPlanner}: weighs the other aim, by
 * the slope between two plans that are known (Aneja and Nair 1979), widest step first, and gives the weighed problem to
 * a plan engine. Finds supported points only (see {@link TradeOff.Coverage#SUPPORTED}). Deterministic where the engine is
 * and no limit cuts it off; costs one plan per point.
 */
public final class WeightScan {
    /** The far end of the curve: a weight above what anyone would pay. */
    private static final double MOST_PER_TONNE = 2_000;

    private static final double MOST_PER_JOB = 200_000;
    private static final double SAME = 1e-4;

    private final PlanEngine engine;

    public WeightScan(PlanEngine engine) {
        this.engine = engine;
    }

    private record Point(double weight, Plan plan, double money, double other) {}

    private record Step(Point from, Point to) {}

    /**
     * Plans between money and the second aim of the request.
     *
     * @throws IllegalArgumentException when the first aim is not money
     */
    public TradeOff solve(PlanProblem problem, AimPlanner.Request request, PlanOptions options, TradeMonitor monitor) {
        if (request.first() != Aim.MONEY) {
            throw new IllegalArgumentException("the first aim is " + request.first() + "; expected money");
        }
        long begun = System.nanoTime();
        Aim aim = request.second();
        PlanOptions each = new PlanOptions(
                options.gap(),
                share(options.timeLimit(), request.points()),
                options.seed(),
                options.threads(),
                options.method());
        PlanMonitor watch = new PlanMonitor() {
            @Override
            public boolean cancelled() {
                return monitor.cancelled();
            }
        };
        List<Point> points = new ArrayList<>();
        points.add(plan(problem, aim, 0, each, watch));
        monitor.progress(1, request.points(), (System.nanoTime() - begun) / 1e9);
        points.add(plan(problem, aim, largest(aim), each, watch));
        monitor.progress(2, request.points(), (System.nanoTime() - begun) / 1e9);
        double otherRange = points.get(1).other - points.get(0).other;
        double moneyRange = points.get(0).money - points.get(1).money;
        List<Step> open = new ArrayList<>(List.of(new Step(points.get(0), points.get(1))));
        int tried = 2;
        while (!open.isEmpty() && tried < request.points() && !monitor.cancelled()) {
            Step step = open.stream()
                    .max(Comparator.comparingDouble(s -> (s.to.other - s.from.other) / Math.max(otherRange, 1e-9)
                            + (s.from.money - s.to.money) / Math.max(moneyRange, 1e-9)))
                    .orElseThrow();
            open.remove(step);
            double gain = step.to.other - step.from.other;
            if (gain <= SAME * otherRange) {
                continue;
            }
            Point found = plan(problem, aim, Math.max(0, (step.from.money - step.to.money) / gain), each, watch);
            monitor.progress(++tried, request.points(), (System.nanoTime() - begun) / 1e9);
            boolean between = found.other > step.from.other + SAME * otherRange
                    && found.other < step.to.other - SAME * otherRange;
            if (between) {
                points.add(found);
                open.add(new Step(step.from, found));
                open.add(new Step(found, step.to));
            }
        }
        boolean complete = !monitor.cancelled()
                && points.stream()
                        .allMatch(point -> point.plan.status() == Plan.Status.OPTIMAL
                                || point.plan.status() == Plan.Status.WITHIN_GAP);
        List<AimedPlan> plans = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        points.sort(Comparator.comparingDouble(Point::other)
                .thenComparingDouble(Point::money)
                .reversed());
        for (Point point : points) {
            if (point.money > best + SAME * Math.max(moneyRange, 1e-9)) {
                plans.addFirst(aimed(point, aim));
                best = point.money;
            }
        }
        return new TradeOff(
                Aim.MONEY, aim, TradeOff.Coverage.SUPPORTED, plans, complete, (System.nanoTime() - begun) / 1e9);
    }

    /** The plan with nearly the most of an aim: the one of the largest weight. */
    public AimedPlan most(PlanProblem problem, Aim aim, PlanOptions options, PlanMonitor monitor) {
        return aimed(plan(problem, aim, largest(aim), options, monitor), aim);
    }

    private static double largest(Aim aim) {
        return aim == Aim.CO2E ? MOST_PER_TONNE : MOST_PER_JOB;
    }

    private static Duration share(Duration limit, int parts) {
        Duration share = limit.dividedBy(parts);
        return share.isZero() ? Duration.ofMillis(1) : share;
    }

    private Point plan(PlanProblem problem, Aim aim, double weight, PlanOptions options, PlanMonitor monitor) {
        Plan plan = engine.solve(
                new PlanProblem(problem.inventory(), problem.transport(), weights(aim, weight)), options, monitor);
        return new Point(weight, plan, plan.money(), aim.of(plan));
    }

    private static Weights weights(Aim aim, double weight) {
        return aim == Aim.CO2E ? new Weights(weight, 0) : new Weights(0, weight);
    }

    /** The weighed bound says of each aim what it can be at most, the other being kept. */
    private static AimedPlan aimed(Point point, Aim aim) {
        double bound = point.plan.bound();
        List<AimProof> proofs = new ArrayList<>();
        proofs.add(new AimProof(
                Aim.MONEY,
                point.money,
                Math.max(point.money, bound - point.weight * point.other),
                point.weight > 0 ? aim : null,
                point.weight > 0 ? point.other : Double.NEGATIVE_INFINITY));
        if (point.weight > 0) {
            proofs.add(new AimProof(
                    aim,
                    point.other,
                    Math.max(point.other, (bound - point.money) / point.weight),
                    Aim.MONEY,
                    point.money));
        }
        return new AimedPlan(point.plan, Floors.NONE, weights(aim, point.weight), proofs);
    }
}
