package org.knooppunt.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knooppunt.identity.Audit;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an event of the audit trail changed, in the reader's language: {@code ${@changes.of(event)}}. A field's name is
 * the message {@code field.<name>}; a word that is kept as a code is {@code value.<field>.<code>}.
 */
@Component("changes")
public class Changes {
    private final MessageSource messages;
    private final JsonMapper json;
    private final Formats formats;

    Changes(MessageSource messages, JsonMapper json, Formats formats) {
        this.messages = messages;
        this.json = json;
        this.formats = formats;
    }

    /** One field: what it was and became; a dash stands for nothing. */
    public record Change(String field, String from, String to) {}

    public List<Change> of(Audit.Event event) {
        return event.action().equals("changed") || event.action().equals("imported")
                ? lines(event.detail())
                : List.of();
    }

    /** The fields in the detail of an event, {@code {"price": [-95, -90]}}. */
    public List<Change> lines(String detail) {
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : json.readTree(detail).properties()) {
            JsonNode pair = entry.getValue();
            if (pair.isArray() && pair.size() == 2) {
                String field = entry.getKey();
                changes.add(new Change(name(field), text(field, pair.get(0)), text(field, pair.get(1))));
            }
        }
        return changes;
    }

    /** The name of a field. */
    public String name(String field) {
        return message("field." + field, field);
    }

    private String text(String field, JsonNode value) {
        if (value.isNull() || value.isString() && value.asString().isEmpty() || value.isObject() && value.isEmpty()) {
            return "–";
        }
        if (value.isNumber()) {
            return formats.number(value.asDouble(), 6);
        }
        if (value.isBoolean()) {
            return message(value.asBoolean() ? "value.yes" : "value.no", value.asString());
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> quality(entry.getKey()) + " " + inner(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return word(field, value.asString());
    }

    private String inner(JsonNode value) {
        if (!value.isObject()) {
            return value.isNumber() ? formats.number(value.asDouble(), 6) : value.asString();
        }
        return range(
                value.path("min").asDouble(Double.NEGATIVE_INFINITY),
                value.path("max").asDouble(Double.POSITIVE_INFINITY));
    }

    /** An allowed range, open where it is infinite. */
    public String range(double min, double max) {
        if (Double.isInfinite(min)) {
            return "≤ " + formats.number(max, 6);
        }
        return Double.isInfinite(max)
                ? "≥ " + formats.number(min, 6)
                : formats.number(min, 6) + "–" + formats.number(max, 6);
    }

    /** The name of a quality, for those that have one in the message files. */
    public String quality(String name) {
        return message("quality." + name, name);
    }

    /** The word for a value of a field that is kept as a code; the value itself when it is no code. */
    public String word(String field, String code) {
        return message("value." + field + "." + code, code);
    }

    private String message(String key, String otherwise) {
        return java.util.Objects.requireNonNullElse(
                messages.getMessage(key, null, otherwise, LocaleContextHolder.getLocale()), otherwise);
    }
}
