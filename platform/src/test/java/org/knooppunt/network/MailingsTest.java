package org.knooppunt.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.mail.LetterChoices;
import org.knooppunt.network.Mailings.Segment;
import org.knooppunt.organisation.Contacts;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.organisation.Organisations;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Letters of the coordinator to a part of the network. */
class MailingsTest extends PlatformTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Mailings mailings;

    @Autowired
    private LetterChoices choices;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Memberships memberships;

    @Autowired
    private Organisations organisations;

    @Autowired
    private Accounts accounts;

    @Autowired
    private JdbcClient jdbc;

    private final String word = "n" + UUID.randomUUID().toString().substring(0, 8);
    private Person coordinator;
    private Segment part;

    @BeforeEach
    void make() {
        coordinator = accounts.find("coordinator@example.org").orElseThrow();
        organisations.add(coordinator, new Organisation(word, "Proef " + word, word, null, null));
        part = new Segment(word, "", "", "");
    }

    @AfterEach
    void clean() {
        jdbc.sql("delete from contact where organisation = ?").param(word).update();
        jdbc.sql("delete from account_organisation where organisation = ?")
                .param(word)
                .update();
        jdbc.sql("delete from mailing where subject like ?").param("%" + word).update();
        jdbc.sql("delete from organisation where key = ?").param(word).update();
    }

    private Person member(String name, boolean wants) {
        Person person = accounts.create(name + word + "@example.org", name, null, Set.of(Role.MEMBER), Set.of(word));
        choices.set(person, new LetterChoices.Choice(true, wants));
        return person;
    }

    private long sent() {
        long id = mailings.write("Sessie " + word, "Kom op 14 januari.", part, coordinator);
        assertThat(mailings.send(id, 0, coordinator)).isTrue();
        mailings.run();
        return id;
    }

    private List<String> addresses(long id) {
        return jdbc.sql("select address from letter where key like ? order by address")
                .param("mailing/" + id + "/%")
                .query(String.class)
                .list();
    }

    @Test
    void aLetterGoesOnceToEachAddressThatSaidYes() {
        Person yes = member("ja", true);
        member("nee", false);
        contacts.add(
                coordinator, word, new Contacts.Draft("Cis", "", "c" + word + "@example.org", "", false, true, "ja"));
        contacts.add(
                coordinator, word, new Contacts.Draft("Ook", "", "C" + word + "@example.org", "", false, true, "ja"));
        contacts.add(
                coordinator,
                word,
                new Contacts.Draft("Ja", "", yes.email().toUpperCase(java.util.Locale.ROOT), "", false, true, "ja"));
        contacts.add(
                coordinator, word, new Contacts.Draft("Stil", "", "s" + word + "@example.org", "", false, false, "ja"));
        assertThat(mailings.count(part, coordinator)).isEqualTo(2);
        long id = sent();
        mailings.run();
        assertThat(addresses(id)).hasSize(2).contains(yes.email());
        assertThat(mailings.get(id, coordinator).queued()).isEqualTo(2);
        assertThat(mailings.get(id, coordinator).state()).isEqualTo("sent");
        assertThat(Letters.to(jdbc, yes.email()).getLast())
                .contains("Kom op 14 januari.", "Noor Voorbeeld", "/unsubscribe?token=");
    }

    @Test
    void aRoleInTheOrganisationNarrowsWhoGetsIt() {
        Person signs = member("tekent", true);
        member("kijkt", true);
        memberships.set(coordinator, signs.id(), word, Set.of(OrganisationRole.SIGNATORY));
        part = new Segment(word, "", "", "SIGNATORY");
        assertThat(mailings.count(part, coordinator)).isEqualTo(1);
        assertThat(addresses(sent())).containsExactly(signs.email());
    }

    @Test
    void theLinkInALetterEndsThemWithoutSigningIn() {
        Person member = member("ja", true);
        contacts.add(
                coordinator, word, new Contacts.Draft("Cis", "", "c" + word + "@example.org", "", false, true, "ja"));
        sent();
        for (String address : List.of(member.email(), "c" + word + "@example.org")) {
            String link = Letters.link(jdbc, address);
            PlainBrowser anybody = new PlainBrowser(port);
            assertThat(anybody.get(link).body()).as("looking changes nothing").contains("Stuur mij geen brieven meer");
            assertThat(anybody.post(link, "/unsubscribe", "token", link.replaceFirst(".*=", ""))
                            .body())
                    .contains("Je krijgt deze brieven niet meer");
        }
        assertThat(mailings.count(part, coordinator)).isZero();
        assertThat(choices.of(member.id())).isEqualTo(new LetterChoices.Choice(false, false));
        assertThat(new PlainBrowser(port)
                        .post("/unsubscribe", "/unsubscribe", "token", "onzin")
                        .body())
                .as("an unknown link is told nothing else")
                .contains("Je krijgt deze brieven niet meer");
    }

    @Test
    void aRunThatStoppedGoesOnBehindTheLastAddress() {
        Person first = member("a", true);
        Person second = member("b", true);
        long id = mailings.write("Sessie " + word, "Tekst", part, coordinator);
        // half of it was done when the program ended
        jdbc.sql("update mailing set at = ?, queued = 1, state = 'sending' where id = ?")
                .params(first.email(), id)
                .update();
        mailings.run();
        assertThat(addresses(id)).isSubsetOf(first.email(), second.email()).contains(second.email());
        assertThat(addresses(id)).doesNotHaveDuplicates();
    }

    @Test
    void theCoordinatorWritesLooksAndSendsWhatWasSeen() {
        member("ja", true);
        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        String page = browser.post(
                        "/mailings/new",
                        "/mailings/new",
                        "subject",
                        "Sessie " + word,
                        "text",
                        "Kom.",
                        "role",
                        "CONTACT")
                .uri()
                .getPath();
        assertThat(browser.get(page).body()).contains("Sessie " + word, "contactpersoon");
        assertThat(browser.post("/mailings/new", "/mailings/new", "subject", "", "text", "Kom.", "type", "onzin")
                        .body())
                .contains("Vul dit in", "Kom.");
        browser.post(page + "/edit", page + "/edit", "version", "0", "subject", "Anders " + word, "text", "Kom.");
        assertThat(browser.post(page, page + "/send", "version", "0").body())
                .contains("Iemand wijzigde dit terwijl jij keek");
        assertThat(browser.get(page).body()).contains("Anders " + word, "Nog niet verstuurd");
    }
}
