package org.knooppunt.engine.inventory;

import java.util.Locale;
import java.util.Optional;

/** Who may see a stream: everybody, the members of the network, or only its owner and the coordinator. */
public enum Visibility {
    PUBLIC,
    MEMBERS,
    COORDINATOR;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Visibility> find(String code) {
        for (Visibility visibility : values()) {
            if (visibility.code().equals(code)) {
                return Optional.of(visibility);
            }
        }
        return Optional.empty();
    }
}
