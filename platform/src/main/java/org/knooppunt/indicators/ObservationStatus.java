package org.knooppunt.indicators;

import org.knooppunt.web.Coded;

/** How sure a figure is; the order is that of the database. */
public enum ObservationStatus implements Coded {
    PROVISIONAL,
    FINAL,
    /** Not told: it could give people away, or the source keeps it. */
    SUPPRESSED
}
