package org.knooppunt.charter;

import org.knooppunt.web.Coded;

/** What a text is. */
public enum TextKind implements Coded {
    CHARTER,
    /** A letter of intent between named parties. */
    LETTER,
    /** A charter of those who settle in a place: it asks for at least one commitment. */
    SOCIAL,
    /** An agreement between the partners of a case. */
    CASE;

    /** Whether signing asks for at least one commitment. */
    public boolean asksCommitment() {
        return this == SOCIAL;
    }

    /** Whether it is by its nature open to all and for everybody to read. */
    public boolean isPublic() {
        return this == CHARTER || this == SOCIAL;
    }

    public String icon() {
        return switch (this) {
            case CHARTER -> "certificate";
            case LETTER -> "mail";
            case SOCIAL -> "heart-handshake";
            case CASE -> "affiliate";
        };
    }
}
