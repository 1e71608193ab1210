package org.knooppunt.engine.design;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a unit is worth at the places where it is scarce, EUR per unit, at least 0; absent is 0. Any choice proves an
 * upper bound on every plan (Lagrangian relaxation of the supply, need and process-output rows); the duals of the strong
 * linear relaxation prove the best one.
 *
 * @param offers per offer id
 * @param needs per need id
 * @param outputs per process and class it puts out
 */
public record Multipliers(Map<String, Double> offers, Map<String, Double> needs, Map<Output, Double> outputs) {
    public static final Multipliers NONE = new Multipliers(Map.of(), Map.of(), Map.of());

    /** One class a process puts out. */
    public record Output(String process, String resourceClass) {}

    /** From figures in the order of a network. */
    static Multipliers of(Network network, double[] supply, double[] need, double[] product) {
        Map<String, Double> offers = new TreeMap<>();
        for (int s = 0; s < network.offers.length; s++) {
            if (supply[s] > 0) {
                offers.put(network.offers[s].id(), supply[s]);
            }
        }
        Map<String, Double> needs = new TreeMap<>();
        for (int n = 0; n < network.needs.length; n++) {
            if (need[n] > 0) {
                needs.put(network.needs[n].id(), need[n]);
            }
        }
        Map<Output, Double> outputs = new HashMap<>();
        for (int k = 0; k < network.processOf.length; k++) {
            if (product[k] > 0) {
                outputs.put(new Output(network.processes[network.processOf[k]].id(), network.classOf[k]), product[k]);
            }
        }
        return new Multipliers(offers, needs, outputs);
    }
}
