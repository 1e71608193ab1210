package org.knooppunt.api.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import org.knooppunt.api.Problem;
import org.knooppunt.api.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * How many requests a token may make, counted on each node by itself. Headers as in the draft "RateLimit header fields
 * for HTTP".
 */
@Component
class Limits {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final long NANOS = 1_000_000_000L;

    private record Key(String who, boolean read) {}

    private final ApiProperties properties;
    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(5))
            .maximumSize(100_000)
            .build();

    Limits(ApiProperties properties) {
        this.properties = properties;
    }

    void take(long token, HttpServletRequest request, HttpServletResponse response) {
        boolean read = READS.contains(request.getMethod());
        int perMinute = read ? properties.readsPerMinute() : properties.writesPerMinute();
        String name = read ? "reads" : "writes";
        ConsumptionProbe probe =
                bucket(new Key("token " + token, read), perMinute).tryConsumeAndReturnRemaining(1);
        response.setHeader("RateLimit-Policy", "\"" + name + "\";q=" + perMinute + ";w=60");
        response.setHeader(
                "RateLimit",
                "\"" + name + "\";r=" + probe.getRemainingTokens() + ";t=" + seconds(probe.getNanosToWaitForReset()));
        refuse(probe);
    }

    /** Somebody without a working token: slowed down, so that guessing and knocking cost us little. */
    void stranger(String address) {
        refuse(bucket(new Key("address " + address, true), properties.strangersPerMinute())
                .tryConsumeAndReturnRemaining(1));
    }

    private static void refuse(ConsumptionProbe probe) {
        if (!probe.isConsumed()) {
            long wait = seconds(probe.getNanosToWaitForRefill());
            throw Problem.of(ProblemType.TOO_MANY_REQUESTS, wait).with(HttpHeaders.RETRY_AFTER, Long.toString(wait));
        }
    }

    private Bucket bucket(Key key, int perMinute) {
        return buckets.get(key, fresh -> Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build());
    }

    private static long seconds(long nanos) {
        return Math.max(1, (nanos + NANOS - 1) / NANOS);
    }
}
