package org.knooppunt.purchases;

import org.knooppunt.cases.Coded;

/** Who may join a group purchase. */
public enum Joining implements Coded {
    EVERYBODY,
    /** Those who were asked. */
    CHOSEN
}
