package org.knooppunt.engine.transport;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;

/**
 * Only the listed pairs are connected, one way, at the figures of the list; a site is connected with itself at no cost.
 * Of several links for one pair the cheapest holds, then the one with least CO2e, then the first.
 */
public final class LinkTransport implements Transport {
    private static final Haul SAME_SITE = new Haul(0, 0, 0, Mode.ROAD);

    private final Map<String, Map<String, Haul>> hauls = new HashMap<>();

    public LinkTransport(Collection<Link> links) {
        for (Link link : links) {
            Haul haul = new Haul(link.cost(), link.km(), link.co2(), link.mode());
            hauls.computeIfAbsent(link.from(), site -> new HashMap<>())
                    .merge(link.to(), haul, (one, other) -> isBetter(other, one) ? other : one);
        }
    }

    private static boolean isBetter(Haul one, Haul other) {
        return one.cost() < other.cost() || (one.cost() == other.cost() && one.co2() < other.co2());
    }

    @Override
    public Optional<Haul> find(ResourceClass resourceClass, Site from, Site to) {
        if (from.id().equals(to.id())) {
            return Optional.of(SAME_SITE);
        }
        Map<String, Haul> out = hauls.get(from.id());
        return out == null ? Optional.empty() : Optional.ofNullable(out.get(to.id()));
    }

    @Override
    public Optional<Set<String>> listReachable(Site from) {
        Set<String> reachable = new HashSet<>();
        reachable.add(from.id());
        Map<String, Haul> out = hauls.get(from.id());
        if (out != null) {
            reachable.addAll(out.keySet());
        }
        return Optional.of(reachable);
    }
}
