package org.knooppunt.cases;

import org.knooppunt.web.Coded;

/** Where a case came from. */
public enum Origin implements Coded {
    PLAN,
    CHALLENGE,
    SESSION,
    /** Somebody brought an idea to the desk. */
    DESK
}
