package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.List;
import org.knooppunt.engine.inventory.Process;

/**
 * A linear measure of flows and running facilities that can be maximised, or kept at a least value. Not to be changed: a
 * variant is made from a {@link #copy}.
 *
 * @param perUnit of each arc of a network
 * @param running of each facility, if it runs
 */
record Goal(double[] perUnit, double[] running) {

    /** An aim, in its own unit; money counts the effects that the problem weighs. */
    static Goal of(Network network, Aim aim) {
        double[] running = new double[network.facilities.length];
        if (aim == Aim.MONEY) {
            for (int h = 0; h < running.length; h++) {
                running[h] = -network.facilities[h].fixedCost();
            }
            return new Goal(network.worth, running);
        }
        double[] perUnit = new double[network.arcs];
        for (int a = 0; a < perUnit.length; a++) {
            Process process = network.endsAtNeed(a) ? null : network.processes[network.head[a]];
            if (aim == Aim.JOBS) {
                perUnit[a] = process == null ? 0 : process.jobsPerThousand() / 1000;
            } else {
                perUnit[a] = -(network.co2[a] + (process == null ? 0 : process.co2PerUnit())) / 1000;
            }
        }
        return new Goal(perUnit, running);
    }

    double of(double[] flows, boolean[] runs) {
        double sum = 0;
        for (int a = 0; a < flows.length; a++) {
            sum += perUnit[a] * flows[a];
        }
        for (int h = 0; h < runs.length; h++) {
            sum += runs[h] ? running[h] : 0;
        }
        return sum;
    }

    Goal copy() {
        return new Goal(perUnit.clone(), running.clone());
    }

    /** A goal that has to be reached. */
    record Floor(Goal goal, double least) {}

    /** One to maximise while the others keep their least. */
    record Target(Goal best, List<Floor> kept) {
        Target {
            kept = List.copyOf(kept);
        }

        static Target of(Goal best) {
            return new Target(best, List.of());
        }

        Target keeping(Goal goal, double least) {
            if (least == Double.NEGATIVE_INFINITY) {
                return this;
            }
            List<Floor> more = new ArrayList<>(kept);
            more.add(new Floor(goal, least));
            return new Target(best, more);
        }

        /** An arc into a need that serves neither the goal nor a floor never helps: the unit may as well stay. */
        boolean canUse(Network network, int arc) {
            if (!(network.most[arc] > 0)) {
                return false;
            }
            if (!network.endsAtNeed(arc) || best.perUnit[arc] > 0) {
                return true;
            }
            for (Floor floor : kept) {
                if (floor.goal.perUnit[arc] > 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
