package org.knooppunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.Scope;
import org.knooppunt.identity.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test of the interface for programs, over the wire. */
public abstract class EndpointTest extends PlatformTest {
    @LocalServerPort
    protected int port;

    @Autowired
    protected Accounts accounts;

    @Autowired
    protected Tokens tokens;

    @Autowired
    protected JsonMapper json;

    protected final HttpClient client = HttpClient.newHttpClient();

    protected Person someone(Role... roles) {
        return of("rubberhof", roles);
    }

    /** A person who acts for an organisation. */
    protected Person of(String organisation, Role... roles) {
        return accounts.create(
                UUID.randomUUID() + "@example.org", "Program", null, Set.of(roles), Set.of(organisation));
    }

    protected String token(Person person, Scope... scopes) {
        return tokens.create(person, "test", Set.of(scopes), Instant.now().plus(Duration.ofDays(1)))
                .secret();
    }

    /** A token that may do whatever its person may. */
    protected String every(Person person) {
        return token(person, Scope.values());
    }

    protected HttpResponse<String> send(String token, String method, String path, String body, String... headers) {
        try {
            return client.send(request(token, method, path, body, headers), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    protected HttpRequest request(String token, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty() && List.of(headers).stream().noneMatch("Content-Type"::equals)) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** The body of what can be read. */
    protected JsonNode get(String token, String path) {
        return ok(send(token, "GET", path, ""), 200);
    }

    /** A POST with a key of its own. */
    protected HttpResponse<String> post(String token, String path, String body) {
        return send(token, "POST", path, body, key(), id());
    }

    protected HttpResponse<String> put(String token, String path, int version, String body) {
        return send(token, "PUT", path, body, "If-Match", "\"" + version + "\"");
    }

    protected HttpResponse<String> delete(String token, String path, int version) {
        return send(token, "DELETE", path, "", "If-Match", "\"" + version + "\"");
    }

    protected JsonNode ok(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return json.readTree(response.body());
    }

    protected JsonNode problem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json.readTree(response.body());
        assertThat(problem.path("type").asString()).isEqualTo("/help/problems/" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("instance").asString()).startsWith("/api/v1");
        return problem;
    }

    /** Refused for exactly these fields, each with what would be right. */
    protected JsonNode refused(HttpResponse<String> response, String... fields) {
        JsonNode problem = problem(response, 422, "invalid");
        JsonNode errors = problem.path("errors");
        assertThat(errors.findValuesAsString("field")).as(response.body()).containsExactlyInAnyOrder(fields);
        assertThat(errors.findValuesAsString("expected")).hasSize(fields.length).allMatch(text -> !text.isBlank());
        return problem;
    }

    protected static String key() {
        return "Idempotency-Key";
    }

    protected static String id() {
        return UUID.randomUUID().toString();
    }
}
