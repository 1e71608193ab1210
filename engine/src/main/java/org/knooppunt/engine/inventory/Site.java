package org.knooppunt.engine.inventory;

import java.util.Set;
import java.util.TreeSet;

/**
 * A place of an organisation.
 *
 * @param area key or name of the area it lies in, may be empty
 * @param lat latitude, WGS 84, degrees
 * @param lon longitude, WGS 84, degrees
 * @param modes the modes of transport the site reaches; road when nothing was said
 */
public record Site(String id, String organisation, String name, String area, double lat, double lon, Set<Mode> modes) {
    public Site {
        Check.id("site", id);
        if (!(lat >= -90 && lat <= 90)) {
            throw new IllegalArgumentException(
                    "site " + id + ": lat is " + lat + "; expected degrees between -90 and 90");
        }
        if (!(lon >= -180 && lon <= 180)) {
            throw new IllegalArgumentException(
                    "site " + id + ": lon is " + lon + "; expected degrees between -180 and 180");
        }
        modes = modes.isEmpty() ? Set.of(Mode.ROAD) : java.util.Collections.unmodifiableSet(new TreeSet<>(modes));
    }
}
