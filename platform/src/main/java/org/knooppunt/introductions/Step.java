package org.knooppunt.introductions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of an introduction.
 *
 * @param by {@code offer}, {@code need}, {@code desk} or {@code system}
 * @param kind what happened
 * @param to the side that was reminded
 * @param person who did it; empty for who may not know
 */
public record Step(
        Instant at, String by, String kind, @Nullable String to, String person) {
    Step withoutPerson() {
        return new Step(at, by, kind, to, "");
    }

    Step asKind(String other) {
        return new Step(at, by, other, to, person);
    }
}
