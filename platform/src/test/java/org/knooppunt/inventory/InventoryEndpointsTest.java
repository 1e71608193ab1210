package org.knooppunt.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.EndpointTest;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Offers, needs, facilities and processes for programs, in a region of the test's own. */
class InventoryEndpointsTest extends EndpointTest {
    @Autowired
    private Inventories inventories;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path folder;

    private final TestRegion region = new TestRegion();
    private String coordinator = "";
    private String memberA = "";

    @BeforeEach
    void twoFirmsWithOneStreamPerVisibility() throws IOException {
        for (String organisation : List.of("a", "b")) {
            for (String visibility : List.of("public", "members", "coordinator")) {
                region.offer(visibility + "-" + organisation, organisation, 10, visibility, "Offer");
                region.need("n" + visibility + "-" + organisation, organisation, 10, visibility, "Need");
            }
        }
        inventories.importFolder(region.write(folder));
        coordinator = every(someone(Role.COORDINATOR));
        memberA = every(of(region.key("a"), Role.MEMBER));
    }

    @AfterEach
    void clean() {
        jdbc.sql("delete from process where facility like ?")
                .param(region.word + "%")
                .update();
        region.remove(jdbc);
    }

    private String offer(String key, String more) {
        return "{\"key\":\"%s\",\"resourceClass\":\"%s\",\"site\":\"%s\",\"quantity\":120.5%s}"
                .formatted(region.key(key), region.resourceClass, region.key("a"), more);
    }

    private List<String> keys(String token, String side) {
        List<String> keys = new ArrayList<>();
        get(token, "/api/v1/" + side + "?q=" + region.word + "&size=200")
                .path("items")
                .forEach(item -> keys.add(item.path("key").asString().substring(region.word.length() + 1)));
        return keys;
    }

    @ParameterizedTest
    @CsvSource({
        "COORDINATOR, public-a members-a coordinator-a public-b members-b coordinator-b",
        "ADMINISTRATOR, public-a members-a coordinator-a public-b members-b coordinator-b",
        "MEMBER, public-a members-a coordinator-a public-b members-b",
        "RESIDENT, public-a public-b",
        "COACH, public-a public-b"
    })
    void eachRoleReadsWhatItMaySeeAndCountsNothingElse(Role role, String seen) {
        String token = token(of(region.key("a"), role), Scope.INVENTORY_READ);
        List<String> expected = List.of(seen.split(" "));
        assertThat(keys(token, "offers")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(keys(token, "needs"))
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(key -> "n" + key).toList());
        assertThat(get(token, "/api/v1/offers?q=" + region.word + "&size=1")
                        .path("total")
                        .asInt())
                .isEqualTo(expected.size());
        int hidden = expected.contains("coordinator-b") ? 200 : 404;
        assertThat(send(token, "GET", "/api/v1/offers/" + region.key("coordinator-b"), "")
                        .statusCode())
                .isEqualTo(hidden);
        assertThat(send(token, "GET", "/api/v1/needs/" + region.key("ncoordinator-b"), "")
                        .statusCode())
                .isEqualTo(hidden);
    }

    @Test
    void whatMayNotBeSeenCanNeitherBeChangedNorDeletedAndWhatIsOfOthersIsForbidden() {
        String draft = "/api/v1/offers/" + region.key("coordinator-b");
        problem(put(memberA, draft, 0, offer("coordinator-b", "")), 404, "not-found");
        problem(delete(memberA, draft, 0), 404, "not-found");
        String open = "/api/v1/offers/" + region.key("public-b");
        problem(put(memberA, open, 0, offer("public-b", "")), 403, "forbidden");
        problem(delete(memberA, open, 0), 403, "forbidden");
        problem(
                post(memberA, "/api/v1/offers", offer("mine", "").replace(region.key("a"), region.key("b"))),
                403,
                "forbidden");
        // nor can one's own be moved to a site of another
        problem(
                put(
                        memberA,
                        "/api/v1/offers/" + region.key("public-a"),
                        0,
                        offer("public-a", "")
                                .replace("\"site\":\"" + region.key("a"), "\"site\":\"" + region.key("b"))),
                403,
                "forbidden");
        assertThat(get(coordinator, draft).path("quantity").asDouble()).isEqualTo(10);
    }

    @Test
    void anOfferIsMadeReadChangedAndDeleted() {
        String body = offer(
                "new",
                ",\"price\":-95,\"ewc\":\"160103\",\"description\":\" Banden \",\"standardDeviation\":4,"
                        + "\"profile\":[1,1,1,1,1,1,1,1,1,1,1,0],\"visibility\":\"coordinator\","
                        + "\"qualities\":{\"purity\":97}");
        HttpResponse<String> made = post(memberA, "/api/v1/offers", body);
        JsonNode offer = ok(made, 201);
        String path = "/api/v1/offers/" + region.key("new");
        assertThat(made.headers().firstValue("Location")).hasValue(path);
        assertThat(made.headers().firstValue("ETag")).hasValue("\"0\"");
        assertThat(get(memberA, path)).isEqualTo(offer);
        assertThat(offer.path("description").asString()).isEqualTo("Banden");
        assertThat(offer.path("price").asDouble()).isEqualTo(-95);
        assertThat(offer.path("unit").asString()).isEqualTo("t");
        assertThat(offer.path("profile")).hasSize(12);
        assertThat(offer.path("qualities").path("purity").asDouble()).isEqualTo(97);
        assertThat(offer.path("organisation").asString()).isEqualTo(region.key("a"));

        HttpResponse<String> changed = put(memberA, path, 0, offer("new", ",\"visibility\":\"public\""));
        assertThat(ok(changed, 200).path("ewc").isNull())
                .as("what is left out is empty again")
                .isTrue();
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"1\"");
        problem(put(memberA, path, 0, offer("new", "")), 412, "changed-meanwhile");
        problem(send(memberA, "PUT", path, offer("new", "")), 428, "version-missing");
        refused(put(memberA, path, 1, offer("other", "")), "key");
        problem(delete(memberA, path, 0), 412, "changed-meanwhile");
        problem(send(memberA, "DELETE", path, ""), 428, "version-missing");
        assertThat(delete(memberA, path, 1).statusCode()).isEqualTo(204);
        problem(send(memberA, "GET", path, ""), 404, "not-found");
        problem(post(memberA, "/api/v1/offers", offer("new", "")), 409, "conflict");
    }

    @Test
    void aNeedKeepsItsLimits() {
        String path = "/api/v1/needs/" + region.key("wanted");
        JsonNode need = ok(
                post(
                        memberA,
                        "/api/v1/needs",
                        offer("wanted", ",\"limits\":{\"purity\":{\"min\":94},\"moisture\":{\"min\":0,\"max\":8}}")),
                201);
        assertThat(need.path("limits").path("purity").path("min").asDouble()).isEqualTo(94);
        assertThat(need.path("limits").path("purity").path("max").isNull()).isTrue();
        assertThat(need.path("visibility").asString()).isEqualTo("members");
        assertThat(get(coordinator, path)).isEqualTo(need);
    }

    @Test
    void aKeyIsGivenWhenNoneIsAndAKeyOfAnySignsHasAnAddress() {
        String free = ok(post(memberA, "/api/v1/offers", offer("x", "").replaceFirst("\"key\":[^,]*,", "")), 201)
                .path("key")
                .asString();
        assertThat(free)
                .as("numbers in a row would count what a member may not see")
                .matches("O-[a-z0-9]{8}");
        assertThat(delete(memberA, "/api/v1/offers/" + free, 0).statusCode()).isEqualTo(204);
        jdbc.sql("delete from offer where key = ?").param(free).update();
        for (String odd : List.of("a/b", "50 % vet", "é~2f?", "new")) {
            HttpResponse<String> made = post(memberA, "/api/v1/offers", offer(odd, ""));
            JsonNode offer = ok(made, 201);
            String location = made.headers().firstValue("Location").orElseThrow();
            assertThat(get(memberA, location)).isEqualTo(offer);
            ok(put(memberA, location, 0, offer(odd, "")), 200);
            assertThat(delete(memberA, location, 1).statusCode()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "\"quantity\":-1 ! quantity",
                "\"quantity\":\"NaN\" ! quantity",
                "\"quantity\":1e999 ! quantity",
                "\"quantity\":null ! quantity",
                "\"quantity\":\"much\" ! quantity",
                "\"resourceClass\":\"no.such.class\" ! resourceClass",
                "\"resourceClass\":null ! resourceClass",
                "\"site\":\"nowhere\" ! site",
                "\"site\":\"\\u0000\" ! site",
                "\"price\":\"Infinity\" ! price",
                "\"standardDeviation\":-2 ! standardDeviation",
                "\"visibility\":\"everybody\" ! visibility",
                "\"ewc\":\"999999\" ! ewc",
                "\"profile\":[1,2] ! profile",
                "\"profile\":[1,1,1,1,1,1,1,1,1,1,1,null] ! profile",
                "\"profile\":[0,0,0,0,0,0,0,0,0,0,0,0] ! profile",
                "\"description\":\"a\\u0000b\" ! description",
                "\"key\":\" \" ! key",
                "\"key\":\"a\\u0007\" ! key",
                "\"qualities\":{\"purity\":null} ! qualities.purity",
                "\"qualities\":{\"purity\":\"NaN\"} ! qualities.purity",
                "\"qualities\":{\"two words\":1} ! qualities.two words",
                "\"limits\":{\"purity\":{\"min\":1}} ! limits"
            })
    void aFaultInAnOfferIsToldAtItsFieldAndNothingIsKept(String wrong, String field) {
        String name = wrong.substring(1, wrong.indexOf('"', 1));
        String body = offer("bad", ",\"price\":1");
        String replaced = body.replaceFirst(
                "\"" + name + "\":(\"[^\"]*\"|[^,}]*)", java.util.regex.Matcher.quoteReplacement(wrong));
        String sent = replaced.equals(body) ? body.substring(0, body.length() - 1) + "," + wrong + "}" : replaced;
        refused(post(memberA, "/api/v1/offers", sent), field);
        refused(
                put(
                        memberA,
                        "/api/v1/offers/" + region.key("public-a"),
                        0,
                        sent.replace(region.key("bad"), region.key("public-a"))),
                field);
        assertThat(keys(coordinator, "offers")).hasSize(6);
        assertThat(get(coordinator, "/api/v1/offers/" + region.key("public-a"))
                        .path("version")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "\"limits\":{\"purity\":null} ! limits.purity",
                "\"limits\":{\"purity\":{}} ! limits.purity",
                "\"limits\":{\"purity\":{\"min\":9,\"max\":3}} ! limits.purity",
                "\"limits\":{\"purity\":{\"min\":\"NaN\"}} ! limits.purity",
                "\"ewc\":\"160103\" ! ewc",
                "\"qualities\":{\"purity\":1} ! qualities"
            })
    void aFaultInANeedIsToldAtItsField(String wrong, String field) {
        refused(post(memberA, "/api/v1/needs", offer("bad", "," + wrong)), field);
    }

    @Test
    void allFaultsAreToldAtOnceWithValueAndExpectation() {
        JsonNode errors = problem(
                        post(
                                memberA,
                                "/api/v1/offers",
                                "{\"quantity\":-5,\"resourceClass\":\"no.such\",\"site\":\"nowhere\"}"),
                        422,
                        "invalid")
                .path("errors");
        assertThat(errors.findValuesAsString("field")).containsExactlyInAnyOrder("quantity", "resourceClass", "site");
        JsonNode quantity = errors.valueStream()
                .filter(error -> error.path("field").asString().equals("quantity"))
                .findFirst()
                .orElseThrow();
        assertThat(quantity.path("value").asDouble()).isEqualTo(-5);
        assertThat(quantity.path("expected").asString()).isEqualTo("a number of at least 0");
    }

    @Test
    void filtersNarrowTheList() {
        assertThat(get(coordinator, "/api/v1/offers?class=" + region.word)
                        .path("total")
                        .asInt())
                .isEqualTo(6);
        assertThat(get(coordinator, "/api/v1/offers?organisation=" + region.key("a"))
                        .path("total")
                        .asInt())
                .isEqualTo(3);
        assertThat(get(coordinator, "/api/v1/offers?visibility=public&organisation=" + region.key("a"))
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(get(coordinator, "/api/v1/offers?kind=energy&q=" + region.word)
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(get(coordinator, "/api/v1/offers?q=" + region.word + "&sort=-key&size=1&page=2")
                        .path("items")
                        .path(0)
                        .path("key")
                        .asString())
                .isEqualTo(region.key("public-a"));
    }

    // ---- sent again

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void aWriteSentAgainWithItsKeyHasNoSecondEffect(String method) {
        String path = "/api/v1/offers" + (method.equals("POST") ? "" : "/" + region.key("public-a"));
        String body = method.equals("DELETE") ? "" : offer(method.equals("POST") ? "once" : "public-a", "");
        String same = id();
        HttpResponse<String> first = send(memberA, method, path, body, key(), same, "If-Match", "\"0\"");
        HttpResponse<String> second = send(memberA, method, path, body, key(), same, "If-Match", "\"0\"");
        assertThat(first.statusCode()).as(first.body()).isBetween(200, 204).isEqualTo(second.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(second.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        problem(
                send(memberA, method, path, offer("other", ""), key(), same, "If-Match", "\"0\""),
                422,
                "idempotency-key-reused");
        assertThat(jdbc.sql("select count(*) from audit_event where thing = 'offer' and thing_key = ?")
                        .param(region.key(method.equals("POST") ? "once" : "public-a"))
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    // ---- facilities

    private String facility(String more) {
        return "{\"key\":\"%s\",\"name\":\"Maalderij\",\"status\":\"candidate\",\"capacity\":500,\"site\":\"%s\"%s}"
                .formatted(region.key("f"), region.key("a"), more);
    }

    private String process(String more) {
        return "{\"key\":\"%s\",\"name\":\"Malen\",\"input\":\"%s\",\"outputs\":{\"%s\":0.5}%s}"
                .formatted(region.key("p"), region.resourceClass, region.word + ".wish", more);
    }

    @Test
    void aFacilityAndItsProcessAreMadeReadChangedAndDeleted() {
        HttpResponse<String> made = post(memberA, "/api/v1/facilities", facility(",\"minIntake\":100"));
        ok(made, 201);
        String path = made.headers().firstValue("Location").orElseThrow();
        assertThat(path).isEqualTo("/api/v1/facilities/" + region.key("f"));
        HttpResponse<String> step = post(memberA, path + "/processes", process(",\"variableCost\":12"));
        JsonNode process = ok(step, 201);
        String stepPath = step.headers().firstValue("Location").orElseThrow();
        assertThat(get(memberA, stepPath)).isEqualTo(process);

        String everybody = token(someone(Role.RESIDENT), Scope.INVENTORY_READ);
        JsonNode seen = get(everybody, path);
        assertThat(seen.path("minIntake").asDouble()).isEqualTo(100);
        assertThat(seen.path("processes").path(0)).isEqualTo(process);
        assertThat(get(everybody, "/api/v1/facilities?class=" + region.word)
                        .path("items")
                        .path(0)
                        .path("key")
                        .asString())
                .isEqualTo(region.key("f"));
        assertThat(get(everybody, "/api/v1/facilities?status=existing&q=" + region.word)
                        .path("total")
                        .asInt())
                .isZero();

        ok(put(memberA, path, 0, facility(",\"fixedCost\":9")), 200);
        problem(put(memberA, path, 0, facility("")), 412, "changed-meanwhile");
        ok(put(memberA, stepPath, 0, process(",\"co2PerUnit\":-3")), 200);
        problem(put(memberA, stepPath, 0, process("")), 412, "changed-meanwhile");
        problem(send(memberA, "DELETE", stepPath, ""), 428, "version-missing");

        String memberB = every(of(region.key("b"), Role.MEMBER));
        problem(put(memberB, path, 1, facility("").replace(region.key("a"), region.key("b"))), 403, "forbidden");
        problem(
                post(memberB, path + "/processes", process("").replace(region.key("p"), region.key("q"))),
                403,
                "forbidden");
        problem(delete(memberB, stepPath, 1), 403, "forbidden");
        problem(delete(memberB, path, 1), 403, "forbidden");

        assertThat(delete(memberA, stepPath, 1).statusCode()).isEqualTo(204);
        problem(send(memberA, "GET", stepPath, ""), 404, "not-found");
        assertThat(delete(memberA, path, 1).statusCode()).isEqualTo(204);
        problem(send(memberA, "GET", path, ""), 404, "not-found");
        problem(post(memberA, "/api/v1/facilities", facility("")), 409, "conflict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "\"capacity\":500 ! \"capacity\":-1 ! capacity",
                "\"capacity\":500 ! \"capacity\":\"NaN\" ! capacity",
                "\"capacity\":500, !  ! capacity",
                "\"status\":\"candidate\" ! \"status\":\"dream\" ! status",
                "\"status\":\"candidate\", ! ! status",
                "\"name\":\"Maalderij\" ! \"name\":\" \" ! name",
                "\"capacity\":500 ! \"capacity\":5,\"minIntake\":6 ! minIntake",
                "\"capacity\":500 ! \"capacity\":5,\"fixedCost\":-6 ! fixedCost"
            })
    void aFaultInAFacilityIsToldAtItsField(String right, String wrong, String field) {
        refused(post(memberA, "/api/v1/facilities", facility("").replace(right, wrong == null ? "" : wrong)), field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "0.5} ! 0} ! outputs.WORD.wish",
                "0.5} ! null} ! outputs.WORD.wish",
                "\"WORD.wish\":0.5 ! \"nothing\":0.5 ! outputs.nothing",
                "\"input\":\"WORD.stuff\" ! \"input\":\"nothing\" ! input",
                "0.5} ! 0.5},\"variableCost\":\"NaN\" ! variableCost",
                "0.5} ! 0.5},\"qualities\":{\"purity\":\"-Infinity\"} ! qualities.purity"
            })
    void aFaultInAProcessIsToldAtItsField(String right, String wrong, String field) {
        ok(post(memberA, "/api/v1/facilities", facility("")), 201);
        refused(
                post(
                        memberA,
                        "/api/v1/facilities/" + region.key("f") + "/processes",
                        process("").replace(right.replace("WORD", region.word), wrong)),
                field.replace("WORD", region.word));
    }
}
