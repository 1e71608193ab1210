package org.knooppunt.engine.finance;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a case or a partner of it puts in and gets out over years. Year 0 is the beginning; what is said of a year is paid
 * at its end.
 *
 * @param investment EUR by year, from 0
 * @param subsidies EUR by year, from 0
 * @param lines what comes and goes every year
 * @param rate discount rate per year, a share from 0 to 1
 * @param years horizon: the last year that counts, 1 to {@value #MOST_YEARS}. Nothing may be said of later years
 */
public record CashFlowProblem(
        SortedMap<Integer, Double> investment,
        SortedMap<Integer, Double> subsidies,
        List<CashLine> lines,
        double rate,
        int years) {
    static final int MOST_YEARS = 100;

    public CashFlowProblem {
        Check.between("horizon", years, 1, MOST_YEARS);
        Check.share("rate", rate);
        investment = checked("investment", investment, years);
        subsidies = checked("subsidies", subsidies, years);
        lines = List.copyOf(lines);
        Set<String> names = new HashSet<>();
        for (CashLine line : lines) {
            if (!names.add(line.name())) {
                throw new IllegalArgumentException(
                        "line " + line.name() + " is there twice; expected a name of its own");
            }
            if (line.last() > years) {
                throw new IllegalArgumentException("line " + line.name() + ": last year is " + line.last()
                        + "; expected at most the horizon, " + years);
            }
        }
    }

    private static SortedMap<Integer, Double> checked(String what, SortedMap<Integer, Double> byYear, int years) {
        for (Map.Entry<Integer, Double> entry : byYear.entrySet()) {
            Check.between(what + ": year", entry.getKey(), 0, years);
            Check.money(what + " in year " + entry.getKey(), entry.getValue());
        }
        return Collections.unmodifiableSortedMap(new TreeMap<>(byYear));
    }
}
