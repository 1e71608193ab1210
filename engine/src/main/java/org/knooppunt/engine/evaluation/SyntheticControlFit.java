package org.knooppunt.engine.evaluation;

import java.util.List;

/**
 * A unit and its synthetic twin. Outcomes, gaps and errors in the unit of the outcome.
 *
 * @param unit the unit that is followed
 * @param start first period after
 * @param weights of the units in the twin, largest first; the others have none
 * @param predictors how much each counted, and how well the twin agrees; empty when the outcome itself was compared
 * @param gaps per period: observed − synthetic
 * @param att average gap from the start on: the effect on the unit, when the twin is to be believed
 * @param preRmspe root mean square gap before the start
 * @param postRmspe the same from the start on
 * @param ratio of the two; a fit without error counts as one with 10^-9 of how far units differ
 * @param spread how far units differ: root mean square distance, before the start, from the mean of all units per period
 * @param unique whether no other weights fit equally well
 */
public record SyntheticControlFit(
        String unit,
        int start,
        List<Weight> weights,
        List<Agreement> predictors,
        List<Gap> gaps,
        double att,
        double preRmspe,
        double postRmspe,
        double ratio,
        double spread,
        boolean unique) {
    public SyntheticControlFit {
        weights = List.copyOf(weights);
        predictors = List.copyOf(predictors);
        gaps = List.copyOf(gaps);
    }

    /** A unit in the twin; weights are above 0 and add up to 1. */
    public record Weight(String unit, double weight) {}

    /**
     * A predictor.
     *
     * @param weight share of how much it counts; they add up to 1
     * @param observed of the unit
     * @param synthetic of the twin
     * @param average plain average of the units the twin could be made of
     */
    public record Agreement(String name, double weight, double observed, double synthetic, double average) {}

    /** What was seen in a period, what the twin had, and the difference. */
    public record Gap(int period, double observed, double synthetic, double gap) {}
}
