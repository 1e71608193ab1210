package org.knooppunt.engine.risk;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Operates the months of one year after the other; scratch of one thread. */
final class SimulatedYear {
    private final Operation operation;
    private final int months;
    private final double[] supply;
    private final double[] supplyYear;
    private final double[] demandYear;
    private final double[] made;
    private final double[] kept;
    private final double[] arrived;
    private final double[][] arrivals;
    private final double[] intake;
    private double surplus;

    SimulatedYear(Operation operation) {
        this.operation = operation;
        this.months = operation.remembers ? 12 * (1 + RiskSimulation.WARM_UP_YEARS) : 12;
        this.supply = new double[operation.offers.size()];
        this.supplyYear = new double[operation.offers.size()];
        this.demandYear = new double[operation.needs.size()];
        this.made = new double[operation.steps.size()];
        this.kept = new double[operation.steps.size()];
        this.arrived = new double[operation.steps.size()];
        this.arrivals = new double[operation.facilities.size()][months];
        this.intake = new double[operation.facilities.size()];
    }

    /** The years from the first to before the last. */
    RiskSimulation.Sums run(int first, int last, RandomGenerator random, RiskSimulation.Years years) {
        RiskSimulation.Sums sums = new RiskSimulation.Sums(operation);
        boolean[] every = new boolean[intake.length];
        for (int year = first; year < last; year++) {
            Arrays.fill(made, 0);
            Arrays.fill(kept, 0);
            Arrays.fill(intake, 0);
            Arrays.fill(supplyYear, 0);
            Arrays.fill(demandYear, 0);
            Arrays.fill(every, true);
            surplus = -operation.fixed;
            for (int month = 0; month < months; month++) {
                boolean counts = month >= months - 12;
                double before = surplus;
                draw(month % 12, counts, random);
                for (int facility : operation.order) {
                    double taken = operate(facility, month);
                    if (counts) {
                        intake[facility] += taken;
                        if (operation.stores.get(facility).reachesMonth(taken)) {
                            sums.months[facility][month % 12]++;
                        } else {
                            every[facility] = false;
                        }
                    }
                }
                deliver(month % 12, counts, random);
                if (!counts) {
                    surplus = before;
                }
            }
            years.surplus[year] = surplus;
            for (int facility = 0; facility < intake.length; facility++) {
                Store store = operation.stores.get(facility);
                sums.intake[facility] += intake[facility];
                sums.year[facility] += store.reachesYear(intake[facility]) ? 1 : 0;
                sums.everyMonth[facility] += every[facility] ? 1 : 0;
                years.factorYear[facility][year] = store.factor(arrivals[facility], false);
                years.factorMonths[facility][year] = store.factor(arrivals[facility], true);
            }
            see(sums);
        }
        return sums;
    }

    private void draw(int month, boolean counts, RandomGenerator random) {
        for (int offer = 0; offer < supply.length; offer++) {
            supply[offer] = operation.supplies.get(offer).draw(month, random);
            if (counts) {
                supplyYear[offer] += supply[offer];
            }
        }
    }

    private double given(Operation.Arc arc) {
        return arc.share() * (arc.offer() >= 0 ? supply[arc.offer()] : made[arc.fromProcess()]);
    }

    /** What a facility takes in a month, over all its processes. */
    private double operate(int facility, int month) {
        List<Operation.Arc> arcs = operation.into.get(facility);
        List<Integer> steps = operation.stepsOf.get(facility);
        for (int step : steps) {
            arrived[step] = 0;
        }
        double coming = 0;
        for (Operation.Arc arc : arcs) {
            double quantity = given(arc);
            arrived[arc.toProcess()] += quantity;
            coming += quantity;
        }
        arrivals[facility][month] = coming;
        double there = coming;
        for (int step : steps) {
            there += kept[step];
        }
        Store store = operation.stores.get(facility);
        double taken = store.taken(there);
        double refused = Math.min(coming, store.refused(there, taken));
        double accepted = coming > 0 ? 1 - refused / coming : 1;
        for (Operation.Arc arc : arcs) {
            surplus += accepted * given(arc) * arc.valuePerUnit();
        }
        double part = there - refused > 0 ? Math.min(1, taken / (there - refused)) : 0;
        double left = 0;
        for (int step : steps) {
            double own = kept[step] + accepted * arrived[step];
            made[step] = part * own;
            kept[step] = own - made[step];
            left += kept[step];
            surplus += made[step] * operation.steps.get(step).valuePerUnit();
        }
        surplus -= left * operation.facilities.get(facility).storageCost();
        return taken;
    }

    private void deliver(int month, boolean counts, RandomGenerator random) {
        for (int need = 0; need < demandYear.length; need++) {
            double demand = operation.demands.get(need).draw(month, random);
            if (counts) {
                demandYear[need] += demand;
            }
            double offered = 0;
            double value = 0;
            for (Operation.Arc arc : operation.to.get(need)) {
                double quantity = given(arc);
                offered += quantity;
                value += quantity * arc.valuePerUnit();
            }
            surplus += offered > demand ? value * (demand / offered) : value;
        }
    }

    private void see(RiskSimulation.Sums sums) {
        double beyondPlan = surplus - operation.plannedSurplus;
        for (int facility = 0; facility < intake.length; facility++) {
            RiskSimulation.Moments[] own = sums.intakes.get(facility);
            int[] reaching = operation.reaching.get(facility);
            for (int at = 0; at < own.length; at++) {
                own[at].see(
                        supplyYear[reaching[at]]
                                - operation.supplies.get(reaching[at]).mean(),
                        intake[facility] - operation.planned[facility]);
            }
        }
        for (int offer = 0; offer < supplyYear.length; offer++) {
            sums.streams[offer].see(
                    supplyYear[offer] - operation.supplies.get(offer).mean(), beyondPlan);
        }
        for (int need = 0; need < demandYear.length; need++) {
            sums.streams[supplyYear.length + need].see(
                    demandYear[need] - operation.demands.get(need).mean(), beyondPlan);
        }
    }
}
