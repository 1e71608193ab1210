package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.coalition.Fairness;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.PlanRequest;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.Splits;
import org.knooppunt.planning.report.CaseDocument;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class PartnerMoneyTest extends PlatformTest {
    @Autowired
    Finance finance;

    @Autowired
    BusinessCases cases;

    @Autowired
    Pipeline pipeline;

    @Autowired
    Plans plans;

    @Autowired
    Splits splits;

    @Autowired
    Accounts accounts;

    private Person coordinator;

    @BeforeEach
    void coordinate() {
        String email = "partners-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
    }

    private Finance.PartnerMoney of(long id, String partner) {
        return finance.perPartner(id, coordinator).partners().stream()
                .filter(each -> each.partner().equals(partner))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachPartnerHasItsLinesAndItsShareByTheSplitOfThePlan() {
        long plan = plans.create(PlanRequest.named("Voor de verdeling"), coordinator);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> plans.get(plan, coordinator).hasAnswer());
        CaseDocument rubber = plans.report(plan, coordinator).orElseThrow().cases().stream()
                .filter(each -> each.facilities().contains("F01"))
                .findFirst()
                .orElseThrow();
        long id = cases.takeUp(plan, rubber.id(), coordinator);
        Finance.PlanSplit before =
                Objects.requireNonNull(finance.perPartner(id, coordinator).split());
        assertThat(before.madeAt()).isNull();
        assertThat(before.possible()).isTrue();
        assertThat(of(id, "rubberhof").share()).isNull();

        splits.start(plan, rubber.id(), Fairness.SHAPLEY, Duration.ofSeconds(90), coordinator);
        finance.frame(id, 0, 4, coordinator);
        finance.add(
                id,
                new MoneyLine(
                        0, MoneyLine.Kind.INVESTMENT, "Shredder", "rubberhof", new BigDecimal("1000"), 0, 0, 0, false),
                coordinator);
        finance.add(
                id,
                new MoneyLine(0, MoneyLine.Kind.BENEFIT, "Verkoop", "rubberhof", new BigDecimal("800"), 1, 2, 0, true),
                coordinator);

        Finance.PerPartner after = finance.perPartner(id, coordinator);
        Finance.PlanSplit split = Objects.requireNonNull(after.split());
        assertThat(split.madeAt()).isNotNull();
        assertThat(split.planName()).isEqualTo("Voor de verdeling");
        assertThat(after.partners()).hasSize(rubber.partners().size()).allMatch(each -> each.share() != null);
        assertThat(after.partners().stream()
                        .mapToDouble(each -> Objects.requireNonNull(each.share()))
                        .sum())
                .isCloseTo(rubber.surplus(), within(1.0));
        Finance.PartnerMoney rubberhof = of(id, "rubberhof");
        assertThat(rubberhof.investment()).isEqualTo(1000);
        // 800 in two of four years
        assertThat(rubberhof.benefits()).isEqualTo(400);
        assertThat(rubberhof.presentValue()).isEqualTo(600);
    }

    @Test
    void aSeedHasNoSplitAndWhatIsOfAllStandsApart() {
        long id = pipeline.plant("Idee " + UUID.randomUUID(), "", Origin.DESK, coordinator);
        pipeline.addPartner(id, "rubberhof", "", coordinator);
        finance.add(
                id,
                new MoneyLine(0, MoneyLine.Kind.COST, "Overleg", "", new BigDecimal("50"), 1, 10, 0, false),
                coordinator);

        assertThat(finance.perPartner(id, coordinator).split()).isNull();
        assertThat(of(id, "").costs()).isCloseTo(50, within(1e-9));
        assertThat(of(id, "rubberhof").costs()).isZero();
        Person member =
                new Person(0, "m@example.org", "Lid", null, "nl", true, Set.of(Role.MEMBER), Set.of("rubberhof"));
        assertThatThrownBy(() -> finance.perPartner(id, member)).isInstanceOf(AccessDeniedException.class);
    }
}
