package org.knooppunt.cases;

import java.math.BigDecimal;
import org.knooppunt.web.Coded;

/**
 * Money of a case over years.
 *
 * @param partner key of the organisation whose it is; empty when it is of all together
 * @param amount EUR; of an investment or subsidy in its first year, else in each year from the first to the last
 * @param growth per year, a share
 * @param byVolume whether it grows and shrinks with the volume of the case
 */
public record MoneyLine(
        long id,
        Kind kind,
        String name,
        String partner,
        BigDecimal amount,
        int first,
        int last,
        double growth,
        boolean byVolume) {
    /** What kind of money it is. */
    public enum Kind implements Coded {
        INVESTMENT,
        SUBSIDY,
        BENEFIT,
        COST;

        /** Whether it comes or goes once, not every year. */
        public boolean isOnce() {
            return this == INVESTMENT || this == SUBSIDY;
        }
    }
}
