package org.knooppunt.organisation;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two organisations that are one. */
class MergesTest extends PlatformTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Merges merges;

    @Autowired
    private Organisations organisations;

    @Autowired
    private Profiles profiles;

    @Autowired
    private Relations relations;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Memberships memberships;

    @Autowired
    private Pipeline pipeline;

    @Autowired
    private BusinessCases cases;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Audit audit;

    @Autowired
    private JdbcClient jdbc;

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String one = "m1" + word;
    private final String two = "m2" + word;
    private Person coordinator;

    @BeforeEach
    void make() {
        coordinator = accounts.find("coordinator@example.org").orElseThrow();
        organisations.add(coordinator, new Organisation(one, "Kringhuis " + word + " NV", "company", null, null));
        organisations.add(
                coordinator,
                new Organisation(
                        two,
                        "Kringhuis " + word,
                        "",
                        EnterpriseNumber.parse("0203.430.576").orElseThrow(),
                        null));
        for (String key : List.of(one, two)) {
            organisations.add(
                    coordinator, new Site(key + "-s", key, "Werf", "genk-zuid", 50.93, 5.52, Set.of(Mode.ROAD)));
        }
    }

    @AfterEach
    void clean() {
        String[] both = {one, two};
        for (String statement : List.of(
                "delete from business_case where id in (select business_case from business_case_partner"
                        + " where organisation = any(:both))",
                "delete from organisation_relation where one = any(:both) or other = any(:both)",
                "delete from organisation_domain where organisation = any(:both)",
                "delete from organisation_gift where organisation = any(:both)",
                "delete from organisation_distinct where one = any(:both)",
                "delete from contact where organisation = any(:both)",
                "delete from account_organisation where organisation = any(:both)",
                "delete from site where organisation = any(:both)",
                "delete from organisation_merge_row where merge in (select id from organisation_merge"
                        + " where kept = any(:both))",
                "delete from organisation_merge where kept = any(:both)",
                "delete from organisation where key = any(:both)")) {
            jdbc.sql(statement).param("both", both).update();
        }
    }

    @Test
    void whatLooksAlikeInOnePlaceIsFoundUntilSomebodySaysTheyAreTwo() {
        assertThat(merges.likely(coordinator))
                .anyMatch(pair -> pair.one().equals(one) && pair.other().equals(two) && pair.sameArea());
        assertThat(merges.like("Kring huis " + word, null, 5, coordinator))
                .extracting(Merges.Like::key)
                .contains(one, two);
        merges.keepApart(coordinator, two, one);
        assertThat(merges.likely(coordinator)).noneMatch(pair -> pair.one().equals(one));
    }

    @Test
    void everythingOfTheOneIsThenOfTheOtherAndWhatWasThereTwiceIsThereOnce() {
        Person both =
                accounts.create("b" + word + "@example.org", "Beide", null, Set.of(Role.MEMBER), Set.of(one, two));
        Person only = accounts.create("o" + word + "@example.org", "Alleen", null, Set.of(Role.MEMBER), Set.of(two));
        memberships.set(coordinator, both.id(), one, Set.of(OrganisationRole.CONTACT));
        memberships.set(coordinator, both.id(), two, Set.of(OrganisationRole.SIGNATORY));
        memberships.set(coordinator, only.id(), two, Set.of(OrganisationRole.CONTACT));
        profiles.setDomains(coordinator, one, Set.of("care"));
        profiles.setDomains(coordinator, two, Set.of("care", "industry"));
        profiles.addGift(coordinator, two, "space", "Een loods");
        contacts.add(coordinator, two, new Contacts.Draft("Cis", "", "cis@example.org", "", false, false, "mondeling"));
        relate(one, two);
        relate(one, "rubberhof");
        relate(two, "rubberhof");
        relate(two, "bandenhuis");
        long shared = pipeline.plant("Samen", "", Origin.DESK, coordinator);
        pipeline.addPartner(shared, one, "", coordinator);
        pipeline.addPartner(shared, two, "", coordinator);
        long alone = pipeline.plant("Alleen", "", Origin.DESK, coordinator);
        pipeline.addPartner(alone, two, "", coordinator);

        jdbc.sql(
                        "insert into business_case_story (business_case, title, words, writer) values (?, 'Verhaal', 'Verhaal', 'proef')")
                .param(alone)
                .update();
        jdbc.sql("insert into business_case_release (business_case, organisation, story_version, named, releaser)"
                        + " values (?, ?, 1, true, 'proef')")
                .params(alone, two)
                .update();

        assertThat(merges.preview(coordinator, two))
                .contains(
                        new Merges.Count("site", 1),
                        new Merges.Count("accounts", 2),
                        new Merges.Count("cases", 2),
                        new Merges.Count("organisation_relation", 3));
        assertThat(merges.merge(coordinator, two, one)).isEqualTo(Merges.Outcome.DONE);

        assertThat(organisations.sites(one)).extracting(Partner.Place::key).contains(one + "-s", two + "-s");
        Person now = accounts.find(both.id()).orElseThrow();
        assertThat(now.organisations()).containsExactly(one);
        assertThat(memberships.of(now).get(one))
                .containsExactlyInAnyOrder(OrganisationRole.CONTACT, OrganisationRole.SIGNATORY);
        assertThat(memberships.mayAct(accounts.find(only.id()).orElseThrow(), one, OrganisationRole.CONTACT))
                .isTrue();
        assertThat(profiles.of(one).codes()).containsExactlyInAnyOrder("care", "industry");
        assertThat(profiles.of(one).gifts()).hasSize(1);
        assertThat(contacts.list(one, coordinator)).hasSize(1);
        assertThat(relations
                        .list(new Relations.Filter(null, null, null, one), 1, 50, coordinator)
                        .rows())
                .extracting(Relations.Relation::other)
                .containsExactlyInAnyOrder("rubberhof", "bandenhuis");
        assertThat(cases.get(shared, coordinator).partners()).hasSize(1);
        assertThat(cases.get(alone, now).partners().getFirst().organisation()).isEqualTo(one);
        assertThat(jdbc.sql("select organisation from business_case_release where business_case = ?")
                        .param(alone)
                        .query(String.class)
                        .single())
                .as("what a partner released")
                .isEqualTo(one);
        Partner kept = organisations.find(one, coordinator).orElseThrow();
        assertThat(kept.enterpriseNumber()).as("what the other knew").isEqualTo("0203.430.576");
        assertThat(organisations.find(two, coordinator)).isEmpty();
        assertThat(audit.list("organisation", one).getFirst().action()).isEqualTo("merged");

        long merge = merges.made(coordinator, 1).getFirst().id();
        assertThat(merges.log(coordinator, merge)).contains("Een loods", "bandenhuis", "\"moved\": false");
        PlainBrowser browser = PlainBrowser.as(port, "member");
        assertThat(browser.get("/organisations/" + two).uri().getPath())
                .as("an old address leads on")
                .isEqualTo("/organisations/" + one);
    }

    private void relate(String from, String to) {
        relations.add(coordinator, new Relations.Draft(from, to, "works_with", null, "proef", "", true));
    }

    /** A room that refers to organisations without a foreign key, and forgets to move it, shows here. */
    @Test
    void everyColumnThatNamesAnOrganisationMoves() {
        Set<String> moved = Set.of(
                // by their rooms
                "account_organisation.organisation",
                "account_organisation_role.organisation",
                "business_case_partner.organisation",
                "business_case_release.organisation",
                "charter_party.organisation",
                "hub_invitation.organisation",
                "purchase_guest.organisation",
                "purchase_pledge.organisation",
                "veiled_stream.organisation",
                // stays in the name in which it was given
                "charter_signature.organisation",
                // copies that are read in or were written down, not references
                "staged_organisation.key",
                "staged_site.organisation");
        List<String> columns = jdbc.sql("""
                        select c.table_name || '.' || c.column_name from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'organisation'
                            and not exists (select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid
                                and a.attnum = k.conkey[1]
                                where k.contype = 'f' and k.confrelid = 'organisation'::regclass
                                    and k.conrelid = c.table_name::regclass and a.attname = c.column_name)
                        """).query(String.class).list();
        assertThat(columns).allMatch(moved::contains);
    }

    @Test
    void ofFiftyWhoMergeTheSameTwoEitherWayOneDoesAndNothingIsLost() throws Exception {
        try (ExecutorService many = Executors.newFixedThreadPool(50)) {
            List<Callable<Merges.Outcome>> all = IntStream.range(0, 50)
                    .<Callable<Merges.Outcome>>mapToObj(at -> () ->
                            at % 2 == 0 ? merges.merge(coordinator, one, two) : merges.merge(coordinator, two, one))
                    .toList();
            int done = 0;
            for (Future<Merges.Outcome> each : many.invokeAll(all)) {
                done += each.get() == Merges.Outcome.DONE ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        String kept = organisations.find(one, coordinator).isPresent() ? one : two;
        assertThat(organisations.sites(kept)).hasSize(2);
    }
}
