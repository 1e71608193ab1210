package org.knooppunt.planning.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.knooppunt.engine.risk.Driver;
import org.knooppunt.engine.risk.FacilityRisk;
import org.knooppunt.engine.risk.RiskReport;

/**
 * How sure a case is, as {@code risk.json} holds it; see {@link RiskReport}. Money in EUR per year.
 *
 * @param level the probability at which a facility counts as safe
 * @param tail the part of the years that counts as the worst
 */
public record RiskDocument(
        String format,
        @JsonProperty("case") String caseId,
        int years,
        long seed,
        double level,
        double tail,
        double planned,
        double expected,
        double expectedError,
        double deviation,
        double worst,
        double worstMean,
        List<Driver> drivers,
        List<FacilityRisk> facilities) {
    public static final String FORMAT = "knooppunt-risk/1";

    public static RiskDocument of(String caseId, RiskReport report) {
        return new RiskDocument(
                FORMAT,
                caseId,
                report.options().years(),
                report.options().seed(),
                report.options().level(),
                report.options().tail(),
                report.planned(),
                report.expected(),
                report.expectedError(),
                report.deviation(),
                report.worst(),
                report.worstMean(),
                report.drivers(),
                report.facilities());
    }

    /** Whether the years differ at all: without deviations in the inventory they do not. */
    @JsonIgnore
    public boolean varies() {
        return deviation > 1e-6 * Math.max(1, Math.abs(planned));
    }

    /** What the months cost: the plan counts whole years, in which supply, capacity and demand always meet. */
    @JsonIgnore
    public boolean fallsShort() {
        return expected < planned - Math.max(1, 4 * expectedError);
    }
}
