package org.knooppunt.engine.design;

/** What a region can want most of a plan. */
public enum Aim {
    /** EUR per year. */
    MONEY,
    /** t CO2e avoided per year. */
    CO2E,
    /** Full-time jobs. */
    JOBS;

    public double of(Plan plan) {
        return switch (this) {
            case MONEY -> plan.money();
            case CO2E -> plan.co2eAvoided();
            case JOBS -> plan.jobs();
        };
    }
}
