package org.knooppunt.engine.design;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Flows on a network made clean: no crumbs, nothing taken, made or delivered beyond what there is, not even by rounding.
 * Quantities only go down, source by source along the order of the processes, so mending one balance breaks no other.
 */
final class PlanDraft {
    /** Flows below this share of what the arc could carry are crumbs of the arithmetic. */
    static final double CRUMB = 1e-6;

    private final Network network;
    private final double[] flows;
    private final boolean[] runs;

    PlanDraft(Network network, double[] flows, boolean[] mayRun) {
        this.network = network;
        this.flows = flows.clone();
        this.runs = mayRun.clone();
        clean();
    }

    private void clean() {
        int[] facilityOfHead = new int[network.arcs];
        double[] intake = new double[network.facilities.length];
        double[] crumbs = new double[network.facilities.length];
        for (int a = 0; a < network.arcs; a++) {
            boolean crumb = flows[a] <= CRUMB * network.most[a];
            if (network.endsAtNeed(a)) {
                facilityOfHead[a] = -1;
                flows[a] = crumb ? 0 : flows[a];
            } else {
                int h = network.facilityOf[network.head[a]];
                facilityOfHead[a] = h;
                intake[h] += flows[a];
                crumbs[h] += crumb ? flows[a] : 0;
            }
        }
        for (int a = 0; a < network.arcs; a++) {
            int h = facilityOfHead[a];
            // crumbs that hold up a minimum intake stay
            if (h >= 0
                    && flows[a] <= CRUMB * network.most[a]
                    && intake[h] - crumbs[h] >= network.facilities[h].minIntake()) {
                flows[a] = 0;
            }
        }
        List<List<Integer>> bySupply = lists(network.offers.length);
        List<List<Integer>> byNeed = lists(network.needs.length);
        List<List<Integer>> byProduct = lists(network.processOf.length);
        List<List<Integer>> byProcess = lists(network.processes.length);
        for (int a = 0; a < network.arcs; a++) {
            if (flows[a] > 0) {
                (network.startsAtOffer(a) ? bySupply : byProduct)
                        .get(network.tail[a])
                        .add(a);
                (network.endsAtNeed(a) ? byNeed : byProcess)
                        .get(network.head[a])
                        .add(a);
            }
        }
        for (int s = 0; s < network.offers.length; s++) {
            shrink(bySupply.get(s), network.offers[s].quantity());
        }
        // a facility's processes may stand apart in the order, so its capacity is mended before any of them makes
        for (int h = 0; h < network.facilities.length; h++) {
            List<Integer> all = new ArrayList<>();
            for (int p : network.processesOf[h]) {
                all.addAll(byProcess.get(p));
            }
            if (!runs[h]) {
                all.forEach(a -> flows[a] = 0);
            }
            shrink(all, network.facilities[h].capacity());
        }
        for (int p : network.order) {
            double in = sum(byProcess.get(p));
            for (int product = network.firstProduct[p]; product < network.firstProduct[p + 1]; product++) {
                shrink(byProduct.get(product), network.yield[product] * in);
            }
        }
        for (int n = 0; n < network.needs.length; n++) {
            shrink(byNeed.get(n), network.needs[n].quantity());
        }
        for (int h = 0; h < network.facilities.length; h++) {
            runs[h] = false;
        }
        for (int a = 0; a < network.arcs; a++) {
            if (!network.endsAtNeed(a) && flows[a] > 0) {
                runs[network.facilityOf[network.head[a]]] = true;
            }
        }
    }

    private static List<List<Integer>> lists(int count) {
        List<List<Integer>> lists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>(2));
        }
        return lists;
    }

    private double sum(List<Integer> arcs) {
        double sum = 0;
        for (int a : arcs) {
            sum += flows[a];
        }
        return sum;
    }

    private void shrink(List<Integer> arcs, double limit) {
        double sum = sum(arcs);
        if (sum > limit) {
            for (int a : arcs) {
                flows[a] *= limit / sum;
            }
        }
    }

    /** Whether every facility that runs takes in its minimum, up to the tolerance of the certificate. */
    boolean reachesMinima() {
        double[] intake = new double[runs.length];
        for (int a = 0; a < network.arcs; a++) {
            if (!network.endsAtNeed(a)) {
                intake[network.facilityOf[network.head[a]]] += flows[a];
            }
        }
        for (int h = 0; h < runs.length; h++) {
            double least = network.facilities[h].minIntake();
            if (runs[h] && intake[h] < least - CertificateCheck.TOLERANCE / 2 * Math.max(1, least)) {
                return false;
            }
        }
        return true;
    }

    boolean[] runs() {
        return runs.clone();
    }

    /** Surplus in EUR per year, from the network's own figures. */
    double surplus() {
        double surplus = 0;
        for (int a = 0; a < network.arcs; a++) {
            surplus += flows[a] * network.worth[a];
        }
        for (int h = 0; h < runs.length; h++) {
            surplus -= runs[h] ? network.facilities[h].fixedCost() : 0;
        }
        return surplus;
    }

    /** As a plan whose proof is still to come: bound as given, no certificate. */
    Plan plan(double bound, long seed, SortedMap<String, Double> prices) {
        List<Plan.Flow> flowList = List.copyOf(flows());
        List<Plan.FacilityUse> uses = List.copyOf(facilities());
        PlanValue value = PlanValue.of(network.problem, uses, flowList);
        return new Plan(
                Plan.Status.OPTIMAL,
                value.surplus(),
                Math.max(bound, value.surplus()),
                0,
                value.parts().money(),
                value.co2eAvoided(),
                value.jobs(),
                0,
                seed,
                value.parts(),
                uses,
                flowList,
                prices,
                new Certificate(false, 0, 0, List.of()));
    }

    double[] arcFlows() {
        return flows.clone();
    }

    List<Plan.Flow> flows() {
        List<Plan.Flow> list = new ArrayList<>();
        for (int a = 0; a < network.arcs; a++) {
            if (!(flows[a] > 0)) {
                continue;
            }
            boolean fromOffer = network.startsAtOffer(a);
            boolean toNeed = network.endsAtNeed(a);
            int maker = fromOffer ? -1 : network.processOf[network.tail[a]];
            list.add(new Plan.Flow(
                    fromOffer ? network.offers[network.tail[a]].id() : network.processes[maker].facility(),
                    fromOffer ? null : network.processes[maker].id(),
                    toNeed ? network.needs[network.head[a]].id() : network.processes[network.head[a]].facility(),
                    toNeed ? null : network.processes[network.head[a]].id(),
                    fromOffer ? network.offers[network.tail[a]].resourceClass() : network.classOf[network.tail[a]],
                    flows[a],
                    network.cost[a],
                    network.km[a],
                    network.co2[a] * flows[a],
                    network.mode(a)));
        }
        return list;
    }

    List<Plan.FacilityUse> facilities() {
        double[] intake = new double[network.processes.length];
        for (int a = 0; a < network.arcs; a++) {
            if (!network.endsAtNeed(a)) {
                intake[network.head[a]] += flows[a];
            }
        }
        List<SortedMap<String, Double>> byProcess = new ArrayList<>();
        for (int h = 0; h < runs.length; h++) {
            byProcess.add(new TreeMap<>());
        }
        double[] total = new double[runs.length];
        for (int p = 0; p < intake.length; p++) {
            if (intake[p] > 0) {
                int h = network.facilityOf[p];
                byProcess.get(h).put(network.processes[p].id(), intake[p]);
                total[h] += intake[p];
            }
        }
        List<Plan.FacilityUse> uses = new ArrayList<>();
        for (int h = 0; h < runs.length; h++) {
            uses.add(new Plan.FacilityUse(
                    network.facilities[h].id(),
                    runs[h],
                    total[h],
                    java.util.Collections.unmodifiableSortedMap(byProcess.get(h))));
        }
        return uses;
    }
}
