package org.knooppunt.engine.design;

import java.util.Map;

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
}
