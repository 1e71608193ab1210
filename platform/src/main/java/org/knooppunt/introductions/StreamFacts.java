package org.knooppunt.introductions;

import org.knooppunt.inventory.Side;
import org.knooppunt.web.Keys;

/**
 * A stream with its owner and place, for who may know them.
 *
 * @param visibility who may see it in the lists: {@code public}, {@code members} or {@code coordinator}
 * @param gone whether it was deleted
 */
public record StreamFacts(
        Side side,
        String key,
        String resourceClass,
        String className,
        String kind,
        double quantity,
        double price,
        String description,
        String visibility,
        String organisation,
        String organisationName,
        String siteName,
        String areaName,
        double lat,
        double lon,
        boolean gone) {
    /** What it is called where there is room for one line. */
    public String title() {
        return description.isBlank() ? className : description;
    }

    public String path() {
        return "/" + side.plural() + "/" + Keys.path(key);
    }

    /** Its page in this room. */
    public String matchesPath() {
        return "/introductions/streams" + path();
    }

    public String organisationPath() {
        return "/organisations/" + Keys.path(organisation);
    }

    public boolean isHidden() {
        return visibility.equals("coordinator");
    }
}
