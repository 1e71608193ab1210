package org.knooppunt.purchases;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who comes in where, and what pages tell whom, over the wire. */
class PurchasePagesTest extends PlatformTest {
    private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"(\\d+)\"");

    @LocalServerPort
    int port;

    @Autowired
    Purchases purchases;

    private PlainBrowser as(String role) {
        return PlainBrowser.as(port, role);
    }

    private static List<String> fields(String product, String... more) {
        List<String> fields = new ArrayList<>(List.of(
                "product",
                product,
                "unit",
                "stuk",
                "supplier",
                "Zonnehuis",
                "tierVolume",
                "0",
                "tierPrice",
                "100",
                "tierVolume",
                "50",
                "tierPrice",
                "90",
                "minimum",
                "30",
                "reference",
                "120",
                "closesOn",
                Purchases.today().plusDays(30).toString(),
                "joining",
                "everybody",
                "later",
                "falling_price"));
        fields.addAll(List.of(more));
        return fields;
    }

    private static String open(PlainBrowser coordinator, String product) {
        HttpResponse<String> page = coordinator.post(
                "/purchases/new", "/purchases/new", fields(product).toArray(String[]::new));
        assertThat(page.uri().getPath()).matches("/purchases/\\d+");
        return page.uri().getPath();
    }

    private static HttpResponse<String> pledge(PlainBrowser browser, String path, String organisation, String volume) {
        Matcher version = VERSION.matcher(browser.get(path).body());
        assertThat(version.find()).as("a form to pledge").isTrue();
        return browser.post(
                path,
                path + "/pledge",
                "organisation",
                organisation,
                "volume",
                volume,
                "limit",
                "100",
                "accept",
                "true",
                "version",
                version.group(1));
    }

    @Test
    void aCoordinatorOpensOneMembersPledgeAndTheThresholdBinds() {
        PlainBrowser coordinator = as("coordinator");
        String product = "Panelen " + UUID.randomUUID();
        String path = open(coordinator, product);
        PlainBrowser rubber = as("member");
        PlainBrowser floor = as("member-2");

        assertThat(pledge(rubber, path, "rubberhof", "12,5").body()).contains("Je toezegging telt mee.");
        assertThat(floor.get(path).body())
                .contains("zodra er drie kopers zijn")
                .doesNotContain("12,5")
                .doesNotContain("Karel");
        assertThat(coordinator.get(path).body()).contains("12,5", "Karel Voorbeeld");
        assertThat(pledge(floor, path, "speelvloer", "20").body())
                .contains("Met jouw toezegging is de drempel gehaald");

        String seen = rubber.get(path).body();
        assertThat(seen).contains("Bindend", "1.250,00").doesNotContain("Trek de toezegging terug");
        assertThat(rubber.post(path, path + "/withdraw", "organisation", "rubberhof")
                        .body())
                .contains("Je kan ze niet meer wijzigen of terugtrekken.");
        String csv = coordinator.get(path + "/export?format=csv").body();
        assertThat(csv.lines().toList())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("rubberhof,") && line.contains(",12.5,stuk,yes,no,100,1250,100"));
        assertThat(coordinator.get(path + "/export?format=xlsx").statusCode()).isEqualTo(200);
        assertThat(rubber.get(path + "/export?format=csv").statusCode()).isEqualTo(404);
        assertThat(new String(coordinator.bytes(path + "/levels.json"), StandardCharsets.UTF_8))
                .contains("\"type\":\"bar\"", "32.5");
        assertThat(coordinator
                        .get("/purchases/export?format=csv&q=" + product.substring(8))
                        .body())
                .contains(product);
    }

    @Test
    void whatIsWrongIsToldAtItsFieldAndNothingIsKept() {
        PlainBrowser coordinator = as("coordinator");
        String product = "Fout " + UUID.randomUUID();
        List<String> fields = fields(product, "tierVolume", "40", "tierPrice", "95");
        fields.set(fields.indexOf("30"), "0");
        fields.set(fields.indexOf("120"), "veel");
        HttpResponse<String> page = coordinator.post("/purchases/new", "/purchases/new", fields.toArray(String[]::new));
        assertThat(page.body())
                .contains("40 is niet meer dan 50")
                .contains("95 is niet minder dan 90")
                .contains("De drempel moet boven 0 liggen")
                .contains("Dit is geen getal")
                .contains("value=\"veel\"")
                .contains(product);
        assertThat(coordinator.get("/purchases?q=" + product.substring(5)).body())
                .contains("Geen samenaankoop past bij deze filters");

        String path = open(coordinator, product);
        PlainBrowser member = as("member");
        HttpResponse<String> refused = member.post(
                path, path + "/pledge", "organisation", "rubberhof", "volume", "0", "limit", "1,23456", "version", "0");
        assertThat(refused.body())
                .contains("Geef een volume boven 0.")
                .contains("1,23456 past hier niet")
                .contains("Vink aan dat je dit mag toezeggen")
                .contains("value=\"1,23456\"");
        assertThat(coordinator.get(path).body()).doesNotContain("Karel Voorbeeld");
    }

    @Test
    void aMemberPledgesForItsOwnOrganisationOnly() {
        String path = open(as("coordinator"), "Eigen " + UUID.randomUUID());
        PlainBrowser member = as("member");
        assertThat(pledge(member, path, "speelvloer", "5").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"coordinator", "member", "resident", "policy-officer", "coach", "juror", "administrator"})
    void eachDoorOpensToThoseItIsFor(String role) {
        String path = open(as("coordinator"), "Deuren " + UUID.randomUUID());
        PlainBrowser browser = as(role);
        boolean coordinates = role.equals("coordinator");
        boolean network = Set.of("coordinator", "member").contains(role);
        assertThat(browser.get("/purchases").statusCode()).isEqualTo(200);
        assertThat(browser.get(path).statusCode()).isEqualTo(network ? 200 : 404);
        assertThat(browser.get("/purchases/new").statusCode()).isEqualTo(coordinates ? 200 : 403);
        assertThat(browser.get(path + "/edit").statusCode()).isEqualTo(coordinates ? 200 : 403);
        assertThat(browser.get(path + "/export?format=csv").statusCode()).isEqualTo(404);
        if (!coordinates) {
            // with a token of a page this person may see
            HttpResponse<String> stop = browser.post("/me", path + "/stop", "reason", "Zomaar");
            assertThat(stop.statusCode()).isEqualTo(403);
        } else {
            assertThat(browser.post(path, path + "/pledge", "organisation", "rubberhof")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void aVisitorSeesThatThereIsSomethingToJoinAndIsAskedToSignIn() {
        String product = "Open " + UUID.randomUUID();
        String path = open(as("coordinator"), product);
        PlainBrowser visitor = new PlainBrowser(port);
        assertThat(visitor.get("/purchases").body())
                .contains(product)
                .doesNotContain("Zonnehuis")
                .doesNotContain(path);
        assertThat(visitor.get(path).uri().getPath()).isEqualTo("/sign-in");
    }
}
