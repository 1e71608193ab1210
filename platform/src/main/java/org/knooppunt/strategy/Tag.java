package org.knooppunt.strategy;

/** What an initiative is for (a service) or whom it reaches (a group). */
public record Tag(long id, Axis axis, Words name) {
    /** The two directions of the matrix. */
    public enum Axis {
        SERVICE,
        GROUP;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
