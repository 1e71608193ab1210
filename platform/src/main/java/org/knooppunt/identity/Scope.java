package org.knooppunt.identity;

import java.util.Locale;
import java.util.Optional;

/** What a program may do with somebody's token, on top of what that person may do. */
public enum Scope {
    INVENTORY_READ,
    INVENTORY_WRITE,
    PLANS_READ,
    PLANS_WRITE,
    CASES_READ,
    CASES_WRITE;

    /** As programs write it, for example {@code inventory:read}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** As Spring Security names it, for example {@code SCOPE_inventory:read}. */
    public String authority() {
        return "SCOPE_" + code();
    }

    public static Optional<Scope> find(String code) {
        for (Scope scope : values()) {
            if (scope.code().equals(code)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
