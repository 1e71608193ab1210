package org.knooppunt.planning.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Site;

/** A site on the map; {@code role} is what it does in the plan. */
public record Place(Site site, String organisation, String role, Kind kind, List<String> cases) {

    /** The places between which these flows go. */
    public static List<Place> of(List<PlanReport.FlowLine> flows) {
        Map<String, Place> places = new TreeMap<>();
        for (PlanReport.FlowLine flow : flows) {
            add(places, flow.fromSite(), flow.fromRole(), flow.fromName(), flow.fromPlace(), flow);
            add(places, flow.toSite(), flow.toRole(), flow.toName(), flow.toPlace(), flow);
        }
        return List.copyOf(places.values());
    }

    private static void add(
            Map<String, Place> places, Site site, String role, String name, String below, PlanReport.FlowLine flow) {
        Place known = places.get(site.id());
        List<String> in = new ArrayList<>(known == null ? List.of() : known.cases());
        if (!flow.caseId().isEmpty() && !in.contains(flow.caseId())) {
            in.add(flow.caseId());
            in.sort(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
        }
        // a facility has its owner below its name, a stream has its owner as name
        String owner = role.equals("facility") ? below : name;
        String strongest = known == null ? role : strongest(known.role(), role);
        places.put(
                site.id(),
                new Place(site, owner, strongest, known == null ? flow.kind() : known.kind(), List.copyOf(in)));
    }

    /** A place with a facility is shown as one; else one that gives goes before one that takes. */
    private static String strongest(String one, String other) {
        List<String> order = List.of("facility", "offer", "need");
        return order.indexOf(one) <= order.indexOf(other) ? one : other;
    }
}
