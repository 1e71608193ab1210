package org.knooppunt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the platform.
 *
 * @param home folder for data, outside the checkout
 * @param databaseUrl any PostgreSQL 15 or newer; absent means the embedded one in {@code home}
 * @param demonstration load the demonstration region and offer sign-in by one click
 * @param address where people reach this site, for links in letters: {@code https://knooppunt.example}; absent means this
 *     machine
 * @param map the picture under the maps
 * @param mail how letters leave
 */
@ConfigurationProperties("knooppunt")
public record KnooppuntProperties(
        Path home,
        @Nullable String databaseUrl,
        @DefaultValue("false") boolean demonstration,
        @Nullable String address,
        @DefaultValue MapBase map,
        @DefaultValue MailSettings mail) {}
