package org.knooppunt.mail;

import java.util.UUID;

/** A room with letters that one can end by a link, other than those of accounts, is a bean of this. */
public interface Unsubscribing {
    /** Whether this token is one of this room's. */
    boolean knows(UUID token);

    /** Ends those letters; doing it again changes nothing. */
    void end(UUID token);
}
