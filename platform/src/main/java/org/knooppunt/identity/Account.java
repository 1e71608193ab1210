package org.knooppunt.identity;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account as the administrator sees it.
 *
 * @param password whether it has one; without, an invitation is open or it belongs to the demonstration
 * @param version for noticing that somebody else changed it meanwhile
 */
public record Account(
        long id,
        String email,
        String name,
        String language,
        boolean active,
        boolean demonstration,
        boolean password,
        Set<Role> roles,
        Set<String> organisations,
        Instant createdAt,
        @Nullable Instant lastSignedInAt,
        int version) {
    public Account {
        roles = Set.copyOf(roles);
        organisations = Set.copyOf(organisations);
    }
}
