package org.knooppunt.engine.finance;

import java.util.List;

/**
 * What a product brings as a service, beside what it brings sold.
 *
 * @param years from 0 to the horizon
 * @param presentValue net present value of the service, EUR of year 0
 * @param salePresentValue net present value of selling the units instead
 * @param equalFee EUR per unit per month at which both are equal; below 0 when the service is better without any fee
 * @param peakCapital EUR: the most that has to be laid out, without discounting; 0 when nothing has to
 * @param peakYear the first year at whose end that is so; 0 when there is none
 */
public record ServiceReport(
        List<Year> years,
        double presentValue,
        double salePresentValue,
        double equalFee,
        double peakCapital,
        int peakYear) {
    public ServiceReport {
        years = List.copyOf(years);
    }

    /**
     * What happens in a year and at its end; units are expected numbers, which need not be whole.
     *
     * @param inUse units in use during the year
     * @param ended units whose contract ends at its end
     * @param returned of these, units that come back
     * @param refurbished of these, units that are placed again
     * @param sold the others that came back
     * @param placed units whose contract begins at its end
     * @param bought of these, new ones
     * @param flow EUR of the service
     * @param cumulative flows up to and with this year
     * @param saleFlow EUR when the new units are sold instead
     */
    public record Year(
            int year,
            double inUse,
            double ended,
            double returned,
            double refurbished,
            double sold,
            double placed,
            double bought,
            double flow,
            double cumulative,
            double saleFlow) {
        /** EUR that is laid out by the end of the year. */
        public double capital() {
            return Math.max(0, -cumulative);
        }
    }
}
