package org.knooppunt.planning.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Explainer;
import org.knooppunt.engine.design.Explanation;
import org.knooppunt.engine.design.Floors;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Unit;
import org.knooppunt.engine.transport.Transport;

/**
 * Why something is in a plan or not, with names.
 *
 * @param name what it is, or what the facility is called
 * @param organisation whose it is
 * @param available units per year there are; of a facility its capacity
 * @param leftOut why it is left out, or part of it; absent when all of it takes part
 */
public record Why(
        Explanation found,
        String name,
        String organisation,
        Kind kind,
        double available,
        List<String> stops,
        List<String> starts,
        List<Way> ways,
        PlanReport.@Nullable LeftOutLine leftOut) {
    /** Long enough for regions that can be planned exactly; a page waits for it. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /**
     * One thing to change.
     *
     * @param partner name of who it would go to or come from, or of the class that a facility lacks; empty where none
     */
    public record Way(Explanation.Way way, String partner) {
        public String code() {
            return way.change().name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Unit unit() {
        return kind.unit();
    }

    /** As addresses and message keys name it. */
    public String thing() {
        return code(found.thing());
    }

    public static String code(Explanation.Thing thing) {
        return thing.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether every answer was checked by making the plan again. */
    public boolean checked() {
        return found.complete() && ways.stream().allMatch(each -> each.way().checked());
    }

    /** @throws IllegalArgumentException when the plan's inventory has no such thing */
    public static Why of(PlanReport report, Explanation.Thing thing, String id) {
        PlanDocument plan = report.plan();
        Inventory inventory = report.inventory();
        PlanProblem problem = new PlanProblem(
                inventory,
                Transport.of(inventory),
                new Weights(plan.asked().weightCo2(), plan.asked().weightJobs()));
        PlanDocument.Aimed aimed = plan.aimed();
        Floors floors = aimed == null ? Floors.NONE : aimed.floors();
        PlanOptions options = new PlanOptions(0, LONGEST, plan.seed(), 1);
        Explanation found =
                new Explainer().explain(problem, floors, DocumentPlan.of(plan), thing, id, options, PlanMonitor.SILENT);
        String resource =
                switch (thing) {
                    case OFFER -> inventory.getOffer(id).resourceClass();
                    case NEED -> inventory.getNeed(id).resourceClass();
                    case FACILITY ->
                        inventory.processes().stream()
                                .filter(process -> process.facility().equals(id))
                                .findFirst()
                                .orElseThrow()
                                .input();
                };
        ResourceClass of = inventory.getClass(resource);
        List<Way> ways = new ArrayList<>();
        for (Explanation.Way way : found.ways()) {
            ways.add(new Way(way, partner(inventory, thing, way)));
        }
        return new Why(
                found,
                report.nameOf(code(thing), id),
                report.placeOf(code(thing), id),
                of.kind(),
                switch (thing) {
                    case OFFER -> inventory.getOffer(id).quantity();
                    case NEED -> inventory.getNeed(id).quantity();
                    case FACILITY -> inventory.getFacility(id).capacity();
                },
                found.stops().stream()
                        .map(each -> inventory.getFacility(each).name())
                        .toList(),
                found.starts().stream()
                        .map(each -> inventory.getFacility(each).name())
                        .toList(),
                ways,
                report.leftOut().stream()
                        .filter(line ->
                                line.what().equals(code(thing)) && line.id().equals(id))
                        .findFirst()
                        .orElse(null));
    }

    private static String partner(Inventory inventory, Explanation.Thing thing, Explanation.Way way) {
        String id = way.partner();
        if (id == null) {
            return "";
        }
        if (way.change() == Explanation.Change.VOLUME) {
            return inventory.getClass(id).name();
        }
        boolean facility =
                inventory.facilities().stream().anyMatch(each -> each.id().equals(id));
        if (facility) {
            return inventory.getFacility(id).name();
        }
        String site = thing == Explanation.Thing.OFFER
                ? inventory.getNeed(id).site()
                : inventory.getOffer(id).site();
        return inventory.ownerOf(site).name();
    }
}
