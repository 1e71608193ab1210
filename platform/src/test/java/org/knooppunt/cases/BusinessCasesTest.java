package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.PlanRequest;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class BusinessCasesTest extends PlatformTest {
    @Autowired
    BusinessCases cases;

    @Autowired
    Plans plans;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private Person coordinator;
    private long plan;
    private String rubber = "";

    @BeforeEach
    void makeAPlan() {
        String email = "cases-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator van casussen", null, Set.of(Role.COORDINATOR), Set.of());
        plan = plans.create(PlanRequest.named("Voor casussen"), coordinator);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> plans.get(plan, coordinator).hasAnswer());
        rubber = plans.report(plan, coordinator).orElseThrow().cases().stream()
                .filter(each -> each.facilities().contains("F01"))
                .map(CaseDocument::id)
                .findFirst()
                .orElseThrow();
    }

    private static Person member(String organisation) {
        return new Person(0, "m@example.org", "Lid", null, "nl", true, Set.of(Role.MEMBER), Set.of(organisation));
    }

    private static @Nullable Person with(Role role) {
        return new Person(0, "x@example.org", "Iemand", null, "nl", true, Set.of(role), Set.of("rubberhof"));
    }

    @Test
    void takenUpTwiceItIsTheSameCase() {
        long first = cases.takeUp(plan, rubber, coordinator);
        long second = cases.takeUp(plan, rubber, coordinator);

        assertThat(second).isEqualTo(first);
        assertThat(cases.takenUp(plan)).containsExactlyEntriesOf(java.util.Map.of(rubber, first));
        assertThat(cases.history(first, coordinator)).hasSize(1);
        BusinessCase found = cases.get(first, coordinator);
        assertThat(found.status()).isEqualTo(CaseStatus.POTENTIAL);
        assertThat(found.plan()).isEqualTo(plan);
        assertThat(found.planCase()).isEqualTo(rubber);
        assertThat(found.partners()).hasSize(5);
        assertThat(found.flows()).hasSize(5);
    }

    @Test
    void aMemberSeesItsOwnPartOnly() {
        long id = cases.takeUp(plan, rubber, coordinator);

        BusinessCase seen = cases.get(id, member("bandenhuis"));

        assertThat(seen.full()).isFalse();
        assertThat(seen.partners()).as("who takes part").hasSize(5);
        assertThat(seen.partners())
                .filteredOn(partner -> !partner.organisation().equals("bandenhuis"))
                .allMatch(partner -> partner.alone() == null);
        assertThat(seen.partners())
                .filteredOn(BusinessCase.Partner::own)
                .singleElement()
                .satisfies(own -> assertThat(own.alone()).isNotNull());
        assertThat(seen.flows())
                .isNotEmpty()
                .allMatch(flow -> flow.fromOrganisation().equals("bandenhuis")
                        || flow.toOrganisation().equals("bandenhuis"));
        assertThat(seen.money()).isNull();
        assertThat(seen.surplus()).isNull();
        assertThat(seen.bestPair()).isNull();
        assertThat(seen.plan()).isNull();
        assertThat(seen.note()).isEmpty();
        assertThat(cases.list("", null, "-surplus", 1, 50, member("bandenhuis")).rows())
                .anyMatch(line -> line.id() == id)
                .allMatch(line -> line.surplus() == null);
    }

    @Test
    void aCaseOnAStreamForTheCoordinatorOnlyIsFoundByItsPartnersOnceTheyAgreed() {
        String hidden = jdbc.sql("select key from offer where site = 'bandwerk' and visibility = 'members'"
                        + " and resource_class like 'rubber.used%'")
                .query(String.class)
                .single();
        jdbc.sql("update offer set visibility = 'coordinator' where key = ?")
                .param(hidden)
                .update();
        long id;
        try {
            id = cases.takeUp(plan, rubber, coordinator);
        } finally {
            jdbc.sql("update offer set visibility = 'members' where key = ?")
                    .param(hidden)
                    .update();
        }

        assertThat(cases.get(id, coordinator).shared()).isFalse();
        for (String partner : Set.of("bandenhuis", "bandwerk")) {
            assertThat(cases.find(id, member(partner))).as(partner).isEmpty();
            assertThat(cases.list("", null, "-created", 1, 50, member(partner)).rows())
                    .noneMatch(line -> line.id() == id);
            assertThatThrownBy(() -> cases.requireSeen(id, member(partner))).isInstanceOf(Missing.class);
        }
        assertThatThrownBy(() -> cases.share(id, member("bandwerk"))).isInstanceOf(AccessDeniedException.class);

        cases.share(id, coordinator);

        assertThat(cases.get(id, member("bandenhuis")).partners()).hasSize(5);
        assertThat(cases.history(id, coordinator)).hasSize(2);
    }

    @Test
    void whoIsNoPartnerFindsNothing() {
        long id = cases.takeUp(plan, rubber, coordinator);

        assertThat(cases.find(id, member("winkelbouw"))).isEmpty();
        assertThat(cases.list("", null, "-created", 1, 50, member("winkelbouw")).rows())
                .noneMatch(line -> line.id() == id);
    }

    @Test
    void everybodyElseSeesOnlyHowManyThereAre() {
        long id = cases.takeUp(plan, rubber, coordinator);
        for (Role role : Role.values()) {
            if (role != Role.COORDINATOR && role != Role.MEMBER) {
                assertThat(cases.find(id, with(role))).as(role.name()).isEmpty();
                assertThat(cases.list("", null, "-created", 1, 50, with(role)).total())
                        .as(role.name())
                        .isZero();
            }
            if (role != Role.COORDINATOR) {
                assertThatThrownBy(() -> cases.takeUp(plan, rubber, with(role)))
                        .as(role.name())
                        .isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> cases.change(id, "Mijn titel", "", 0, with(role)))
                        .as(role.name())
                        .isInstanceOf(AccessDeniedException.class);
            }
        }
        assertThat(cases.find(id, null)).isEmpty();
        assertThat(cases.count()).isPositive();
    }

    @Test
    void titleAndNoteChangeWithHistoryAndNobodyIsOverwritten() {
        long id = cases.takeUp(plan, rubber, coordinator);
        int version = cases.get(id, coordinator).version();

        assertThat(cases.change(id, "Rubber voor speelvloeren", "Bel eerst Rubberhof.", version, coordinator))
                .isTrue();
        assertThat(cases.change(id, "Te laat", "", version, coordinator)).isFalse();

        BusinessCase found = cases.get(id, coordinator);
        assertThat(found.title()).isEqualTo("Rubber voor speelvloeren");
        assertThat(found.note()).isEqualTo("Bel eerst Rubberhof.");
        assertThat(cases.history(id, coordinator)).hasSize(2);
    }
}
