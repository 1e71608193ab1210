package org.knooppunt.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Interrupted time series by segmented regression on one unit: with s(t) the time since the start,
 *
 * <pre>
 * y(t) = a + b · s(t) + c · after(t) + d · after(t) · s(t) + error
 * </pre>
 *
 * where c is the jump at the start and d the change of slope. Least squares by QR (commons-math). Errors of neighbouring
 * periods hang together, so standard errors are those of Newey and West (1987) with Bartlett weights up to lag
 * {@code floor(4 (n/100)^(2/9))} (their rule of 1994), times n / (n − 4); intervals by t with n − 4 degrees.
 *
 * <p>Rejects: fewer than {@value #LEAST_BEFORE} periods before the start or {@value #LEAST_AFTER} from it on; periods that
 * are not equally far apart, since lags would mean nothing. Other units and predictors play no part. Deterministic. Time:
 * periods × lag.
 *
 * <p>Source: Wagner and others, "Segmented regression analysis of interrupted time series studies", 2002; Newey and West.
 */
public final class InterruptedTimeSeries {
    private static final int LEAST_BEFORE = 4;
    private static final int LEAST_AFTER = 3;
    private static final int FEW = 8;
    private static final int COLUMNS = 4;

    private InterruptedTimeSeries() {}

    public static SeriesReport estimate(EffectProblem problem) {
        List<Integer> periods = problem.outcome().periods();
        int n = periods.size();
        int before = problem.before();
        if (before < LEAST_BEFORE || n - before < LEAST_AFTER) {
            throw new IllegalArgumentException("there are " + before + " periods before the start and " + (n - before)
                    + " from it on; expected at least " + LEAST_BEFORE + " and " + LEAST_AFTER);
        }
        int step = periods.get(1) - periods.get(0);
        for (int t = 1; t < n; t++) {
            if (periods.get(t) - periods.get(t - 1) != step) {
                throw new IllegalArgumentException("period " + periods.get(t) + " comes "
                        + (periods.get(t) - periods.get(t - 1)) + " after the one before; expected " + step
                        + " throughout: fill in or leave out periods");
            }
        }
        int start = periods.get(before);
        double[] y = new double[n];
        double[][] x = new double[n][];
        for (int t = 0; t < n; t++) {
            y[t] = problem.outcome().value(problem.treatedUnit(), t);
            double since = periods.get(t) - start;
            x[t] = t < before ? new double[] {1, since, 0, 0} : new double[] {1, since, 1, since};
        }
        RealMatrix design = new Array2DRowRealMatrix(x, false);
        double[] beta = new QRDecomposition(design)
                .getSolver()
                .solve(new ArrayRealVector(y, false))
                .toArray();
        int lag = (int) Math.floor(4 * Math.pow(n / 100.0, 2.0 / 9));
        RealMatrix covariance = covariance(design, y, beta, lag);

        List<SyntheticControlFit.Gap> gaps = new ArrayList<>();
        for (int t = 0; t < n; t++) {
            double old = beta[0] + beta[1] * x[t][1];
            gaps.add(new SyntheticControlFit.Gap(periods.get(t), y[t], old, y[t] - old));
        }
        double last = periods.getLast() - start;
        List<Caution> cautions = new ArrayList<>();
        cautions.add(Caution.of(Caution.Kind.NO_COMPARISON));
        if (before < FEW || n - before < FEW) {
            cautions.add(Caution.of(Caution.Kind.FEW_PERIODS, before, n - before));
        }
        return new SeriesReport(
                combined(beta, covariance, n, 0, 1, 0, 0),
                combined(beta, covariance, n, 0, 0, 1, 0),
                combined(beta, covariance, n, 0, 0, 0, 1),
                combined(beta, covariance, n, 0, 0, 1, last),
                combined(beta, covariance, n, 0, 0, 1, last / 2),
                lag,
                gaps,
                cautions);
    }

    private static RealMatrix covariance(RealMatrix design, double[] y, double[] beta, int lag) {
        int n = y.length;
        double[] fitted = design.operate(beta);
        RealMatrix filling = new Array2DRowRealMatrix(COLUMNS, COLUMNS);
        for (int apart = 0; apart <= lag; apart++) {
            double share = 1 - apart / (lag + 1.0);
            for (int t = apart; t < n; t++) {
                double product = share * (y[t] - fitted[t]) * (y[t - apart] - fitted[t - apart]);
                RealMatrix outer = design.getRowVector(t)
                        .outerProduct(design.getRowVector(t - apart))
                        .scalarMultiply(product);
                filling = filling.add(apart == 0 ? outer : outer.add(outer.transpose()));
            }
        }
        RealMatrix bread = MatrixUtils.inverse(design.transpose().multiply(design));
        return bread.multiply(filling).multiply(bread).scalarMultiply((double) n / (n - COLUMNS));
    }

    private static Estimate combined(double[] beta, RealMatrix covariance, int n, double... of) {
        double value = 0;
        double variance = 0;
        for (int i = 0; i < COLUMNS; i++) {
            value += of[i] * beta[i];
            for (int j = 0; j < COLUMNS; j++) {
                variance += of[i] * of[j] * covariance.getEntry(i, j);
            }
        }
        return Estimate.of(value, Math.sqrt(Math.max(0, variance)), n - COLUMNS);
    }
}
