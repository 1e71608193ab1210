package org.knooppunt.planning.report;

import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads {@code plan.json} and {@code cases.json}. */
public final class PlanJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enumNamingStrategy(EnumNamingStrategies.LOWER_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final JsonMapper LINES =
            MAPPER.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

    private PlanJson() {}

    public static String write(PlanDocument plan) {
        return MAPPER.writeValueAsString(plan) + "\n";
    }

    public static String write(List<CaseDocument> cases) {
        return MAPPER.writeValueAsString(cases) + "\n";
    }

    public static String write(TradeDocument trade) {
        return MAPPER.writeValueAsString(trade) + "\n";
    }

    public static PlanDocument readPlan(String json) {
        return MAPPER.readValue(json, PlanDocument.class);
    }

    public static List<CaseDocument> readCases(String json) {
        return MAPPER.readValue(json, new TypeReference<List<CaseDocument>>() {});
    }

    public static String write(RiskDocument risk) {
        return MAPPER.writeValueAsString(risk) + "\n";
    }

    public static RiskDocument readRisk(String json) {
        return MAPPER.readValue(json, RiskDocument.class);
    }

    public static String write(SplitDocument split) {
        return MAPPER.writeValueAsString(split) + "\n";
    }

    public static SplitDocument readSplit(String json) {
        return MAPPER.readValue(json, SplitDocument.class);
    }

    /** Part of an answer, as a row of the database keeps it. */
    public static String writeLine(Object line) {
        return LINES.writeValueAsString(line);
    }

    public static <T> T readLine(String json, Class<T> type) {
        return LINES.readValue(json, type);
    }

    /** One case, as it is kept with a case that was taken up. */
    public static String write(CaseDocument oneCase) {
        return MAPPER.writeValueAsString(oneCase);
    }

    public static CaseDocument readCase(String json) {
        return MAPPER.readValue(json, CaseDocument.class);
    }
}
