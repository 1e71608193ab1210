package org.knooppunt.inventory.web;

import org.jspecify.annotations.Nullable;
import org.knooppunt.inventory.Facilities;
import org.knooppunt.inventory.StreamFilter;
import org.knooppunt.web.FormText;
import org.springframework.web.bind.annotation.BindParam;

/** The filters of a list as they stand in the address. */
public record ListQuery(
        @Nullable String q,
        @Nullable String kind,
        @BindParam("class") @Nullable String resourceClass,
        @Nullable String area,
        @Nullable String organisation,
        @Nullable String site,
        @Nullable String visibility,
        @Nullable String status,
        @Nullable String sort,
        @Nullable String page) {

    /** Whether anything but order and page was chosen. */
    public boolean isFiltered() {
        for (String value : new String[] {q, kind, resourceClass, area, organisation, site, visibility, status}) {
            if (value != null && !value.isBlank()) {
                return true;
            }
        }
        return false;
    }

    StreamFilter streams(int rows) {
        return new StreamFilter(q, kind, resourceClass, area, organisation, site, visibility, sort, pageNumber(), rows);
    }

    Facilities.Filter facilities(int rows) {
        return new Facilities.Filter(q, kind, resourceClass, area, organisation, status, sort, pageNumber(), rows);
    }

    /** The page; nonsense in the address is the first. */
    int pageNumber() {
        return FormText.page(page);
    }
}
