package org.knooppunt.api;

import java.util.List;

/**
 * One page of a list whose paging the database did. The answer also carries {@code Link} headers to the first,
 * previous, next and last page.
 *
 * @param page from 1
 * @param size things per page
 * @param total things in all pages
 */
public record ApiPage<T>(List<T> items, int page, int size, long total) {
    public ApiPage {
        items = List.copyOf(items);
    }

    public static <T> ApiPage<T> of(List<T> items, PageQuery query, long total) {
        return new ApiPage<>(items, query.page(), query.size(), total);
    }
}
