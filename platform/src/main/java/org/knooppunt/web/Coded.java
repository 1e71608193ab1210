package org.knooppunt.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One of a few, with the code by which the database, addresses and programs know it. */
public interface Coded {
    String name();

    @JsonValue
    default String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a code; nothing when none has it. */
    static <E extends Enum<E> & Coded> Optional<E> find(Class<E> among, String code) {
        return Stream.of(among.getEnumConstants())
                .filter(each -> each.code().equals(code))
                .findFirst();
    }

    /** The one of a code that the database keeps. */
    static <E extends Enum<E> & Coded> E of(Class<E> among, String code) {
        return find(among, code)
                .orElseThrow(() -> new IllegalArgumentException(
                        among.getSimpleName() + " is '" + code + "'; expected the code of one there is"));
    }
}
