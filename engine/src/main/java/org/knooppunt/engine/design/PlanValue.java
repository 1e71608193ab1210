package org.knooppunt.engine.design;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;

/**
 * What flows and running facilities are worth, whole plan or part of it: the parts of a plan add up to the plan.
 *
 * @param parts money, EUR per year
 * @param co2eAvoided t CO2e per year: minus what processes and transport emit
 * @param jobs full-time jobs
 * @param surplus money plus the weighed effects, EUR per year
 */
public record PlanValue(Plan.Parts parts, double co2eAvoided, double jobs, double surplus) {

    /** Values the given flows and facilities; linear in their number. */
    public static PlanValue of(
            PlanProblem problem, Collection<Plan.FacilityUse> facilities, Collection<Plan.Flow> flows) {
        Inventory inventory = problem.inventory();
        Map<String, Offer> offers = new HashMap<>();
        inventory.offers().forEach(offer -> offers.put(offer.id(), offer));
        Map<String, Need> needs = new HashMap<>();
        inventory.needs().forEach(need -> needs.put(need.id(), need));
        double sales = 0;
        double purchases = 0;
        double transport = 0;
        double variable = 0;
        double fixed = 0;
        double co2 = 0;
        double jobs = 0;
        for (Plan.Flow flow : flows) {
            transport += flow.quantity() * flow.unitCost();
            co2 += flow.co2e();
            Offer offer = offers.get(flow.from());
            if (offer != null && flow.fromProcess() == null) {
                purchases += flow.quantity() * offer.price();
            }
            Need need = needs.get(flow.to());
            if (need != null && flow.toProcess() == null) {
                sales += flow.quantity() * need.price();
            }
        }
        for (Plan.FacilityUse use : facilities) {
            if (!use.runs()) {
                continue;
            }
            Facility facility = inventory.getFacility(use.facility());
            fixed += facility.fixedCost();
            for (Map.Entry<String, Double> intake : use.byProcess().entrySet()) {
                Process process = inventory.getProcess(intake.getKey());
                variable += intake.getValue() * process.variableCost();
                co2 += intake.getValue() * process.co2PerUnit();
                jobs += intake.getValue() * process.jobsPerThousand() / 1000;
            }
        }
        Plan.Parts parts = new Plan.Parts(sales, purchases, transport, variable, fixed);
        double avoided = -co2 / 1000;
        Weights weights = problem.weights();
        double surplus = parts.money() + weights.co2() * avoided + weights.jobs() * jobs;
        return new PlanValue(parts, avoided, jobs, surplus);
    }
}
