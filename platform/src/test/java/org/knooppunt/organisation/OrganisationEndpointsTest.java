package org.knooppunt.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knooppunt.EndpointTest;
import org.knooppunt.identity.Role;
import org.knooppunt.identity.Scope;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class OrganisationEndpointsTest extends EndpointTest {
    private static final String LIST = "/api/v1/organisations";

    @Autowired
    private JdbcClient jdbc;

    private final String key = "o" + UUID.randomUUID().toString().substring(0, 8);
    private final String path = LIST + "/" + key;
    private String coordinator = "";
    private String member = "";

    @BeforeEach
    void tokens() {
        coordinator = every(someone(Role.COORDINATOR));
        member = every(of(key, Role.MEMBER));
    }

    @AfterEach
    void clean() {
        jdbc.sql("delete from site where organisation like ?").param(key + "%").update();
        jdbc.sql("delete from organisation where key like ?").param(key + "%").update();
    }

    private String organisation(String more) {
        return "{\"key\":\"%s\",\"name\":\"Proef %s\"%s}".formatted(key, key, more);
    }

    private String site(String more) {
        return "{\"key\":\"%s-werf\",\"name\":\"Werf\",\"area\":\"genk-zuid\",\"lat\":50.93,\"lon\":5.52%s}"
                .formatted(key, more);
    }

    @Test
    void anOrganisationAndItsSiteAreMadeReadChangedAndDeleted() {
        HttpResponse<String> made = post(
                coordinator,
                LIST,
                organisation(",\"type\":\"company\",\"enterpriseNumber\":\"BE 0203.201.340\",\"nace\":\"38.320\""));
        JsonNode organisation = ok(made, 201);
        assertThat(made.headers().firstValue("Location")).hasValue(path);
        assertThat(organisation.path("enterpriseNumber").asString()).isEqualTo("0203.201.340");
        assertThat(get(member, path)).isEqualTo(organisation);
        assertThat(get(member, LIST + "?q=" + key).path("total").asInt()).isEqualTo(1);

        HttpResponse<String> place = post(member, path + "/sites", site(",\"modes\":[\"road\",\"water\"]"));
        JsonNode site = ok(place, 201);
        String sitePath = place.headers().firstValue("Location").orElseThrow();
        assertThat(get(member, sitePath)).isEqualTo(site);
        assertThat(site.path("modes")).hasSize(2);
        assertThat(get(member, path).path("sites").path(0)).isEqualTo(site);
        assertThat(get(member, LIST + "?area=genk-zuid&q=" + key).path("total").asInt())
                .isEqualTo(1);

        ok(put(member, path, 0, organisation(",\"type\":\"startup\"")), 200);
        problem(put(member, path, 0, organisation("")), 412, "changed-meanwhile");
        problem(send(member, "PUT", path, organisation("")), 428, "version-missing");
        refused(put(member, path, 1, organisation("").replace(key + "\",", "another\",")), "key");
        assertThat(ok(put(member, sitePath, 0, site("")), 200)
                        .path("modes")
                        .path(0)
                        .asString())
                .isEqualTo("road");
        problem(put(member, sitePath, 0, site("")), 412, "changed-meanwhile");

        problem(delete(coordinator, path, 1), 409, "conflict");
        problem(delete(member, path, 1), 403, "forbidden");
        assertThat(delete(member, sitePath, 1).statusCode()).isEqualTo(204);
        problem(send(member, "GET", sitePath, ""), 404, "not-found");
        assertThat(delete(coordinator, path, 1).statusCode()).isEqualTo(204);
        problem(send(coordinator, "GET", path, ""), 404, "not-found");
        problem(post(coordinator, LIST, organisation("")), 409, "conflict");
    }

    @Test
    void aSiteOnWhichSomethingLiesStays() {
        ok(post(coordinator, LIST, organisation("")), 201);
        ok(post(coordinator, path + "/sites", site("")), 201);
        ok(
                post(
                        member,
                        "/api/v1/offers",
                        "{\"key\":\"%s-x\",\"resourceClass\":\"rubber.used.tyres\",\"site\":\"%s-werf\",\"quantity\":0}"
                                .formatted(key, key)),
                201);
        try {
            problem(delete(member, path + "/sites/" + key + "-werf", 0), 409, "conflict");
        } finally {
            jdbc.sql("delete from offer where key = ?").param(key + "-x").update();
        }
    }

    @Test
    void onlyTheNetworkSeesWhoHasNothingPublicAndOnlyItsOwnMembersChangeIt() {
        ok(post(coordinator, LIST, organisation("")), 201);
        ok(post(coordinator, path + "/sites", site("")), 201);
        String resident = token(someone(Role.RESIDENT), Scope.INVENTORY_READ);
        problem(send(resident, "GET", path, ""), 404, "not-found");
        problem(send(resident, "GET", path + "/sites/" + key + "-werf", ""), 404, "not-found");
        assertThat(get(resident, LIST + "?q=" + key).path("total").asInt()).isZero();
        String other = every(someone(Role.MEMBER));
        assertThat(get(other, path).path("key").asString()).isEqualTo(key);
        problem(put(other, path, 0, organisation("")), 403, "forbidden");
        problem(post(other, path + "/sites", site("").replace("-werf", "-two")), 403, "forbidden");
        problem(put(other, path + "/sites/" + key + "-werf", 0, site("")), 403, "forbidden");
        problem(delete(other, path + "/sites/" + key + "-werf", 0), 403, "forbidden");
        problem(post(other, LIST, organisation("").replace(key, key + "-two")), 403, "forbidden");
    }

    @Test
    void aSiteIsReachedThroughItsOwnOrganisationAlone() {
        ok(post(coordinator, LIST, organisation("")), 201);
        ok(post(coordinator, path + "/sites", site("")), 201);
        problem(send(coordinator, "GET", LIST + "/rubberhof/sites/" + key + "-werf", ""), 404, "not-found");
        problem(put(coordinator, LIST + "/rubberhof/sites/" + key + "-werf", 0, site("")), 404, "not-found");
        problem(delete(coordinator, LIST + "/rubberhof/sites/" + key + "-werf", 0), 404, "not-found");
    }

    @Test
    void keysAreMadeOfNamesWhenNoneIsGiven() {
        ok(post(coordinator, LIST, organisation("")), 201);
        JsonNode made = ok(post(coordinator, path + "/sites", site("").replaceFirst("\"key\":[^,]*,", "")), 201);
        assertThat(made.path("key").asString()).isEqualTo(key + "-werf");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "\"enterpriseNumber\":\"0203.201.341\" ! enterpriseNumber",
                "\"enterpriseNumber\":\"2203201340\" ! enterpriseNumber",
                "\"enterpriseNumber\":\"abc\" ! enterpriseNumber",
                "\"name\":\"\" ! name",
                "\"name\":null ! name",
                "\"type\":\"x\\u0000\" ! type",
                "\"key\":\"\" ! key"
            })
    void aFaultInAnOrganisationIsToldAtItsField(String wrong, String field) {
        // of a name given twice the last counts
        refused(post(coordinator, LIST, organisation("," + wrong)), field);
        assertThat(get(coordinator, LIST + "?q=" + key).path("total").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "\"lat\":150.9 ! lat",
                "\"lat\":\"NaN\" ! lat",
                "\"lat\":null ! lat",
                "\"lon\":-181 ! lon",
                "\"name\":\" \" ! name",
                "\"modes\":[\"air\"] ! modes",
                "\"modes\":[null] ! modes",
                "\"key\":\"\" ! key"
            })
    void aFaultInASiteIsToldAtItsField(String wrong, String field) {
        ok(post(coordinator, LIST, organisation("")), 201);
        refused(post(coordinator, path + "/sites", site("," + wrong)), field);
    }
}
