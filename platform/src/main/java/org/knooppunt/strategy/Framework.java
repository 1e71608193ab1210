package org.knooppunt.strategy;

import org.jspecify.annotations.Nullable;

/**
 * A framework of goals.
 *
 * @param latest number of the version in force; 0 when none was published yet
 * @param draft number of the version being written, if any
 * @param goals how many goals the version in force has
 */
public record Framework(
        long id,
        String code,
        Words name,
        String source,
        boolean priorityRises,
        int latest,
        @Nullable Integer draft,
        int goals) {}
