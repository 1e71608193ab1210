package org.knooppunt.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/** Who is tied to whom, what an organisation gives, and people without an account: and who sees what of it. */
class NetworkTest extends PlatformTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Relations relations;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Accounts accounts;

    @Autowired
    private JdbcClient jdbc;

    private final String word = "w" + UUID.randomUUID().toString().substring(0, 8);
    private Person coordinator;
    private Person stranger;

    @BeforeEach
    void people() {
        coordinator = accounts.find("coordinator@example.org").orElseThrow();
        stranger = accounts.create(word + "@example.org", "Vreemde", null, Set.of(Role.MEMBER), Set.of("grootkeuken"));
    }

    @AfterEach
    void clean() {
        jdbc.sql("delete from organisation_relation where source = ?")
                .param(word)
                .update();
        jdbc.sql("delete from contact where agreed_how = ?").param(word).update();
        jdbc.sql("delete from organisation_gift where words like ?")
                .param(word + "%")
                .update();
        jdbc.sql("delete from work_domain where name_en = ?").param(word).update();
    }

    private Relations.Draft draft(String kind, boolean shown) {
        return new Relations.Draft("wegenbouw", "rioleerder", kind, null, word, "", shown);
    }

    private List<String> seen(Person person) {
        return relations.list(Relations.Filter.ALL, 1, 1000, person).rows().stream()
                .filter(each -> each.source().equals(word))
                .map(Relations.Relation::kind)
                .toList();
    }

    @Test
    void aRelationIsSeenByTheTwoAndTheCoordinatorAndByOthersOnlyWhenItIsKnownToAll() {
        Person own = accounts.create(
                "own" + word + "@example.org", "Eigen", null, Set.of(Role.MEMBER), Set.of("rioleerder"));
        relations.add(own, draft("customer_of", false));
        relations.add(coordinator, draft("works_with", true));
        assertThat(seen(coordinator)).containsExactlyInAnyOrder("customer_of", "works_with");
        assertThat(seen(own)).containsExactlyInAnyOrder("customer_of", "works_with");
        assertThat(seen(stranger)).containsExactly("works_with");
        assertThatThrownBy(() -> relations.add(stranger, draft("owner_of", true)))
                .isInstanceOf(AccessDeniedException.class);
        Person resident =
                accounts.create("r" + word + "@example.org", "Inwoner", null, Set.of(Role.RESIDENT), Set.of());
        assertThat(seen(resident)).isEmpty();
    }

    @Test
    void workingTogetherIsWrittenDownOnceWhicheverOfTheTwoSaysIt() {
        assertThat(relations.add(coordinator, draft("works_with", true))).isTrue();
        assertThat(relations.add(
                        coordinator,
                        new Relations.Draft("rioleerder", "wegenbouw", "works_with", null, word, "", true)))
                .isFalse();
    }

    @Test
    void thePictureHoldsNoMoreThanItsTable() {
        relations.add(coordinator, draft("customer_of", false));
        PlainBrowser member = PlainBrowser.as(port, "member");
        assertThat(member.get("/network/picture.json?q=wegbouw").body()).doesNotContain("rioleerder");
        assertThat(member.get("/network?q=wegbouw").body()).doesNotContain("Rioolzorg");
        assertThat(PlainBrowser.as(port, "coordinator")
                        .get("/network/picture.json?q=wegbouw")
                        .body())
                .contains("rioleerder", "\"type\":\"network\"");
    }

    @Test
    void aPersonWithoutAnAccountIsSeenByOthersOnlyAfterAYesAndIsForgottenInTime() {
        contacts.add(
                coordinator,
                "wegenbouw",
                new Contacts.Draft("Hans " + word, "", "h@example.org", "", false, true, word));
        contacts.add(coordinator, "wegenbouw", new Contacts.Draft("Greet " + word, "", "", "", true, false, word));
        assertThat(contacts.list("wegenbouw", stranger))
                .extracting(Contacts.Contact::name)
                .contains("Greet " + word)
                .doesNotContain("Hans " + word);
        assertThat(contacts.list("wegenbouw", null)).isEmpty();
        assertThat(contacts.list("wegenbouw", coordinator)).hasSizeGreaterThanOrEqualTo(2);
        jdbc.sql(
                        "update contact set agreed_on = current_date - 800, kept_until = current_date - 1 where agreed_how = ?")
                .param(word)
                .update();
        assertThat(contacts.list("wegenbouw", coordinator))
                .extracting(Contacts.Contact::name)
                .doesNotContain("Hans " + word);
        assertThat(contacts.forgetOld()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aCoordinatorWritesDownPeopleDomainsAndGiftsAndMistakesAreSaidAtTheirField() {
        PlainBrowser coordinatorsBrowser = PlainBrowser.as(port, "coordinator");
        String people = "/organisations/wegenbouw/people";
        assertThat(coordinatorsBrowser
                        .post(
                                people,
                                "/organisations/wegenbouw/contacts",
                                "name",
                                "Hans",
                                "email",
                                "fout",
                                "phone",
                                "abc")
                        .body())
                .contains("is geen e-mailadres", "Schrijf een telefoonnummer", "Vul dit in");
        assertThat(coordinatorsBrowser
                        .post(
                                people,
                                "/organisations/wegenbouw/contacts",
                                "name",
                                "Hans " + word,
                                "email",
                                "h@example.org",
                                "shown",
                                "true",
                                "agreedHow",
                                word)
                        .body())
                .contains("Hans " + word);
        coordinatorsBrowser.post(
                "/organisations/wegenbouw/profile",
                "/organisations/wegenbouw/profile/gifts",
                "kind",
                "equipment",
                "words",
                word + " graafmachine");
        assertThat(coordinatorsBrowser.get("/organisations/wegenbouw").body())
                .contains(word + " graafmachine", "Hans " + word);
        assertThat(coordinatorsBrowser
                        .post("/domains", "/domains", "dutch", word, "english", word, "french", word)
                        .body())
                .contains(word);
        assertThat(coordinatorsBrowser
                        .post("/domains", "/domains", "dutch", word, "english", word, "french", word)
                        .body())
                .contains("Dit werkdomein is er al");
    }

    @ParameterizedTest
    @CsvSource({"coordinator,200,200", "member,200,403", "administrator,200,403", "resident,403,403"})
    void whoMayLookAndWhoMayChange(String role, int network, int people) {
        PlainBrowser browser = PlainBrowser.as(port, role);
        assertThat(browser.get("/network").statusCode()).isEqualTo(network);
        for (String page : List.of("people", "profile", "relations")) {
            assertThat(browser.get("/organisations/wegenbouw/" + page).statusCode())
                    .as(page)
                    .isEqualTo(people);
        }
    }
}
