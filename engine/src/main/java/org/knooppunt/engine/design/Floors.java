package org.knooppunt.engine.design;

/**
 * What a plan must reach beside its money. A plan with floors is the one with the most money among those that reach them.
 *
 * @param co2e t CO2e avoided per year; minus infinity for no floor
 * @param jobs full-time jobs; minus infinity for no floor
 */
public record Floors(double co2e, double jobs) {
    public static final Floors NONE = new Floors(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

    public Floors {
        if (Double.isNaN(co2e)
                || Double.isNaN(jobs)
                || co2e == Double.POSITIVE_INFINITY
                || jobs == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("floors are " + co2e + " t CO2e and " + jobs
                    + " jobs; expected numbers, or minus infinity for none");
        }
    }

    public boolean isNone() {
        return equals(NONE);
    }

    double of(Aim aim) {
        return switch (aim) {
            case MONEY -> Double.NEGATIVE_INFINITY;
            case CO2E -> co2e;
            case JOBS -> jobs;
        };
    }
}
