package org.knooppunt.engine.evaluation;

import java.util.List;

/**
 * Something of before on which a place and its twin should agree: a figure averaged over periods. A period in which a
 * unit has no value does not count for that unit; without a value in any of them the unit is refused.
 *
 * @param name as it is shown
 * @param variable the figure; may be the outcome itself
 * @param periods over which it is averaged
 */
public record Predictor(String name, Panel variable, List<Integer> periods) {
    public Predictor {
        Check.name("predictor", name);
        periods = periods.stream().distinct().sorted().toList();
        if (periods.isEmpty()) {
            throw new IllegalArgumentException("predictor " + name + " has no periods; expected at least one");
        }
        for (int period : periods) {
            variable.period(period);
        }
    }

    double of(String unit) {
        int row = variable.unit(unit);
        double sum = 0;
        int count = 0;
        for (int period : periods) {
            double value = variable.value(row, variable.period(period));
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("predictor " + name + " of " + unit + " has no value in "
                    + Check.some(periods) + "; expected at least one, or leave out the unit or the predictor");
        }
        return sum / count;
    }
}
