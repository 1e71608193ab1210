package org.knooppunt.strategy;

import org.knooppunt.web.Coded;

/** What an initiative is for (a service) or whom it reaches (a group). */
public record Tag(long id, Axis axis, Words name) {
    /** The two directions of the matrix. */
    public enum Axis implements Coded {
        SERVICE,
        GROUP
    }
}
