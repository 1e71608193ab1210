package org.knooppunt.engine.transport;

import java.util.Optional;
import java.util.Set;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;

/**
 * Answers what it costs and emits to move one unit of a resource between two sites; the multimodal network fills it
 * too. Implementations are immutable and answer the same question always the same way.
 */
public interface Transport {
    /** The best way between two sites, or nothing when they are not connected or out of reach for the class. */
    Optional<Haul> find(ResourceClass resourceClass, Site from, Site to);

    /**
     * The ids of the sites that can be reached from a site at all, where few enough to be listed; whoever looks for
     * takers then asks only for those. Nothing means: every site may be reached, ask for each.
     */
    default Optional<Set<String>> listReachable(Site from) {
        return Optional.empty();
    }

    /** The inventory's own links when it has any, else direct transport at the standard rates. */
    static Transport of(Inventory inventory) {
        return inventory.links().isEmpty()
                ? new DirectTransport(DirectTransport.Rates.STANDARD)
                : new LinkTransport(inventory.links());
    }
}
