package org.knooppunt.engine.finance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares placing a product as a service with selling the same units. EUR, before tax.
 *
 * <p>Time. The years run from 1 to the horizon H; everything that is not spread over a year happens at the end of one, and
 * year 0 has an end only: the beginning. The fleet of year t is in use during year t, and its contracts began at the end
 * of year t − 1 or earlier. A contract of L years that begins at the end of year s ends at the end of year s + L. At the
 * end of year H all contracts end, also those that would run longer.
 *
 * <p>At the end of year t, in this order:
 *
 * <ol>
 *   <li>fee and maintenance of the year: {@code fleet(t) × (12 × fee − maintenance)};
 *   <li>contracts end: {@code ended(t) = placed(t − L)}, and at the end of year H the whole fleet;
 *   <li>{@code returned(t) = share returned × ended(t)};
 *   <li>contracts begin so that the fleet of year t + 1 is in use: {@code placed(t) = fleet(t + 1) − (fleet(t) −
 *       ended(t))}, none at the end of year H;
 *   <li>{@code refurbished(t) = min(share refurbishable × returned(t), placed(t))} of them are returned units, at the
 *       refurbishment cost each; {@code bought(t) = placed(t) − refurbished(t)} are new, at the unit cost each;
 *   <li>the rest of the returned units, {@code sold(t) = returned(t) − refurbished(t)}, fetch the residual value. Nothing
 *       is kept in stock.
 * </ol>
 *
 * <p>Selling the same units: what is bought new for the service is sold instead, at the same time, so its flow is
 * {@code bought(t) × (sale price − unit cost)}. Upkeep and what becomes of the units is then the customers' affair.
 *
 * <p>Net present values as in {@link InvestmentAppraisal}, year 0 not discounted. That of the service is {@code A + fee × B}
 * with {@code B = 12 Σ fleet(t) / (1 + r)^t}, so the fee at which both are equal is {@code (sale − A) / B}. Units are
 * expected numbers: shares of whole numbers are not rounded. Deterministic. Time: one pass over the years.
 */
public final class ProductAsService {
    private static final int MONTHS = 12;

    private static final Comparator<ServiceSwing> WIDEST =
            Comparator.comparingDouble(ServiceSwing::spread).reversed().thenComparing(ServiceSwing::input);

    private ProductAsService() {}

    public static ServiceReport compare(ServiceProblem problem) {
        ServiceProblem.Product product = problem.product();
        ServiceProblem.Contract contract = problem.contract();
        List<Units> units = units(problem);
        double[] in = new double[units.size()];
        double[] out = new double[units.size()];
        double[] saleIn = new double[units.size()];
        double[] saleOut = new double[units.size()];
        double[] months = new double[units.size()];
        for (Units at : units) {
            int year = at.year();
            months[year] = MONTHS * at.inUse();
            in[year] = contract.fee() * months[year] + Math.max(0, product.residualValue()) * at.sold();
            out[year] = contract.maintenance() * at.inUse()
                    + problem.returns().refurbishmentCost() * at.refurbished()
                    + product.unitCost() * at.bought()
                    + Math.max(0, -product.residualValue()) * at.sold();
            saleIn[year] = product.salePrice() * at.bought();
            saleOut[year] = product.unitCost() * at.bought();
        }
        Flows flows = new Flows(in, out);
        Flows saleFlows = new Flows(saleIn, saleOut);
        double[] cumulative = flows.cumulative();
        List<ServiceReport.Year> years = new ArrayList<>();
        int peak = 0;
        for (Units at : units) {
            int year = at.year();
            years.add(at.report(flows.get(year), cumulative[year], saleFlows.get(year)));
            peak = cumulative[year] < cumulative[peak] ? year : peak;
        }
        double value = flows.presentValue(problem.rate());
        double saleValue = saleFlows.presentValue(problem.rate());
        double perFee = Flows.of(months).presentValue(problem.rate());
        double peakCapital = years.get(peak).capital();
        return new ServiceReport(
                years,
                value,
                saleValue,
                contract.fee() + (saleValue - value) / perFee,
                peakCapital,
                peakCapital > 0 ? peak : 0);
    }

    /**
     * What the advantage over selling depends on: each input, one at a time, times {@code 1 − range} and {@code 1 + range}, the
     * widest spread first. The size of the fleet is not among them: all money goes by it.
     *
     * @param range relative, above 0 and below 1
     * @throws IllegalArgumentException when it is not
     */
    public static List<ServiceSwing> swings(ServiceProblem problem, double range) {
        if (!(range > 0 && range < 1)) {
            throw new IllegalArgumentException(
                    "range is " + range + "; expected a share above 0 and below 1, such as 0.2 for 20 %");
        }
        List<ServiceSwing> swings = new ArrayList<>();
        for (ServiceSwing.Input input : ServiceSwing.Input.values()) {
            swings.add(new ServiceSwing(
                    input, advantage(problem.with(input, 1 - range)), advantage(problem.with(input, 1 + range))));
        }
        swings.sort(WIDEST);
        return swings;
    }

    private static double advantage(ServiceProblem problem) {
        ServiceReport report = compare(problem);
        return report.presentValue() - report.salePresentValue();
    }

    private static List<Units> units(ServiceProblem problem) {
        int horizon = problem.years();
        int[] placed = problem.placed();
        List<Units> units = new ArrayList<>();
        for (int year = 0; year <= horizon; year++) {
            double inUse = year == 0 ? 0 : problem.fleet().get(year - 1);
            int began = year - problem.contract().years();
            double ended = began >= 0 ? placed[began] : 0;
            if (year == horizon) {
                ended = inUse;
            }
            double begin = year == horizon ? 0 : placed[year];
            double returned = problem.returns().returned() * ended;
            double refurbished = Math.min(problem.returns().refurbishable() * returned, begin);
            units.add(new Units(year, inUse, ended, returned, refurbished, begin));
        }
        return units;
    }

    /** The units of a year, see {@link ServiceReport.Year}. */
    private record Units(int year, double inUse, double ended, double returned, double refurbished, double placed) {
        double sold() {
            return returned - refurbished;
        }

        double bought() {
            return placed - refurbished;
        }

        ServiceReport.Year report(double flow, double cumulative, double saleFlow) {
            return new ServiceReport.Year(
                    year, inUse, ended, returned, refurbished, sold(), placed, bought(), flow, cumulative, saleFlow);
        }
    }
}
