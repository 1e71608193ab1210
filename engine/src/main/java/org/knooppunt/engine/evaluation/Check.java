package org.knooppunt.engine.evaluation;

import java.util.List;
import java.util.stream.Collectors;

/** Checks of single values on construction; each message carries the value and what was expected. */
final class Check {
    private static final int SHOWN = 8;

    private Check() {}

    static void name(String what, String name) {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException(what + " is '" + name + "'; expected 1 to 100 characters");
        }
    }

    /** The first few of a list. */
    static String some(List<?> list) {
        String first = list.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        return list.size() > SHOWN ? first + " … (" + list.size() + " in all)" : first;
    }
}
