package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Unit;

/** A plan in people's terms: the document and the names, places and units of the inventory it was made from. */
public final class PlanReport {
    /** What of a list a person still reads; a report shows the first so many. */
    static final int MANY = 300;

    private final Inventory inventory;
    private final PlanDocument plan;
    private final List<CaseDocument> cases;
    private final Map<String, CaseDocument> byId = new LinkedHashMap<>();
    private final Map<String, Offer> offers = new HashMap<>();
    private final Map<String, Need> needs = new HashMap<>();
    private final Map<String, Process> firstProcess = new HashMap<>();
    private final List<FlowLine> flows;

    public PlanReport(Inventory inventory, PlanDocument plan, List<CaseDocument> cases) {
        this.inventory = inventory;
        this.plan = plan;
        this.cases = List.copyOf(cases);
        inventory.offers().forEach(offer -> offers.put(offer.id(), offer));
        inventory.needs().forEach(need -> needs.put(need.id(), need));
        inventory.processes().forEach(process -> firstProcess.putIfAbsent(process.facility(), process));
        Map<PlanDocument.Flow, String> caseOf = new HashMap<>();
        for (CaseDocument each : cases) {
            byId.put(each.id(), each);
            each.flows().forEach(flow -> caseOf.put(flow, each.id()));
        }
        List<FlowLine> lines = new ArrayList<>();
        for (PlanDocument.Flow flow : plan.flows()) {
            lines.add(line(lines.size() + 1, flow, caseOf.getOrDefault(flow, "")));
        }
        this.flows = List.copyOf(lines);
    }

    /** The same report about one case only. */
    public PlanReport only(CaseDocument one) {
        return new PlanReport(
                inventory,
                new PlanDocument(
                        plan.format(),
                        plan.status(),
                        plan.stopped(),
                        one.surplus(),
                        one.surplus(),
                        0,
                        one.money(),
                        one.co2eAvoidedT(),
                        one.jobs(),
                        plan.seconds(),
                        plan.seed(),
                        plan.engine(),
                        plan.asked(),
                        plan.parts(),
                        plan.certificate(),
                        plan.facilities().stream()
                                .filter(use -> one.facilities().contains(use.facility()))
                                .toList(),
                        one.flows(),
                        plan.prices(),
                        List.of(),
                        List.of(),
                        plan.transport(),
                        plan.inventory(),
                        plan.aimed()),
                List.of(one));
    }

    public Inventory inventory() {
        return inventory;
    }

    public PlanDocument plan() {
        return plan;
    }

    public List<CaseDocument> cases() {
        return cases;
    }

    /** The case of that id, absent when the plan has none such. */
    public @Nullable CaseDocument findCase(String id) {
        return byId.get(id);
    }

    /** The organisations of all cases together. */
    public long partners() {
        return cases.stream()
                .flatMap(each -> each.partners().stream())
                .map(CaseDocument.Partner::organisation)
                .distinct()
                .count();
    }

    /** What is told of the whole, without the lists. */
    public PlanOverview overview() {
        return new PlanOverview(
                plan.withoutLists(),
                rates(),
                cases.size(),
                Math.toIntExact(partners()),
                flows.size(),
                plan.entry().size(),
                flows.stream().map(FlowLine::kind).distinct().sorted().toList());
    }

    /**
     * One flow with names.
     *
     * @param fromPlace where it comes from in words below the name: what the offer is, or whose the facility is
     * @param cost EUR of transport per year
     * @param fromFeed the class that the process takes in that made it; empty when it comes from an offer
     * @param toFeed the class that the process takes in that it goes to; empty when it goes to a need
     */
    public record FlowLine(
            int number,
            String caseId,
            String from,
            String fromRole,
            String fromName,
            String fromPlace,
            Site fromSite,
            String to,
            String toRole,
            String toName,
            String toPlace,
            Site toSite,
            String resourceClass,
            String className,
            Kind kind,
            double quantity,
            double unitCost,
            double cost,
            double km,
            double co2eKg,
            String mode,
            @Nullable String fromProcess,
            String fromFeed,
            @Nullable String toProcess,
            String toFeed) {
        public Unit unit() {
            return kind.unit();
        }
    }

    public List<FlowLine> flows() {
        return flows;
    }

    /** As they stand in the plan where that is read in a minute, else the largest of each kind first. */
    List<FlowLine> largestFlows() {
        if (flows.size() <= MANY) {
            return flows;
        }
        Map<Kind, Double> most = new HashMap<>();
        flows.forEach(flow -> most.merge(flow.kind(), flow.quantity(), Math::max));
        return flows.stream()
                .sorted(Comparator.comparingDouble(
                                (FlowLine flow) -> -flow.quantity() / most.getOrDefault(flow.kind(), 1.0))
                        .thenComparingInt(FlowLine::number))
                .toList();
    }

    private FlowLine line(int number, PlanDocument.Flow flow, String caseId) {
        boolean made = flow.fromProcess() != null;
        boolean fed = flow.toProcess() != null;
        Thing from = made ? facility(flow.from()) : offer(flow.from());
        Thing to = fed ? facility(flow.to()) : need(flow.to());
        ResourceClass resource = inventory.getClass(flow.resourceClass());
        return new FlowLine(
                number,
                caseId,
                flow.from(),
                made ? "facility" : "offer",
                from.name(),
                from.place(),
                from.site(),
                flow.to(),
                fed ? "facility" : "need",
                to.name(),
                to.place(),
                to.site(),
                resource.id(),
                resource.name(),
                resource.kind(),
                flow.quantity(),
                flow.unitCost(),
                flow.quantity() * flow.unitCost(),
                flow.km(),
                flow.co2eKg(),
                flow.mode(),
                flow.fromProcess(),
                feed(flow.fromProcess()),
                flow.toProcess(),
                feed(flow.toProcess()));
    }

    /** Name of the class that a process takes in. */
    private String feed(@Nullable String process) {
        return process == null
                ? ""
                : inventory.getClass(inventory.getProcess(process).input()).name();
    }

    private record Thing(String name, String place, Site site) {}

    private Thing offer(String id) {
        Offer offer = inventory.getOffer(id);
        String what = offer.description().isBlank()
                ? inventory.getClass(offer.resourceClass()).name()
                : offer.description();
        return new Thing(inventory.ownerOf(offer.site()).name(), what, inventory.getSite(offer.site()));
    }

    private Thing need(String id) {
        Need need = inventory.getNeed(id);
        String what = need.description().isBlank()
                ? inventory.getClass(need.resourceClass()).name()
                : need.description();
        return new Thing(inventory.ownerOf(need.site()).name(), what, inventory.getSite(need.site()));
    }

    private Thing facility(String id) {
        Facility facility = inventory.getFacility(id);
        return new Thing(
                facility.name(), inventory.ownerOf(facility.site()).name(), inventory.getSite(facility.site()));
    }

    /** Whether there is an offer, need or facility of that id. */
    public boolean has(String role, String id) {
        return switch (role) {
            case "offer" -> offers.containsKey(id);
            case "need" -> needs.containsKey(id);
            default ->
                inventory.processes().stream()
                        .anyMatch(process -> process.facility().equals(id));
        };
    }

    /** What an offer or need is, or what a facility is called. */
    String nameOf(String role, String id) {
        return role.equals("facility") ? facility(id).name() : thing(role, id).place();
    }

    /** Whose it is. */
    String placeOf(String role, String id) {
        return role.equals("facility") ? facility(id).place() : thing(role, id).name();
    }

    private Thing thing(String role, String id) {
        return role.equals("offer") ? offer(id) : need(id);
    }

    /** A rate of transport with the name of what it is for. */
    public record RateLine(String name, boolean kind, PlanDocument.Rate rate) {}

    /** The rates that matter here: of every kind, and of the classes this inventory has. */
    public List<RateLine> rates() {
        List<RateLine> lines = new ArrayList<>();
        for (PlanDocument.Rate rate : plan.transport().rates()) {
            boolean kind = Kind.find(rate.of()).isPresent();
            String name = kind
                    ? rate.of()
                    : inventory.classes().stream()
                            .filter(known -> known.id().equals(rate.of()))
                            .findFirst()
                            .map(ResourceClass::name)
                            .orElse("");
            if (!name.isEmpty()) {
                lines.add(new RateLine(name, kind, rate));
            }
        }
        return lines;
    }

    /** A facility in the plan; {@code share} of its capacity is used. */
    public record FacilityLine(
            String id,
            String name,
            String organisation,
            String status,
            boolean runs,
            double intake,
            double minIntake,
            double capacity,
            double share,
            double fixedCost,
            Unit unit,
            String caseId) {}

    public List<FacilityLine> facilities() {
        Map<String, String> caseOf = new HashMap<>();
        for (CaseDocument each : cases) {
            each.facilities().forEach(id -> caseOf.put(id, each.id()));
        }
        List<FacilityLine> lines = new ArrayList<>();
        for (PlanDocument.FacilityUse use : plan.facilities()) {
            Facility facility = inventory.getFacility(use.facility());
            lines.add(new FacilityLine(
                    facility.id(),
                    facility.name(),
                    inventory.ownerOf(facility.site()).name(),
                    facility.status().code(),
                    use.runs(),
                    use.intake(),
                    facility.minIntake(),
                    facility.capacity(),
                    facility.capacity() > 0 ? use.intake() / facility.capacity() : 0,
                    facility.fixedCost(),
                    unit(firstProcess.get(facility.id())),
                    caseOf.getOrDefault(facility.id(), "")));
        }
        return lines;
    }

    private Unit unit(@Nullable Process process) {
        return process == null
                ? Unit.TONNE
                : inventory.getClass(process.input()).unit();
    }

    /**
     * Something left out, with names.
     *
     * @param part whether some of it is in the plan
     * @param obstacle name of the facility the reason is about, or the quality that is missed; may be empty
     */
    public record LeftOutLine(
            String id,
            String what,
            String name,
            String organisation,
            String className,
            String kind,
            Unit unit,
            double left,
            double of,
            boolean part,
            LeftOut reason,
            @Nullable Double price,
            @Nullable Double entryPrice,
            String obstacle) {
        /** Key of the sentence that says why. */
        public String sentence() {
            return "plan.leftOut." + what + "." + reason.code();
        }
    }

    public List<LeftOutLine> leftOut() {
        List<LeftOutLine> lines = new ArrayList<>();
        for (PlanDocument.Entry entry : plan.entry()) {
            lines.add(leftOut(entry));
        }
        return lines;
    }

    private LeftOutLine leftOut(PlanDocument.Entry entry) {
        Thing thing =
                switch (entry.what()) {
                    case "offer" -> offer(entry.id());
                    case "need" -> need(entry.id());
                    default -> facility(entry.id());
                };
        ResourceClass resource =
                switch (entry.what()) {
                    case "offer" ->
                        inventory.getClass(inventory.getOffer(entry.id()).resourceClass());
                    case "need" ->
                        inventory.getClass(inventory.getNeed(entry.id()).resourceClass());
                    default -> {
                        Process process = firstProcess.get(entry.id());
                        yield process == null
                                ? new ResourceClass("-", null, Kind.MATERIAL, "")
                                : inventory.getClass(process.input());
                    }
                };
        boolean isFacility = entry.what().equals("facility");
        String obstacle = entry.detail();
        if (!obstacle.isEmpty() && entry.reason() != LeftOut.QUALITY) {
            obstacle = inventory.getFacility(obstacle).name();
        }
        return new LeftOutLine(
                entry.id(),
                entry.what(),
                isFacility ? thing.name() : thing.place(),
                isFacility ? thing.place() : thing.name(),
                resource.name(),
                resource.kind().code(),
                resource.unit(),
                entry.left(),
                entry.of(),
                !isFacility && entry.left() < entry.of() * 0.999,
                entry.reason(),
                entry.price(),
                entry.entryPrice(),
                obstacle);
    }

    /** One Sankey per kind that moves: units do not mix. */
    public List<Sankey> sankeys() {
        Map<Kind, List<FlowLine>> byKind = new TreeMap<>();
        for (FlowLine flow : flows) {
            byKind.computeIfAbsent(flow.kind(), kind -> new ArrayList<>()).add(flow);
        }
        List<Sankey> sankeys = new ArrayList<>();
        byKind.forEach((kind, lines) -> sankeys.add(Sankey.of(kind, lines)));
        return sankeys;
    }

    /** Who pays and who is paid, in every case of this report. */
    public MoneyFlows money() {
        return MoneyFlows.of(this);
    }

    /** The places between which something moves. */
    public List<Place> places() {
        return Place.of(flows);
    }
}
