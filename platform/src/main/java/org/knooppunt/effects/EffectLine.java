package org.knooppunt.effects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An effect in a list.
 *
 * @param grade absent while nobody judged
 * @param att average effect; absent where nothing was calculated or it is refused
 */
public record EffectLine(
        long id,
        String title,
        String place,
        int started,
        String figure,
        String unit,
        @Nullable Grade grade,
        @Nullable Approach approach,
        @Nullable Double att,
        boolean published,
        Instant updatedAt) {}
