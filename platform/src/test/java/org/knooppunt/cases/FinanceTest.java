package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.finance.CashFlowReport;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class FinanceTest extends PlatformTest {
    @Autowired
    Finance finance;

    @Autowired
    Pipeline pipeline;

    @Autowired
    Accounts accounts;

    private Person coordinator;
    private long id;

    @BeforeEach
    void plant() {
        String email = "finance-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
        id = pipeline.plant("Idee " + UUID.randomUUID(), "", Origin.DESK, coordinator);
        pipeline.addPartner(id, "rubberhof", "", coordinator);
        pipeline.addPartner(id, "bandenhuis", "", coordinator);
    }

    private static MoneyLine line(MoneyLine.Kind kind, String name, String partner, int euros, int first, int last) {
        return new MoneyLine(0, kind, name, partner, BigDecimal.valueOf(euros), first, last, 0, !kind.isOnce());
    }

    private static Person member(String organisation) {
        return new Person(0, "m@example.org", "Lid", null, "nl", true, Set.of(Role.MEMBER), Set.of(organisation));
    }

    @Test
    void whatACaseBringsOverYearsIsThatOfAllItsLines() {
        finance.frame(id, 0.1, 2, coordinator);
        assertThat(finance.add(id, line(MoneyLine.Kind.INVESTMENT, "Shredder", "rubberhof", 1_000, 0, 0), coordinator))
                .isTrue();
        finance.add(id, line(MoneyLine.Kind.SUBSIDY, "Vlaio", "", 100, 0, 0), coordinator);
        finance.add(id, line(MoneyLine.Kind.BENEFIT, "Verkoop", "bandenhuis", 900, 1, 20), coordinator);
        finance.add(id, line(MoneyLine.Kind.COST, "Stroom", "rubberhof", 240, 1, 20), coordinator);

        CashFlowReport report =
                Objects.requireNonNull(finance.outlook(id, "", coordinator).report());

        // -900 + 660 / 1.1 + 660 / 1.21 = 245.4545; what comes after the horizon does not count
        assertThat(report.presentValue()).isCloseTo(245.4545, within(1e-3));
        assertThat(report.payback()).hasValueCloseTo(900.0 / 660, within(1e-9));
        assertThat(report.breakEven()).hasValueCloseTo(900 / (660 / 1.1 + 660 / 1.21), within(1e-9));
        assertThat(report.years()).hasSize(3);
    }

    @Test
    void aMemberSeesTheLinesOfItsOwnOrganisationOnly() {
        finance.add(id, line(MoneyLine.Kind.INVESTMENT, "Shredder", "rubberhof", 1_000, 0, 0), coordinator);
        finance.add(id, line(MoneyLine.Kind.BENEFIT, "Verkoop", "bandenhuis", 900, 1, 5), coordinator);
        finance.add(id, line(MoneyLine.Kind.COST, "Overleg", "", 10, 1, 5), coordinator);

        assertThat(finance.outlook(id, "", member("bandenhuis")).lines())
                .extracting(MoneyLine::name)
                .containsExactly("Verkoop");
        assertThat(finance.outlook(id, "rubberhof", member("bandenhuis")).lines())
                .isEmpty();
        assertThat(finance.outlook(id, "rubberhof", coordinator).lines())
                .extracting(MoneyLine::name)
                .containsExactly("Shredder");
        assertThatThrownBy(() ->
                        finance.add(id, line(MoneyLine.Kind.COST, "Huur", "bandenhuis", 1, 1, 1), member("bandenhuis")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aNameIsThereOnceAndALineGoesAway() {
        MoneyLine rent = line(MoneyLine.Kind.COST, "Huur", "", 10, 1, 5);
        assertThat(finance.add(id, rent, coordinator)).isTrue();
        assertThat(finance.add(id, rent, coordinator)).isFalse();

        finance.remove(
                id, finance.outlook(id, "", coordinator).lines().getFirst().id(), coordinator);

        assertThat(finance.outlook(id, "", coordinator).report()).isNull();
    }
}
