package org.knooppunt.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.organisation.Organisations;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From a visitor who asks to join to a member who signs in. */
class RegistrationsTest extends PlatformTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Registrations registrations;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Memberships memberships;

    @Autowired
    private Organisations organisations;

    @Autowired
    private JdbcClient jdbc;

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String email = "r" + word + "@example.org";
    private final String name = "Proef Fietsatelier " + word;

    /** All tests knock from one address. */
    @BeforeEach
    void forgetTries() {
        jdbc.sql("delete from sign_in_attempt where subject like 'register:%'").update();
    }

    @AfterEach
    void clean() {
        jdbc.sql("delete from registration where name like ?").param("%" + word).update();
        jdbc.sql("delete from account_organisation where organisation like 'proef-fietsatelier%'")
                .update();
        jdbc.sql("delete from organisation_domain where organisation like 'proef-fietsatelier%'")
                .update();
        jdbc.sql("delete from organisation where key like 'proef-fietsatelier%'")
                .update();
    }

    private HttpResponse<String> ask(String address, String... more) {
        List<String> fields = new java.util.ArrayList<>(List.of(
                "name",
                name,
                "type",
                "social",
                "domains",
                "mobility",
                "domains",
                "care",
                "person",
                "Sofie Proef",
                "email",
                address,
                "mailings",
                "true"));
        fields.addAll(List.of(more));
        return new PlainBrowser(port).post("/register", "/register", fields.toArray(String[]::new));
    }

    private long id() {
        return jdbc.sql("select id from registration where name = ? order by id desc limit 1")
                .param(name)
                .query(Long.class)
                .single();
    }

    private long confirmed() {
        assertThat(ask(email).statusCode()).isEqualTo(200);
        String link = Letters.link(jdbc, email);
        PlainBrowser visitor = new PlainBrowser(port);
        assertThat(visitor.post(link, "/register/confirm", "token", link.replaceFirst(".*=", ""))
                        .body())
                .contains("Je adres is bevestigd");
        return id();
    }

    private Person coordinator() {
        return accounts.find("coordinator@example.org").orElseThrow();
    }

    @Test
    void aVisitorAsksConfirmsIsAcceptedChoosesAPasswordAndSignsForTheOrganisation() {
        long id = confirmed();
        PlainBrowser coordinator = PlainBrowser.as(port, "coordinator");
        assertThat(coordinator.get("/workbench").body()).contains("/registrations");
        assertThat(coordinator.get("/registrations").body()).contains(name);
        assertThat(coordinator.get("/registrations/" + id).body()).contains("mobiliteit, zorg", "Sofie Proef");
        assertThat(coordinator
                        .post("/registrations/" + id, "/registrations/" + id + "/accept")
                        .body())
                .contains("Aanvaard. De persoon krijgt een brief.");

        Person member = accounts.find(email).orElseThrow();
        String key = "proef-fietsatelier-" + word;
        assertThat(member.is(Role.MEMBER)).isTrue();
        assertThat(memberships.mayAct(member, key, OrganisationRole.SIGNATORY)).isTrue();
        assertThat(organisations.find(key, member).orElseThrow().type()).isEqualTo("social");

        String link = Letters.link(jdbc, email);
        assertThat(link).startsWith("/invitation?token=");
        PlainBrowser browser = new PlainBrowser(port);
        browser.post(
                link,
                "/invitation",
                "token",
                link.replaceFirst(".*=", ""),
                "password",
                "vier paarse fietsen",
                "again",
                "vier paarse fietsen");
        assertThat(browser.post("/sign-in", "/sign-in", "email", email, "password", "vier paarse fietsen")
                        .uri()
                        .getPath())
                .isEqualTo("/workbench");
        assertThat(browser.get("/organisations/" + key).body()).contains("tekent voor de organisatie", email);
    }

    @Test
    void whetherThereIsAnAccountIsNotToldNeitherByTheAnswerNorByTheLetter() {
        String known = "k" + word + "@example.org";
        accounts.create(known, "Bekend", null, Set.of(Role.MEMBER), Set.of());
        String forKnown = ask(known).body().replace(known, "X").replaceAll("value=\"[^\"]+\"", "");
        String forStranger = ask(email).body().replace(email, "X").replaceAll("value=\"[^\"]+\"", "");
        assertThat(forKnown).isEqualTo(forStranger).contains("Kijk in je mailbox");
        assertThat(Letters.to(jdbc, known).getFirst().replaceAll("token=\\S+", ""))
                .isEqualTo(Letters.to(jdbc, email).getFirst().replaceAll("token=\\S+", ""));
    }

    @Test
    void whoHasAnAccountGetsOneMoreOrganisationAndNoSecondAccount() {
        Person known = accounts.create(email, "Bekend", "x", Set.of(Role.MEMBER), Set.of("rubberhof"));
        long id = confirmed();
        assertThat(registrations.accept(id, coordinator())).isEqualTo(Registrations.Decision.DONE);
        assertThat(accounts.find(email).orElseThrow().organisations())
                .containsExactlyInAnyOrder("rubberhof", "proef-fietsatelier-" + word);
        assertThat(accounts.find(email).orElseThrow().id()).isEqualTo(known.id());
        assertThat(Letters.link(jdbc, email)).isEqualTo("/sign-in");
    }

    @Test
    void anOrganisationOfTheListTakesThePersonInAsAContactAndNoNewOneIsAdded() {
        long id = confirmed();
        PlainBrowser coordinator = PlainBrowser.as(port, "coordinator");
        coordinator.post("/registrations/" + id, "/registrations/" + id + "/same", "organisation", "rubberhof");
        Person person = accounts.find(email).orElseThrow();
        assertThat(memberships.mayAct(person, "rubberhof", OrganisationRole.CONTACT))
                .isTrue();
        assertThat(memberships.mayAct(person, "rubberhof", OrganisationRole.SIGNATORY))
                .isFalse();
        assertThat(organisations.find("proef-fietsatelier-" + word, coordinator()))
                .isEmpty();
    }

    @Test
    void aRefusalNeedsAReasonThatThePersonReads() {
        long id = confirmed();
        PlainBrowser coordinator = PlainBrowser.as(port, "coordinator");
        assertThat(coordinator
                        .post("/registrations/" + id, "/registrations/" + id + "/refuse", "reason", " ")
                        .body())
                .contains("Geef een reden");
        coordinator.post("/registrations/" + id, "/registrations/" + id + "/refuse", "reason", "Buiten de regio.");
        assertThat(Letters.to(jdbc, email).getLast()).contains("Buiten de regio.");
        assertThat(accounts.find(email)).isEmpty();
    }

    @Test
    void nothingIsDecidedBeforeTheAddressIsConfirmedAndALinkWorksOnce() {
        ask(email);
        String link = Letters.link(jdbc, email);
        assertThat(registrations.accept(id(), coordinator())).isEqualTo(Registrations.Decision.NOT_WAITING);
        assertThat(registrations.confirm(link.replaceFirst(".*=", ""))).isTrue();
        assertThat(registrations.confirm(link.replaceFirst(".*=", ""))).isFalse();
        assertThat(new PlainBrowser(port).get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void fiftyDecisionsAtOnceLetOneThroughAndPostOneLetter() throws Exception {
        long id = confirmed();
        Person coordinator = coordinator();
        try (ExecutorService many = Executors.newFixedThreadPool(50)) {
            List<Callable<Registrations.Decision>> all = IntStream.range(0, 50)
                    .<Callable<Registrations.Decision>>mapToObj(at -> () -> at % 2 == 0
                            ? registrations.accept(id, coordinator)
                            : registrations.refuse(id, "Nee.", coordinator))
                    .toList();
            int done = 0;
            for (Future<Registrations.Decision> each : many.invokeAll(all)) {
                done += each.get() == Registrations.Decision.DONE ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(Letters.to(jdbc, email)).as("to confirm, and the decision").hasSize(2);
    }

    @Test
    void whoAsksTooOftenWaitsAndFindsWhatWasTyped() {
        for (int i = 0; i < 10; i++) {
            assertThat(ask("x" + i + word + "@example.org").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = ask(email);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("Probeer opnieuw na", name, email);
        assertThat(Letters.to(jdbc, email)).isEmpty();
    }

    @Test
    void oneAddressGetsThreeLettersAnHourHoweverOftenItIsAskedFor() {
        for (int i = 0; i < 5; i++) {
            assertThat(ask(email).body()).contains("Kijk in je mailbox");
        }
        assertThat(Letters.to(jdbc, email)).hasSize(3);
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays() {
        HttpResponse<String> answer = ask("geen adres", "enterpriseNumber", "123", "why", "Omdat");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("&#39;geen adres&#39; is geen e-mailadres", "Dit is geen ondernemingsnummer", name, "Omdat");
        assertThat(jdbc.sql("select count(*) from registration where name = ?")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aProgramThatFillsInEveryFieldIsThankedAndForgotten() {
        assertThat(ask(email, "website", "http://x").body()).contains("Kijk in je mailbox");
        assertThat(Letters.to(jdbc, email)).isEmpty();
    }

    @Test
    void whatWasNotConfirmedOrWasDecidedLongAgoIsForgotten() {
        ask(email);
        jdbc.sql("update registration set expires_at = now() - interval '1 minute' where name = ?")
                .param(name)
                .update();
        registrations.forgetOld();
        assertThat(jdbc.sql("select count(*) from registration where name = ?")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"coordinator,200", "administrator,403", "member,403", "resident,403"})
    void theQueueIsForTheCoordinator(String role, int status) {
        PlainBrowser browser = PlainBrowser.as(port, role);
        for (String page : List.of(
                "/registrations",
                "/invitations",
                "/invitations/new",
                "/mailings",
                "/mailings/new",
                "/duplicates",
                "/domains",
                "/organisations/rubberhof/merge")) {
            assertThat(browser.get(page).statusCode()).as(page).isEqualTo(status);
        }
    }
}
