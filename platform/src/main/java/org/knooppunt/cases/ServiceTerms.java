package org.knooppunt.cases;

import java.math.BigDecimal;
import java.util.List;

/**
 * On what terms a product of a case would be placed as a service. Money in EUR.
 *
 * @param fleet units in use in each year, that of year 1 first
 * @param unitCost to make or buy a new unit
 * @param salePrice what a customer would pay for one
 * @param residualValue what a returned unit fetches that is not placed again; below 0 when it costs money
 * @param fee per unit per month
 * @param maintenance per unit per year
 * @param returned share of the units that come back when a contract ends
 * @param refurbishable share of those that can be placed again
 * @param refurbishmentCost per unit that is placed again
 */
public record ServiceTerms(
        List<Integer> fleet,
        BigDecimal unitCost,
        BigDecimal salePrice,
        BigDecimal residualValue,
        int contractYears,
        BigDecimal fee,
        BigDecimal maintenance,
        double returned,
        double refurbishable,
        BigDecimal refurbishmentCost) {
    public ServiceTerms {
        fleet = List.copyOf(fleet);
    }
}
