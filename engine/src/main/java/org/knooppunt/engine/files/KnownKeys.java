package org.knooppunt.engine.files;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;

/**
 * What exists already where a file is going to be imported, so that the file may refer to it. A row of the file with a
 * known key replaces what is known.
 *
 * @param classes by key, for the tree they form
 */
public record KnownKeys(
        Map<String, ResourceClass> classes, Set<String> organisations, Set<String> sites, Set<String> facilities) {
    public static final KnownKeys NONE = new KnownKeys(Map.of(), Set.of(), Set.of(), Set.of());

    public KnownKeys {
        classes = Map.copyOf(classes);
        organisations = Set.copyOf(organisations);
        sites = Set.copyOf(sites);
        facilities = Set.copyOf(facilities);
    }

    public static KnownKeys of(Inventory inventory) {
        return new KnownKeys(
                inventory.classes().stream().collect(Collectors.toMap(ResourceClass::id, c -> c)),
                inventory.organisations().stream().map(Organisation::id).collect(Collectors.toSet()),
                inventory.sites().stream().map(Site::id).collect(Collectors.toSet()),
                inventory.facilities().stream().map(Facility::id).collect(Collectors.toSet()));
    }

    public boolean isEmpty() {
        return classes.isEmpty() && organisations.isEmpty() && sites.isEmpty() && facilities.isEmpty();
    }

    boolean holds(Table table, String key) {
        return keys(table).contains(key);
    }

    Set<String> keys(Table table) {
        return switch (table) {
            case CLASSES -> classes.keySet();
            case ORGANISATIONS -> organisations;
            case SITES -> sites;
            case FACILITIES -> facilities;
            default -> Set.of();
        };
    }
}
