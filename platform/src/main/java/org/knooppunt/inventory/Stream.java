package org.knooppunt.inventory;

import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.web.Keys;

/**
 * An offer or need with what belongs to it, as pages show it.
 *
 * @param kind code of its kind, for example {@code water}
 * @param ewc code of the list of waste; only offers have one
 * @param qualities of an offer
 * @param limits of a need
 * @param version for optimistic locking
 * @param born the event that an import brought it in with
 */
public record Stream(
        Side side,
        String key,
        String resourceClass,
        String className,
        String kind,
        double quantity,
        double price,
        @Nullable String ewc,
        String description,
        double standardDeviation,
        MonthProfile profile,
        String visibility,
        SortedMap<String, Double> qualities,
        SortedMap<String, QualityLimit> limits,
        String site,
        String siteName,
        String organisation,
        String organisationName,
        String area,
        String areaName,
        int version,
        Instant updatedAt,
        boolean deleted,
        @Nullable Long born) {

    /** Its page. */
    public String path() {
        return "/" + side.plural() + "/" + Keys.path(key);
    }

    public String organisationPath() {
        return "/organisations/" + Keys.path(organisation);
    }

    /** What it is called where there is room for one line. */
    public String title() {
        return description.isBlank() ? className : description;
    }
}
