package org.knooppunt.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.knooppunt.Application;
import org.knooppunt.PlainBrowser;
import org.knooppunt.TemporaryHome;
import org.knooppunt.TestDatabase;
import org.knooppunt.identity.internal.FirstAdministrator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A server that is no demonstration, from its first start. */
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class FirstAdministratorTest {
    private static final TemporaryHome HOME = TemporaryHome.create();
    private static final TestDatabase DATABASE = TestDatabase.create();

    static {
        SpringApplication.getShutdownHandlers().add(DATABASE::drop);
        SpringApplication.getShutdownHandlers().add(HOME::delete);
    }

    @DynamicPropertySource
    static void withoutDemonstration(DynamicPropertyRegistry registry) {
        registry.add("knooppunt.home", HOME.path()::toString);
        registry.add("knooppunt.database-url", DATABASE::address);
        registry.add("knooppunt.demonstration", () -> false);
        registry.add("server.address", () -> "127.0.0.1");
    }

    private static final String PASSWORD = "vier paarse fietsen";

    @LocalServerPort
    private int port;

    @Autowired
    private FirstAdministrator first;

    @Autowired
    private Accounts accounts;

    @Test
    void theFirstAdministratorIsMadeWithALinkThatWorksOnce() {
        PlainBrowser browser = new PlainBrowser(port);
        assertThat(browser.get("/sign-in").body()).doesNotContain("name=\"demonstration\"");
        assertThat(browser.get("/first-administrator?token=guess").statusCode()).isEqualTo(410);

        String old = first.offer().orElseThrow();
        String token = first.offer().orElseThrow();
        String path = "/first-administrator?token=";
        assertThat(browser.get(path + old).statusCode())
                .as("a new link replaces the old")
                .isEqualTo(410);
        HttpResponse<String> faults = browser.post(
                path + token,
                "/first-administrator",
                "token",
                token,
                "name",
                "An",
                "email",
                "an@example.org",
                "password",
                "an@example.org",
                "again",
                "anders");
        assertThat(faults.statusCode()).isEqualTo(422);
        assertThat(faults.body()).contains("lijkt te veel op je naam").contains("an@example.org");

        HttpResponse<String> made = browser.post(
                path + token,
                "/first-administrator",
                "token",
                token,
                "name",
                "An",
                "email",
                "an@example.org",
                "password",
                PASSWORD,
                "again",
                PASSWORD);
        assertThat(made.uri().getPath()).isEqualTo("/sign-in");
        assertThat(browser.get(path + token).statusCode()).isEqualTo(410);
        assertThat(first.offer()).isEmpty();

        HttpResponse<String> in = browser.post("/sign-in", "/sign-in", "email", "an@example.org", "password", PASSWORD);
        assertThat(in.uri().getPath()).isEqualTo("/workbench");
        assertThat(browser.get("/accounts").statusCode()).isEqualTo(200);

        Person an = accounts.find("an@example.org").orElseThrow();
        assertThatThrownBy(() -> accounts.activate(an, an.id(), false))
                .isInstanceOfSatisfying(AccountFault.class, fault -> assertThat(fault.reason())
                        .isEqualTo(AccountFault.Reason.LAST_ADMINISTRATOR));
        assertThatThrownBy(() -> accounts.change(
                        an,
                        an.id(),
                        accounts.findAccount(an.id()).orElseThrow().version(),
                        new Accounts.Change(an.email(), "An", "nl", Set.of(Role.COORDINATOR), Set.of())))
                .isInstanceOf(AccountFault.class);
        HttpResponse<String> refused =
                browser.post("/accounts/" + an.id(), "/accounts/" + an.id() + "/active", "active", "false");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("laatste beheerder");
        assertThat(accounts.find(an.id()).orElseThrow().roles()).containsExactly(Role.ADMINISTRATOR);
        assertThat(Map.of("active", accounts.find(an.id()).orElseThrow().active()))
                .containsValue(true);

        HttpResponse<String> click =
                new PlainBrowser(port).post("/sign-in", "/sign-in", "demonstration", "administrator");
        assertThat(click.statusCode()).isEqualTo(401);
    }
}
