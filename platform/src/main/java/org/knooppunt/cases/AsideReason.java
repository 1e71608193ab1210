package org.knooppunt.cases;

import org.knooppunt.web.Coded;

/** Why a case is put aside. */
public enum AsideReason implements Coded {
    /** A partner left, or none was found. */
    PARTNER,
    /** It earns too little. */
    MARGIN,
    /** The law does not allow it, or not yet. */
    LEGAL,
    /** There is too little of it. */
    VOLUME,
    /** There is no place for it. */
    PLACE,
    /** It comes too early or too late. */
    TIMING,
    /** Another case does the same. */
    DOUBLE,
    OTHER
}
