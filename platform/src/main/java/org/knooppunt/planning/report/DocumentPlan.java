package org.knooppunt.planning.report;

import java.util.Arrays;
import java.util.TreeMap;
import org.knooppunt.engine.design.Certificate;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.inventory.Mode;

/** A plan out of its document, for the engine to work on. */
final class DocumentPlan {
    private DocumentPlan() {}

    static Plan of(PlanDocument document) {
        PlanDocument.Parts parts = document.parts();
        PlanDocument.Certificate certificate = document.certificate();
        Plan.Status status = Arrays.stream(Plan.Status.values())
                .filter(each -> each.name().equalsIgnoreCase(document.status()))
                .findFirst()
                .orElse(Plan.Status.TIME_LIMIT);
        return new Plan(
                document.stopped() ? Plan.Status.CANCELLED : status,
                document.surplus(),
                document.bound(),
                document.gap(),
                document.money(),
                document.co2eAvoidedT(),
                document.jobs(),
                document.seconds(),
                document.seed(),
                new Plan.Parts(parts.sales(), parts.purchases(), parts.transport(), parts.variable(), parts.fixed()),
                document.facilities().stream()
                        .map(use -> new Plan.FacilityUse(
                                use.facility(), use.runs(), use.intake(), new TreeMap<>(use.byProcess())))
                        .toList(),
                document.flows().stream()
                        .map(flow -> new Plan.Flow(
                                flow.from(),
                                flow.fromProcess(),
                                flow.to(),
                                flow.toProcess(),
                                flow.resourceClass(),
                                flow.quantity(),
                                flow.unitCost(),
                                flow.km(),
                                flow.co2eKg(),
                                Arrays.stream(Mode.values())
                                        .filter(mode -> mode.code().equals(flow.mode()))
                                        .findFirst()
                                        .orElse(Mode.ROAD)))
                        .toList(),
                new TreeMap<>(document.prices()),
                new Certificate(
                        certificate.feasible(),
                        certificate.surplus(),
                        certificate.multiplierBound(),
                        certificate.faults()));
    }
}
