package org.knooppunt.challenges;

import org.knooppunt.web.Coded;

/** What came of a change. */
public sealed interface Outcome {
    /** It was done; {@code id} is that of what was made or changed. */
    record Done(long id) implements Outcome {}

    /** Nothing was changed. */
    record Refused(Why why) implements Outcome {
        /** Message key that tells why. */
        public String key() {
            return "challenge.refused." + why.code();
        }
    }

    /** Why nothing was changed. */
    enum Why implements Coded {
        /** Somebody else was first. */
        CHANGED_MEANWHILE,
        /** Its day has passed or has not come. */
        NOT_NOW,
        /** There are solutions, sent for the criteria as they were. */
        CRITERIA_FIXED,
        /** This person sent as many solutions as one may. */
        TOO_MANY,
        /** Not for one's own, or not for this person. */
        NOT_YOURS,
        /** It became a case before. */
        PLANTED
    }

    static Outcome refused(Why why) {
        return new Refused(why);
    }
}
