package org.knooppunt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.EndpointTest;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What holds for the endpoints of every room, found by asking the server which there are. */
class RoomEndpointsTest extends EndpointTest {
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private JdbcClient jdbc;

    /** An endpoint; in its path, what is in braces is still open. */
    private record Endpoint(String method, String path, Set<Scope> needs) {
        /** An address that leads to it, though to nothing that exists. */
        String address() {
            return path.replaceAll("\\{side:[^}]*}", "offers")
                    .replace("{side}", "offers")
                    .replaceAll("\\{[^}]*}", "987654321");
        }

        /** As the OpenAPI document writes it. */
        String inDocument() {
            return path.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
        }

        boolean writes() {
            return !method.equals("GET");
        }
    }

    private List<Endpoint> endpoints() {
        List<Endpoint> found = new ArrayList<>();
        for (Map.Entry<RequestMappingInfo, HandlerMethod> mapping :
                mappings.getHandlerMethods().entrySet()) {
            Needs needs = AnnotatedElementUtils.findMergedAnnotation(
                    mapping.getValue().getMethod(), Needs.class);
            if (needs == null || mapping.getValue().getBeanType() == SampleEndpoint.class) {
                continue;
            }
            for (RequestMethod method : mapping.getKey().getMethodsCondition().getMethods()) {
                mapping.getKey()
                        .getPatternValues()
                        .forEach(path -> found.add(new Endpoint(method.name(), path, Set.of(needs.value()))));
            }
        }
        assertThat(found).hasSizeGreaterThan(30);
        return found;
    }

    @Test
    void eachIsClosedWithoutATokenAndWithoutItsScope() {
        for (Endpoint endpoint : endpoints()) {
            problem(send("", endpoint.method(), endpoint.address(), ""), 401, "token-needed");
            if (endpoint.needs().isEmpty()) {
                continue;
            }
            Set<Scope> others = new HashSet<>(Set.of(Scope.values()));
            others.removeAll(endpoint.needs());
            // a token each, for a token makes 60 writes a minute
            String token = token(someone(Role.COORDINATOR), others.toArray(Scope[]::new));
            JsonNode problem = problem(
                    send(token, endpoint.method(), endpoint.address(), "{}", key(), id()), 403, "scope-missing");
            assertThat(problem.path("detail").asString())
                    .contains(endpoint.needs().iterator().next().code());
            // readers read and writers write: no endpoint asks for less than it does
            assertThat(endpoint.needs()).as(endpoint.toString()).allMatch(scope -> scope.code()
                    .endsWith(endpoint.writes() ? ":write" : ":read"));
        }
    }

    @Test
    void eachPostAsksForAnIdempotencyKey() {
        String token = every(someone(Role.COORDINATOR));
        for (Endpoint endpoint : endpoints()) {
            if (endpoint.method().equals("POST")) {
                problem(send(token, "POST", endpoint.address(), "{}"), 400, "idempotency-key-missing");
            }
        }
    }

    @Test
    void whatIsNotThereIsNotFoundEvenForWriters() {
        String token = every(someone(Role.COORDINATOR));
        for (Endpoint endpoint : endpoints()) {
            if (endpoint.path().matches(".*/\\{(key|id)}.*")) {
                String body =
                        endpoint.method().equals("GET") || endpoint.method().equals("DELETE") ? "" : "{}";
                problem(
                        send(token, endpoint.method(), endpoint.address(), body, key(), id(), "If-Match", "\"1\""),
                        404,
                        "not-found");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"COORDINATOR", "MEMBER"},
            mode = EnumSource.Mode.EXCLUDE)
    void nobodyElseWrites(Role role) {
        String token = every(someone(role));
        for (Endpoint endpoint : endpoints()) {
            if (endpoint.writes()) {
                HttpResponse<String> answer =
                        send(token, endpoint.method(), endpoint.address(), "{}", key(), id(), "If-Match", "\"1\"");
                assertThat(answer.statusCode())
                        .as(endpoint + " " + answer.body())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void anExpiredOrRevokedTokenReadsAndWritesNothing() {
        Person person = someone(Role.COORDINATOR);
        String expired = every(person);
        jdbc.sql("update access_token set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"
                        + " where account_id = ?")
                .param(person.id())
                .update();
        String revoked = every(person);
        tokens.revoke(person, tokens.list(person).getFirst().id());
        for (String token : List.of(expired, revoked)) {
            problem(send(token, "GET", "/api/v1/offers", ""), 401, "token-needed");
            problem(post(token, "/api/v1/offers", "{}"), 401, "token-needed");
            problem(send(token, "DELETE", "/api/v1/plans/1", ""), 401, "token-needed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"offers", "needs", "facilities", "organisations", "plans", "cases"})
    void eachListIsPagedAndSaysWhatTheTokenHasLeft(String list) {
        String token = every(someone(Role.COORDINATOR));
        HttpResponse<String> answer = send(token, "GET", "/api/v1/" + list + "?size=1", "");
        JsonNode page = ok(answer, 200);
        assertThat(page.path("page").asInt()).isEqualTo(1);
        assertThat(page.path("size").asInt()).isEqualTo(1);
        assertThat(page.path("items").size())
                .isEqualTo((int) Math.min(1, page.path("total").asLong()));
        assertThat(answer.headers().firstValue("Link").orElse(""))
                .contains("</api/v1/" + list + "?size=1&page=1>; rel=\"first\"");
        assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"reads\";q=300;w=60");
        assertThat(answer.headers().firstValue("RateLimit").orElse("")).matches("\"reads\";r=\\d+;t=\\d+");
        JsonNode beyond = get(token, "/api/v1/" + list + "?size=200&page=999999");
        assertThat(beyond.path("items")).isEmpty();
        assertThat(beyond.path("total").asLong()).isEqualTo(page.path("total").asLong());
        refused(send(token, "GET", "/api/v1/" + list + "?size=0", ""), "size");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/offers",
                "/api/v1/needs",
                "/api/v1/facilities",
                "/api/v1/facilities/F01/processes",
                "/api/v1/organisations",
                "/api/v1/organisations/rubberhof/sites",
                "/api/v1/plans",
                "/api/v1/cases"
            })
    void eachWriteTellsWhatItCannotRead(String path) {
        String token = every(someone(Role.COORDINATOR));
        JsonNode broken = problem(post(token, path, "{\"name\":\n \"a\",, }"), 400, "unreadable");
        assertThat(broken.path("errors").path(0).path("field").asString()).startsWith("line 2");
        problem(post(token, path, "{\"name\": NaN}"), 400, "unreadable");
        refused(post(token, path, "{\"nmae\": \"a\"}"), "nmae");
        problem(post(token, path, ""), 400, "unreadable");
        problem(post(token, path, "null"), 400, "unreadable");
        assertThat(post(token, path, "[]").statusCode()).isIn(400, 422);
        problem(post(token, path, " ".repeat(16 * 1024 * 1024 + 1)), 413, "too-large");
        problem(send(token, "POST", path, "a=b", key(), id(), "Content-Type", "text/plain"), 415, "media-type");
        JsonNode missing = problem(post(token, path, "{}"), 422, "invalid").path("errors");
        assertThat(missing).isNotEmpty();
        missing.forEach(fault -> {
            assertThat(fault.path("field").asString()).isNotBlank();
            assertThat(fault.path("expected").asString()).isNotBlank();
        });
    }

    @Test
    void theDescriptionNamesEachWithItsScopesAndParameters() {
        JsonNode paths = get("", "/api/v1/openapi").path("paths");
        Set<String> known = new HashSet<>();
        for (Endpoint endpoint : endpoints()) {
            JsonNode operation =
                    paths.path(endpoint.inDocument()).path(endpoint.method().toLowerCase(java.util.Locale.ROOT));
            assertThat(operation.isMissingNode()).as(endpoint.toString()).isFalse();
            known.add(endpoint.method() + " " + endpoint.inDocument());
            assertThat(operation.path("summary").asString())
                    .as(endpoint.toString())
                    .isNotBlank();
            Set<String> scopes = new HashSet<>();
            operation.path("x-scopes").forEach(scope -> scopes.add(scope.asString()));
            assertThat(scopes)
                    .as(endpoint.toString())
                    .containsExactlyInAnyOrderElementsOf(
                            endpoint.needs().stream().map(Scope::code).toList());
        }
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                assertThat(known).contains(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
            }
        }
    }

    @Test
    void theDescriptionIsWellFormedOpenApi() {
        JsonNode document = get("", "/api/v1/openapi");
        assertThat(document.path("openapi").asString()).matches("3\\.1\\.\\d+");
        assertThat(document.path("info").path("title").asString()).isNotBlank();
        assertThat(document.path("info").path("version").asString()).isNotBlank();
        Set<String> ids = new HashSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            assertThat(path.getKey()).startsWith("/api/v1/");
            Set<String> inPath = new HashSet<>();
            java.util.regex.Pattern.compile("\\{(\\w+)}")
                    .matcher(path.getKey())
                    .results()
                    .forEach(match -> inPath.add(match.group(1)));
            assertThat(path.getKey()).as("no pattern is left in a path").doesNotContain(":");
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                String where = entry.getKey() + " " + path.getKey();
                JsonNode operation = entry.getValue();
                assertThat(entry.getKey()).isIn("get", "put", "post", "delete", "patch");
                assertThat(ids.add(operation.path("operationId").asString()))
                        .as(where)
                        .isTrue();
                assertThat(operation.path("responses").properties()).as(where).isNotEmpty();
                operation.path("responses").properties().forEach(response -> {
                    assertThat(response.getKey()).as(where).matches("[1-5]\\d\\d|default");
                    assertThat(response.getValue().has("$ref")
                                    || response.getValue().has("description"))
                            .as(where)
                            .isTrue();
                });
                Set<String> given = new HashSet<>();
                Set<String> names = new HashSet<>();
                for (JsonNode parameter : operation.path("parameters")) {
                    String in = parameter.path("in").asString();
                    assertThat(in).as(where).isIn("path", "query", "header");
                    assertThat(names.add(in + " " + parameter.path("name").asString()))
                            .as(where)
                            .isTrue();
                    assertThat(parameter.has("schema") || parameter.has("content"))
                            .as(where)
                            .isTrue();
                    if (in.equals("path")) {
                        assertThat(parameter.path("required").asBoolean())
                                .as(where)
                                .isTrue();
                        given.add(parameter.path("name").asString());
                    }
                }
                assertThat(given).as(where).isEqualTo(inPath);
            }
        }
        references(document, document);
        JsonNode side = document.path("paths")
                .path("/api/v1/{side}")
                .path("get")
                .path("parameters")
                .path(0);
        assertThat(side.path("schema").path("enum")).hasSize(2);
    }

    /** Every reference leads somewhere in the document, and nothing in it is of a version before 3.1. */
    private static void references(JsonNode document, JsonNode node) {
        if (node.path("$ref").isString()) {
            String reference = node.path("$ref").asString();
            assertThat(reference).startsWith("#/");
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
        assertThat(node.path("nullable").isBoolean())
                .as("nullable is of OpenAPI 3.0: " + node)
                .isFalse();
        node.forEach(inside -> references(document, inside));
    }

    @Test
    void listsThatStreamsReferToAreReadable() {
        String token = token(someone(Role.MEMBER), Scope.INVENTORY_READ);
        JsonNode classes = get(token, "/api/v1/classes");
        assertThat(classes.findValuesAsString("key")).contains("rubber.used.tyres");
        Set<String> before = new HashSet<>();
        classes.forEach(entry -> {
            assertThat(entry.path("unit").asString()).isNotBlank();
            if (entry.path("parent").isString()) {
                assertThat(before).contains(entry.path("parent").asString());
            }
            before.add(entry.path("key").asString());
        });
        assertThat(get(token, "/api/v1/waste-codes")).hasSize(842);
        JsonNode proposed = get(token, "/api/v1/waste-codes?text=versleten%20autobanden");
        assertThat(proposed).hasSize(5);
        assertThat(proposed.path(0).path("code").asString()).isEqualTo("160103");
        assertThat(proposed.path(0).path("because")).isNotEmpty();
        JsonNode areas = get(token, "/api/v1/areas");
        assertThat(areas.findValuesAsString("key")).contains("genk-zuid");
    }
}
