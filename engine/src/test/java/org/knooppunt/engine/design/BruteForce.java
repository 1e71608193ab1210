package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.exception.TooManyIterationsException;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;

/**
 * The slow reference: every subset of facilities, a plain linear model for each, solved by Apache Commons Math. Written
 * from the words of the model, with nothing of the planner's.
 */
final class BruteForce {
    private BruteForce() {}

    private record Arc(
            String from,
            String fromProcess,
            String output,
            String to,
            String toProcess,
            double worth,
            double co2e,
            double jobs) {
        double of(Aim aim) {
            return switch (aim) {
                case MONEY -> worth;
                case CO2E -> co2e;
                case JOBS -> jobs;
            };
        }
    }

    static double bestSurplus(PlanProblem problem) {
        return most(problem, Aim.MONEY, Map.of());
    }

    /** The most of an aim among plans that reach at least so much in others; minus infinity when none does. */
    static double most(PlanProblem problem, Aim aim, Map<Aim, Double> least) {
        List<Facility> facilities = List.copyOf(problem.inventory().facilities());
        double best = Double.NEGATIVE_INFINITY;
        for (int subset = 0; subset < 1 << facilities.size(); subset++) {
            List<Facility> running = new ArrayList<>();
            double fixed = 0;
            for (int h = 0; h < facilities.size(); h++) {
                if ((subset >> h & 1) == 1) {
                    running.add(facilities.get(h));
                    fixed += facilities.get(h).fixedCost();
                }
            }
            best = Math.max(best, operate(problem, running, fixed, aim, least) - (aim == Aim.MONEY ? fixed : 0));
        }
        return best;
    }

    private static double operate(
            PlanProblem problem, List<Facility> running, double fixed, Aim aim, Map<Aim, Double> least) {
        Inventory inventory = problem.inventory();
        List<Process> processes = inventory.processes().stream()
                .filter(process -> running.contains(inventory.getFacility(process.facility())))
                .toList();
        List<Arc> arcs = new ArrayList<>();
        for (Offer offer : inventory.offers()) {
            for (Need need : inventory.needs()) {
                if (inventory.accepts(need.resourceClass(), offer.resourceClass()) && need.accepts(offer.qualities())) {
                    add(
                            arcs,
                            problem,
                            offer.resourceClass(),
                            offer.site(),
                            need.site(),
                            offer.id(),
                            "",
                            need.id(),
                            "",
                            need.price() - offer.price(),
                            null);
                }
            }
            for (Process process : processes) {
                if (inventory.accepts(process.input(), offer.resourceClass())) {
                    add(
                            arcs,
                            problem,
                            offer.resourceClass(),
                            offer.site(),
                            site(inventory, process),
                            offer.id(),
                            "",
                            process.facility(),
                            process.id(),
                            worth(problem, process) - offer.price(),
                            process);
                }
            }
        }
        for (Process maker : processes) {
            for (String output : maker.outputs().keySet()) {
                for (Process taker : processes) {
                    // raw becomes middle becomes end in random regions, so no circle has to be kept out
                    if (inventory.accepts(taker.input(), output)) {
                        add(
                                arcs,
                                problem,
                                output,
                                site(inventory, maker),
                                site(inventory, taker),
                                maker.facility(),
                                maker.id(),
                                taker.facility(),
                                taker.id(),
                                worth(problem, taker),
                                taker);
                    }
                }
                for (Need need : inventory.needs()) {
                    if (inventory.accepts(need.resourceClass(), output) && need.accepts(maker.qualities())) {
                        add(
                                arcs,
                                problem,
                                output,
                                site(inventory, maker),
                                need.site(),
                                maker.facility(),
                                maker.id(),
                                need.id(),
                                "",
                                need.price(),
                                null);
                    }
                }
            }
        }
        List<LinearConstraint> rows = new ArrayList<>();
        for (Offer offer : inventory.offers()) {
            row(
                    rows,
                    arcs,
                    Relationship.LEQ,
                    offer.quantity(),
                    arc -> arc.from().equals(offer.id()) ? 1 : 0);
        }
        for (Need need : inventory.needs()) {
            row(rows, arcs, Relationship.LEQ, need.quantity(), arc -> arc.to().equals(need.id()) ? 1 : 0);
        }
        for (Facility facility : running) {
            row(
                    rows,
                    arcs,
                    Relationship.LEQ,
                    facility.capacity(),
                    arc -> arc.to().equals(facility.id()) ? 1 : 0);
            if (facility.minIntake() > 0) {
                row(
                        rows,
                        arcs,
                        Relationship.GEQ,
                        facility.minIntake(),
                        arc -> arc.to().equals(facility.id()) ? 1 : 0);
            }
        }
        for (Process process : processes) {
            process.outputs()
                    .forEach((output, yield) -> row(
                            rows,
                            arcs,
                            Relationship.LEQ,
                            0,
                            arc -> (arc.fromProcess().equals(process.id())
                                                    && arc.output().equals(output)
                                            ? 1
                                            : 0)
                                    - (arc.toProcess().equals(process.id()) ? yield : 0)));
        }
        least.forEach((other, value) ->
                row(rows, arcs, Relationship.GEQ, value + (other == Aim.MONEY ? fixed : 0), arc -> arc.of(other)));
        double[] objective = arcs.stream().mapToDouble(arc -> arc.of(aim)).toArray();
        if (objective.length == 0) {
            boolean unreached = least.entrySet().stream()
                    .anyMatch(floor -> floor.getValue() + (floor.getKey() == Aim.MONEY ? fixed : 0) > 0);
            return unreached || running.stream().anyMatch(facility -> facility.minIntake() > 0)
                    ? Double.NEGATIVE_INFINITY
                    : 0;
        }
        try {
            PointValuePair found = new SimplexSolver(1e-9, 100, 1e-12)
                    .optimize(
                            new MaxIter(20_000),
                            new LinearObjectiveFunction(objective, 0),
                            new LinearConstraintSet(rows),
                            GoalType.MAXIMIZE,
                            new NonNegativeConstraint(true));
            return found.getValue();
        } catch (NoFeasibleSolutionException e) {
            return Double.NEGATIVE_INFINITY;
        } catch (TooManyIterationsException e) {
            throw new IllegalStateException("the reference did not finish", e);
        }
    }

    private static String site(Inventory inventory, Process process) {
        return inventory.getFacility(process.facility()).site();
    }

    private static double worth(PlanProblem problem, Process process) {
        return -process.variableCost()
                - problem.weights().co2() * process.co2PerUnit() / 1000
                + problem.weights().jobs() * process.jobsPerThousand() / 1000;
    }

    private static void add(
            List<Arc> arcs,
            PlanProblem problem,
            String resourceClass,
            String fromSite,
            String toSite,
            String from,
            String fromProcess,
            String to,
            String toProcess,
            double worth,
            @Nullable Process fed) {
        Inventory inventory = problem.inventory();
        problem.transport()
                .find(inventory.getClass(resourceClass), inventory.getSite(fromSite), inventory.getSite(toSite))
                .ifPresent(haul -> arcs.add(new Arc(
                        from,
                        fromProcess,
                        resourceClass,
                        to,
                        toProcess,
                        worth - haul.cost() - problem.weights().co2() * haul.co2() / 1000,
                        -(haul.co2() + (fed == null ? 0 : fed.co2PerUnit())) / 1000,
                        fed == null ? 0 : fed.jobsPerThousand() / 1000)));
    }

    private static void row(
            List<LinearConstraint> rows,
            List<Arc> arcs,
            Relationship relation,
            double limit,
            java.util.function.ToDoubleFunction<Arc> coefficient) {
        if (!arcs.isEmpty()) {
            rows.add(new LinearConstraint(arcs.stream().mapToDouble(coefficient).toArray(), relation, limit));
        }
    }
}
