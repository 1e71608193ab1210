package org.knooppunt.api;

import java.util.List;
import java.util.function.Function;
import org.knooppunt.web.Slice;

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

    /** What a room found; a page beyond the last is empty, though the room answers with its last. */
    public static <R, T> ApiPage<T> of(Slice<R> found, PageQuery query, Function<R, T> view) {
        List<T> items = query.page() > found.pages()
                ? List.of()
                : found.rows().stream().map(view).toList();
        return of(items, query, found.total());
    }

    public static <T> ApiPage<T> of(List<T> items, PageQuery query, long total) {
        return new ApiPage<>(items, query.page(), query.size(), total);
    }
}
