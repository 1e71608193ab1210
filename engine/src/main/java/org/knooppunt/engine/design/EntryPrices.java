package org.knooppunt.engine.design;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodal prices of a plan whose facilities are fixed. With λ, μ, π, ρ the duals of supply, need, product and intake
 * rows: a unit is worth (price − μ) at a need and (−variable cost + weighed effects + Σ yield·π − ρ) at a process; an
 * offer's entry price is the best such worth minus transport over all its arcs, also those that lose money at the
 * offer's own price. A unit costs (price + λ) at an offer and π at a product; a need's entry price is the least such
 * cost plus transport. Where duals are not unique (supply and demand meet exactly) one of the valid prices is given.
 */
final class EntryPrices {
    private EntryPrices() {}

    static SortedMap<String, Double> of(Network network, boolean[] runs, NetworkModel.Duals duals) {
        double[] atProcess = new double[network.processes.length];
        for (int p = 0; p < atProcess.length; p++) {
            atProcess[p] = network.processWorth[p] - duals.intake()[network.facilityOf[p]];
            for (int product = network.firstProduct[p]; product < network.firstProduct[p + 1]; product++) {
                atProcess[p] += network.yield[product] * duals.product()[product];
            }
        }
        double[] gives = new double[network.offers.length];
        double[] costs = new double[network.needs.length];
        Arrays.fill(gives, Double.NEGATIVE_INFINITY);
        Arrays.fill(costs, Double.POSITIVE_INFINITY);
        for (int a = 0; a < network.arcs; a++) {
            int tail = network.tail[a];
            int head = network.head[a];
            boolean fromOffer = network.startsAtOffer(a);
            boolean toNeed = network.endsAtNeed(a);
            if (!fromOffer && !runs[network.facilityOf[network.processOf[tail]]]) {
                continue;
            }
            if (!toNeed && !runs[network.facilityOf[network.head[a]]]) {
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
        SortedMap<String, Double> prices = new TreeMap<>();
        for (int s = 0; s < gives.length; s++) {
            if (Double.isFinite(gives[s])) {
                prices.put(network.offers[s].id(), gives[s]);
            }
        }
        for (int n = 0; n < costs.length; n++) {
            if (Double.isFinite(costs[n])) {
                prices.put(network.needs[n].id(), costs[n]);
            }
        }
        return java.util.Collections.unmodifiableSortedMap(prices);
    }
}
