package org.knooppunt.web;

import java.util.List;

/**
 * One page of a list whose paging the database did.
 *
 * @param number page, from 1
 * @param size rows per page
 * @param total rows in all pages
 */
public record Slice<T>(List<T> rows, int number, int size, long total) {
    public Slice {
        rows = List.copyOf(rows);
    }

    public int pages() {
        return (int) Math.max(1, (total + size - 1) / size);
    }

    public long first() {
        return total == 0 ? 0 : (long) (number - 1) * size + 1;
    }

    public long last() {
        return Math.min(total, (long) number * size);
    }
}
