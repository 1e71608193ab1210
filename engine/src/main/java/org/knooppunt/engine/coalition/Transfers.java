package org.knooppunt.engine.coalition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;

/**
 * Prices of the exchanges under which every partner ends with its share. What a partner ends with, EUR per year:
 *
 * <pre>
 *   what its needs are worth to it (the price it would pay) − what its offers are worth to it (the price it asks)
 * + prices of what it gives − prices of what it takes − transport of what it takes
 * − variable and fixed costs of its facilities
 * + weighed CO2e and jobs of its processes and of the transport of what it takes
 * </pre>
 *
 * The giver gives at its gate, the taker pays the transport. Among all prices with this property these are nearest to
 * those of the inventory: minimise Σ quantity·(price − reference)². The answer is price = reference + λ(giver) −
 * λ(taker), with one λ per partner from a linear system over the graph of flows, weighted by quantities.
 *
 * @param flows with their prices, in the order of the case
 * @param settlements per partner, EUR per year, paid beside the prices; only where the flows do not connect everybody,
 *     else all 0
 */
public record Transfers(List<FlowPrice> flows, SortedMap<String, Double> settlements) {
    /** A flow without a reference may take any price, but rather one near 0. */
    private static final double LOOSE = 1e3;

    public Transfers {
        flows = List.copyOf(flows);
        settlements = Collections.unmodifiableSortedMap(new TreeMap<>(settlements));
    }

    /**
     * @param flows between the partners
     * @param facilities ids of those that run
     * @param shares per partner, EUR per year; they add up to the surplus of flows and facilities
     */
    public static Transfers of(
            PlanProblem problem,
            List<Plan.Flow> flows,
            Collection<String> facilities,
            SortedMap<String, Double> shares) {
        return new Balance(problem, flows, facilities, shares).solve();
    }

    private static final class Balance {
        private final Inventory inventory;
        private final PlanProblem problem;
        private final List<Plan.Flow> flows;
        private final Collection<String> facilities;
        private final List<String> partners;
        private final Map<String, Integer> places = new HashMap<>();
        private final Map<String, Offer> offers = new HashMap<>();
        private final Map<String, Need> needs = new HashMap<>();
        /** What each still has to get by prices, EUR per year. */
        private final double[] due;

        Balance(
                PlanProblem problem,
                List<Plan.Flow> flows,
                Collection<String> facilities,
                SortedMap<String, Double> shares) {
            this.problem = problem;
            this.flows = flows;
            this.facilities = facilities;
            inventory = problem.inventory();
            partners = List.copyOf(shares.keySet());
            partners.forEach(partner -> places.put(partner, places.size()));
            due = shares.values().stream().mapToDouble(Double::doubleValue).toArray();
            inventory.offers().forEach(offer -> offers.put(offer.id(), offer));
            inventory.needs().forEach(need -> needs.put(need.id(), need));
        }

        Transfers solve() {
            int count = flows.size();
            int[] givers = new int[count];
            int[] takers = new int[count];
            double[] reference = new double[count];
            double[] loose = new double[count];
            List<OptionalDouble> named = new ArrayList<>();
            for (int f = 0; f < count; f++) {
                Plan.Flow flow = flows.get(f);
                Offer offer = flow.fromProcess() == null ? offers.get(flow.from()) : null;
                Need need = flow.toProcess() == null ? needs.get(flow.to()) : null;
                givers[f] = place(offer == null ? facilitySite(flow.from()) : offer.site());
                takers[f] = place(need == null ? facilitySite(flow.to()) : need.site());
                value(flow, offer, need, givers[f], takers[f]);
                named.add(reference(flow, offer, need));
                reference[f] = named.get(f).orElse(0);
                loose[f] = named.get(f).isPresent() ? flow.quantity() : flow.quantity() * LOOSE;
            }
            for (String facility : facilities) {
                due[place(facilitySite(facility))] +=
                        inventory.getFacility(facility).fixedCost();
            }
            double[] settled = settle(givers, takers);
            double[] potential = potentials(givers, takers, reference, loose);
            List<FlowPrice> priced = new ArrayList<>();
            for (int f = 0; f < count; f++) {
                Plan.Flow flow = flows.get(f);
                boolean within = givers[f] == takers[f];
                double price = within
                        ? 0
                        : reference[f] + (potential[givers[f]] - potential[takers[f]]) * loose[f] / flow.quantity();
                priced.add(new FlowPrice(flow, partners.get(givers[f]), partners.get(takers[f]), price, named.get(f)));
            }
            SortedMap<String, Double> settlements = new TreeMap<>();
            for (int i = 0; i < settled.length; i++) {
                settlements.put(partners.get(i), settled[i]);
            }
            return new Transfers(priced, settlements);
        }

        private String facilitySite(String facility) {
            return inventory.getFacility(facility).site();
        }

        private int place(String site) {
            String owner = inventory.getSite(site).organisation();
            Integer place = places.get(owner);
            if (place == null) {
                throw new IllegalArgumentException("site " + site + " belongs to " + owner + "; expected a partner");
            }
            return place;
        }

        /** Takes off what a flow brings by itself, before any price. */
        private void value(Plan.Flow flow, @Nullable Offer offer, @Nullable Need need, int giver, int taker) {
            double quantity = flow.quantity();
            if (offer != null) {
                due[giver] += quantity * offer.price();
            }
            due[taker] += quantity * flow.unitCost() + problem.weights().co2() * flow.co2e() / 1000;
            if (need != null) {
                due[taker] -= quantity * need.price();
            } else if (flow.toProcess() != null) {
                Process process = inventory.getProcess(flow.toProcess());
                due[taker] += quantity
                        * (process.variableCost()
                                + problem.weights().co2() * process.co2PerUnit() / 1000
                                - problem.weights().jobs() * process.jobsPerThousand() / 1000);
            }
        }

        private static OptionalDouble reference(Plan.Flow flow, @Nullable Offer offer, @Nullable Need need) {
            double atGate = need == null ? 0 : need.price() - flow.unitCost();
            if (offer != null && need != null) {
                return OptionalDouble.of((offer.price() + atGate) / 2);
            }
            if (offer != null) {
                return OptionalDouble.of(offer.price());
            }
            return need != null ? OptionalDouble.of(atGate) : OptionalDouble.empty();
        }

        /** What no price can bring from one connected group to another is paid apart, the same by each in the group. */
        private double[] settle(int[] givers, int[] takers) {
            int[] group = new int[due.length];
            for (int i = 0; i < group.length; i++) {
                group[i] = i;
            }
            for (boolean changed = true; changed; ) {
                changed = false;
                for (int f = 0; f < givers.length; f++) {
                    int least = Math.min(group[givers[f]], group[takers[f]]);
                    changed |= group[givers[f]] != least || group[takers[f]] != least;
                    group[givers[f]] = least;
                    group[takers[f]] = least;
                }
            }
            double[] sum = new double[due.length];
            int[] size = new int[due.length];
            for (int i = 0; i < due.length; i++) {
                sum[group[i]] += due[i];
                size[group[i]]++;
            }
            double[] settled = new double[due.length];
            for (int i = 0; i < due.length; i++) {
                double each = sum[group[i]] / size[group[i]];
                // where everybody is connected only rounding is left
                settled[i] = size[group[i]] == due.length ? 0 : each;
                due[i] -= each;
            }
            return settled;
        }

        /** λ with, for every partner, Σ loose·(λ(giver) − λ(taker)) over its flows = due − what references bring. */
        private double[] potentials(int[] givers, int[] takers, double[] reference, double[] loose) {
            int n = due.length;
            double[][] system = new double[n][n + 1];
            double largest = 1;
            for (int i = 0; i < n; i++) {
                system[i][n] = due[i];
            }
            for (int f = 0; f < givers.length; f++) {
                int i = givers[f];
                int j = takers[f];
                if (i != j) {
                    double money = flows.get(f).quantity() * reference[f];
                    system[i][n] -= money;
                    system[j][n] += money;
                    system[i][i] += loose[f];
                    system[j][j] += loose[f];
                    system[i][j] -= loose[f];
                    system[j][i] -= loose[f];
                    largest = Math.max(largest, loose[f]);
                }
            }
            // Gauss with the largest pivot; a row without one is the last of its group, whose λ is free: 0
            double[] potential = new double[n];
            boolean[] done = new boolean[n];
            boolean[] free = new boolean[n];
            for (int step = 0; step < n; step++) {
                int pivot = -1;
                for (int i = 0; i < n; i++) {
                    if (!done[i] && (pivot < 0 || system[i][i] > system[pivot][pivot])) {
                        pivot = i;
                    }
                }
                done[pivot] = true;
                free[pivot] = system[pivot][pivot] <= 1e-11 * largest;
                if (free[pivot]) {
                    continue;
                }
                for (int i = 0; i < n; i++) {
                    if (i != pivot && system[i][pivot] != 0) {
                        double factor = system[i][pivot] / system[pivot][pivot];
                        for (int j = 0; j <= n; j++) {
                            system[i][j] -= factor * system[pivot][j];
                        }
                        system[i][pivot] = 0;
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                potential[i] = free[i] ? 0 : system[i][n] / system[i][i];
            }
            return potential;
        }
    }
}
