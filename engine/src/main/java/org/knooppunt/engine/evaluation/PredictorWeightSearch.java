package org.knooppunt.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * How much each predictor counts: the outer problem of Abadie, Diamond and Hainmueller (2010),
 *
 * <pre>
 * minimise over V ≥ 0, Σ v(k) = 1:   mean over periods before of (gap under W(V))²
 * with  W(V) = argmin over the simplex of  Σ v(k) (predictor k of the unit − of the mix)²
 * </pre>
 *
 * <p>The outer function is continuous in pieces, flat where W does not change, and has many local minima, so it is sought
 * without derivatives: V equal, V from a regression of the outcome on the predictors (the data-driven start of the
 * paper), nearly all weight on one predictor each, and seeded samples; from the best few, Nelder–Mead (commons-math) in
 * the logarithms of V, begun again from its best point. V is bounded below at {@value #LEAST} of the largest, so that W
 * follows from every predictor. Different V often give the same W; the first found counts. No proof that nothing better
 * exists. Deterministic for a seed.
 *
 * @param predictors weights V, adding up to 1
 * @param mix the inner solution for them
 */
record PredictorWeightSearch(double[] predictors, NearestInHull mix) {
    private static final double LEAST = 1e-8;
    private static final double DEEPEST = Math.log(LEAST);
    private static final int SAMPLES = 60;
    private static final int POLISHED = 5;
    private static final int STEPS = 250;
    private static final int AGAIN = 3;
    /** Starts nearer than this to a better one, in the largest difference of logarithms, are not polished too. */
    private static final double NEAR = 1;

    /**
     * @param predictorPoints by donor: its predictors minus those of the unit, standardised
     * @param outcomePoints by donor: its outcomes before the start minus those of the unit
     * @param regression weights of the data-driven start; empty when there is none
     */
    static PredictorWeightSearch of(
            double[][] predictorPoints, double[][] outcomePoints, double[] regression, long seed) {
        int count = predictorPoints[0].length;
        Loss loss = new Loss(predictorPoints, outcomePoints);
        if (count > 1) {
            List<double[]> starts = new ArrayList<>();
            starts.add(new double[count]);
            if (regression.length > 0) {
                starts.add(Arrays.stream(regression)
                        .map(v -> Math.log(Math.max(v, LEAST)))
                        .toArray());
            }
            for (int k = 0; k < count; k++) {
                double[] corner = new double[count];
                Arrays.fill(corner, Math.log(1e-3));
                corner[k] = 0;
                starts.add(corner);
            }
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < SAMPLES * count; i++) {
                starts.add(random.doubles(count, -12, 0).toArray());
            }
            polish(loss, starts);
        } else {
            loss.value(new double[1]);
        }
        // once more from nothing, so that the answer does not hang on the way to it
        NearestInHull mix = NearestInHull.of(loss.scaled(loss.best));
        return new PredictorWeightSearch(loss.best, mix);
    }

    private record Start(double[] logs, double value) {}

    private static void polish(Loss loss, List<double[]> starts) {
        List<Start> ranked = new ArrayList<>();
        for (double[] start : starts) {
            ranked.add(new Start(start, loss.value(start)));
        }
        ranked.sort(Comparator.comparingDouble(Start::value));
        List<Start> chosen = new ArrayList<>();
        for (Start start : ranked) {
            if (chosen.size() < POLISHED && chosen.stream().allMatch(other -> apart(other.logs, start.logs))) {
                chosen.add(start);
            }
        }
        double[] best = chosen.getFirst().logs;
        double least = Double.POSITIVE_INFINITY;
        for (Start start : chosen) {
            double[] found = descend(loss, start.logs, 2);
            double value = loss.value(found);
            if (value < least) {
                least = value;
                best = found;
            }
        }
        for (int i = 0; i < AGAIN; i++) {
            best = descend(loss, best, 1);
        }
        loss.value(best);
    }

    private static boolean apart(double[] a, double[] b) {
        double furthest = 0;
        for (int k = 0; k < a.length; k++) {
            furthest = Math.max(furthest, Math.abs(a[k] - b[k]));
        }
        return furthest > NEAR;
    }

    private static double[] descend(Loss loss, double[] start, double side) {
        double[] best = start.clone();
        double[] least = {loss.value(start)};
        try {
            new SimplexOptimizer(1e-10, 1e-14)
                    .optimize(
                            new MaxEval(STEPS),
                            new ObjectiveFunction(logs -> {
                                double value = loss.value(logs);
                                if (value < least[0]) {
                                    least[0] = value;
                                    System.arraycopy(logs, 0, best, 0, logs.length);
                                }
                                return value;
                            }),
                            GoalType.MINIMIZE,
                            new InitialGuess(start),
                            new NelderMeadSimplex(start.length, side));
        } catch (TooManyEvaluationsException e) {
            // the best so far is kept
        }
        return best;
    }

    /** The outer function; keeps the inner solution, since the next lies near it, and the best V met. */
    private static final class Loss {
        private final double[][] predictorPoints;
        private final double[][] outcomePoints;
        private double[] last = new double[0];
        private double least = Double.POSITIVE_INFINITY;
        private double[] best = new double[0];

        Loss(double[][] predictorPoints, double[][] outcomePoints) {
            this.predictorPoints = predictorPoints;
            this.outcomePoints = outcomePoints;
        }

        double value(double[] logs) {
            double[] v = weights(logs);
            double[][] scaled = scaled(v);
            NearestInHull mix = last.length == 0 ? NearestInHull.of(scaled) : NearestInHull.of(scaled, last);
            last = mix.weights();
            double value = meanSquare(outcomePoints, last);
            if (value < least) {
                least = value;
                best = v;
            }
            return value;
        }

        private static double[] weights(double[] logs) {
            double highest = Arrays.stream(logs).max().orElse(0);
            double[] v = new double[logs.length];
            double sum = 0;
            for (int k = 0; k < v.length; k++) {
                v[k] = Math.exp(Math.max(DEEPEST, logs[k] - highest));
                sum += v[k];
            }
            for (int k = 0; k < v.length; k++) {
                v[k] /= sum;
            }
            return v;
        }

        double[][] scaled(double[] v) {
            double[] root = new double[v.length];
            for (int k = 0; k < v.length; k++) {
                root[k] = Math.sqrt(v[k]);
            }
            double[][] scaled = new double[predictorPoints.length][v.length];
            for (int j = 0; j < scaled.length; j++) {
                for (int k = 0; k < v.length; k++) {
                    scaled[j][k] = root[k] * predictorPoints[j][k];
                }
            }
            return scaled;
        }
    }

    static double meanSquare(double[][] outcomePoints, double[] weights) {
        int periods = outcomePoints[0].length;
        double sum = 0;
        for (int t = 0; t < periods; t++) {
            double gap = 0;
            for (int j = 0; j < weights.length; j++) {
                if (weights[j] != 0) {
                    gap += weights[j] * outcomePoints[j][t];
                }
            }
            sum += gap * gap;
        }
        return sum / periods;
    }
}
