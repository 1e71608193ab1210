package org.knooppunt.inventory.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Numbers;
import org.knooppunt.engine.inventory.QualityLimit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Named numbers, limits and profiles as the text in which the database keeps them. */
public final class Texts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Texts() {}

    public static String values(Map<String, Double> values) {
        if (values.isEmpty()) {
            return "{}";
        }
        StringBuilder text = new StringBuilder("{");
        values.forEach((name, value) -> {
            separate(text);
            text.append(JSON.writeValueAsString(name)).append(':').append(Numbers.text(value));
        });
        return text.append('}').toString();
    }

    public static SortedMap<String, Double> values(String text) {
        SortedMap<String, Double> values = new TreeMap<>();
        if (!text.equals("{}")) {
            for (Map.Entry<String, JsonNode> entry : JSON.readTree(text).properties()) {
                values.put(entry.getKey(), entry.getValue().asDouble());
            }
        }
        return values;
    }

    public static String limits(Map<String, QualityLimit> limits) {
        if (limits.isEmpty()) {
            return "{}";
        }
        StringBuilder text = new StringBuilder("{");
        limits.forEach((name, limit) -> {
            separate(text);
            text.append(JSON.writeValueAsString(name)).append(":{");
            if (Double.isFinite(limit.min())) {
                text.append("\"min\":").append(Numbers.text(limit.min()));
            }
            if (Double.isFinite(limit.max())) {
                text.append(Double.isFinite(limit.min()) ? "," : "")
                        .append("\"max\":")
                        .append(Numbers.text(limit.max()));
            }
            text.append('}');
        });
        return text.append('}').toString();
    }

    public static SortedMap<String, QualityLimit> limits(String text) {
        SortedMap<String, QualityLimit> limits = new TreeMap<>();
        if (!text.equals("{}")) {
            for (Map.Entry<String, JsonNode> entry : JSON.readTree(text).properties()) {
                limits.put(
                        entry.getKey(),
                        new QualityLimit(
                                entry.getValue().path("min").asDouble(Double.NEGATIVE_INFINITY),
                                entry.getValue().path("max").asDouble(Double.POSITIVE_INFINITY)));
            }
        }
        return limits;
    }

    private static void separate(StringBuilder text) {
        if (text.length() > 1) {
            text.append(',');
        }
    }

    public static MonthProfile profile(String text) {
        if (text.isEmpty()) {
            return MonthProfile.EVEN;
        }
        List<Double> weights = new ArrayList<>(12);
        for (String weight : text.split("\\+")) {
            weights.add(Double.parseDouble(weight));
        }
        return new MonthProfile(weights);
    }
}
