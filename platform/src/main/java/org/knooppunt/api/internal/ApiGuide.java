package org.knooppunt.api.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document as people read it: operations by subject, with an example each. */
@Component
public class ApiGuide {
    public record Guide(List<Subject> subjects, List<Shape> shapes) {}

    public record Subject(String name, String description, List<Operation> operations) {}

    /** @param example a command to try it with */
    public record Operation(
            String id,
            String method,
            String path,
            String summary,
            String description,
            List<String> scopes,
            List<Field> parameters,
            @Nullable String body,
            List<Answer> answers,
            String example) {}

    /** @param in path, query or header; empty for a field of a schema */
    public record Field(String name, String in, String type, boolean required, String description) {}

    public record Answer(String status, String description, String type) {}

    public record Shape(String name, String description, List<Field> fields) {}

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final int DEEPEST = 6;

    private final ObjectProvider<OpenApiWebMvcResource> openApi;
    private final JsonMapper json;
    private volatile @Nullable Guide guide;

    ApiGuide(ObjectProvider<OpenApiWebMvcResource> openApi, JsonMapper json) {
        this.openApi = openApi;
        this.json = json;
    }

    /** Read once: the document does not change while the program runs. */
    public Guide get(HttpServletRequest request) throws IOException {
        Guide known = guide;
        if (known == null) {
            known = read(json.readTree(openApi.getObject().openapiJson(request, "/api/v1/openapi", Locale.ENGLISH)));
            guide = known;
        }
        return known;
    }

    private Guide read(JsonNode document) {
        Map<String, List<Operation>> subjects = new LinkedHashMap<>();
        Map<String, String> descriptions = new LinkedHashMap<>();
        for (JsonNode tag : document.path("tags")) {
            subjects.put(tag.path("name").asString(""), new ArrayList<>());
            descriptions.put(
                    tag.path("name").asString(""), tag.path("description").asString(""));
        }
        document.path("paths").properties().forEach(path -> {
            for (String method : METHODS) {
                JsonNode operation = path.getValue().path(method);
                if (!operation.isMissingNode()) {
                    String subject = operation.path("tags").path(0).asString("");
                    subjects.computeIfAbsent(subject, fresh -> new ArrayList<>())
                            .add(operation(document, path.getKey(), method, operation));
                }
            }
        });
        List<Subject> all = new ArrayList<>();
        subjects.forEach((name, operations) -> {
            if (!operations.isEmpty()) {
                all.add(new Subject(name, descriptions.getOrDefault(name, ""), List.copyOf(operations)));
            }
        });
        List<Shape> shapes = new ArrayList<>();
        document.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> shapes.add(shape(schema.getKey(), schema.getValue())));
        return new Guide(all, shapes);
    }

    private Operation operation(JsonNode document, String path, String method, JsonNode operation) {
        List<Field> parameters = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            parameters.add(new Field(
                    parameter.path("name").asString(""),
                    parameter.path("in").asString(""),
                    type(parameter.path("schema")),
                    parameter.path("required").asBoolean(false),
                    parameter.path("description").asString("")));
        }
        JsonNode body = operation.path("requestBody").path("content").path("application/json");
        List<Answer> answers = new ArrayList<>();
        operation.path("responses").properties().forEach(answer -> {
            if (!answer.getKey().equals("default")) {
                JsonNode content = answer.getValue().path("content");
                JsonNode first = content.properties().isEmpty()
                        ? content
                        : content.properties().iterator().next().getValue();
                answers.add(new Answer(
                        answer.getKey(),
                        answer.getValue().path("description").asString(""),
                        first.path("schema").isMissingNode() ? "" : type(first.path("schema"))));
            }
        });
        List<String> scopes = new ArrayList<>();
        operation.path("x-scopes").forEach(scope -> scopes.add(scope.asString()));
        return new Operation(
                operation.path("operationId").asString(method + path).replaceAll("[^A-Za-z0-9]+", "-"),
                method.toUpperCase(Locale.ROOT),
                path,
                operation.path("summary").asString(""),
                operation.path("description").asString(""),
                scopes,
                parameters,
                body.isMissingNode() ? null : type(body.path("schema")),
                answers,
                curl(document, path, method, parameters, body));
    }

    private String curl(JsonNode document, String path, String method, List<Field> parameters, JsonNode body) {
        StringBuilder curl = new StringBuilder("curl");
        if (!method.equals("get")) {
            curl.append(" -X ").append(method.toUpperCase(Locale.ROOT));
        }
        curl.append(" \"$KNOOPPUNT").append(path).append('"');
        curl.append(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
        for (Field parameter : parameters) {
            if (parameter.name().equals(Answers.HEADER)) {
                curl.append(" \\\n  -H \"Idempotency-Key: $(uuidgen)\"");
            } else if (parameter.name().equals("If-Match")) {
                curl.append(" \\\n  -H 'If-Match: \"3\"'");
            }
        }
        if (!body.isMissingNode()) {
            JsonNode given = body.path("example");
            Object example = given.isMissingNode() ? example(document, body.path("schema"), new HashSet<>(), 0) : given;
            String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(example);
            curl.append(" \\\n  -H \"Content-Type: application/json\" \\\n  -d '")
                    .append(text.replace("'", "'\\''"))
                    .append('\'');
        }
        return curl.toString();
    }

    private static Shape shape(String name, JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(field -> required.add(field.asString()));
        List<Field> fields = new ArrayList<>();
        schema.path("properties")
                .properties()
                .forEach(field -> fields.add(new Field(
                        field.getKey(),
                        "",
                        type(field.getValue()),
                        required.contains(field.getKey()),
                        field.getValue().path("description").asString(""))));
        return new Shape(name, schema.path("description").asString(""), fields);
    }

    /** A type in words: {@code OfferView}, {@code string (date)}, {@code list of …}, {@code public | members}. */
    private static String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String reference = schema.path("$ref").asString();
            return reference.substring(reference.lastIndexOf('/') + 1);
        }
        if (schema.path("enum").isArray()) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(value.asString()));
            return String.join(" | ", values);
        }
        String type = plain(schema);
        if (type.equals("array")) {
            return "list of " + type(schema.path("items"));
        }
        if (type.equals("object") && schema.path("additionalProperties").isObject()) {
            return "names to " + type(schema.path("additionalProperties"));
        }
        String format = schema.path("format").asString("");
        return format.isEmpty() || format.startsWith("int") ? type : type + " (" + format + ")";
    }

    private static String plain(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (!one.asString().equals("null")) {
                    return one.asString();
                }
            }
        }
        return type.asString("any");
    }

    private static @Nullable Object example(JsonNode document, JsonNode schema, Set<String> above, int depth) {
        if (schema.has("example")) {
            return schema.path("example");
        }
        if (schema.has("$ref")) {
            String name = type(schema);
            if (depth > DEEPEST || !above.add(name)) {
                return Map.of();
            }
            Object found = example(
                    document, document.path("components").path("schemas").path(name), above, depth + 1);
            above.remove(name);
            return found;
        }
        if (schema.path("enum").isArray()) {
            return schema.path("enum").path(0);
        }
        return switch (plain(schema)) {
            case "object" -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                schema.path("properties")
                        .properties()
                        .forEach(field ->
                                fields.put(field.getKey(), example(document, field.getValue(), above, depth + 1)));
                yield fields;
            }
            case "array" -> {
                Object item = depth > DEEPEST ? null : example(document, schema.path("items"), above, depth + 1);
                yield item == null ? List.of() : List.of(item);
            }
            case "integer" -> 1;
            case "number" -> 1.5;
            case "boolean" -> true;
            case "string" ->
                switch (schema.path("format").asString("")) {
                    case "date" -> "2026-05-01";
                    case "date-time" -> "2026-05-01T09:00:00Z";
                    default -> "…";
                };
            default -> null;
        };
    }
}
