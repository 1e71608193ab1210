package org.knooppunt.inventory;

import java.util.Optional;

/** The two sides of the inventory: what somebody wants to part with, and what somebody looks for. */
public enum Side {
    OFFER,
    NEED;

    /** Table, thing in the audit trail, and word in message keys. */
    public String code() {
        return this == OFFER ? "offer" : "need";
    }

    /** As addresses name the list: {@code offers}. */
    public String plural() {
        return code() + "s";
    }

    public static Optional<Side> ofPlural(String plural) {
        return switch (plural) {
            case "offers" -> Optional.of(OFFER);
            case "needs" -> Optional.of(NEED);
            default -> Optional.empty();
        };
    }
}
