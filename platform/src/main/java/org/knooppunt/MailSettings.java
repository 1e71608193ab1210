package org.knooppunt;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters leave, for example {@code KNOOPPUNT_MAIL_HOST}. Without a host they are delivered into the mailbox page.
 *
 * @param host of the SMTP server
 * @param user absent when the server asks for none
 * @param from who the letters are from
 * @param starttls whether the connection must be encrypted before anything is said; off only for a server on this machine
 */
public record MailSettings(
        @Nullable String host,
        @DefaultValue("587") int port,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue("knooppunt@localhost") String from,
        @DefaultValue("true") boolean starttls) {
    /** Whether an SMTP server is named. */
    public boolean leaves() {
        return host != null && !host.isBlank();
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "mail by " + host + ":" + port;
    }
}
