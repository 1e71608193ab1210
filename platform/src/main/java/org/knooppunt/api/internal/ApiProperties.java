package org.knooppunt.api.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the interface for programs.
 *
 * @param readsPerMinute per token
 * @param writesPerMinute per token
 * @param strangersPerMinute requests without a working token, per address
 * @param largestBody of a request that is not a file
 * @param answersKept how long an Idempotency-Key is remembered
 */
@ConfigurationProperties("knooppunt.api")
public record ApiProperties(
        @DefaultValue("300") int readsPerMinute,
        @DefaultValue("60") int writesPerMinute,
        @DefaultValue("60") int strangersPerMinute,
        @DefaultValue("16MB") DataSize largestBody,
        @DefaultValue("24h") Duration answersKept) {}
