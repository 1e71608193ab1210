package org.knooppunt.places;

import org.knooppunt.cases.Coded;

/** Whether an experiment may go on after it was evaluated. */
public enum Continues implements Coded {
    YES,
    CHANGED,
    NO
}
