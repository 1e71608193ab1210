package org.knooppunt.engine.finance;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What an investment brings.
 *
 * @param years from 0 to the horizon
 * @param presentValue net present value at the discount rate, EUR of year 0
 * @param payback years after which the cumulative cash flow stays at least 0 up to the horizon; absent when it does not
 * @param discountedPayback the same of the discounted cash flows
 * @param breakEven the factor, from 0, on all lines that depend on volume at which the net present value is 0; absent
 *     when there is none, or when the factor makes no difference
 * @param tornado what the net present value depends on, the widest spread first, equal ones by name
 */
public record CashFlowReport(
        List<Year> years,
        double presentValue,
        InternalRate internalRate,
        OptionalDouble payback,
        OptionalDouble discountedPayback,
        OptionalDouble breakEven,
        List<Swing> tornado) {
    public CashFlowReport {
        years = List.copyOf(years);
        tornado = List.copyOf(tornado);
    }

    /**
     * The money of a year, EUR.
     *
     * @param flow {@code benefits − costs − investment + subsidy}
     * @param cumulative flows up to and with this year
     * @param discounted what the flow is worth in year 0
     * @param cumulativeDiscounted of these, up to and with this year
     */
    public record Year(
            int year,
            double benefits,
            double costs,
            double investment,
            double subsidy,
            double flow,
            double cumulative,
            double discounted,
            double cumulativeDiscounted) {}

    /**
     * How far the net present value moves with one input, all else as it is.
     *
     * @param name of the line; of the others {@code investment} and {@code rate}
     * @param atLess net present value where the input is less by the range, EUR
     * @param atMore net present value where it is more
     */
    public record Swing(Input input, String name, double atLess, double atMore) {
        /** EUR, at least 0. */
        public double spread() {
            return Math.abs(atMore - atLess);
        }
    }

    /** What was changed: one line in all its years, the investment in all its years, or the discount rate. */
    public enum Input {
        LINE,
        INVESTMENT,
        RATE
    }
}
