package org.knooppunt.engine.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A consistent inventory: every key is unique within its table, every reference exists, the class tree has no cycle and
 * keeps one kind from root to leaf. Construction checks all of it and refuses with every fault found.
 */
public final class Inventory {
    public static final Inventory EMPTY =
            new Inventory(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private final Map<String, ResourceClass> classes;
    private final Map<String, Organisation> organisations;
    private final Map<String, Site> sites;
    private final Map<String, Offer> offers;
    private final Map<String, Need> needs;
    private final Map<String, Facility> facilities;
    private final Map<String, Process> processes;
    private final List<Link> links;

    /** @throws IllegalArgumentException with one line per fault */
    public Inventory(
            List<ResourceClass> classes,
            List<Organisation> organisations,
            List<Site> sites,
            List<Offer> offers,
            List<Need> needs,
            List<Facility> facilities,
            List<Process> processes,
            List<Link> links) {
        List<String> faults = new ArrayList<>();
        this.classes = index("class", classes, ResourceClass::id, faults);
        this.organisations = index("organisation", organisations, Organisation::id, faults);
        this.sites = index("site", sites, Site::id, faults);
        this.offers = index("offer", offers, Offer::id, faults);
        this.needs = index("need", needs, Need::id, faults);
        this.facilities = index("facility", facilities, Facility::id, faults);
        this.processes = index("process", processes, Process::id, faults);
        this.links = List.copyOf(links);
        check(faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
    }

    private static <T> Map<String, T> index(String what, List<T> rows, Function<T, String> id, List<String> faults) {
        Map<String, T> map = new LinkedHashMap<>(rows.size() * 2);
        for (T row : rows) {
            if (map.putIfAbsent(id.apply(row), row) != null) {
                faults.add(what + " " + id.apply(row) + " stands twice; expected each key once");
            }
        }
        return java.util.Collections.unmodifiableMap(map);
    }

    private void check(List<String> faults) {
        for (ResourceClass c : classes.values()) {
            checkAncestry(c, faults);
        }
        for (Site site : sites.values()) {
            refer("site " + site.id(), "organisation", site.organisation(), organisations, faults);
        }
        for (Offer offer : offers.values()) {
            refer("offer " + offer.id(), "site", offer.site(), sites, faults);
            refer("offer " + offer.id(), "class", offer.resourceClass(), classes, faults);
        }
        for (Need need : needs.values()) {
            refer("need " + need.id(), "site", need.site(), sites, faults);
            refer("need " + need.id(), "class", need.resourceClass(), classes, faults);
        }
        for (Facility facility : facilities.values()) {
            refer("facility " + facility.id(), "site", facility.site(), sites, faults);
        }
        for (Process process : processes.values()) {
            refer("process " + process.id(), "facility", process.facility(), facilities, faults);
            refer("process " + process.id(), "class", process.input(), classes, faults);
            for (String output : process.outputs().keySet()) {
                refer("process " + process.id(), "class", output, classes, faults);
            }
        }
        for (Link link : links) {
            refer("link from " + link.from() + " to " + link.to(), "site", link.from(), sites, faults);
            refer("link from " + link.from() + " to " + link.to(), "site", link.to(), sites, faults);
        }
    }

    private void checkAncestry(ResourceClass start, List<String> faults) {
        Set<String> seen = new HashSet<>();
        ResourceClass at = start;
        while (at.parent() != null) {
            if (!seen.add(at.id())) {
                faults.add("class " + start.id() + ": its parents form a circle; expected a tree");
                return;
            }
            ResourceClass above = classes.get(at.parent());
            if (above == null) {
                if (at == start) {
                    faults.add("class " + start.id() + ": parent " + at.parent()
                            + " is unknown; expected a class of this inventory or nothing");
                }
                return;
            }
            if (above.kind() != at.kind()) {
                if (at == start) {
                    faults.add("class " + start.id() + ": kind is "
                            + at.kind().code() + " but its parent's is "
                            + above.kind().code() + "; expected the same kind");
                }
                return;
            }
            at = above;
        }
    }

    private static void refer(String who, String what, String id, Map<String, ?> table, List<String> faults) {
        if (!table.containsKey(id)) {
            faults.add(who + ": " + what + " " + id + " is unknown; expected one of this inventory");
        }
    }

    public Collection<ResourceClass> classes() {
        return classes.values();
    }

    public Collection<Organisation> organisations() {
        return organisations.values();
    }

    public Collection<Site> sites() {
        return sites.values();
    }

    public Collection<Offer> offers() {
        return offers.values();
    }

    public Collection<Need> needs() {
        return needs.values();
    }

    public Collection<Facility> facilities() {
        return facilities.values();
    }

    public Collection<Process> processes() {
        return processes.values();
    }

    public List<Link> links() {
        return links;
    }

    public ResourceClass getClass(String id) {
        return get("class", id, classes);
    }

    public Organisation getOrganisation(String id) {
        return get("organisation", id, organisations);
    }

    public Site getSite(String id) {
        return get("site", id, sites);
    }

    public Offer getOffer(String id) {
        return get("offer", id, offers);
    }

    public Need getNeed(String id) {
        return get("need", id, needs);
    }

    public Facility getFacility(String id) {
        return get("facility", id, facilities);
    }

    public Process getProcess(String id) {
        return get("process", id, processes);
    }

    private static <T> T get(String what, String id, Map<String, T> table) {
        T found = table.get(id);
        if (found == null) {
            throw new IllegalArgumentException(what + " " + id + " is unknown");
        }
        return found;
    }

    /** Whether a demand for {@code wanted} accepts {@code given}: the same class or a descendant of it. */
    public boolean accepts(String wanted, String given) {
        @Nullable String at = given;
        while (at != null) {
            if (at.equals(wanted)) {
                return true;
            }
            ResourceClass c = classes.get(at);
            at = c == null ? null : c.parent();
        }
        return false;
    }

    /** The class itself and all above it, nearest first. */
    public List<String> lineage(String id) {
        List<String> lineage = new ArrayList<>();
        @Nullable String at = id;
        while (at != null) {
            lineage.add(at);
            at = getClass(at).parent();
        }
        return lineage;
    }

    /** The organisation that owns the site. */
    public Organisation ownerOf(String site) {
        return getOrganisation(getSite(site).organisation());
    }

    @Override
    public String toString() {
        return "inventory of " + offers.size() + " offers, " + needs.size() + " needs, " + facilities.size()
                + " facilities, " + organisations.size() + " organisations";
    }
}
