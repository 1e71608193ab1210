package org.knooppunt.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.web.Formats;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Looking after accounts, one's own and others', over the wire. */
class AccountPagesTest extends PlatformTest {
    private static final String PASSWORD = "vier paarse fietsen";
    private static final String NEW_PASSWORD = "zeven trage tractoren";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Audit audit;

    @Autowired
    private PasswordEncoder encoder;

    @Autowired
    private JdbcClient jdbc;

    private Person someone(Role... roles) {
        return accounts.create(
                UUID.randomUUID() + "@example.org", "Iemand", encoder.encode(PASSWORD), Set.of(roles), Set.of());
    }

    private HttpResponse<String> signIn(PlainBrowser browser, Person person, String password) {
        return browser.post("/sign-in", "/sign-in", "email", person.email(), "password", password);
    }

    /** Path, then the roles that may see it; v is a visitor. */
    static List<Arguments> pages() {
        String everyone = "v coordinator member resident policy-officer coach juror administrator";
        String signedIn = everyone.substring(2);
        List<String[]> rules = List.of(
                new String[] {"/sign-in", everyone},
                new String[] {"/api", everyone},
                new String[] {"/help/problems", everyone},
                new String[] {"/help/problems/not-found", everyone},
                new String[] {"/me", signedIn},
                new String[] {"/me/tokens", signedIn},
                new String[] {"/me/data.json", signedIn},
                new String[] {"/accounts", "administrator"},
                new String[] {"/accounts/new", "administrator"},
                new String[] {"/accounts/1", "administrator"},
                new String[] {"/accounts/1/edit", "administrator"},
                new String[] {"/audit", "administrator"});
        List<Arguments> all = new ArrayList<>();
        for (String role : everyone.split(" ")) {
            for (String[] rule : rules) {
                all.add(Arguments.of(role, rule[0], Set.of(rule[1].split(" ")).contains(role)));
            }
        }
        return all;
    }

    private static final java.util.Map<String, PlainBrowser> BROWSERS = new java.util.concurrent.ConcurrentHashMap<>();

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("pages")
    void eachPageIsOpenToItsRolesAlone(String role, String path, boolean open) {
        PlainBrowser browser = BROWSERS.computeIfAbsent(
                role, fresh -> role.equals("v") ? new PlainBrowser(port) : PlainBrowser.as(port, role));
        HttpResponse<String> page = browser.get(path);
        if (open) {
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("??");
        } else if (role.equals("v")) {
            assertThat(page.uri().getPath()).isEqualTo("/sign-in");
        } else {
            assertThat(page.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void anInvitedPersonChoosesAPasswordOnceAndSignsIn() {
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        String email = UUID.randomUUID() + "@example.org";
        HttpResponse<String> made = administrator.post(
                "/accounts/new",
                "/accounts",
                "version",
                "0",
                "name",
                "Lies Nieuw",
                "email",
                email,
                "language",
                "nl",
                "roles",
                "RESIDENT");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        Matcher link = Pattern.compile("(/invitation\\?token=[A-Za-z0-9_-]+)<").matcher(made.body());
        assertThat(link.find()).isTrue();
        String path = link.group(1);
        String token = path.substring(path.indexOf('=') + 1);

        PlainBrowser lies = new PlainBrowser(port);
        HttpResponse<String> weak = lies.post(path, "/invitation", "token", token, "password", "kort", "again", "kort");
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(weak.body()).contains("te kort");
        HttpResponse<String> chosen =
                lies.post(path, "/invitation", "token", token, "password", PASSWORD, "again", PASSWORD);
        assertThat(chosen.uri().getPath()).isEqualTo("/sign-in");
        assertThat(lies.get(path).statusCode()).isEqualTo(410);
        assertThat(signIn(lies, accounts.find(email).orElseThrow(), PASSWORD)
                        .uri()
                        .getPath())
                .isEqualTo("/workbench");
        assertThat(jdbc.sql("select count(*) from one_time_token where hash = ?")
                        .param(token)
                        .query(Integer.class)
                        .single())
                .as("only the hash is kept")
                .isZero();
    }

    @Test
    void aFormWithFaultsKeepsWhatWasTypedAndNamesEachFault() {
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        HttpResponse<String> page = administrator.post(
                "/accounts/new",
                "/accounts",
                "version",
                "0",
                "name",
                "",
                "email",
                "geen adres",
                "language",
                "nl",
                "roles",
                "MEMBER",
                "organisations",
                "");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("Vul een naam in")
                .contains("geen adres")
                .contains("Een lid hoort bij een organisatie")
                .contains("href=\"#email\"");
    }

    private HttpResponse<String> newMember(PlainBrowser administrator, String email, String... organisations) {
        List<String> fields = new ArrayList<>(
                List.of("version", "0", "name", "Lid", "email", email, "language", "nl", "roles", "MEMBER"));
        for (String organisation : organisations) {
            fields.add("organisations");
            fields.add(organisation);
        }
        return administrator.post("/accounts/new", "/accounts", fields.toArray(String[]::new));
    }

    @Test
    void aMemberIsTiedToOrganisationsThatExist() {
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        String blank = administrator.get("/accounts/new").body();
        assertThat(blank).contains("<option value=\"Rubberhof Voorbeeld (rubberhof)\">");
        String email = UUID.randomUUID() + "@example.org";

        HttpResponse<String> wrong =
                newMember(administrator, email, "rubberhof", "Rubberhof Voorbeeld (rubberhoff)", "niemand", "");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("Deze organisaties bestaan niet: Rubberhof Voorbeeld (rubberhoff), niemand")
                .contains("href=\"#organisations\"")
                .contains("value=\"niemand\"");
        assertThat(accounts.find(email)).isEmpty();

        HttpResponse<String> made = newMember(administrator, email, "Rubberhof Voorbeeld (rubberhof)", "bandwerk", "");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        Person member = accounts.find(email).orElseThrow();
        assertThat(member.organisations()).containsExactlyInAnyOrder("rubberhof", "bandwerk");
        assertThat(administrator.get("/accounts/" + member.id() + "/edit").body())
                .containsPattern("<input[^>]*value=\"Rubberhof Voorbeeld \\(rubberhof\\)\"")
                .containsPattern("<input[^>]*value=\"Bandwerk Voorbeeld \\(bandwerk\\)\"");
    }

    @Test
    void aDeletedOrganisationTakesNoMembers() {
        String key = "weg-" + UUID.randomUUID();
        jdbc.sql("insert into organisation (key, name, deleted_at) values (?, 'Weg', now())")
                .param(key)
                .update();
        try {
            PlainBrowser administrator = PlainBrowser.as(port, "administrator");
            HttpResponse<String> page = newMember(administrator, UUID.randomUUID() + "@example.org", key, "");
            assertThat(page.statusCode()).isEqualTo(422);
            assertThat(page.body()).contains("Deze organisaties bestaan niet: " + key);
        } finally {
            jdbc.sql("delete from organisation where key = ?").param(key).update();
        }
    }

    @Test
    void anEmailAddressBelongsToOneAccountWhateverItsCapitals() {
        Person taken = someone(Role.RESIDENT);
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        HttpResponse<String> page = administrator.post(
                "/accounts/new",
                "/accounts",
                "version",
                "0",
                "name",
                "Dubbel",
                "email",
                taken.email().toUpperCase(java.util.Locale.ROOT),
                "language",
                "nl",
                "roles",
                "RESIDENT");
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("Er is al een account");
    }

    @Test
    void aChangeOfRolesCountsAtOnceInARunningSession() {
        Person person = someone(Role.RESIDENT);
        PlainBrowser browser = new PlainBrowser(port);
        signIn(browser, person, PASSWORD);
        assertThat(browser.get("/accounts").statusCode()).isEqualTo(403);
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        String path = "/accounts/" + person.id();
        administrator.post(
                path + "/edit",
                path,
                "version",
                "0",
                "name",
                "Iemand",
                "email",
                person.email(),
                "language",
                "nl",
                "roles",
                "ADMINISTRATOR");
        assertThat(browser.get("/accounts").statusCode()).isEqualTo(200);
        administrator.post(
                path + "/edit",
                path,
                "version",
                "1",
                "name",
                "Iemand",
                "email",
                person.email(),
                "language",
                "nl",
                "roles",
                "RESIDENT");
        assertThat(browser.get("/accounts").statusCode()).isEqualTo(403);
    }

    @Test
    void ofTwoChangesAtOnceTheSecondIsToldAndLosesNothing() {
        Person person = someone(Role.RESIDENT);
        Person by = someone(Role.ADMINISTRATOR);
        Accounts.Change change = new Accounts.Change(person.email(), "Eerst", "nl", Set.of(Role.RESIDENT), Set.of());
        accounts.change(by, person.id(), 0, change);
        assertThatThrownBy(() -> accounts.change(by, person.id(), 0, change))
                .isInstanceOfSatisfying(AccountFault.class, fault -> assertThat(fault.reason())
                        .isEqualTo(AccountFault.Reason.CHANGED_MEANWHILE));
    }

    @Test
    void endingSessionsSignsThePersonOutEverywhere() {
        Person person = someone(Role.RESIDENT);
        PlainBrowser here = new PlainBrowser(port);
        PlainBrowser there = new PlainBrowser(port);
        signIn(here, person, PASSWORD);
        signIn(there, person, PASSWORD);
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        administrator.post("/accounts/" + person.id(), "/accounts/" + person.id() + "/sessions");
        assertThat(here.get("/me").uri().getPath()).isEqualTo("/sign-in");
        assertThat(there.get("/me").uri().getPath()).isEqualTo("/sign-in");
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsAndKeepsThisOne() {
        Person person = someone(Role.RESIDENT);
        PlainBrowser here = new PlainBrowser(port);
        PlainBrowser there = new PlainBrowser(port);
        signIn(here, person, PASSWORD);
        signIn(there, person, PASSWORD);
        HttpResponse<String> wrong = here.post(
                "/me", "/me/password", "current", "iets anders", "password", NEW_PASSWORD, "again", NEW_PASSWORD);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(there.get("/me").uri().getPath()).isEqualTo("/me");
        HttpResponse<String> changed =
                here.post("/me", "/me/password", "current", PASSWORD, "password", NEW_PASSWORD, "again", NEW_PASSWORD);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.uri().getPath()).isEqualTo("/me");
        assertThat(there.get("/me").uri().getPath()).isEqualTo("/sign-in");
        assertThat(signIn(new PlainBrowser(port), person, PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(signIn(new PlainBrowser(port), person, NEW_PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void nameAndLanguageAreTheirOwnersToChange() {
        Person person = someone(Role.RESIDENT);
        PlainBrowser browser = new PlainBrowser(port);
        signIn(browser, person, PASSWORD);
        HttpResponse<String> page = browser.post("/me", "/me", "name", "Anders", "language", "fr");
        assertThat(page.body()).contains("Mon compte").contains("Anders");
        assertThat(accounts.find(person.id()).orElseThrow().language()).isEqualTo("fr");
    }

    @Test
    void whatIsKeptAboutMeComesAsOneFile() {
        Person person = someone(Role.RESIDENT);
        PlainBrowser browser = new PlainBrowser(port);
        signIn(browser, person, PASSWORD);
        HttpResponse<String> file = browser.get("/me/data.json");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
        assertThat(file.body()).contains(person.email()).contains("signed-in").doesNotContain("argon2");
    }

    @Test
    void aTokenIsShownOnceAndListedWithoutItsSecret() {
        PlainBrowser browser = PlainBrowser.as(port, "member");
        String last = java.time.LocalDate.now(Formats.ZONE).plusDays(10).toString();
        HttpResponse<String> made = browser.post(
                "/me/tokens", "/me/tokens", "name", "rekenblad", "scopes", "INVENTORY_READ", "expires", last);
        Matcher secret = Pattern.compile("kp_[0-9A-Za-z]{43}").matcher(made.body());
        assertThat(secret.find()).isTrue();
        assertThat(browser.get("/me/tokens").body()).contains("rekenblad").doesNotContain(secret.group());
        String tooFar = java.time.LocalDate.now(Formats.ZONE).plusDays(400).toString();
        HttpResponse<String> refused = browser.post(
                "/me/tokens", "/me/tokens", "name", "eeuwig", "scopes", "INVENTORY_READ", "expires", tooFar);
        assertThat(refused.statusCode()).isEqualTo(422);
    }

    @Test
    void nobodyRevokesTheTokenOfSomebodyElse() {
        Person owner = someone(Role.RESIDENT);
        Tokens.Made made = tokens.create(
                owner, "mijn", Set.of(Scope.CASES_READ), java.time.Instant.now().plusSeconds(3600));
        PlainBrowser other = PlainBrowser.as(port, "juror");
        assertThat(other.post("/me/tokens", "/me/tokens/" + made.token().id() + "/revoke")
                        .statusCode())
                .isEqualTo(404);
        assertThat(tokens.authenticate(made.secret())).isPresent();
    }

    @Autowired
    private Tokens tokens;

    @Test
    void theTrailKnowsSignInsRefusalsChangesAndWhoLooked() {
        Person person = someone(Role.RESIDENT);
        PlainBrowser browser = new PlainBrowser(port);
        signIn(browser, person, "niet het wachtwoord");
        signIn(browser, person, PASSWORD);
        PlainBrowser administrator = PlainBrowser.as(port, "administrator");
        administrator.get("/accounts/" + person.id());
        List<Audit.Event> events = audit.list("account", Long.toString(person.id()));
        assertThat(events).extracting(Audit.Event::action).contains("sign-in-refused", "signed-in", "read");
        assertThat(events).noneMatch(event -> event.detail().contains("niet het wachtwoord"));
        String page = administrator
                .get("/audit?thing=account&action=sign-in-refused&account=" + person.id())
                .body();
        assertThat(page).contains("weigerde een aanmelding").doesNotContain("??");
        assertThat(administrator
                        .get("/audit?q=%25_%5C&from=2020-01-01&until=2020-01-02")
                        .body())
                .contains("Niets gevonden");
    }

    @Test
    void nobodyRewritesTheTrail() {
        Person person = someone(Role.RESIDENT);
        signIn(new PlainBrowser(port), person, PASSWORD);
        for (String statement : List.of(
                "update audit_event set actor = 'niemand'", "delete from audit_event", "truncate audit_event")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("only added to");
        }
    }

    @Test
    void listsFindSortAndPage() {
        String mark = UUID.randomUUID().toString();
        for (int i = 0; i < 3; i++) {
            accounts.create(i + "-" + mark + "@example.org", "Naam " + i, null, Set.of(Role.COACH), Set.of());
        }
        Accounts.Filter filter = new Accounts.Filter(mark, Role.COACH, true);
        assertThat(accounts.count(filter)).isEqualTo(3);
        assertThat(accounts.list(filter, "-name", 2, 0))
                .extracting(Account::name)
                .containsExactly("Naam 2", "Naam 1");
        assertThat(accounts.list(filter, "email", 2, 2))
                .extracting(Account::name)
                .containsExactly("Naam 2");
        assertThat(accounts.list(new Accounts.Filter("%" + mark, null, null), "name", 2, 0))
                .isEmpty();
        assertThat(accounts.list(filter, "name; drop table account", 9, 0)).hasSize(3);
    }
}
