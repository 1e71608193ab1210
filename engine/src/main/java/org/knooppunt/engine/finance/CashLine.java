package org.knooppunt.engine.finance;

/**
 * Money that comes or goes every year from its first to its last. In year t of these it is
 * {@code amount × (1 + growth)^(t − first)}, else 0.
 *
 * @param name unique in its problem
 * @param amount EUR in its first year, from 0; the kind says whether it comes or goes
 * @param first year, from 0
 * @param last year, not before the first
 * @param growth per year, a share above -1 and up to 1; below 0 it shrinks
 * @param byVolume whether it grows and shrinks with the volume of the case
 */
public record CashLine(String name, Kind kind, double amount, int first, int last, double growth, boolean byVolume) {
    public CashLine {
        Check.name("line: name", name);
        Check.money("line " + name + ": amount", amount);
        Check.between("line " + name + ": first year", first, 0, CashFlowProblem.MOST_YEARS);
        Check.between("line " + name + ": last year", last, first, CashFlowProblem.MOST_YEARS);
        if (!(growth > -1 && growth <= 1)) {
            throw new IllegalArgumentException("line " + name + ": growth is " + growth
                    + "; expected a share above -1 and up to 1, such as 0.02 for 2 %");
        }
    }

    /** Whether money comes or goes. */
    public enum Kind {
        BENEFIT,
        COST
    }

    /** EUR in the year, at least 0. */
    double in(int year) {
        return year < first || year > last ? 0 : amount * Math.pow(1 + growth, year - first);
    }

    /** 1 for what comes, -1 for what goes. */
    int sign() {
        return kind == Kind.BENEFIT ? 1 : -1;
    }
}
