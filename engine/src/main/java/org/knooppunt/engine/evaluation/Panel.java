package org.knooppunt.engine.evaluation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One figure of several places over several periods.
 *
 * @param variable name of the figure
 * @param units the places; each once
 * @param periods years, or other whole numbers that rise
 * @param values by unit and period, in the unit of the figure; {@link Double#NaN} where it is missing. A panel may have
 *     gaps; who needs it without says so
 */
public record Panel(String variable, List<String> units, List<Integer> periods, double[][] values) {
    /** Bounded so that no sum of squares can overflow. */
    private static final double MOST = 1e12;

    public Panel {
        Check.name("variable", variable);
        units = List.copyOf(units);
        periods = List.copyOf(periods);
        if (units.isEmpty() || periods.isEmpty()) {
            throw new IllegalArgumentException(variable + " has " + units.size() + " units and " + periods.size()
                    + " periods; expected at least one of each");
        }
        Set<String> seen = new HashSet<>();
        for (String unit : units) {
            Check.name("unit", unit);
            if (!seen.add(unit)) {
                throw new IllegalArgumentException("unit " + unit + " is there twice; expected each unit once");
            }
        }
        for (int i = 1; i < periods.size(); i++) {
            if (periods.get(i) <= periods.get(i - 1)) {
                throw new IllegalArgumentException("period " + periods.get(i) + " comes after " + periods.get(i - 1)
                        + "; expected periods that rise, each once");
            }
        }
        if (values.length != units.size()) {
            throw new IllegalArgumentException(
                    variable + " has rows for " + values.length + " units; expected " + units.size());
        }
        values = values.clone();
        for (int unit = 0; unit < values.length; unit++) {
            if (values[unit].length != periods.size()) {
                throw new IllegalArgumentException(variable + " of " + units.get(unit) + " has " + values[unit].length
                        + " values; expected " + periods.size());
            }
            values[unit] = values[unit].clone();
            for (int period = 0; period < periods.size(); period++) {
                double value = values[unit][period];
                if (Math.abs(value) > MOST) {
                    throw new IllegalArgumentException(variable + " of " + units.get(unit) + " in "
                            + periods.get(period) + " is " + value + "; expected -1000000000000 to 1000000000000");
                }
            }
        }
    }

    @Override
    public double[][] values() {
        double[][] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = copy[i].clone();
        }
        return copy;
    }

    /** By position; {@link Double#NaN} where it is missing. */
    public double value(int unit, int period) {
        return values[unit][period];
    }

    /** Position of a unit. */
    int unit(String name) {
        int at = units.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "unit '" + name + "' has no " + variable + "; expected one of " + Check.some(units));
        }
        return at;
    }

    /** Position of a period. */
    int period(int number) {
        int at = periods.indexOf(number);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "period " + number + " has no " + variable + "; expected one of " + Check.some(periods));
        }
        return at;
    }
}
