package org.knooppunt.engine.cases;

import java.util.List;
import java.util.SortedMap;
import org.knooppunt.engine.design.Plan;

/**
 * A group of organisations that a plan connects and that can stand on its own.
 *
 * @param id stable within the plan: C1 is the case with the largest surplus
 * @param partners ids of the organisations, sorted
 * @param offers ids of the offers used, sorted
 * @param facilities ids of the facilities that run in it, sorted
 * @param needs ids of the needs served, sorted
 * @param surplus EUR per year, weighed effects included; the cases add up to the plan
 * @param money EUR per year
 * @param co2eAvoided t CO2e per year
 * @param jobs full-time jobs
 * @param alone surplus in EUR per year each partner reaches with only its own offers, needs and facilities
 */
public record Case(
        String id,
        List<String> partners,
        List<String> offers,
        List<String> facilities,
        List<String> needs,
        List<Plan.Flow> flows,
        double surplus,
        double money,
        double co2eAvoided,
        double jobs,
        SortedMap<String, Double> alone) {}
