package org.knooppunt.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.knooppunt.EndpointTest;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A plan over the interface for programs, from asking for it to a case that is taken up. */
class PlanAndCaseEndpointsTest extends EndpointTest {
    @Autowired
    private Plans plans;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private Person person;
    private String coordinator = "";

    @BeforeEach
    void aCoordinatorsProgram() {
        person = someone(Role.COORDINATOR);
        coordinator = every(person);
    }

    private String done(HttpResponse<String> asked) {
        JsonNode plan = ok(asked, 202);
        assertThat(plan.path("status").asString()).isIn("queued", "running", "done");
        String path = asked.headers().firstValue("Location").orElseThrow();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> get(coordinator, path).path("status").asString().equals("done"));
        return path;
    }

    @Test
    void aPlanIsAskedForFollowedReadRenamedMadeAgainAndDeleted() {
        String name = "Programma " + UUID.randomUUID();
        String body = "{\"name\":\"%s\",\"note\":\"van een programma\",\"weightCo2\":80,\"seed\":7}".formatted(name);
        String same = id();
        HttpResponse<String> asked = send(coordinator, "POST", "/api/v1/plans", body, key(), same);
        HttpResponse<String> again = send(coordinator, "POST", "/api/v1/plans", body, key(), same);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(again.body()).isEqualTo(asked.body());
        String path = done(asked);

        JsonNode plan = get(coordinator, path);
        assertThat(plan.path("name").asString()).isEqualTo(name);
        assertThat(plan.path("seed").asInt()).isEqualTo(7);
        assertThat(plan.path("answer").path("surplus").asDouble()).isPositive();
        JsonNode whole = get(coordinator, path + "/plan");
        assertThat(whole.path("flows")).isNotEmpty();
        JsonNode cases = get(coordinator, path + "/cases");
        assertThat(cases.isArray() ? cases : cases.path("cases")).isNotEmpty();
        assertThat(get(coordinator, "/api/v1/plans?q=" + name.replace(" ", "%20"))
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(get(coordinator, "/api/v1/plans?status=failed&q=" + name.replace(" ", "%20"))
                        .path("total")
                        .asInt())
                .isZero();
        refused(send(coordinator, "GET", "/api/v1/plans?status=asleep", ""), "status");

        int version = plan.path("version").asInt();
        problem(send(coordinator, "PUT", path, "{\"name\":\"Anders\"}"), 428, "version-missing");
        refused(put(coordinator, path, version, "{\"note\":\"zonder naam\"}"), "name");
        HttpResponse<String> renamed = put(coordinator, path, version, "{\"name\":\"Anders\"}");
        assertThat(ok(renamed, 200).path("name").asString()).isEqualTo("Anders");
        assertThat(renamed.headers().firstValue("ETag"))
                .isNotEqualTo(asked.headers().firstValue("ETag"));
        problem(put(coordinator, path, version, "{\"name\":\"Te laat\"}"), 412, "changed-meanwhile");

        String remade = done(post(coordinator, path + "/remake", ""));
        assertThat(get(coordinator, remade).path("snapshot")).isEqualTo(plan.path("snapshot"));
        assertThat(get(coordinator, remade).path("answer").path("surplus"))
                .isEqualTo(plan.path("answer").path("surplus"));

        for (String made : new String[] {path, remade}) {
            assertThat(send(coordinator, "DELETE", made, "").statusCode()).isEqualTo(204);
        }
        assertThat(get(coordinator, "/api/v1/plans?q=" + name.replace(" ", "%20"))
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void aWaitingPlanIsCancelledAndSaysSo() {
        // no job comes for this one
        Long id = transaction.execute(status -> {
            long made = plans.create(PlanRequest.named("Wacht"), person);
            jdbc.sql("delete from scheduled_plan where task_name = 'plan' and task_instance = ?")
                    .param(Long.toString(made))
                    .update();
            return made;
        });
        String path = "/api/v1/plans/" + id;
        problem(send(coordinator, "GET", path + "/plan", ""), 409, "still-running");
        problem(send(coordinator, "GET", path + "/cases", ""), 409, "still-running");
        assertThat(ok(post(coordinator, path + "/cancel", ""), 200)
                        .path("status")
                        .asString())
                .isEqualTo("cancelled");
        problem(send(coordinator, "GET", path + "/plan", ""), 404, "not-found");
        // stopping what has stopped changes nothing
        assertThat(ok(post(coordinator, path + "/cancel", ""), 200)
                        .path("status")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(send(coordinator, "DELETE", path, "").statusCode()).isEqualTo(204);
    }

    @Test
    void anAreaHoldsWhatLiesInIt() {
        String part = done(post(coordinator, "/api/v1/plans", "{\"name\":\"Genk\",\"areas\":[\"genk\"]}"));
        assertThat(get(coordinator, part + "/plan").path("flows")).isNotEmpty();
        assertThat(send(coordinator, "DELETE", part, "").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "\"name\":\" \" ! name",
                "\"gap\":2 ! gap",
                "\"gap\":\"NaN\" ! gap",
                "\"seconds\":0 ! seconds",
                "\"seconds\":1e300 ! seconds",
                "\"seed\":-1 ! seed",
                "\"seed\":1.5 ! seed",
                "\"weightCo2\":\"NaN\" ! weightCo2",
                "\"weightJobs\":-1 ! weightJobs",
                "\"areas\":[\"nergens\"] ! areas",
                "\"areas\":[null] ! areas",
                "\"kinds\":[\"air\"] ! kinds",
                "\"visibilities\":[\"nobody\"] ! visibilities",
                "\"organisations\":[\"nobody\"] ! areas, kinds, visibilities, organisations"
            })
    void aFaultInWhatIsAskedIsToldAtItsField(String wrong, String field) {
        refused(post(coordinator, "/api/v1/plans", "{\"name\":\"Fout\"," + wrong + "}"), field);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"COORDINATOR", "ADMINISTRATOR"},
            mode = EnumSource.Mode.EXCLUDE)
    void whoReadsNoPlansOnPagesReadsNoneHere(Role role) {
        String token = token(someone(role), Scope.PLANS_READ);
        problem(send(token, "GET", "/api/v1/plans", ""), 403, "forbidden");
        problem(send(token, "GET", "/api/v1/plans/1", ""), 403, "forbidden");
        problem(send(token, "GET", "/api/v1/plans/1/plan", ""), 403, "forbidden");
    }

    @Test
    void aCaseIsTakenUpOnceChangedAndSeenByItsPartnersInPart() {
        String path = done(post(coordinator, "/api/v1/plans", "{\"name\":\"Voor een casus\"}"));
        long plan = get(coordinator, path).path("id").asLong();
        String rubber = plans.report(plan, person).orElseThrow().cases().stream()
                .filter(each -> each.facilities().contains("F01"))
                .findFirst()
                .orElseThrow()
                .id();
        String body = "{\"plan\":%d,\"planCase\":\"%s\"}".formatted(plan, rubber);
        HttpResponse<String> taken = post(coordinator, "/api/v1/cases", body);
        JsonNode made = ok(taken, 201);
        String casePath = taken.headers().firstValue("Location").orElseThrow();
        assertThat(made.path("status").asString()).isEqualTo("potential");
        assertThat(made.path("plan").asLong()).isEqualTo(plan);
        assertThat(made.path("flows")).isNotEmpty();
        assertThat(ok(post(coordinator, "/api/v1/cases", body), 201).path("id")).isEqualTo(made.path("id"));
        assertThat(get(coordinator, "/api/v1/cases?status=potential&size=200")
                        .path("items")
                        .findValuesAsString("id"))
                .contains(made.path("id").asString());
        refused(send(coordinator, "GET", "/api/v1/cases?status=asleep", ""), "status");

        int version = made.path("version").asInt();
        problem(send(coordinator, "PUT", casePath, "{\"title\":\"Rubber\"}"), 428, "version-missing");
        refused(put(coordinator, casePath, version, "{\"note\":\"geen titel\"}"), "title");
        JsonNode changed =
                ok(put(coordinator, casePath, version, "{\"title\":\"Rubber\",\"note\":\"Bel eerst.\"}"), 200);
        assertThat(changed.path("title").asString()).isEqualTo("Rubber");
        assertThat(changed.path("note").asString()).isEqualTo("Bel eerst.");
        problem(put(coordinator, casePath, version, "{\"title\":\"Te laat\"}"), 412, "changed-meanwhile");

        String partner = every(of("bandenhuis", Role.MEMBER));
        JsonNode seen = get(partner, casePath);
        assertThat(seen.path("full").asBoolean()).isFalse();
        for (String hidden : new String[] {"surplus", "money", "bestPair", "plan", "planCase"}) {
            assertThat(seen.path(hidden).isNull()).as(hidden).isTrue();
        }
        assertThat(seen.path("note").asString()).isEmpty();
        assertThat(seen.path("flows").size())
                .isPositive()
                .isLessThan(changed.path("flows").size());
        problem(put(partner, casePath, version + 1, "{\"title\":\"Van mij\"}"), 403, "forbidden");
        problem(post(partner, "/api/v1/cases", body), 403, "forbidden");

        int at = changed.path("version").asInt();
        refused(move(coordinator, casePath, at, "{\"to\":\"asleep\"}"), "to");
        refused(move(coordinator, casePath, at, "{\"to\":\"parked\"}"), "reason");
        assertThat(refused(move(coordinator, casePath, at, "{\"to\":\"realised\"}"), "words")
                        .toString())
                .as("what is missing")
                .contains("verified", "decision");
        problem(move(partner, casePath, at, "{\"to\":\"seed\"}"), 403, "forbidden");
        JsonNode moved =
                ok(move(coordinator, casePath, at, "{\"to\":\"pre_business_case\",\"words\":\"De stap volgt.\"}"), 200);
        assertThat(moved.path("status").asString()).isEqualTo("pre_business_case");
        problem(move(coordinator, casePath, at, "{\"to\":\"feasible\"}"), 412, "changed-meanwhile");
        ok(move(coordinator, casePath, moved.path("version").asInt(), "{\"to\":\"potential\"}"), 200);

        String stranger = every(of("winkelbouw", Role.MEMBER));
        problem(send(stranger, "GET", casePath, ""), 404, "not-found");
        assertThat(get(stranger, "/api/v1/cases?size=200").path("items").findValuesAsString("id"))
                .doesNotContain(made.path("id").asString());
    }

    private HttpResponse<String> move(String token, String casePath, int version, String body) {
        return send(token, "POST", casePath + "/moves", body, key(), id(), "If-Match", "\"" + version + "\"");
    }

    @Test
    void whatCannotBeTakenUpIsTold() {
        refused(post(coordinator, "/api/v1/cases", "{}"), "plan", "planCase");
        refused(post(coordinator, "/api/v1/cases", "{\"plan\":\"x\",\"planCase\":\"C1\"}"), "plan");
        problem(post(coordinator, "/api/v1/cases", "{\"plan\":987654321,\"planCase\":\"C1\"}"), 404, "not-found");
        String path = done(post(coordinator, "/api/v1/plans", "{\"name\":\"Zonder C99\"}"));
        long plan = get(coordinator, path).path("id").asLong();
        problem(
                post(coordinator, "/api/v1/cases", "{\"plan\":%d,\"planCase\":\"C99\"}".formatted(plan)),
                404,
                "not-found");
    }
}
