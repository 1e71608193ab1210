package org.knooppunt.engine.finance;

import java.util.List;

/**
 * A product that is placed with customers as a service instead of sold.
 *
 * @param fleet units in use in each year, that of year 1 first; as many years as the horizon, 1 to
 *     {@value CashFlowProblem#MOST_YEARS}. It may shrink only as contracts end
 * @param rate discount rate per year, a share from 0 to 1
 */
public record ServiceProblem(List<Integer> fleet, Product product, Contract contract, Returns returns, double rate) {
    private static final int MOST_UNITS = 100_000_000;

    public ServiceProblem {
        fleet = List.copyOf(fleet);
        Check.between("horizon", fleet.size(), 1, CashFlowProblem.MOST_YEARS);
        Check.share("rate", rate);
        for (int year = 1; year <= fleet.size(); year++) {
            Check.between("fleet in year " + year, fleet.get(year - 1), 0, MOST_UNITS);
        }
        if (fleet.stream().allMatch(units -> units == 0)) {
            throw new IllegalArgumentException("fleet is 0 in every year; expected units in at least one");
        }
        placed(fleet, contract.years());
    }

    /**
     * What a unit costs and fetches.
     *
     * @param unitCost EUR to make or buy a new unit
     * @param salePrice EUR a customer would pay for it; the margin is this less the unit cost
     * @param residualValue EUR a returned unit fetches that is not placed again; below 0 when it costs money to be rid of
     */
    public record Product(double unitCost, double salePrice, double residualValue) {
        public Product {
            Check.money("unit cost", unitCost);
            Check.money("sale price", salePrice);
            Check.signedMoney("residual value", residualValue);
        }
    }

    /**
     * What is agreed with each customer.
     *
     * @param years whole years a contract lasts, from 1
     * @param fee EUR per unit per month
     * @param maintenance EUR per unit per year
     */
    public record Contract(int years, double fee, double maintenance) {
        public Contract {
            Check.between("contract: years", years, 1, CashFlowProblem.MOST_YEARS);
            Check.money("fee", fee);
            Check.money("maintenance", maintenance);
        }
    }

    /**
     * What becomes of units whose contract ends.
     *
     * @param returned the share that comes back; the others are lost
     * @param refurbishable the share of those that come back that can be placed again
     * @param refurbishmentCost EUR per unit that is placed again
     */
    public record Returns(double returned, double refurbishable, double refurbishmentCost) {
        public Returns {
            Check.share("returned", returned);
            Check.share("refurbishable", refurbishable);
            Check.money("refurbishment cost", refurbishmentCost);
        }
    }

    int years() {
        return fleet.size();
    }

    /** Units whose contract begins at the end of each year, that of year 0 first: what keeps the fleet at its size. */
    int[] placed() {
        return placed(fleet, contract.years());
    }

    private static int[] placed(List<Integer> fleet, int contract) {
        int[] placed = new int[fleet.size()];
        int running = 0;
        for (int end = 0; end < placed.length; end++) {
            running -= end >= contract ? placed[end - contract] : 0;
            placed[end] = fleet.get(end) - running;
            if (placed[end] < 0) {
                throw new IllegalArgumentException("fleet in year " + (end + 1) + " is " + fleet.get(end)
                        + "; expected at least " + running + ", the units whose contracts still run");
            }
            running += placed[end];
        }
        return placed;
    }
}
