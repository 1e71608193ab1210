package org.knooppunt.engine.coalition;

import java.util.List;

/**
 * What the partners of a case can expect of each other.
 *
 * @param worth of the case, planned anew with nothing but what its partners have, EUR per year
 * @param proven whether every worth behind it is exact
 * @param pairs of orders drawn for the Shapley values; 0 when these are exact
 * @param standings per partner, in the order of the case
 * @param transfers prices of the exchanges under the split
 * @param seconds it took
 */
public record CoalitionReport(
        double worth,
        boolean proven,
        int pairs,
        List<Standing> standings,
        Split split,
        Transfers transfers,
        double seconds) {
    public CoalitionReport {
        standings = List.copyOf(standings);
    }
}
