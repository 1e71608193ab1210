package org.knooppunt.purchases;

import org.knooppunt.web.Coded;

/** What came of asking to pledge, or to withdraw. */
public enum PledgeOutcome implements Coded {
    /** It counts, and may still change. */
    PLEDGED(true),
    /** With it the threshold was reached: it is binding. */
    BOUND(true),
    /** It joined after the threshold: it is binding. */
    JOINED(true),
    WITHDRAWN(true),
    /** Nothing was done: the terms are not those that were shown, or the threshold was reached since. */
    CHANGED_MEANWHILE(false),
    /** Nothing was done: the pledge is binding. */
    BINDING(false),
    /** Nothing was done: the purchase takes no pledges. */
    CLOSED(false),
    /** Nothing was done: the price that was reached is above the limit. */
    LIMIT_TOO_LOW(false),
    /** Nothing was done: there is no pledge to withdraw. */
    NOTHING(false);

    private final boolean done;

    PledgeOutcome(boolean done) {
        this.done = done;
    }

    /** Whether what was asked was done. */
    public boolean isDone() {
        return done;
    }
}
