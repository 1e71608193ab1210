package org.knooppunt.organisation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.web.Keys;

/**
 * An organisation as pages show it.
 *
 * @param enterpriseNumber as people write it
 * @param areas names of the areas its sites lie in
 * @param version for optimistic locking
 * @param born the event that an import brought it in with
 */
public record Partner(
        String key,
        String name,
        String type,
        @Nullable String enterpriseNumber,
        @Nullable String nace,
        int sites,
        List<String> areas,
        int version,
        Instant updatedAt,
        boolean deleted,
        @Nullable Long born) {
    /** The types there are. */
    public static final List<String> TYPES =
            List.of("company", "startup", "social", "personal", "school", "knowledge", "public", "association");

    public Partner {
        areas = List.copyOf(areas);
    }

    /** One of its sites. */
    public record Place(
            String key,
            String organisation,
            String name,
            String area,
            String areaName,
            double lat,
            double lon,
            List<String> modes,
            int version) {
        public String path() {
            return "/organisations/" + Keys.path(organisation) + "/sites/" + Keys.path(key);
        }
    }

    /** Its page. */
    public String path() {
        return "/organisations/" + Keys.path(key);
    }
}
