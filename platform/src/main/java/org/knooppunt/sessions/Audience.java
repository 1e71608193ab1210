package org.knooppunt.sessions;

import org.knooppunt.web.Coded;

/** Who sees a session and may enrol; who is invited always does. */
public enum Audience implements Coded {
    PUBLIC,
    MEMBERS,
    INVITED
}
