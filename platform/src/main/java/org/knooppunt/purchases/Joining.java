package org.knooppunt.purchases;

import org.knooppunt.web.Coded;

/** Who may join a group purchase. */
public enum Joining implements Coded {
    EVERYBODY,
    /** Those who were asked. */
    CHOSEN
}
