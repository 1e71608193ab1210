package org.knooppunt.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.OrganisationRole;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A coordinator invites, and the link in the letter lets one person in. */
class InvitationsTest extends PlatformTest {
    private static final String PASSWORD = "zeven gele trams";

    @LocalServerPort
    private int port;

    @Autowired
    private Invitations invitations;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Memberships memberships;

    @Autowired
    private JdbcClient jdbc;

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String email = "i" + word + "@example.org";

    @AfterEach
    void clean() {
        jdbc.sql("delete from invitation where email = ?").param(email).update();
        jdbc.sql("delete from account_organisation where organisation = ?")
                .param("school-" + word)
                .update();
        jdbc.sql("delete from organisation where key = ?")
                .param("school-" + word)
                .update();
    }

    private String invite(String organisation, String name) {
        PlainBrowser coordinator = PlainBrowser.as(port, "coordinator");
        assertThat(coordinator
                        .post(
                                "/invitations/new",
                                "/invitations/new",
                                "email",
                                email,
                                "person",
                                "Pieter Proef",
                                "language",
                                "nl",
                                "organisation",
                                organisation,
                                "name",
                                name,
                                "roles",
                                "contact",
                                "roles",
                                "signatory",
                                "words",
                                "Tot snel.")
                        .body())
                .contains("De uitnodiging is gepost");
        assertThat(Letters.to(jdbc, email).getLast()).contains("Noor Voorbeeld", "Tot snel.");
        return Letters.link(jdbc, email).replaceFirst(".*=", "");
    }

    private int join(String token) {
        PlainBrowser browser = new PlainBrowser(port);
        return browser.post(
                        "/join?token=" + token,
                        "/join",
                        "token",
                        token,
                        "name",
                        "Pieter Proef",
                        "type",
                        "school",
                        "password",
                        PASSWORD,
                        "again",
                        PASSWORD)
                .statusCode();
    }

    @Test
    void anInvitedPersonChoosesAPasswordBringsAnOrganisationAlongAndSignsIn() {
        String token = invite("", "School " + word);
        assertThat(new PlainBrowser(port).get("/join?token=" + token).body())
                .contains("School " + word, email, "Pieter Proef");
        assertThat(join(token)).isEqualTo(200);
        Person person = accounts.find(email).orElseThrow();
        assertThat(memberships.mayAct(person, "school-" + word, OrganisationRole.SIGNATORY))
                .isTrue();
        assertThat(new PlainBrowser(port)
                        .post("/sign-in", "/sign-in", "email", email, "password", PASSWORD)
                        .uri()
                        .getPath())
                .isEqualTo("/workbench");
        assertThat(new PlainBrowser(port).get("/join?token=" + token).statusCode())
                .isEqualTo(410);
        assertThat(PlainBrowser.as(port, "coordinator").get("/invitations").body())
                .contains(email, "Aangenomen");
    }

    @Test
    void whoHasAnAccountKeepsItAndActsForOneMoreOrganisationWithOtherRoles() {
        Person known = accounts.create(email, "Pieter", "x", Set.of(Role.MEMBER), Set.of("bandenhuis"));
        String token = invite("rubberhof", "");
        PlainBrowser browser = new PlainBrowser(port);
        assertThat(browser.get("/join?token=" + token).body())
                .contains("Je hebt al een account")
                .doesNotContain("name=\"password\"");
        browser.post("/join?token=" + token, "/join", "token", token);
        Person now = accounts.find(known.id()).orElseThrow();
        assertThat(now.organisations()).containsExactlyInAnyOrder("bandenhuis", "rubberhof");
        assertThat(now.passwordHash()).isEqualTo("x");
        assertThat(memberships.mayAct(now, "rubberhof", OrganisationRole.SIGNATORY))
                .isTrue();
        assertThat(memberships.mayAct(now, "bandenhuis", OrganisationRole.SIGNATORY))
                .isFalse();
    }

    @Test
    void aWeakPasswordIsRefusedAndTheLinkStillWorks() {
        String token = invite("rubberhof", "");
        PlainBrowser browser = new PlainBrowser(port);
        assertThat(browser.post(
                                "/join?token=" + token,
                                "/join",
                                "token",
                                token,
                                "name",
                                "Pieter",
                                "password",
                                "kort",
                                "again",
                                "kort")
                        .statusCode())
                .isEqualTo(422);
        assertThat(accounts.find(email)).isEmpty();
        assertThat(join(token)).isEqualTo(200);
    }

    @Test
    void aLinkThatWasWithdrawnOrExpiredWorksNoMore() {
        String token = invite("rubberhof", "");
        long id = jdbc.sql("select id from invitation where email = ?")
                .param(email)
                .query(Long.class)
                .single();
        PlainBrowser.as(port, "coordinator").post("/invitations", "/invitations/" + id + "/withdraw");
        assertThat(new PlainBrowser(port).get("/join?token=" + token).statusCode())
                .isEqualTo(410);

        String other = invite("rubberhof", "");
        jdbc.sql("update invitation set expires_at = now() - interval '1 second' where email = ?")
                .param(email)
                .update();
        assertThat(new PlainBrowser(port).get("/join?token=" + other).statusCode())
                .isEqualTo(410);
    }

    @Test
    void fiftyWhoFollowOneLinkAtOnceMakeOneAccount() throws Exception {
        String token = invite("", "School " + word);
        try (ExecutorService many = Executors.newFixedThreadPool(50)) {
            List<Callable<Boolean>> all = IntStream.range(0, 50)
                    .<Callable<Boolean>>mapToObj(at -> () -> invitations.accept(token, "Pieter", "x", "school"))
                    .toList();
            int joined = 0;
            for (Future<Boolean> each : many.invokeAll(all)) {
                joined += each.get() ? 1 : 0;
            }
            assertThat(joined).isEqualTo(1);
        }
        assertThat(accounts.find(email)).isPresent();
    }

    @Test
    void anInvitationIsToOneOrganisationOfTheListOrToANewOne() {
        PlainBrowser coordinator = PlainBrowser.as(port, "coordinator");
        assertThat(coordinator
                        .post(
                                "/invitations/new",
                                "/invitations/new",
                                "email",
                                email,
                                "language",
                                "nl",
                                "words",
                                "Hallo")
                        .body())
                .contains("een van de twee", "Hallo", email);
        assertThat(Letters.to(jdbc, email)).isEmpty();
    }
}
