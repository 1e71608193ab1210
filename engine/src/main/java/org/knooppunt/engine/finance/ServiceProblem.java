package org.knooppunt.engine.finance;

import java.util.List;
import java.util.Optional;

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
        shortfall(fleet, contract.years()).ifPresent(year -> {
            throw new IllegalArgumentException("fleet in year " + year.year() + " is " + year.units()
                    + "; expected at least " + year.running() + ", the units whose contracts still run");
        });
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

    /** The same with one input times a factor; a share stays at most 1. */
    ServiceProblem with(ServiceSwing.Input input, double factor) {
        Product changed = new Product(
                product.unitCost() * (input == ServiceSwing.Input.UNIT_COST ? factor : 1),
                product.salePrice() * (input == ServiceSwing.Input.SALE_PRICE ? factor : 1),
                product.residualValue() * (input == ServiceSwing.Input.RESIDUAL_VALUE ? factor : 1));
        Contract agreed = new Contract(
                contract.years(),
                contract.fee() * (input == ServiceSwing.Input.FEE ? factor : 1),
                contract.maintenance() * (input == ServiceSwing.Input.MAINTENANCE ? factor : 1));
        Returns back = new Returns(
                Math.min(1, returns.returned() * (input == ServiceSwing.Input.RETURNED ? factor : 1)),
                Math.min(1, returns.refurbishable() * (input == ServiceSwing.Input.REFURBISHABLE ? factor : 1)),
                returns.refurbishmentCost() * (input == ServiceSwing.Input.REFURBISHMENT_COST ? factor : 1));
        return new ServiceProblem(
                fleet, changed, agreed, back, Math.min(1, rate * (input == ServiceSwing.Input.RATE ? factor : 1)));
    }

    /**
     * A year in which the fleet is smaller than what is still under contract.
     *
     * @param running units whose contracts still run
     */
    public record Shortfall(int year, int units, int running) {}

    /** The first year for which there are too few units; nothing when the fleet can be so. */
    public static Optional<Shortfall> shortfall(List<Integer> fleet, int contractYears) {
        int[] placed = placed(fleet, contractYears);
        for (int end = 0; end < placed.length; end++) {
            if (placed[end] < 0) {
                return Optional.of(new Shortfall(end + 1, fleet.get(end), fleet.get(end) - placed[end]));
            }
        }
        return Optional.empty();
    }

    /** Units whose contract begins at the end of each year, that of year 0 first: what keeps the fleet at its size. */
    int[] placed() {
        return placed(fleet, contract.years());
    }

    private static int[] placed(List<Integer> fleet, int contractYears) {
        int[] placed = new int[fleet.size()];
        int running = 0;
        for (int end = 0; end < placed.length; end++) {
            running -= end >= contractYears ? placed[end - contractYears] : 0;
            placed[end] = fleet.get(end) - running;
            running += placed[end];
        }
        return placed;
    }
}
