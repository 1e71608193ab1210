package org.knooppunt.engine.finance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * What an investment brings over years, in EUR, before tax.
 *
 * <ul>
 *   <li><em>Cash flow</em> of year t = 0, …, horizon: benefits − costs − investment + subsidies of that year.
 *   <li><em>Net present value</em> at rate r: {@code Σ flow(t) / (1 + r)^t}. Year 0 is not discounted. The function NPV of
 *       a spreadsheet discounts its first value too, so there it is {@code flow(0) + NPV(r; flow(1); flow(2); …)}.
 *   <li><em>Internal rate</em>: the r above -1 at which that is 0, where the signs of the flows prove that there is just
 *       one ({@link InternalRate}); found to the last digit between two rates of which one is too low and one too high.
 *       Where they do not, none is given.
 *   <li><em>Payback</em>: the time after which the cumulative flow stays at least 0 up to the horizon, the flow of a year
 *       coming evenly over that year: with b the last year in which it is below 0, {@code b − cumulative(b) / flow(b + 1)};
 *       0 when it never is. A later investment that brings it below 0 again is thus paid back too. Discounted: the same
 *       of {@code flow(t) / (1 + r)^t}.
 *   <li><em>Break-even</em>: the net present value is {@code F + f V}, with f the factor on the lines that depend on
 *       volume, V what these are worth and F the rest; it is 0 at {@code f = −F / V}.
 *   <li><em>Tornado</em>: each line, the investment and the rate, one at a time, times {@code 1 − range} and
 *       {@code 1 + range}.
 * </ul>
 *
 * <p>Amounts that differ by less than a part of 10^-12 of what they were added up from count as equal. Deterministic. Time:
 * lines × years.
 *
 * <p>Source: Brealey, Myers and Allen, <em>Principles of Corporate Finance</em>; Norstrøm, "A sufficient condition for a
 * unique nonnegative internal rate of return", 1972.
 */
public final class InvestmentAppraisal {
    private static final Comparator<CashFlowReport.Swing> WIDEST = Comparator.comparingDouble(
                    CashFlowReport.Swing::spread)
            .reversed()
            .thenComparing(CashFlowReport.Swing::name)
            .thenComparing(CashFlowReport.Swing::input);

    private InvestmentAppraisal() {}

    /**
     * @param range of the tornado, relative, above 0 and below 1
     * @throws IllegalArgumentException when it is not
     */
    public static CashFlowReport appraise(CashFlowProblem problem, double range) {
        if (!(range > 0 && range < 1)) {
            throw new IllegalArgumentException(
                    "range is " + range + "; expected a share above 0 and below 1, such as 0.2 for 20 %");
        }
        int count = problem.years() + 1;
        double[] benefits = new double[count];
        double[] costs = new double[count];
        double[] in = new double[count];
        double[] out = new double[count];
        for (int year = 0; year < count; year++) {
            for (CashLine line : problem.lines()) {
                double[] side = line.kind() == CashLine.Kind.BENEFIT ? benefits : costs;
                side[year] += line.in(year);
            }
            in[year] = benefits[year] + problem.subsidies().getOrDefault(year, 0.0);
            out[year] = costs[year] + problem.investment().getOrDefault(year, 0.0);
        }
        Flows flows = new Flows(in, out);
        Flows discounted = flows.discounted(problem.rate());
        double[] cumulative = flows.cumulative();
        double[] cumulativeDiscounted = discounted.cumulative();
        List<CashFlowReport.Year> years = new ArrayList<>();
        for (int year = 0; year < count; year++) {
            years.add(new CashFlowReport.Year(
                    year,
                    benefits[year],
                    costs[year],
                    problem.investment().getOrDefault(year, 0.0),
                    problem.subsidies().getOrDefault(year, 0.0),
                    flows.get(year),
                    cumulative[year],
                    discounted.get(year),
                    cumulativeDiscounted[year]));
        }
        return new CashFlowReport(
                years,
                cumulativeDiscounted[problem.years()],
                flows.internalRate(),
                flows.payback(),
                discounted.payback(),
                breakEven(problem),
                tornado(problem, flows, range));
    }

    private static OptionalDouble breakEven(CashFlowProblem problem) {
        double fixedIn = presentValue(problem.subsidies(), problem);
        double fixedOut = presentValue(problem.investment(), problem);
        double volumeIn = 0;
        double volumeOut = 0;
        for (CashLine line : problem.lines()) {
            double value = presentValue(line, problem);
            if (line.kind() == CashLine.Kind.BENEFIT) {
                fixedIn += line.byVolume() ? 0 : value;
                volumeIn += line.byVolume() ? value : 0;
            } else {
                fixedOut += line.byVolume() ? 0 : value;
                volumeOut += line.byVolume() ? value : 0;
            }
        }
        double fixed = Flows.settle(fixedIn - fixedOut, fixedIn + fixedOut);
        double volume = Flows.settle(volumeIn - volumeOut, volumeIn + volumeOut);
        if (volume == 0 || fixed * volume > 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.abs(fixed / volume));
    }

    private static List<CashFlowReport.Swing> tornado(CashFlowProblem problem, Flows flows, double range) {
        double base = flows.presentValue(problem.rate());
        List<CashFlowReport.Swing> tornado = new ArrayList<>();
        for (CashLine line : problem.lines()) {
            double change = range * line.sign() * presentValue(line, problem);
            tornado.add(new CashFlowReport.Swing(CashFlowReport.Input.LINE, line.name(), base - change, base + change));
        }
        double change = -range * presentValue(problem.investment(), problem);
        tornado.add(
                new CashFlowReport.Swing(CashFlowReport.Input.INVESTMENT, "investment", base - change, base + change));
        tornado.add(new CashFlowReport.Swing(
                CashFlowReport.Input.RATE,
                "rate",
                flows.presentValue(problem.rate() * (1 - range)),
                flows.presentValue(problem.rate() * (1 + range))));
        tornado.sort(WIDEST);
        return tornado;
    }

    /** EUR of year 0, at least 0. */
    private static double presentValue(CashLine line, CashFlowProblem problem) {
        double value = 0;
        for (int year = problem.years(); year >= 0; year--) {
            value = value / (1 + problem.rate()) + line.in(year);
        }
        return value;
    }

    private static double presentValue(SortedMap<Integer, Double> byYear, CashFlowProblem problem) {
        double value = 0;
        for (int year = problem.years(); year >= 0; year--) {
            value = value / (1 + problem.rate()) + byYear.getOrDefault(year, 0.0);
        }
        return value;
    }
}
