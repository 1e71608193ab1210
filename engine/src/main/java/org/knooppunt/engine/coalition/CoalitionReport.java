package org.knooppunt.engine.coalition;

import java.util.List;

/**
 * What the partners of a case can expect of each other.
 *
 * @param worth of the case, planned anew with nothing but what its partners have, EUR per year
 * @param proven whether every worth behind it is exact
 * @param pairs of orders drawn for the Shapley values; 0 when these are exact
 * @param standings per partner, in the order of the case
 * @param worths of all coalitions, see {@link TableGame}; empty above {@value Game#MOST_ENUMERATED} partners
 * @param transfers prices of the exchanges under the split
 * @param seconds it took
 */
public record CoalitionReport(
        double worth,
        boolean proven,
        int pairs,
        List<Standing> standings,
        List<Double> worths,
        Split split,
        Transfers transfers,
        double seconds) {
    public CoalitionReport {
        standings = List.copyOf(standings);
        worths = List.copyOf(worths);
    }

    /** Whether another fairness rule needs no coalition to be planned again. */
    public boolean isTabulated() {
        return !worths.isEmpty();
    }

    TableGame table() {
        return new TableGame(
                standings.stream().map(Standing::partner).toList(),
                worths.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
