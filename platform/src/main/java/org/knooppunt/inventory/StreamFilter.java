package org.knooppunt.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Which streams of a side, in which order. What is empty does not matter.
 *
 * @param text words that must all be found in the stream, its class, site or organisation
 * @param kind code of a kind
 * @param resourceClass a class; also finds what lies below it
 * @param area an area; also finds what lies in it
 * @param organisation key
 * @param site key
 * @param visibility code
 * @param sort column, with a dash before it for descending
 * @param page from 1
 * @param size rows per page
 */
public record StreamFilter(
        @Nullable String text,
        @Nullable String kind,
        @Nullable String resourceClass,
        @Nullable String area,
        @Nullable String organisation,
        @Nullable String site,
        @Nullable String visibility,
        @Nullable String sort,
        int page,
        int size) {
    public static final StreamFilter ALL = new StreamFilter(null, null, null, null, null, null, null, null, 1, 50);

    public StreamFilter ofOrganisation(String key) {
        return new StreamFilter(text, kind, resourceClass, area, key, site, visibility, sort, page, size);
    }

    public StreamFilter sized(int rows) {
        return new StreamFilter(text, kind, resourceClass, area, organisation, site, visibility, sort, 1, rows);
    }
}
