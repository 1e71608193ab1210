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
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Unit;

/** A plan in people's terms: the document and the names, places and units of the inventory it was made from. */
public final class PlanReport {
    /** Above this many links a Sankey shows classes instead of single streams. */
    private static final int MOST_LINKS = 90;

    private final Inventory inventory;
    private final PlanDocument plan;
    private final List<CaseDocument> cases;
    private final Map<String, CaseDocument> byId = new LinkedHashMap<>();
    private final Map<String, Offer> offers = new HashMap<>();
    private final Map<String, Need> needs = new HashMap<>();
    private final List<FlowLine> flows;

    public PlanReport(Inventory inventory, PlanDocument plan, List<CaseDocument> cases) {
        this.inventory = inventory;
        this.plan = plan;
        this.cases = List.copyOf(cases);
        inventory.offers().forEach(offer -> offers.put(offer.id(), offer));
        inventory.needs().forEach(need -> needs.put(need.id(), need));
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

    /** Whether it is proven that no plan is better. */
    public boolean isBest() {
        return plan.status().equals("optimal");
    }

    /** The gap rounded up, so that "at most" stays true after rounding. */
    public double gapAtMost() {
        return Math.ceil(plan.gap() * 10_000 - 1e-9) / 10_000;
    }

    /** Weighed effects in EUR per year: what the surplus has above the money. */
    public double weighed() {
        return plan.surplus() - plan.money();
    }

    /** EUR per year of the parts, in the order they add up; the key of the words and the amount with its sign. */
    public List<Amount> parts() {
        PlanDocument.Parts parts = plan.parts();
        return List.of(
                new Amount("sales", parts.sales()),
                new Amount("purchases", -parts.purchases()),
                new Amount("transport", -parts.transport()),
                new Amount("variable", -parts.variable()),
                new Amount("fixed", -parts.fixed()));
    }

    /** An amount by the key of its name. */
    public record Amount(String key, double value) {}

    /**
     * One flow with names.
     *
     * @param fromPlace where it comes from in words below the name: what the offer is, or whose the facility is
     * @param cost EUR of transport per year
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
            String mode) {
        public Unit unit() {
            return kind.unit();
        }
    }

    public List<FlowLine> flows() {
        return flows;
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
                flow.mode());
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
        Map<String, Unit> units = new HashMap<>();
        for (Process process : inventory.processes()) {
            units.putIfAbsent(
                    process.facility(), inventory.getClass(process.input()).unit());
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
                    units.getOrDefault(facility.id(), Unit.TONNE),
                    caseOf.getOrDefault(facility.id(), "")));
        }
        return lines;
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
                    default ->
                        inventory.processes().stream()
                                .filter(process -> process.facility().equals(entry.id()))
                                .findFirst()
                                .map(process -> inventory.getClass(process.input()))
                                .orElse(new ResourceClass("-", null, Kind.MATERIAL, ""));
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

    /** A picture of what moves, all in one unit. */
    public record Sankey(Kind kind, List<SankeyNode> nodes, List<SankeyLink> links) {
        public double total() {
            return links.stream()
                    .filter(link -> link.source().startsWith("offer"))
                    .mapToDouble(SankeyLink::value)
                    .sum();
        }

        /** Column per node from 0: offers first, needs last, facilities between, each after all that feed it. */
        public Map<String, Integer> columns() {
            Map<String, Integer> columns = new HashMap<>();
            nodes.forEach(node -> columns.put(node.id(), 0));
            boolean moved = true;
            for (int round = 0; moved && round <= nodes.size(); round++) {
                moved = false;
                for (SankeyLink link : links) {
                    int next = columns.getOrDefault(link.source(), 0) + 1;
                    if (columns.getOrDefault(link.target(), 0) < next) {
                        columns.put(link.target(), next);
                        moved = true;
                    }
                }
            }
            int last = columns.values().stream().max(Integer::compare).orElse(0);
            nodes.stream().filter(node -> node.role().equals("need")).forEach(node -> columns.put(node.id(), last));
            return columns;
        }
    }

    /** @param role offer, facility or need */
    public record SankeyNode(String id, String label, String detail, String role) {}

    /** @param value in the unit of the kind */
    public record SankeyLink(String source, String target, double value, String className) {}

    /** One Sankey per kind that moves: units do not mix. */
    public List<Sankey> sankeys() {
        Map<Kind, List<FlowLine>> byKind = new TreeMap<>();
        for (FlowLine flow : flows) {
            byKind.computeIfAbsent(flow.kind(), kind -> new ArrayList<>()).add(flow);
        }
        List<Sankey> sankeys = new ArrayList<>();
        byKind.forEach((kind, lines) -> sankeys.add(sankey(kind, lines, lines.size() > MOST_LINKS)));
        return sankeys;
    }

    private Sankey sankey(Kind kind, List<FlowLine> lines, boolean byClass) {
        Map<String, SankeyNode> nodes = new LinkedHashMap<>();
        Map<List<String>, Double> values = new LinkedHashMap<>();
        for (FlowLine flow : lines) {
            SankeyNode from = end(flow.fromRole(), flow.from(), flow.fromName(), flow.fromPlace(), flow, byClass);
            SankeyNode to = end(flow.toRole(), flow.to(), flow.toName(), flow.toPlace(), flow, byClass);
            nodes.put(from.id(), from);
            nodes.put(to.id(), to);
            values.merge(List.of(from.id(), to.id(), flow.className()), flow.quantity(), Double::sum);
        }
        List<SankeyLink> links = new ArrayList<>();
        values.forEach((key, value) -> links.add(new SankeyLink(key.get(0), key.get(1), value, key.get(2))));
        return new Sankey(kind, List.copyOf(nodes.values()), links);
    }

    private static SankeyNode end(String role, String id, String name, String place, FlowLine flow, boolean byClass) {
        return byClass && !role.equals("facility")
                ? new SankeyNode(role + ":" + flow.resourceClass(), flow.className(), "", role)
                : new SankeyNode(role + ":" + id, name, place, role);
    }

    /** Who pays and who is paid, in every case of this report. */
    public MoneyFlows money() {
        return MoneyFlows.of(this);
    }

    /** A site on the map; {@code role} is what it does in this plan. */
    public record Place(Site site, String organisation, String role, Kind kind, List<String> cases) {}

    /** The places between which something moves. */
    public List<Place> places() {
        Map<String, Place> places = new TreeMap<>();
        for (FlowLine flow : flows) {
            place(places, flow.fromSite(), flow.fromRole(), flow);
            place(places, flow.toSite(), flow.toRole(), flow);
        }
        return List.copyOf(places.values());
    }

    private void place(Map<String, Place> places, Site site, String role, FlowLine flow) {
        String caseId = flow.caseId();
        Place known = places.get(site.id());
        Organisation owner = inventory.ownerOf(site.id());
        List<String> in = new ArrayList<>(known == null ? List.of() : known.cases());
        if (!caseId.isEmpty() && !in.contains(caseId)) {
            in.add(caseId);
            in.sort(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
        }
        String strongest = known == null ? role : strongest(known.role(), role);
        places.put(
                site.id(),
                new Place(site, owner.name(), strongest, known == null ? flow.kind() : known.kind(), List.copyOf(in)));
    }

    /** A place with a facility is shown as one; else one that gives goes before one that takes. */
    private static String strongest(String one, String other) {
        List<String> order = List.of("facility", "offer", "need");
        return order.indexOf(one) <= order.indexOf(other) ? one : other;
    }
}
