package org.knooppunt.engine.transport;

import java.util.Optional;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Site;

/** Answers what it costs and emits to move one unit of a kind between two sites; the multimodal network fills it too. */
public interface Transport {
    /** The best way between two sites, or nothing when they are not connected or out of reach for the kind. */
    Optional<Haul> find(Kind kind, Site from, Site to);
}
