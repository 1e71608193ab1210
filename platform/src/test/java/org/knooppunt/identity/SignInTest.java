package org.knooppunt.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Signing in and out as people do it, over the wire. */
class SignInTest extends PlatformTest {
    private static final String PASSWORD = "vier paarse fietsen";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private PasswordEncoder encoder;

    @Autowired
    private JdbcClient jdbc;

    private Person someone(Role... roles) {
        return accounts.create(
                UUID.randomUUID() + "@example.org", "Iemand", encoder.encode(PASSWORD), Set.of(roles), Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coordinator",
                "member",
                "member-2",
                "member-3",
                "resident",
                "policy-officer",
                "coach",
                "juror",
                "administrator"
            })
    void oneClickSignsInAsEachRoleOfTheDemonstration(String role) {
        PlainBrowser browser = new PlainBrowser(port);
        HttpResponse<String> page = browser.post("/sign-in", "/sign-in", "demonstration", role);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/workbench");
    }

    @Test
    void theDemonstrationIsRefusedUnderANameThatIsNotThisMachines() {
        PlainBrowser browser = new PlainBrowser(port);
        String page = browser.get("/sign-in").body();
        assertThat(page).contains("name=\"demonstration\"");
        HttpResponse<String> refused = browser.post("/sign-in", "/sign-in", "demonstration", "nobody");
        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @Test
    void aPasswordSignsInAndThePageAskedForIsRemembered() {
        Person person = someone(Role.COORDINATOR);
        PlainBrowser browser = new PlainBrowser(port);
        assertThat(browser.get("/workbench").uri().getPath()).isEqualTo("/sign-in");
        HttpResponse<String> page = browser.post("/sign-in", "/sign-in", "email", person.email(), "password", PASSWORD);
        assertThat(page.uri().getPath()).isEqualTo("/workbench");
        assertThat(page.body()).contains("Iemand");
    }

    @Test
    void aWrongPasswordAndAnUnknownAccountGetTheSameAnswerAndTheAddressStaysTyped() {
        Person person = someone(Role.MEMBER);
        HttpResponse<String> wrong = new PlainBrowser(port)
                .post("/sign-in", "/sign-in", "email", person.email(), "password", "niet dit wachtwoord");
        String unknownEmail = UUID.randomUUID() + "@example.org";
        HttpResponse<String> unknown = new PlainBrowser(port)
                .post("/sign-in", "/sign-in", "email", unknownEmail, "password", "niet dit wachtwoord");
        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(wrong.body()).contains("horen niet bij elkaar").contains(person.email());
        assertThat(unknown.body()).contains("horen niet bij elkaar").contains(unknownEmail);
    }

    @Test
    void signingOutEndsTheSession() {
        PlainBrowser browser = PlainBrowser.as(port, "resident");
        assertThat(browser.get("/workbench").uri().getPath()).isEqualTo("/workbench");
        browser.post("/workbench", "/sign-out");
        assertThat(browser.get("/workbench").uri().getPath()).isEqualTo("/sign-in");
    }

    @Test
    void aDeactivatedAccountLosesItsSessionAtOnce() {
        Person person = someone(Role.MEMBER);
        PlainBrowser browser = new PlainBrowser(port);
        browser.post("/sign-in", "/sign-in", "email", person.email(), "password", PASSWORD);
        assertThat(browser.get("/workbench").uri().getPath()).isEqualTo("/workbench");
        jdbc.sql("update account set active = false where id = ?")
                .param(person.id())
                .update();
        assertThat(browser.get("/workbench").uri().getPath()).isEqualTo("/sign-in");
    }

    @Test
    void cookiesAreForThisSiteAloneAndOutOfReachOfScripts() {
        PlainBrowser browser = new PlainBrowser(port);
        HttpResponse<String> page = browser.get("/sign-in");
        assertThat(page.headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self';")
                .doesNotContain("unsafe-eval");
        assertThat(browser.cookies()).noneMatch(cookie -> cookie.getName().equals("knooppunt-session"));
    }

    @Test
    void aFormWithoutTheTokenOfThePageIsRefused() {
        PlainBrowser browser = PlainBrowser.as(port, "resident");
        assertThat(browser.postAsIs("/sign-out").statusCode()).isEqualTo(403);
        assertThat(browser.get("/workbench").uri().getPath()).isEqualTo("/workbench");
    }

    @Test
    void aNewSessionBeginsAtSignIn() {
        PlainBrowser browser = new PlainBrowser(port);
        HttpResponse<String> page = browser.send(HttpRequest.newBuilder(URI.create(browser.root() + "/workbench"))
                .header("Cookie", "knooppunt-session=bmllbWFuZA=="));
        assertThat(page.uri().getPath()).isEqualTo("/sign-in");
    }
}
