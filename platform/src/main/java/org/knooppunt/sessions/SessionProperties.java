package org.knooppunt.sessions;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of sessions.
 *
 * @param guestDays days after a session's last meeting on which names and addresses of guests are erased
 */
@ConfigurationProperties("knooppunt.sessions")
public record SessionProperties(@DefaultValue("30") int guestDays) {}
