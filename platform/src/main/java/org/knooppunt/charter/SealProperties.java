package org.knooppunt.charter;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The key of the seal, for who has a certificate of its own.
 *
 * @param file a PKCS#12 file with one key and its certificates; absent means a key made here, in the data folder
 * @param password of that file
 */
@ConfigurationProperties("knooppunt.seal")
public record SealProperties(@Nullable Path file, @Nullable String password) {}
