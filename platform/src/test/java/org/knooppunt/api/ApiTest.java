package org.knooppunt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knooppunt.EndpointTest;
import org.knooppunt.PlainBrowser;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The interface for programs, over the wire. */
class ApiTest extends EndpointTest {
    private static final String THING = "{\"name\":\"%s\",\"amount\":2,\"side\":\"OFFER\"}";

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient jdbc;

    private String token() {
        return token(someone(Role.MEMBER), Scope.INVENTORY_READ, Scope.INVENTORY_WRITE);
    }

    @Test
    void aTokenSaysWhoseItIsAndWhatItMayDo() {
        Person person = someone(Role.MEMBER);
        HttpResponse<String> response = send(token(person, Scope.PLANS_READ), "GET", "/api/v1/me", "");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode me = json.readTree(response.body());
        assertThat(me.path("email").asString()).isEqualTo(person.email());
        assertThat(me.path("roles").path(0).asString()).isEqualTo("member");
        assertThat(me.path("organisations").path(0).asString()).isEqualTo("rubberhof");
        assertThat(me.path("scopes").path(0).asString()).isEqualTo("plans:read");
        assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void withoutAWorkingTokenNothingIsAnswered() {
        problem(send("", "GET", "/api/v1/me", ""), 401, "token-needed");
        HttpResponse<String> wrong = send("kp_" + "a".repeat(43), "GET", "/api/v1/me", "");
        problem(wrong, 401, "token-needed");
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
    }

    @Test
    void aSessionOfAPersonIsNoTokenOfAProgram() {
        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void anExpiredTokenIsRefused() {
        String secret = token();
        jdbc.sql("update access_token set created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"
                        + " where hint = ?")
                .param(secret.substring(0, 7))
                .update();
        problem(send(secret, "GET", "/api/v1/me", ""), 401, "token-needed");
    }

    @Test
    void aRevokedTokenIsRefused() {
        Person person = someone(Role.MEMBER);
        String secret = token(person, Scope.CASES_READ);
        assertThat(send(secret, "GET", "/api/v1/me", "").statusCode()).isEqualTo(200);
        tokens.revoke(person, tokens.list(person).getFirst().id());
        problem(send(secret, "GET", "/api/v1/me", ""), 401, "token-needed");
        assertThat(audit.list("account", Long.toString(person.id())))
                .extracting(Audit.Event::action)
                .contains("token-made", "token-revoked");
    }

    @Test
    void theTokenOfADeactivatedPersonIsRefused() {
        Person person = someone(Role.MEMBER);
        String secret = token(person, Scope.CASES_READ);
        accounts.activate(someone(Role.ADMINISTRATOR), person.id(), false);
        problem(send(secret, "GET", "/api/v1/me", ""), 401, "token-needed");
    }

    @Test
    void onlyTheHashOfATokenIsKept() {
        String secret = token();
        assertThat(jdbc.sql("select count(*) from access_token where hash = ? or hint = ? or name = ?")
                        .params(secret, secret, secret)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aScopeThatIsMissingIsNamed() {
        String reader = token(someone(Role.COORDINATOR), Scope.INVENTORY_READ);
        JsonNode problem = problem(send(reader, "PUT", "/api/v1/sample/1", "{}"), 403, "scope-missing");
        assertThat(problem.path("detail").asString()).contains("inventory:write");
    }

    @Test
    void aRoleThatIsMissingIsRefused() {
        problem(send(token(), "DELETE", "/api/v1/sample/1", ""), 403, "forbidden");
    }

    @Test
    void anEndpointThatNamesNoScopeIsClosed() {
        problem(send(token(), "GET", "/api/v1/sample/closed", ""), 403, "forbidden");
    }

    @Test
    void everyFaultIsToldAsProblemDetails() {
        String token = token();
        problem(send(token, "GET", "/api/v1/nowhere", ""), 404, "not-found");
        problem(send(token, "GET", "/api/v1/sample/77", ""), 404, "not-found");
        HttpResponse<String> verb = send(token, "PATCH", "/api/v1/sample/1", "{}");
        problem(verb, 405, "method-not-allowed");
        assertThat(verb.headers().firstValue("Allow").orElse(""))
                .contains("GET")
                .contains("PUT");
        problem(send(token, "GET", "/api/v1/sample", "", "Accept", "image/png"), 406, "not-acceptable");
        problem(send(token, "GET", "/api/v1/sample/conflict", ""), 409, "conflict");
        problem(
                send(token, "POST", "/api/v1/sample", "<x/>", key(), id(), "Content-Type", "text/xml"),
                415,
                "media-type");
        HttpResponse<String> fault = send(token, "GET", "/api/v1/sample/fault", "");
        problem(fault, 500, "internal");
        assertThat(fault.body()).doesNotContain("secret");
        problem(send(token, "POST", "/api/v1/sample", "{}"), 400, "idempotency-key-missing");
        problem(send(token, "GET", "/api/v1/sample/x;y=%00", ""), 400, "unreadable");
    }

    @Test
    void jsonThatCannotBeReadSaysWhere() {
        JsonNode problem = problem(
                send(token(), "POST", "/api/v1/sample", "{\"name\":\n \"a\",, }", key(), id()), 400, "unreadable");
        assertThat(problem.path("errors").path(0).path("field").asString()).startsWith("line 2");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        problem(
                send(token(), "POST", "/api/v1/sample", " ".repeat(16 * 1024 * 1024 + 1), key(), id()),
                413,
                "too-large");
    }

    @Test
    void everyFieldThatIsWrongIsNamedWithWhatWasExpected() {
        JsonNode errors = problem(
                        send(
                                token(),
                                "POST",
                                "/api/v1/sample",
                                "{\"name\":\" \",\"amount\":0,\"side\":\"NEED\"}",
                                key(),
                                id(),
                                "Accept-Language",
                                "en"),
                        422,
                        "invalid")
                .path("errors");
        assertThat(errors).hasSize(2);
        assertThat(errors.findValuesAsString("field")).containsExactlyInAnyOrder("name", "amount");
        assertThat(errors.findValuesAsString("expected")).anyMatch(text -> text.contains("greater than or equal to 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "{\"name\":\"a\",\"amount\":2,\"side\":\"SIDEWAYS\"} ! side ! OFFER | NEED",
                "{\"name\":\"a\",\"amount\":\"much\",\"side\":\"NEED\"} ! amount ! number",
                "{\"name\":\"a\",\"amount\":2,\"side\":\"NEED\",\"from\":\"soon\"} ! from ! YYYY-MM-DD",
                "{\"name\":\"a\",\"amount\":2,\"side\":\"NEED\",\"form\":1} ! form ! amount | from | name | side"
            })
    void aValueOfTheWrongTypeIsNamedWithWhatIsPossible(String body, String field, String expected) {
        JsonNode error = problem(send(token(), "POST", "/api/v1/sample", body, key(), id()), 422, "invalid")
                .path("errors")
                .path(0);
        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("expected").asString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"page=0,page", "size=201,size", "size=x,size"})
    void aPageThatCannotBeIsRefused(String query, String field) {
        JsonNode problem = problem(send(token(), "GET", "/api/v1/sample?" + query, ""), 422, "invalid");
        assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void problemsAreInTheLanguageAskedFor() {
        String token = token();
        assertThat(title(token, "fr")).isEqualTo("Introuvable");
        assertThat(title(token, "en-GB,en;q=0.8")).isEqualTo("Not found");
        assertThat(title(token, "de")).isEqualTo("Niet gevonden");
    }

    private String title(String token, String language) {
        return json.readTree(send(token, "GET", "/api/v1/nowhere", "", "Accept-Language", language)
                        .body())
                .path("title")
                .asString();
    }

    @Test
    void listsArePagedAndLinkTheirNeighbours() {
        HttpResponse<String> response = send(token(), "GET", "/api/v1/sample?page=2&size=50", "");
        JsonNode page = json.readTree(response.body());
        assertThat(page.path("items")).hasSize(50);
        assertThat(page.path("total").asInt()).isEqualTo(123);
        assertThat(page.path("page").asInt()).isEqualTo(2);
        assertThat(response.headers().firstValue("Link").orElse(""))
                .contains("</api/v1/sample?size=50&page=1>; rel=\"prev\"")
                .contains("</api/v1/sample?size=50&page=3>; rel=\"next\"")
                .contains("</api/v1/sample?size=50&page=3>; rel=\"last\"");
    }

    @Test
    void aChangeNeedsTheVersionThatWasSeen() {
        String token = token();
        assertThat(send(token, "GET", "/api/v1/sample/1", "").headers().firstValue("ETag"))
                .hasValue("\"3\"");
        assertThat(send(token, "GET", "/api/v1/sample/1", "", "If-None-Match", "\"3\"")
                        .statusCode())
                .isEqualTo(304);
        problem(send(token, "PUT", "/api/v1/sample/1", "{}"), 428, "version-missing");
        problem(send(token, "PUT", "/api/v1/sample/1", "{}", "If-Match", "\"2\""), 412, "changed-meanwhile");
        HttpResponse<String> changed = send(token, "PUT", "/api/v1/sample/1", "{}", "If-Match", "\"3\"");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"4\"");
    }

    @Test
    void sendingAgainGivesTheSameAnswerAndNoSecondEffect() {
        String token = token();
        String name = UUID.randomUUID().toString();
        String key = id();
        HttpResponse<String> first = send(token, "POST", "/api/v1/sample", THING.formatted(name), key(), key);
        HttpResponse<String> second = send(token, "POST", "/api/v1/sample", THING.formatted(name), key(), key);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201).isEqualTo(second.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(audit.list("sample", name)).hasSize(1);
        problem(
                send(token, "POST", "/api/v1/sample", THING.formatted("another"), key(), key),
                422,
                "idempotency-key-reused");
        HttpResponse<String> other = send(token(), "POST", "/api/v1/sample", THING.formatted(name), key(), key);
        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(audit.list("sample", name)).hasSize(2);
    }

    @Test
    void aRequestThatFailedLeavesNothingAndMayBeSentAgain() {
        String token = token();
        String name = UUID.randomUUID().toString();
        String key = id();
        problem(send(token, "POST", "/api/v1/sample?fail=true", THING.formatted(name), key(), key), 500, "internal");
        assertThat(audit.list("sample", name)).isEmpty();
        assertThat(send(token, "POST", "/api/v1/sample", THING.formatted(name), key(), key)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void ofTwoAtOnceWithOneKeyOnlyOneRuns() throws Exception {
        String token = token();
        String name = UUID.randomUUID().toString();
        String key = id();
        CompletableFuture<HttpResponse<String>> first = client.sendAsync(
                request(token, "POST", "/api/v1/sample?wait=true", THING.formatted(name), key(), key),
                HttpResponse.BodyHandlers.ofString());
        assertThat(SampleEndpoint.INSIDE.await(20, TimeUnit.SECONDS)).isTrue();
        try {
            HttpResponse<String> second =
                    send(token, "POST", "/api/v1/sample?wait=true", THING.formatted(name), key(), key);
            problem(second, 409, "still-running");
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
        } finally {
            SampleEndpoint.GO.countDown();
        }
        assertThat(first.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        assertThat(audit.list("sample", name)).hasSize(1);
    }

    @Test
    void aTokenThatAsksTooOftenIsToldWhenToComeBack() {
        String token = token();
        List<Integer> statuses = new ArrayList<>();
        HttpResponse<String> last = null;
        for (int i = 0; i < 150 && (last == null || last.statusCode() != 429); i++) {
            last = send(token, "DELETE", "/api/v1/nowhere", "");
            statuses.add(last.statusCode());
        }
        assertThat(statuses.size()).isGreaterThan(60);
        problem(last, 429, "too-many-requests");
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(last.headers().firstValue("RateLimit-Policy")).hasValue("\"writes\";q=60;w=60");
        HttpResponse<String> read = send(token, "GET", "/api/v1/me", "");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("RateLimit").orElse("")).startsWith("\"reads\";r=");
    }

    @Test
    void theDescriptionIsOpenToAllAndCompleteForItsOwnEndpoint() {
        HttpResponse<String> response = send("", "GET", "/api/v1/openapi", "");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode document = json.readTree(response.body());
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        JsonNode me = document.path("paths").path("/api/v1/me").path("get");
        assertThat(me.path("summary").asString()).isNotBlank();
        assertThat(me.path("parameters")).as("who asks is no parameter").isEmpty();
        assertThat(me.path("responses").path("default").path("$ref").asString())
                .isEqualTo("#/components/responses/Problem");
        assertThat(document.path("components")
                        .path("securitySchemes")
                        .path("token")
                        .path("scheme")
                        .asString())
                .isEqualTo("bearer");
    }

    @Test
    void thePageForPeopleShowsEveryOperationAndEveryKindOfProblem() {
        PlainBrowser browser = new PlainBrowser(port);
        HttpResponse<String> guide = browser.get("/api/v1");
        assertThat(guide.uri().getPath()).isEqualTo("/api");
        JsonNode paths =
                json.readTree(send("", "GET", "/api/v1/openapi", "").body()).path("paths");
        assertThat(paths.size()).isPositive();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            assertThat(guide.body()).contains(path.getKey());
        }
        assertThat(browser.get("/help/problems").statusCode()).isEqualTo(200);
        for (ProblemType type : ProblemType.values()) {
            assertThat(browser.get(type.uri()).statusCode()).as(type.uri()).isEqualTo(200);
        }
        assertThat(browser.get("/help/problems/nothing").statusCode()).isEqualTo(404);
    }
}
