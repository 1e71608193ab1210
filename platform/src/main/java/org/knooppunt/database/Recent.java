package org.knooppunt.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Answers of queries, kept for a moment: many look at the same list, and turning a page or sorting changes no sum. A
 * change made on this node counts at once; one made on another is seen within seconds.
 */
@Component
public class Recent {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int MOST = 4_000;

    private final Generation generation;
    private final Cache<Key, Object> answers =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    Recent(Generation generation) {
        this.generation = generation;
    }

    private record Key(long generation, Object question) {}

    /**
     * The answer known, else that of the query.
     *
     * @param question what is asked, with all that the answer depends on; begins with a name that no other question has
     */
    @SuppressWarnings("unchecked") // one name, one type of answer
    public <T> T get(Object question, Supplier<T> query) {
        // read before asking: what changes meanwhile gets another key
        return (T) answers.get(new Key(generation.number(), question), missing -> query.get());
    }
}
