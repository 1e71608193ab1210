package org.knooppunt.cases;

import org.knooppunt.web.Coded;

/** What a stage can demand of a case before it enters. Each is looked up in what the case holds, not ticked by hand. */
public enum Demand implements Coded {
    /** The note says what it is about. */
    DESCRIBED,
    /** At least two organisations take part. */
    PARTNERS,
    /** Somebody is to do something by a date. */
    PLANNED_STEP,
    /** A talk or a session was written down. */
    TALK,
    /** It is known how money is made. */
    MODEL,
    /** There is an expected result. */
    EXPECTED,
    /** A decision of the partners was written down. */
    DECISION,
    /** No step is left to do. */
    STEPS_DONE,
    /** A result was verified, with its evidence. */
    VERIFIED
}
