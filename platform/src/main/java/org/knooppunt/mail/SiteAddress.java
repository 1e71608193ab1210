package org.knooppunt.mail;

import org.jspecify.annotations.Nullable;
import org.knooppunt.KnooppuntProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The whole address of a page, for letters. It comes from a setting and never from the request: a stranger chooses the
 * name a request carries, and could so have a letter lead elsewhere.
 */
@Component
public class SiteAddress {
    private final @Nullable String address;
    private final Environment environment;

    SiteAddress(KnooppuntProperties properties, Environment environment) {
        this.environment = environment;
        String given = properties.address();
        if (given != null && !given.isBlank() && !given.matches("https?://[^\\s/]+(/[^\\s]*)?")) {
            throw new IllegalStateException(
                    "knooppunt.address is '" + given + "'; expected an address such as https://knooppunt.example");
        }
        this.address = given == null || given.isBlank() ? null : given.replaceAll("/+$", "");
        if (address == null && properties.mail().leaves()) {
            throw new IllegalStateException(
                    "knooppunt.mail.host is set but knooppunt.address is not: letters would lead to"
                            + " this machine. Set it to where people reach this site, for example"
                            + " KNOOPPUNT_ADDRESS=https://knooppunt.example");
        }
    }

    /** @param path of a page, beginning with a slash */
    public String of(String path) {
        return address != null
                ? address + path
                : "http://127.0.0.1:" + environment.getProperty("local.server.port", Integer.class, 8080) + path;
    }
}
