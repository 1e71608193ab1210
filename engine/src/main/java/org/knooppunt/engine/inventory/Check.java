package org.knooppunt.engine.inventory;

/** Checks of single values on construction; each message carries the value and what was expected. */
final class Check {
    private Check() {}

    static String id(String what, String id) {
        if (id.isBlank() || id.length() > 100) {
            throw new IllegalArgumentException(what + ": id is '" + id + "'; expected 1 to 100 characters");
        }
        return id;
    }

    static double atLeastZero(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " is " + value + "; expected a finite number of at least 0");
        }
        return value;
    }

    static double finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " is " + value + "; expected a finite number");
        }
        return value;
    }
}
