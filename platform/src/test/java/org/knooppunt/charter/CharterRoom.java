package org.knooppunt.charter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.OrganisationRole;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A test in the room of charters, with a coordinator, members and texts of its own. */
abstract class CharterRoom extends PlatformTest {
    @Autowired
    Charters charters;

    @Autowired
    Signing signing;

    @Autowired
    Commitments commitments;

    @Autowired
    SignedDocuments documents;

    @Autowired
    Seals seals;

    @Autowired
    Accounts accounts;

    @Autowired
    Memberships memberships;

    @Autowired
    JdbcClient jdbc;

    Person coordinator;

    @BeforeEach
    void coordinate() {
        coordinator = someone(Role.COORDINATOR, Set.of());
    }

    Person someone(Role role, Set<String> organisations) {
        return accounts.create(
                "charter-" + UUID.randomUUID() + "@example.org", "Sam Voorbeeld", null, Set.of(role), organisations);
    }

    /** Somebody who signs for an organisation. */
    Person member(String organisation) {
        Person member = someone(Role.MEMBER, Set.of(organisation));
        memberships.set(coordinator, member.id(), organisation, Set.of(OrganisationRole.SIGNATORY));
        return member;
    }

    int lock(long id) {
        return charters.get(id, coordinator).version();
    }

    /** A draft with two clauses. */
    long draft(TextKind kind) {
        long id = charters.create(kind, "Tekst " + UUID.randomUUID(), null, coordinator);
        charters.addClause(id, "Samen", "We doen dit samen.", lock(id), coordinator);
        charters.addClause(id, "Open", "We zeggen wat ervan kwam.", lock(id), coordinator);
        return id;
    }

    long published(TextKind kind, String... parties) {
        return published(kind, Instant.now(), parties);
    }

    long published(TextKind kind, Instant at, String... parties) {
        long id = draft(kind);
        for (String party : parties) {
            charters.addParty(id, party, coordinator);
        }
        Charters.Published done = charters.publish(id, lock(id), at, coordinator);
        if (done != Charters.Published.DONE) {
            throw new AssertionError(done);
        }
        return id;
    }

    String hash(long id) {
        return charters.get(id, coordinator).latest().orElseThrow().hash();
    }

    Signing.Assent assent(long id, String organisation, boolean shown, Commitment.Line... lines) {
        return new Signing.Assent(organisation, hash(id), "zaakvoerder", shown, shown, List.of(lines));
    }

    Signing.Outcome sign(long id, int version, String organisation, Person person) {
        return signing.sign(id, version, assent(id, organisation, true), person);
    }

    long signed(Signing.Outcome outcome) {
        if (outcome instanceof Signing.Outcome.Signed done) {
            return done.id();
        }
        throw new AssertionError(outcome);
    }

    static Commitment.Line places(int number, LocalDate day) {
        return new Commitment.Line("Stageplaatsen", number, "plaatsen", day, "jongeren");
    }

    /** Keys of so many organisations of the demonstration. */
    List<String> organisations(int number) {
        List<String> keys = jdbc.sql("select key from organisation where deleted_at is null order by key limit ?")
                .param(number)
                .query(String.class)
                .list();
        if (keys.size() < number) {
            throw new AssertionError("only " + keys.size() + " organisations");
        }
        return new ArrayList<>(keys);
    }
}
