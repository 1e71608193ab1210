package org.knooppunt.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Difference in differences with effects of unit and period:
 *
 * <pre>
 * y(i,t) = unit(i) + period(t) + β · treated(i) · after(t) + error
 * y(i,t) = unit(i) + period(t) + Σ over s ≠ last before of β(s) · treated(i) · [t = s] + error     (event study)
 * </pre>
 *
 * <p>By least squares after taking out the means of units and periods (exact, since no value is missing; QR of
 * commons-math). Standard errors are robust to any correlation within a unit (Liang and Zeger; Arellano 1987), times
 * {@code G/(G−1) · (N−1)/(N−K)} with G units, N values and K = periods + coefficients; intervals by t with G − 1 degrees.
 * With one treated unit they are known to be too small: the event study fits that unit without error, so that only the
 * others' variation is left (Conley and Taber 2011; MacKinnon and Webb 2017). So the unit is also ranked among all units,
 * each taken as the one that did it: the effect by absolute value, and the movement before the start by root mean square
 * of the leads.
 *
 * <p>Rejects: fewer than two other units; what {@link EffectProblem} rejects. Predictors play no part. Deterministic.
 * Time: units × periods × coefficients².
 */
public final class DifferenceInDifferences {
    private static final int LEAST_DONORS = 2;
    /** From this p on the movement before the start is nothing to remark on. */
    private static final double REMARKABLE = 0.1;

    private DifferenceInDifferences() {}

    public static DifferenceReport estimate(EffectProblem problem) {
        problem.needDonors(LEAST_DONORS);
        double[][] outcome = problem.outcome().values();
        List<Integer> periods = problem.outcome().periods();
        int treated = problem.treatedUnit();
        int before = problem.before();
        double[] y = within(outcome);

        double[][] after = new double[outcome.length][periods.size()];
        for (int t = before; t < periods.size(); t++) {
            after[treated][t] = 1;
        }
        Estimate att = regress(y, List.of(within(after)), outcome.length, periods.size())
                .getFirst();

        List<double[]> columns = new ArrayList<>();
        for (int t = 0; t < periods.size(); t++) {
            if (t != before - 1) {
                double[][] at = new double[outcome.length][periods.size()];
                at[treated][t] = 1;
                columns.add(within(at));
            }
        }
        List<Estimate> coefficients = regress(y, columns, outcome.length, periods.size());
        List<DifferenceReport.Event> events = new ArrayList<>();
        for (int t = 0; t < periods.size(); t++) {
            Estimate coefficient =
                    t == before - 1 ? new Estimate(0, 0, 0, 0) : coefficients.get(t < before ? t : t - 1);
            events.add(new DifferenceReport.Event(periods.get(t), t - before, coefficient));
        }

        double[] effects = new double[outcome.length];
        double[] leads = new double[outcome.length];
        for (int unit = 0; unit < outcome.length; unit++) {
            effects[unit] = difference(outcome, unit, before);
            leads[unit] = leads(outcome, unit, before);
        }
        DifferenceReport.Ranking placebos = ranking(effects, treated);
        DifferenceReport.Ranking trend = ranking(leads, treated);
        List<Caution> cautions = new ArrayList<>();
        cautions.add(Caution.of(Caution.Kind.ONE_TREATED));
        if (trend.p() <= Math.max(REMARKABLE, 1.0 / outcome.length)) {
            cautions.add(Caution.of(Caution.Kind.PRE_TREND, trend.rank(), trend.units()));
        }
        if (1.0 / outcome.length > 0.05) {
            cautions.add(Caution.of(Caution.Kind.SMALLEST_P, problem.donors(), 1.0 / outcome.length));
        }
        return new DifferenceReport(att, events, placebos, trend, gaps(problem, outcome), cautions);
    }

    private static List<SyntheticControlFit.Gap> gaps(EffectProblem problem, double[][] outcome) {
        int treated = problem.treatedUnit();
        int before = problem.before();
        double own = 0;
        double theirs = 0;
        for (int t = 0; t < before; t++) {
            own += outcome[treated][t] / before;
            theirs += others(outcome, treated, t) / before;
        }
        List<SyntheticControlFit.Gap> gaps = new ArrayList<>();
        for (int t = 0; t < outcome[0].length; t++) {
            double expected = own + others(outcome, treated, t) - theirs;
            gaps.add(new SyntheticControlFit.Gap(
                    problem.outcome().periods().get(t), outcome[treated][t], expected, outcome[treated][t] - expected));
        }
        return gaps;
    }

    /** Mean of all units but one in a period. */
    private static double others(double[][] outcome, int unit, int period) {
        double sum = -outcome[unit][period];
        for (double[] row : outcome) {
            sum += row[period];
        }
        return sum / (outcome.length - 1);
    }

    private static double difference(double[][] outcome, int unit, int before) {
        int periods = outcome[unit].length;
        double difference = 0;
        for (int t = 0; t < periods; t++) {
            double apart = outcome[unit][t] - others(outcome, unit, t);
            difference += t < before ? -apart / before : apart / (periods - before);
        }
        return difference;
    }

    /** Root mean square of the leads. */
    private static double leads(double[][] outcome, int unit, int before) {
        double last = outcome[unit][before - 1] - others(outcome, unit, before - 1);
        double squares = 0;
        for (int t = 0; t < before - 1; t++) {
            double lead = outcome[unit][t] - others(outcome, unit, t) - last;
            squares += lead * lead;
        }
        return Math.sqrt(squares / (before - 1));
    }

    private static DifferenceReport.Ranking ranking(double[] figures, int treated) {
        int rank = 0;
        double sum = 0;
        double squares = 0;
        int others = figures.length - 1;
        for (int unit = 0; unit < figures.length; unit++) {
            rank += Math.abs(figures[unit]) >= Math.abs(figures[treated]) ? 1 : 0;
            sum += unit == treated ? 0 : figures[unit];
        }
        for (int unit = 0; unit < figures.length; unit++) {
            double off = figures[unit] - sum / others;
            squares += unit == treated ? 0 : off * off;
        }
        return new DifferenceReport.Ranking(
                rank, figures.length, (double) rank / figures.length, Math.sqrt(squares / (others - 1)));
    }

    /** Without the means of units and periods, unit by unit. */
    private static double[] within(double[][] values) {
        int units = values.length;
        int periods = values[0].length;
        double[] ofPeriod = new double[periods];
        double all = 0;
        for (double[] row : values) {
            for (int t = 0; t < periods; t++) {
                ofPeriod[t] += row[t] / units;
                all += row[t] / units / periods;
            }
        }
        double[] within = new double[units * periods];
        for (int unit = 0; unit < units; unit++) {
            double own = 0;
            for (int t = 0; t < periods; t++) {
                own += values[unit][t] / periods;
            }
            for (int t = 0; t < periods; t++) {
                within[unit * periods + t] = values[unit][t] - own - ofPeriod[t] + all;
            }
        }
        return within;
    }

    private static List<Estimate> regress(double[] y, List<double[]> columns, int units, int periods) {
        int count = columns.size();
        RealMatrix x = new Array2DRowRealMatrix(y.length, count);
        for (int k = 0; k < count; k++) {
            x.setColumn(k, columns.get(k));
        }
        double[] beta = new QRDecomposition(x)
                .getSolver()
                .solve(new ArrayRealVector(y, false))
                .toArray();
        double[] fitted = x.operate(beta);
        RealMatrix bread = MatrixUtils.inverse(x.transpose().multiply(x));
        RealMatrix filling = new Array2DRowRealMatrix(count, count);
        for (int unit = 0; unit < units; unit++) {
            double[] score = new double[count];
            for (int t = 0; t < periods; t++) {
                int row = unit * periods + t;
                double residual = y[row] - fitted[row];
                for (int k = 0; k < count; k++) {
                    score[k] += x.getEntry(row, k) * residual;
                }
            }
            ArrayRealVector vector = new ArrayRealVector(score, false);
            filling = filling.add(vector.outerProduct(vector));
        }
        double small = (double) units / (units - 1) * (y.length - 1) / Math.max(1, y.length - periods - count);
        RealMatrix covariance = bread.multiply(filling).multiply(bread).scalarMultiply(small);
        List<Estimate> estimates = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            estimates.add(Estimate.of(beta[k], Math.sqrt(Math.max(0, covariance.getEntry(k, k))), units - 1));
        }
        return estimates;
    }
}
