package org.knooppunt.engine.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * The synthetic twin of a unit: the mix of other units that was most like it before the start, as what would have
 * happened without what was done.
 *
 * <ul>
 *   <li><em>Without predictors</em>: weights w ≥ 0, Σ w = 1, that minimise the squared gaps of all periods before the start.
 *       Convex; exact ({@link NearestInHull}).
 *   <li><em>With predictors</em>: each divided by its standard deviation over all units, weights of the mix minimise the
 *       squared differences of the predictors, weighted by V; V minimises the squared gaps before the start
 *       ({@link PredictorWeightSearch}, which is not convex and not proven).
 * </ul>
 *
 * <p>Rejects: fewer than two other units; a predictor that is the same everywhere; what {@link EffectProblem} rejects.
 * Deterministic for a seed. Time without predictors: steps × (units × periods + a small least squares), well below a
 * millisecond for 38 units and 19 periods; with predictors some thousand times that of a mix in as many dimensions as
 * predictors.
 *
 * <p>Source: Abadie and Gardeazabal 2003; Abadie, Diamond and Hainmueller, "Synthetic control methods for comparative case
 * studies", 2010; Abadie, "Using synthetic controls", 2021.
 */
public final class SyntheticControl {
    static final int LEAST_DONORS = 2;
    /** Below it a weight is rounding. */
    private static final double NOTHING = 1e-10;

    private static final double PERFECT = 1e-9;

    private SyntheticControl() {}

    public static SyntheticControlFit fit(EffectProblem problem, EvaluationOptions options) {
        return new Figures(problem).fit(problem.treatedUnit(), -1, problem.before(), options.seed());
    }

    /** The figures of a problem, standardised once; a fit takes any unit as the one that is followed. */
    static final class Figures {
        private final EffectProblem problem;
        private final double[][] outcome;
        /** By unit and predictor. */
        private final double[][] predictors;

        private final double[] deviations;
        private final double[] regression;

        Figures(EffectProblem problem) {
            problem.needDonors(LEAST_DONORS);
            this.problem = problem;
            outcome = problem.outcome().values();
            int units = outcome.length;
            int count = problem.predictors().size();
            predictors = new double[units][count];
            deviations = new double[count];
            for (int k = 0; k < count; k++) {
                Predictor predictor = problem.predictors().get(k);
                double[] all = new double[units];
                for (int unit = 0; unit < units; unit++) {
                    all[unit] = predictor.of(problem.outcome().units().get(unit));
                }
                deviations[k] = Math.sqrt(StatUtils.variance(all));
                if (!(deviations[k] > 1e-12 * Math.abs(all[0]))) {
                    throw new IllegalArgumentException("predictor " + predictor.name() + " is " + all[0]
                            + " for every unit; expected differences, or leave it out");
                }
                for (int unit = 0; unit < units; unit++) {
                    predictors[unit][k] = all[unit] / deviations[k];
                }
            }
            regression = regression();
        }

        /** Squared coefficients of the predictors for the outcome of each period before, added up: the paper's start. */
        private double[] regression() {
            int count = deviations.length;
            if (count == 0 || outcome.length < count + 3) {
                return new double[0];
            }
            double[] sums = new double[count];
            for (int t = 0; t < problem.before(); t++) {
                double[] y = new double[outcome.length];
                for (int unit = 0; unit < y.length; unit++) {
                    y[unit] = outcome[unit][t];
                }
                OLSMultipleLinearRegression line = new OLSMultipleLinearRegression(1e-10);
                line.newSampleData(y, predictors);
                try {
                    double[] coefficients = line.estimateRegressionParameters();
                    for (int k = 0; k < count; k++) {
                        sums[k] += coefficients[k + 1] * coefficients[k + 1];
                    }
                } catch (SingularMatrixException e) {
                    return new double[0];
                }
            }
            double sum = StatUtils.sum(sums);
            if (!(sum > 0)) {
                return new double[0];
            }
            for (int k = 0; k < count; k++) {
                sums[k] /= sum;
            }
            return sums;
        }

        /**
         * @param followed position of the unit that is followed; all others can be in its twin
         * @param without position of a unit that cannot; -1 for none
         * @param before number of periods before the start
         */
        SyntheticControlFit fit(int followed, int without, int before, long seed) {
            List<Integer> donors = new ArrayList<>();
            for (int unit = 0; unit < outcome.length; unit++) {
                if (unit != followed && unit != without) {
                    donors.add(unit);
                }
            }
            double[][] gaps = differences(outcome, followed, donors, before);
            double[] importance = new double[0];
            NearestInHull mix;
            if (deviations.length == 0) {
                mix = NearestInHull.of(gaps);
            } else {
                PredictorWeightSearch found = PredictorWeightSearch.of(
                        differences(predictors, followed, donors, deviations.length), gaps, regression, seed);
                importance = found.predictors();
                mix = found.mix();
            }
            return result(followed, donors, before, mix, importance);
        }

        private static double[][] differences(double[][] values, int followed, List<Integer> donors, int columns) {
            double[][] points = new double[donors.size()][columns];
            for (int j = 0; j < points.length; j++) {
                for (int c = 0; c < columns; c++) {
                    points[j][c] = values[donors.get(j)][c] - values[followed][c];
                }
            }
            return points;
        }

        private SyntheticControlFit result(
                int followed, List<Integer> donors, int before, NearestInHull mix, double[] importance) {
            List<Integer> periods = problem.outcome().periods();
            List<String> units = problem.outcome().units();
            List<SyntheticControlFit.Gap> gaps = new ArrayList<>();
            double preSquares = 0;
            double postSquares = 0;
            double post = 0;
            for (int t = 0; t < periods.size(); t++) {
                double twin = mixed(outcome, t, donors, mix.weights());
                double observed = outcome[followed][t];
                double gap = observed - twin;
                gaps.add(new SyntheticControlFit.Gap(periods.get(t), observed, twin, gap));
                if (t < before) {
                    preSquares += gap * gap;
                } else {
                    postSquares += gap * gap;
                    post += gap;
                }
            }
            int after = periods.size() - before;
            double pre = Math.sqrt(preSquares / before);
            double postError = Math.sqrt(postSquares / after);
            double spread = spread(before);
            double floor = Math.max(PERFECT * spread, Double.MIN_NORMAL);
            List<SyntheticControlFit.Weight> weights = new ArrayList<>();
            for (int j = 0; j < donors.size(); j++) {
                if (mix.weights()[j] > NOTHING) {
                    weights.add(new SyntheticControlFit.Weight(units.get(donors.get(j)), mix.weights()[j]));
                }
            }
            weights.sort(Comparator.comparingDouble(SyntheticControlFit.Weight::weight)
                    .reversed()
                    .thenComparing(SyntheticControlFit.Weight::unit));
            return new SyntheticControlFit(
                    units.get(followed),
                    periods.get(before),
                    weights,
                    agreements(followed, donors, mix.weights(), importance),
                    gaps,
                    post / after,
                    pre,
                    postError,
                    postError / Math.max(pre, floor),
                    spread,
                    mix.unique());
        }

        private List<SyntheticControlFit.Agreement> agreements(
                int followed, List<Integer> donors, double[] weights, double[] importance) {
            List<SyntheticControlFit.Agreement> agreements = new ArrayList<>();
            for (int k = 0; k < importance.length; k++) {
                double sum = 0;
                for (int donor : donors) {
                    sum += predictors[donor][k];
                }
                agreements.add(new SyntheticControlFit.Agreement(
                        problem.predictors().get(k).name(),
                        importance[k],
                        predictors[followed][k] * deviations[k],
                        mixed(predictors, k, donors, weights) * deviations[k],
                        sum / donors.size() * deviations[k]));
            }
            return agreements;
        }

        private static double mixed(double[][] values, int column, List<Integer> donors, double[] weights) {
            double sum = 0;
            for (int j = 0; j < weights.length; j++) {
                sum += weights[j] * values[donors.get(j)][column];
            }
            return sum;
        }

        /** How far units lie from the mean of all, before the start. */
        double spread(int before) {
            double squares = 0;
            for (int t = 0; t < before; t++) {
                double sum = 0;
                for (double[] unit : outcome) {
                    sum += unit[t];
                }
                double mean = sum / outcome.length;
                for (double[] unit : outcome) {
                    squares += (unit[t] - mean) * (unit[t] - mean);
                }
            }
            return Math.sqrt(squares / before / outcome.length);
        }

        /** Periods before the start in which the unit lies outside all others. */
        int outside(int followed, int before) {
            int count = 0;
            for (int t = 0; t < before; t++) {
                double least = Double.POSITIVE_INFINITY;
                double most = Double.NEGATIVE_INFINITY;
                for (int unit = 0; unit < outcome.length; unit++) {
                    if (unit != followed) {
                        least = Math.min(least, outcome[unit][t]);
                        most = Math.max(most, outcome[unit][t]);
                    }
                }
                if (outcome[followed][t] < least || outcome[followed][t] > most) {
                    count++;
                }
            }
            return count;
        }

        /** Root mean square distance of a unit from another before the start. */
        double distance(int one, int other, int before) {
            double squares = 0;
            for (int t = 0; t < before; t++) {
                squares += (outcome[one][t] - outcome[other][t]) * (outcome[one][t] - outcome[other][t]);
            }
            return Math.sqrt(squares / before);
        }
    }
}
