package org.knooppunt.planning;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.Site;

/**
 * Which part of the inventory a plan is about; an empty set means all of that sort.
 *
 * @param areas keys of areas, those below them already included
 * @param kinds codes of kinds
 * @param visibilities codes; a facility has none and stays
 * @param organisations keys
 */
public record PlanScope(Set<String> areas, Set<String> kinds, Set<String> visibilities, Set<String> organisations) {
    public static final PlanScope ALL = new PlanScope(Set.of(), Set.of(), Set.of(), Set.of());

    public PlanScope {
        areas = java.util.Collections.unmodifiableSet(new TreeSet<>(areas));
        kinds = java.util.Collections.unmodifiableSet(new TreeSet<>(kinds));
        visibilities = java.util.Collections.unmodifiableSet(new TreeSet<>(visibilities));
        organisations = java.util.Collections.unmodifiableSet(new TreeSet<>(organisations));
        for (String kind : kinds) {
            if (Kind.find(kind).isEmpty()) {
                throw new IllegalArgumentException("kind is '" + kind + "'; expected one of the five");
            }
        }
    }

    public boolean isAll() {
        return equals(ALL);
    }

    /** The streams and facilities this scope is about, with the places and organisations they need. */
    public Inventory of(Inventory inventory) {
        if (isAll()) {
            return inventory;
        }
        Predicate<String> here = key -> {
            Site site = inventory.getSite(key);
            return (areas.isEmpty() || areas.contains(site.area()))
                    && (organisations.isEmpty() || organisations.contains(site.organisation()));
        };
        Predicate<String> ofKind = resource -> kinds.isEmpty()
                || kinds.contains(inventory.getClass(resource).kind().code());
        Set<String> fitting = new HashSet<>();
        for (Process process : inventory.processes()) {
            if (ofKind.test(process.input())) {
                fitting.add(process.facility());
            }
        }
        List<Facility> facilities = inventory.facilities().stream()
                .filter(facility -> here.test(facility.site()) && fitting.contains(facility.id()))
                .toList();
        Set<String> chosen = new HashSet<>();
        facilities.forEach(facility -> chosen.add(facility.id()));
        return new Inventory(
                List.copyOf(inventory.classes()),
                List.copyOf(inventory.organisations()),
                List.copyOf(inventory.sites()),
                inventory.offers().stream()
                        .filter(offer -> here.test(offer.site())
                                && ofKind.test(offer.resourceClass())
                                && (visibilities.isEmpty()
                                        || visibilities.contains(
                                                offer.visibility().code())))
                        .toList(),
                inventory.needs().stream()
                        .filter(need -> here.test(need.site())
                                && ofKind.test(need.resourceClass())
                                && (visibilities.isEmpty()
                                        || visibilities.contains(
                                                need.visibility().code())))
                        .toList(),
                facilities,
                inventory.processes().stream()
                        .filter(process -> chosen.contains(process.facility()) && ofKind.test(process.input()))
                        .toList(),
                inventory.links());
    }
}
