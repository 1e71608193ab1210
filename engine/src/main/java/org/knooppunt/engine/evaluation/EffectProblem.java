package org.knooppunt.engine.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is asked: did something that one unit did from a period on change its outcome?
 *
 * @param outcome without a gap: a missing value is refused with its place, never filled in
 * @param treated the unit that did it; all others did not
 * @param start first period in which it may have had an effect; at least two periods lie before it
 * @param predictors what the unit and its twin should agree on; none compares the outcome itself in all periods before.
 *     Only of periods before the start, since what was done may have changed later ones
 */
public record EffectProblem(Panel outcome, String treated, int start, List<Predictor> predictors) {
    static final int LEAST_BEFORE = 2;

    public EffectProblem {
        predictors = List.copyOf(predictors);
        outcome.unit(treated);
        int before = outcome.period(start);
        if (before < LEAST_BEFORE) {
            throw new IllegalArgumentException("start is " + start + " with " + before + " periods before it; expected "
                    + "at least " + LEAST_BEFORE + ": begin the data earlier or choose a later start");
        }
        int missing = 0;
        String first = "";
        for (int unit = 0; unit < outcome.units().size(); unit++) {
            for (int period = 0; period < outcome.periods().size(); period++) {
                if (Double.isNaN(outcome.value(unit, period))) {
                    first = missing++ == 0
                            ? outcome.units().get(unit) + " in "
                                    + outcome.periods().get(period)
                            : first;
                }
            }
        }
        if (missing > 0) {
            throw new IllegalArgumentException(outcome.variable() + " of " + first + " is missing"
                    + (missing == 1 ? "" : ", and " + (missing - 1) + " more")
                    + "; expected a value for every unit and period: leave out the unit or the period");
        }
        Set<String> names = new HashSet<>();
        for (Predictor predictor : predictors) {
            if (!names.add(predictor.name())) {
                throw new IllegalArgumentException(
                        "predictor " + predictor.name() + " is there twice; expected a name of its own");
            }
            int last = predictor.periods().getLast();
            if (last >= start) {
                throw new IllegalArgumentException("predictor " + predictor.name() + " is of " + last
                        + "; expected periods before the start, " + start);
            }
            for (String unit : outcome.units()) {
                predictor.of(unit);
            }
        }
    }

    /** Number of periods before the start. */
    int before() {
        return outcome.period(start);
    }

    int treatedUnit() {
        return outcome.unit(treated);
    }

    /** Units that did not do it. */
    int donors() {
        return outcome.units().size() - 1;
    }

    /** Refuses fewer donors than a method needs. */
    void needDonors(int least) {
        if (donors() < least) {
            throw new IllegalArgumentException(
                    "there are " + donors() + " units to compare " + treated + " with; expected at least " + least);
        }
    }
}
