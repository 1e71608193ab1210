package org.knooppunt.engine.risk;

import java.util.List;

/**
 * What a simulation found. Money in EUR per year, weighed effects included as in the plan's surplus.
 *
 * @param planned surplus when everything comes as in the plan
 * @param expected mean surplus over the years
 * @param expectedError standard error of {@code expected}
 * @param deviation standard deviation of the surplus from year to year
 * @param worst the quantile: the surplus that the worst part of the years, {@link RiskOptions#tail()}, does not exceed
 *     (value at risk)
 * @param worstMean mean surplus of those years (conditional value at risk)
 * @param drivers what makes the surplus vary, the strongest first
 */
public record RiskReport(
        RiskOptions options,
        double planned,
        double expected,
        double expectedError,
        double deviation,
        double worst,
        double worstMean,
        List<Driver> drivers,
        List<FacilityRisk> facilities) {}
