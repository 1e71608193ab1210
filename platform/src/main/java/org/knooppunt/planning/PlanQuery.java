package org.knooppunt.planning;

import org.jspecify.annotations.Nullable;

/**
 * Which plans of the list, in which order.
 *
 * @param text to find in name and note; empty for all
 * @param status absent for all
 * @param sort name, created, status or surplus; with a minus sign the largest first
 * @param page from 1
 */
public record PlanQuery(String text, @Nullable PlanStatus status, String sort, int page, int size) {
    public static final PlanQuery LATEST = new PlanQuery("", null, "-created", 1, 25);
}
