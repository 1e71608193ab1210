package org.knooppunt.engine.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * A twin, and what the same method finds where nothing was done.
 *
 * @param fit the unit and its twin
 * @param refusal why the twin is not to be believed, if it is not; then the effect and p say nothing
 * @param placebos the unit and every other one in its place, largest ratio first
 * @param rank of the unit among them by ratio, from 1; one with the same ratio counts as larger
 * @param p rank / number of units: how often one drawn at random would be as remarkable
 * @param smallestP smallest that p can be: 1 / number of units
 * @param leaveOneOut the effect without each unit of the twin
 * @param inTime the effect at starts when nothing was done yet
 * @param cautions what to know before believing it
 */
public record PlaceboReport(
        SyntheticControlFit fit,
        Optional<Caution> refusal,
        List<Placebo> placebos,
        int rank,
        double p,
        double smallestP,
        List<LeftOut> leaveOneOut,
        List<EarlierStart> inTime,
        List<Caution> cautions) {
    public PlaceboReport {
        placebos = List.copyOf(placebos);
        leaveOneOut = List.copyOf(leaveOneOut);
        inTime = List.copyOf(inTime);
        cautions = List.copyOf(cautions);
    }

    /**
     * A unit taken as the one that did it.
     *
     * @param treated whether it is
     */
    public record Placebo(
            String unit, boolean treated, double att, double preRmspe, double postRmspe, double ratio, int rank) {}

    /** The twin without one of its units. */
    public record LeftOut(String unit, double weight, double att, double preRmspe) {}

    /**
     * The twin of an earlier start; the periods from the true start on are left away.
     *
     * @param dropped predictors that were left out, since they are of periods after this start only
     */
    public record EarlierStart(
            int start, double att, double preRmspe, double postRmspe, double ratio, List<String> dropped) {
        public EarlierStart {
            dropped = List.copyOf(dropped);
        }
    }
}
