package org.knooppunt.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.internal.PlanRunner;
import org.knooppunt.planning.internal.PlanStore;
import org.knooppunt.planning.report.PlanReport;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

class PlansTest extends PlatformTest {
    @Autowired
    Plans plans;

    @Autowired
    PlanStore store;

    @Autowired
    PlanRunner runner;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private Person coordinator;

    @BeforeEach
    void signIn() {
        String email = "plans-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator van plannen", null, Set.of(Role.COORDINATOR), Set.of());
    }

    private PlanSummary awaitEnd(long id) {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> plans.get(id, coordinator).status().isFinal());
        return plans.get(id, coordinator);
    }

    private PlanReport answer(long id) {
        assertThat(awaitEnd(id).status()).isEqualTo(PlanStatus.DONE);
        return plans.report(id, coordinator).orElseThrow();
    }

    @Test
    void aPlanIsMadeByAJobFromASnapshotOfTheInventory() {
        long id = plans.create(PlanRequest.named("Alles"), coordinator);

        PlanReport report = answer(id);
        assertThat(report.cases()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(report.plan().surplus())
                .isPositive()
                .isLessThanOrEqualTo(report.plan().bound() * (1 + 1e-6));
        assertThat(report.plan().certificate().feasible()).isTrue();
        assertThat(report.plan().inventory().sha256())
                .isEqualTo(plans.get(id, coordinator).snapshot());
        assertThat(report.leftOut()).isNotEmpty();
    }

    @Test
    void madeAgainItGivesTheSame() {
        long first = plans.create(PlanRequest.named("Eerst"), coordinator);
        PlanReport before = answer(first);

        long second = plans.remake(first, coordinator);
        PlanReport after = answer(second);

        PlanSummary again = plans.get(second, coordinator);
        assertThat(again.remadeFrom()).isEqualTo(first);
        assertThat(again.snapshot()).isEqualTo(plans.get(first, coordinator).snapshot());
        assertThat(after.plan().surplus()).isCloseTo(before.plan().surplus(), within(0.01));
        assertThat(after.plan().flows()).isEqualTo(before.plan().flows());
    }

    @Test
    void twoPlansAtOnceKeepApart() {
        PlanRequest all = PlanRequest.named("Alles");
        PlanRequest energy = new PlanRequest(
                "Alleen energie",
                "",
                new PlanScope(Set.of(), Set.of("energy"), Set.of(), Set.of()),
                all.options(),
                all.weights());
        long one = plans.create(all, coordinator);
        long other = plans.create(energy, coordinator);

        assertThat(answer(one).sankeys()).hasSizeGreaterThan(1);
        assertThat(answer(other).sankeys())
                .extracting(sankey -> sankey.kind().code())
                .containsExactly("energy");
        assertThat(answer(other).plan().surplus()).isLessThan(answer(one).plan().surplus());
    }

    @Test
    void aPartOfTheInventoryCanBePlanned() {
        PlanRequest all = PlanRequest.named("Rubber");
        Set<String> rubber = Set.of("rubberhof", "bandenhuis", "bandwerk", "autoruit", "speelvloer");
        long id = plans.create(
                new PlanRequest(
                        "Rubber",
                        "",
                        new PlanScope(Set.of(), Set.of(), Set.of(), rubber),
                        all.options(),
                        all.weights()),
                coordinator);

        assertThat(answer(id).cases()).singleElement().satisfies(one -> {
            assertThat(one.needsAll()).isTrue();
            assertThat(one.partners()).hasSize(5);
        });
    }

    @Test
    void aChoiceWithoutAnythingInItIsRefused() {
        PlanRequest all = PlanRequest.named("Niets");
        PlanRequest nothing = new PlanRequest(
                "Niets",
                "",
                new PlanScope(Set.of("nergens"), Set.of(), Set.of(), Set.of()),
                all.options(),
                all.weights());

        assertThatThrownBy(() -> plans.create(nothing, coordinator)).isInstanceOf(Plans.EmptyScope.class);
    }

    @Test
    void aWaitingPlanIsCancelledAtOnce() {
        Long id = transaction.execute(status -> {
            long made = plans.create(PlanRequest.named("Toch niet"), coordinator);
            plans.cancel(made, coordinator);
            return made;
        });

        assertThat(plans.get(id, coordinator).status()).isEqualTo(PlanStatus.CANCELLED);
        // its job finds nothing to do and goes
        await().atMost(Duration.ofSeconds(30)).until(() -> jobs(id) == 0);
        assertThat(plans.get(id, coordinator).status()).isEqualTo(PlanStatus.CANCELLED);
    }

    private long jobs(long id) {
        return jdbc.sql("select count(*) from scheduled_plan where task_name = 'plan' and task_instance = ?")
                .param(Long.toString(id))
                .query(Long.class)
                .single();
    }

    /** A plan whose job never comes, so that the test plays the run. */
    private long withoutJob() {
        return transaction.execute(status -> {
            long id = plans.create(PlanRequest.named("Met de hand"), coordinator);
            jdbc.sql("delete from scheduled_plan where task_name = 'plan' and task_instance = ?")
                    .param(Long.toString(id))
                    .update();
            return id;
        });
    }

    @Test
    void aRunHearsThatAPersonWantsItToStop() {
        long id = withoutJob();
        UUID token = UUID.randomUUID();
        assertThat(store.claim(id, token)).isPresent();
        assertThat(store.beat(id, token, List.of(new PlanSummary.Progress(12, 20.0, 1))))
                .isEqualTo(new PlanStore.Pulse(true, false));

        plans.cancel(id, coordinator);

        assertThat(store.beat(id, token, List.of())).isEqualTo(new PlanStore.Pulse(true, true));
    }

    @Test
    void aRunThatLostThePlanLeavesNothing() {
        PlanReport any = answer(plans.create(PlanRequest.named("Bron"), coordinator));
        long id = withoutJob();
        UUID lost = UUID.randomUUID();
        UUID holder = UUID.randomUUID();
        assertThat(store.claim(id, lost)).isPresent();
        assertThat(store.claim(id, holder)).isPresent();

        assertThat(store.beat(id, lost, List.of()).holds()).isFalse();
        assertThat(store.finish(id, lost, any, List.of())).isFalse();
        assertThat(store.fail(id, lost, "program", "te laat")).isFalse();
        assertThat(plans.get(id, coordinator).status()).isEqualTo(PlanStatus.RUNNING);

        assertThat(store.finish(id, holder, any, List.of())).isTrue();
        assertThat(store.finish(id, holder, any, List.of()))
                .as("once is enough")
                .isFalse();
        assertThat(plans.get(id, coordinator).status()).isEqualTo(PlanStatus.DONE);
    }

    @Test
    void aPlanWhoseProgramDiedIsMadeByTheNext() {
        Long id = transaction.execute(status -> {
            long made = plans.create(PlanRequest.named("Overleeft"), coordinator);
            // as a killed program leaves it: picked, running, and silent since
            jdbc.sql("""
                            update scheduled_plan set picked = true, picked_by = 'dead-node', version = version + 1,
                                last_heartbeat = now() - interval '10 minutes',
                                execution_time = now() - interval '10 minutes'
                            where task_name = 'plan' and task_instance = ?
                            """).param(Long.toString(made)).update();
            jdbc.sql("update plan set status = 'running', run_token = ?, attempt = 1, started_at = now() where id = ?")
                    .params(UUID.randomUUID(), made)
                    .update();
            return made;
        });

        assertThat(answer(id).cases()).isNotEmpty();
    }

    @Test
    void aPlanThatKeepsTakingTheProgramDownIsGivenUpInWords() {
        long id = withoutJob();
        jdbc.sql("update plan set attempt = 3 where id = ?").param(id).update();

        runner.run(id);

        PlanSummary plan = plans.get(id, coordinator);
        assertThat(plan.status()).isEqualTo(PlanStatus.FAILED);
        assertThat(plan.error()).isEqualTo("gave-up");
    }

    @Test
    void aSnapshotThatCannotBeReadFailsThePlanInWords() {
        long id = withoutJob();
        String hash = UUID.randomUUID().toString();
        store.keepSnapshot(hash, new byte[] {1, 2, 3});
        jdbc.sql("update plan set snapshot = ? where id = ?").params(hash, id).update();

        runner.run(id);

        assertThat(plans.get(id, coordinator).status()).isEqualTo(PlanStatus.FAILED);
        assertThat(plans.get(id, coordinator).error()).isEqualTo("program");
    }

    @Test
    void aDeletedPlanLeavesTheListAndComesBack() {
        String name = "Weg en terug " + UUID.randomUUID();
        long id = withoutJob();
        plans.rename(id, name, "", plans.get(id, coordinator).version(), coordinator);
        PlanQuery query = new PlanQuery(name, null, "-created", 1, 10);

        plans.delete(id, coordinator);
        assertThat(plans.list(query, coordinator).total()).isZero();

        plans.restore(id, coordinator);
        assertThat(plans.list(query, coordinator).rows())
                .extracting(PlanSummary::id)
                .containsExactly(id);
    }

    @Test
    void ofTwoChangesAtOnceTheSecondIsTold() {
        long id = withoutJob();
        int version = plans.get(id, coordinator).version();

        assertThat(plans.rename(id, "Eerste", "", version, coordinator)).isTrue();
        assertThat(plans.rename(id, "Tweede", "", version, coordinator)).isFalse();
        assertThat(plans.get(id, coordinator).name()).isEqualTo("Eerste");
    }

    @Test
    void onlyCoordinatorsMakePlansAndOnlyTheyAndAdministratorsReadThem() {
        long id = withoutJob();
        for (Role role : Role.values()) {
            Person person = new Person(0, "x", "x", null, "nl", true, Set.of(role), Set.of("rubberhof"));
            if (role == Role.COORDINATOR || role == Role.ADMINISTRATOR) {
                assertThat(plans.find(id, person)).as(role.name()).isPresent();
            } else {
                assertThatThrownBy(() -> plans.find(id, person))
                        .as(role.name())
                        .isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> plans.report(id, person))
                        .as(role.name())
                        .isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> plans.list(PlanQuery.LATEST, person))
                        .as(role.name())
                        .isInstanceOf(AccessDeniedException.class);
            }
            if (role != Role.COORDINATOR) {
                assertThatThrownBy(() -> plans.create(PlanRequest.named("Nee"), person))
                        .as(role.name())
                        .isInstanceOf(AccessDeniedException.class);
                assertThatThrownBy(() -> plans.delete(id, person))
                        .as(role.name())
                        .isInstanceOf(AccessDeniedException.class);
            }
        }
        assertThatThrownBy(() -> plans.find(id, null)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void twoPlansAreComparedFigureByFigure() {
        PlanRequest all = PlanRequest.named("Zonder gewicht");
        long plain = plans.create(all, coordinator);
        long less = plans.create(
                new PlanRequest(
                        "Alleen energie",
                        "",
                        new PlanScope(Set.of(), Set.of("energy"), Set.of(), Set.of()),
                        all.options(),
                        all.weights()),
                coordinator);

        PlanComparison comparison = PlanComparison.of(answer(plain), answer(less));
        assertThat(comparison.figures().getFirst().difference()).isNegative();
        assertThat(comparison.flows()).anyMatch(flow -> flow.kind().equals("material") && flow.b() == 0);
        assertThat(comparison.cases()).anyMatch(pair -> pair.a() != null && pair.b() == null);
        PlanComparison same = PlanComparison.of(answer(plain), answer(plain));
        assertThat(same.flows()).isEmpty();
        assertThat(same.facilities()).isEmpty();
        assertThat(same.cases()).allMatch(pair -> pair.difference() == 0);
        assertThat(List.of(same.figures().getFirst().difference())).containsExactly(0.0);
    }
}
