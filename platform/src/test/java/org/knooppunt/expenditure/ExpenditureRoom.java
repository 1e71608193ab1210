package org.knooppunt.expenditure;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.knooppunt.PlatformTest;
import org.knooppunt.expenditure.Expenditures.Outcome;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.strategy.Goals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A test in the room of expenditures, with an officer and funds of its own, in years nobody else uses. */
abstract class ExpenditureRoom extends PlatformTest {
    static final int YEAR = 2150;

    @Autowired
    Expenditures expenditures;

    @Autowired
    Funds funds;

    @Autowired
    SpendingReports reports;

    @Autowired
    Goals goals;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    final String word = "geld-" + UUID.randomUUID();
    Person officer;

    @BeforeEach
    void anOfficer() {
        officer = someone(Role.POLICY_OFFICER);
        if (goals.frameworks(officer).isEmpty()) {
            goals.load(officer);
        }
    }

    @AfterEach
    void leaveOthersAlone() {
        jdbc.sql("delete from budget where year between ? and ?")
                .params(YEAR, YEAR + 20)
                .update();
        jdbc.sql("delete from expenditure where title like ?").param(word + "%").update();
        jdbc.sql("delete from fund where name like ?").param(word + "%").update();
    }

    Person someone(Role role) {
        return accounts.create("geld-" + UUID.randomUUID() + "@example.org", "Ambtenaar", null, Set.of(role), Set.of());
    }

    long fund(String name, boolean external) {
        return funds.create(word + " " + name, "Iemand", external, "", officer).orElseThrow();
    }

    static Expenditure.Share part(Object key, long amount) {
        return new Expenditure.Share(key.toString(), amount);
    }

    Expenditure.Draft draft(long cents, List<Expenditure.Share> payers, List<Expenditure.Share> served) {
        return draft(LocalDate.of(YEAR, 6, 30), "", cents, payers, served);
    }

    Expenditure.Draft draft(
            LocalDate day, String place, long cents, List<Expenditure.Share> payers, List<Expenditure.Share> served) {
        return new Expenditure.Draft(word, "Aannemer", "", day, day, place, cents, payers, served);
    }

    long done(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done.id();
        }
        throw new AssertionError(outcome);
    }
}
