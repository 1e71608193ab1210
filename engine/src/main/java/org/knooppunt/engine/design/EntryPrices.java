package org.knooppunt.engine.design;

import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

/**
 * Nodal prices of a plan whose facilities are fixed. With λ, μ, π, ρ the duals of supply, need, product and intake
 * rows: a unit is worth (price − μ) at a need and (−variable cost + weighed effects + Σ yield·π − ρ) at a process; an
 * offer's entry price is the best such worth minus transport over all its arcs, also those that lose money at the
 * offer's own price. A unit costs (price + λ) at an offer and π at a product; a need's entry price is the least such
 * cost plus transport.
 *
 * <p>Two linear models give the duals, one a small step towards plenty (offers left out, needs served), one towards
 * scarcity (offers used, needs that went without): at the plan itself duals are seldom unique. Prices hold for a unit
 * more or less, not for any quantity.
 */
final class EntryPrices {
    private final Network network;
    private final boolean[] runs;
    private final double[] gives;
    private final double[] costs;

    private EntryPrices(Network network, boolean[] runs) {
        this.network = network;
        this.runs = runs;
        gives = new double[network.offers.length];
        costs = new double[network.needs.length];
    }

    /** Prices per id of offer and need, as far as the solver finds them in time. */
    static SortedMap<String, Double> of(
            Network network, boolean[] runs, double[] flows, SolveOptions options, Duration limit) {
        SortedMap<String, Double> prices = new TreeMap<>();
        EntryPrices nodal = new EntryPrices(network, runs);
        for (boolean scarce : new boolean[] {false, true}) {
            NetworkModel.Nudge nudge = new NetworkModel.Nudge(network, flows, scarce);
            NetworkModel model = NetworkModel.nudged(network, runs, nudge);
            if (model.model.columns() == 0) {
                continue;
            }
            Solution solution = Highs.solve(model.model, options.withTimeLimit(limit));
            if (solution.status() != Solution.Status.OPTIMAL || !solution.hasDuals()) {
                continue;
            }
            nodal.compute(model.duals(solution));
            double absurd = nudge.penalty() / 2;
            for (int s = 0; s < nodal.gives.length; s++) {
                if (nudge.isUsed(s) == scarce && Math.abs(nodal.gives[s]) < absurd) {
                    prices.put(network.offers[s].id(), nodal.gives[s]);
                }
            }
            for (int n = 0; n < nodal.costs.length; n++) {
                if (nudge.isServed(n) != scarce && Math.abs(nodal.costs[n]) < absurd) {
                    prices.put(network.needs[n].id(), nodal.costs[n]);
                }
            }
        }
        return java.util.Collections.unmodifiableSortedMap(prices);
    }

    /** Prices from duals that are known: at the plan itself, where those of used and of unused things may be blurred. */
    static SortedMap<String, Double> of(Network network, boolean[] runs, NetworkModel.Duals duals) {
        EntryPrices nodal = new EntryPrices(network, runs);
        nodal.compute(duals);
        SortedMap<String, Double> prices = new TreeMap<>();
        for (int s = 0; s < nodal.gives.length; s++) {
            if (Double.isFinite(nodal.gives[s])) {
                prices.put(network.offers[s].id(), nodal.gives[s]);
            }
        }
        for (int n = 0; n < nodal.costs.length; n++) {
            if (Double.isFinite(nodal.costs[n])) {
                prices.put(network.needs[n].id(), nodal.costs[n]);
            }
        }
        return java.util.Collections.unmodifiableSortedMap(prices);
    }

    private void compute(NetworkModel.Duals duals) {
        double[] atProcess = new double[network.processes.length];
        for (int p = 0; p < atProcess.length; p++) {
            atProcess[p] = network.processWorth[p] - duals.intake()[network.facilityOf[p]];
            for (int product = network.firstProduct[p]; product < network.firstProduct[p + 1]; product++) {
                atProcess[p] += network.yield[product] * duals.product()[product];
            }
        }
        Arrays.fill(gives, Double.NEGATIVE_INFINITY);
        Arrays.fill(costs, Double.POSITIVE_INFINITY);
        for (int a = 0; a < network.arcs; a++) {
            int tail = network.tail[a];
            int head = network.head[a];
            boolean fromOffer = network.startsAtOffer(a);
            boolean toNeed = network.endsAtNeed(a);
            boolean shut = (!fromOffer && !runs[network.makerOf(a)]) || (!toNeed && !runs[network.facilityOf[head]]);
            if (shut) {
                continue;
            }
            if (fromOffer) {
                double there = toNeed ? network.needs[head].price() - duals.need()[head] : atProcess[head];
                gives[tail] = Math.max(gives[tail], there - network.carriage[a]);
            }
            if (toNeed) {
                double there = fromOffer ? network.offers[tail].price() + duals.supply()[tail] : duals.product()[tail];
                costs[head] = Math.min(costs[head], there + network.carriage[a]);
            }
        }
    }
}
