package org.knooppunt.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyntheticControlTest {
    private static final EvaluationOptions OPTIONS = EvaluationOptions.DEFAULT;

    /** Half of A and half of B, and 2 more from 2004 on. */
    private static Panel small() {
        return new Panel("jobs", List.of("Genk", "A", "B"), List.of(2001, 2002, 2003, 2004, 2005), new double[][] {
            {5, 6, 8, 11, 12}, {4, 6, 7, 8, 9}, {6, 6, 9, 10, 11}
        });
    }

    @Test
    void aMixOfTwoIsFoundByHand() {
        SyntheticControlFit fit = SyntheticControl.fit(new EffectProblem(small(), "Genk", 2004, List.of()), OPTIONS);

        assertThat(fit.weights()).extracting(SyntheticControlFit.Weight::unit).containsExactlyInAnyOrder("A", "B");
        assertThat(fit.weights())
                .allSatisfy(weight -> assertThat(weight.weight()).isCloseTo(0.5, within(1e-12)));
        assertThat(fit.preRmspe()).isCloseTo(0, within(1e-12));
        assertThat(fit.att()).isCloseTo(2, within(1e-12));
        assertThat(fit.postRmspe()).isCloseTo(2, within(1e-12));
        assertThat(fit.gaps())
                .extracting(SyntheticControlFit.Gap::period)
                .containsExactly(2001, 2002, 2003, 2004, 2005);
        assertThat(fit.ratio()).isFinite().isGreaterThan(1e6);
    }

    @Test
    void onePredictorMixesSoThatItAgrees() {
        // income 10 between 8 and 16: three quarters of A, a quarter of B
        Panel income = new Panel("income", List.of("Genk", "A", "B"), List.of(2001, 2002), new double[][] {
            {9, 11}, {8, 8}, {16, Double.NaN}
        });
        EffectProblem problem =
                new EffectProblem(small(), "Genk", 2004, List.of(new Predictor("income", income, List.of(2001, 2002))));

        SyntheticControlFit fit = SyntheticControl.fit(problem, OPTIONS);

        assertThat(fit.weights().getFirst().unit()).isEqualTo("A");
        assertThat(fit.weights().getFirst().weight()).isCloseTo(0.75, within(1e-12));
        SyntheticControlFit.Agreement agreement = fit.predictors().getFirst();
        assertThat(agreement.weight()).isEqualTo(1);
        assertThat(agreement.observed()).isCloseTo(10, within(1e-12));
        assertThat(agreement.synthetic()).isCloseTo(10, within(1e-12));
        assertThat(agreement.average()).isCloseTo(12, within(1e-12));
    }

    @Test
    void whatCannotBeEvaluatedIsRefusedWithValueAndAdvice() {
        Panel gap = new Panel("jobs", List.of("Genk", "A", "B"), List.of(2001, 2002, 2003), new double[][] {
            {5, 6, 8}, {4, Double.NaN, 7}, {6, 6, 9}
        });
        assertThatThrownBy(() -> new EffectProblem(gap, "Genk", 2003, List.of()))
                .hasMessage(
                        "jobs of A in 2002 is missing; expected a value for every unit and period: leave out the unit"
                                + " or the period");
        assertThatThrownBy(() -> new EffectProblem(small(), "Gent", 2004, List.of()))
                .hasMessage("unit 'Gent' has no jobs; expected one of Genk, A, B");
        assertThatThrownBy(() -> new EffectProblem(small(), "Genk", 2002, List.of()))
                .hasMessageContaining("start is 2002 with 1 periods before it; expected at least 2");
        assertThatThrownBy(() -> new EffectProblem(small(), "Genk", 1999, List.of()))
                .hasMessageContaining("period 1999 has no jobs");
        assertThatThrownBy(() -> new EffectProblem(
                        small(), "Genk", 2004, List.of(new Predictor("late", small(), List.of(2003, 2004)))))
                .hasMessageContaining("predictor late is of 2004; expected periods before the start, 2004");
        Panel two = new Panel("jobs", List.of("Genk", "A"), List.of(1, 2, 3), new double[][] {{1, 2, 3}, {1, 2, 3}});
        assertThatThrownBy(() -> SyntheticControl.fit(new EffectProblem(two, "Genk", 3, List.of()), OPTIONS))
                .hasMessageContaining("there are 1 units to compare Genk with; expected at least 2");
        Panel same = new Panel("same", List.of("Genk", "A", "B"), List.of(2001), new double[][] {{3}, {3}, {3}});
        assertThatThrownBy(() -> SyntheticControl.fit(
                        new EffectProblem(small(), "Genk", 2004, List.of(new Predictor("same", same, List.of(2001)))),
                        OPTIONS))
                .hasMessage("predictor same is 3.0 for every unit; expected differences, or leave it out");
    }

    @Test
    void proposition99ComesOutAsPublishedWhenSalesAloneAreCompared() throws IOException {
        EffectProblem problem = Proposition99.read().outcomeOnly();

        SyntheticControlFit fit = SyntheticControl.fit(problem, OPTIONS);

        Map<String, Double> weights = weights(fit);
        assertThat(weights.get("Utah")).isCloseTo(0.3939, within(0.00005));
        assertThat(weights.get("Montana")).isCloseTo(0.2318, within(0.00005));
        assertThat(weights.get("Nevada")).isCloseTo(0.2049, within(0.00005));
        assertThat(weights.get("Connecticut")).isCloseTo(0.1091, within(0.00005));
        assertThat(weights.get("New Hampshire")).isCloseTo(0.0454, within(0.00005));
        assertThat(weights.get("Colorado")).isCloseTo(0.0148, within(0.00005));
        assertThat(fit.att()).isCloseTo(-19.514, within(0.0005));
        assertThat(fit.gaps().getLast().gap()).isCloseTo(-26.597, within(0.0005));
        assertThat(fit.preRmspe()).isCloseTo(1.6564, within(0.00005));
        assertThat(fit.unique()).isTrue();
        Optimality.check(points(problem), all(problem, weights), 1e-11);
    }

    @Test
    void proposition99ComesOutAsPublishedWithThePredictorsOfThePaper() throws IOException {
        SyntheticControlFit fit = SyntheticControl.fit(Proposition99.read().withPredictors(), OPTIONS);

        Map<String, Double> weights = weights(fit);
        assertThat(weights.get("Utah")).isCloseTo(0.334, within(0.02));
        assertThat(weights.get("Nevada")).isCloseTo(0.234, within(0.02));
        assertThat(weights.get("Montana")).isCloseTo(0.199, within(0.02));
        assertThat(weights.get("Colorado")).isCloseTo(0.164, within(0.02));
        assertThat(weights.get("Connecticut")).isCloseTo(0.069, within(0.02));
        assertThat(fit.preRmspe()).isLessThanOrEqualTo(1.80);
        assertThat(fit.predictors().stream()
                        .mapToDouble(SyntheticControlFit.Agreement::weight)
                        .sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void theSameSeedGivesTheSameTwinAndOtherSeedsOneThatFitsNoWorse() throws IOException {
        EffectProblem problem = Proposition99.read().withPredictors();

        SyntheticControlFit first = SyntheticControl.fit(problem, OPTIONS);

        assertThat(SyntheticControl.fit(problem, OPTIONS)).isEqualTo(first);
        for (long seed = 2; seed <= 6; seed++) {
            SyntheticControlFit other = SyntheticControl.fit(problem, OPTIONS.withSeed(seed));
            assertThat(other.preRmspe()).as("seed %s", seed).isCloseTo(first.preRmspe(), within(0.01));
        }
    }

    private static Map<String, Double> weights(SyntheticControlFit fit) {
        Map<String, Double> weights = new HashMap<>();
        fit.weights().forEach(weight -> weights.put(weight.unit(), weight.weight()));
        return weights;
    }

    private static double[] all(EffectProblem problem, Map<String, Double> weights) {
        return problem.outcome().units().stream()
                .filter(unit -> !unit.equals(problem.treated()))
                .mapToDouble(unit -> weights.getOrDefault(unit, 0.0))
                .toArray();
    }

    private static double[][] points(EffectProblem problem) {
        double[][] values = problem.outcome().values();
        int treated = problem.treatedUnit();
        double[][] points = new double[values.length - 1][problem.before()];
        for (int unit = 0, j = 0; unit < values.length; unit++) {
            if (unit != treated) {
                for (int t = 0; t < problem.before(); t++) {
                    points[j][t] = values[unit][t] - values[treated][t];
                }
                j++;
            }
        }
        return points;
    }
}
