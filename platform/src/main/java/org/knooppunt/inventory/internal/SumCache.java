package org.knooppunt.inventory.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.knooppunt.database.Generation;
import org.knooppunt.database.Where;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Sum;
import org.springframework.stereotype.Component;

/**
 * What lists add up to, kept for a moment: many look at the same list, and turning a page or sorting changes no sum. A
 * change made on this node counts at once; one made on another is seen within seconds.
 */
@Component
public class SumCache {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int MOST = 2_000;

    private final Generation generation;
    private final Cache<Key, List<Sum>> sums =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    SumCache(Generation generation) {
        this.generation = generation;
    }

    private record Key(long generation, Side side, String sql, Map<String, Object> parameters) {}

    public List<Sum> get(Side side, Where where, Supplier<List<Sum>> count) {
        // read before counting: what changes meanwhile gets another key
        Key key = new Key(generation.number(), side, where.sql(), Map.copyOf(where.parameters()));
        return sums.get(key, missing -> count.get());
    }
}
