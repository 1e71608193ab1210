package org.knooppunt.places;

import org.knooppunt.web.Coded;

/** Whether an experiment may go on after it was evaluated. */
public enum Continues implements Coded {
    YES,
    CHANGED,
    NO
}
