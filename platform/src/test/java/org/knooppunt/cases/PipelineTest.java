package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.Pipeline.Outcome;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class PipelineTest extends PlatformTest {
    @Autowired
    Pipeline pipeline;

    @Autowired
    BusinessCases cases;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private Person coordinator;

    @BeforeEach
    void coordinate() {
        String email = "pipeline-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
    }

    private long seed(String note) {
        return pipeline.plant("Idee " + UUID.randomUUID(), note, Origin.DESK, coordinator);
    }

    private Outcome move(long id, CaseStatus to, String words) {
        return pipeline.move(id, to, null, words, version(id), coordinator);
    }

    private int version(long id) {
        return cases.get(id, coordinator).version();
    }

    private CaseStatus status(long id) {
        return cases.get(id, coordinator).status();
    }

    private static Person member(String organisation) {
        return new Person(0, "m@example.org", "Lid", null, "nl", true, Set.of(Role.MEMBER), Set.of(organisation));
    }

    @Test
    void aSeedGoesAllTheWayOnceEachStageHasWhatItAsks() {
        long id = seed("Het Rubberhof wil matrassen ophalen en demonteren.");
        assertThat(move(id, CaseStatus.POTENTIAL, ""))
                .isEqualTo(new Outcome.Moved(CaseStatus.SEED, CaseStatus.POTENTIAL));

        assertThat(move(id, CaseStatus.PRE_BUSINESS_CASE, ""))
                .isEqualTo(new Outcome.Lacking(List.of(Demand.PARTNERS, Demand.PLANNED_STEP)));
        pipeline.addPartner(id, "rubberhof", "haalt op", coordinator);
        pipeline.addPartner(id, "bandenhuis", "levert", coordinator);
        pipeline.plan(id, "Bel over de prijs", "An", Pipeline.today().plusDays(3), coordinator);
        assertThat(move(id, CaseStatus.PRE_BUSINESS_CASE, "")).isInstanceOf(Outcome.Moved.class);

        pipeline.write(id, Dossier.Entry.Kind.TALK, Pipeline.today(), "Beiden willen.", coordinator);
        pipeline.describe(id, EarningModel.RESOURCE_RECOVERY, Set.of(8, 12), coordinator);
        assertThat(move(id, CaseStatus.FEASIBLE, "")).isEqualTo(new Outcome.Lacking(List.of(Demand.EXPECTED)));
        assertThat(move(id, CaseStatus.FEASIBLE, "De cijfers komen volgende week."))
                .isInstanceOf(Outcome.Moved.class);

        pipeline.write(id, Dossier.Entry.Kind.DECISION, Pipeline.today(), "We doen het.", coordinator);
        assertThat(move(id, CaseStatus.GUIDED, "")).isInstanceOf(Outcome.Moved.class);

        assertThat(move(id, CaseStatus.REALISED, ""))
                .isEqualTo(new Outcome.Lacking(List.of(Demand.STEPS_DONE, Demand.VERIFIED)));
        long step = pipeline.dossier(id, coordinator).steps().getFirst().id();
        pipeline.finish(id, step, true, coordinator);
        pipeline.verify(
                id,
                Dossier.Result.Measure.JOBS,
                2.5,
                "mensen ver van werk",
                LocalDate.of(2026, 9, 1),
                LocalDate.of(2026, 11, 1),
                "Drie contracten.",
                coordinator);
        assertThat(move(id, CaseStatus.REALISED, "")).isInstanceOf(Outcome.Moved.class);

        Dossier dossier = pipeline.dossier(id, coordinator);
        assertThat(dossier.moves())
                .extracting(Dossier.Move::to)
                .containsExactly(
                        CaseStatus.REALISED,
                        CaseStatus.GUIDED,
                        CaseStatus.FEASIBLE,
                        CaseStatus.PRE_BUSINESS_CASE,
                        CaseStatus.POTENTIAL);
        assertThat(dossier.moves().get(2).missing())
                .as("what it went on without stays to be seen")
                .containsExactly("expected");
        assertThat(dossier.moves().get(2).words()).isEqualTo("De cijfers komen volgende week.");
        assertThat(cases.get(id, coordinator).sdgs()).containsExactly(8, 12);
    }

    @Test
    void whatASeedShouldBringIsWrittenDownAndCounts() {
        long id = seed("Een idee.");

        assertThat(pipeline.expect(id, 12_000, 30.5, 1.5, coordinator)).isTrue();

        BusinessCase found = cases.get(id, coordinator);
        assertThat(found.surplus()).isEqualTo(12_000);
        assertThat(found.co2eAvoided()).isEqualTo(30.5);
        assertThat(pipeline.missing(id, CaseStatus.FEASIBLE, coordinator)).doesNotContain(Demand.EXPECTED);
    }

    @Test
    void whoSkipsStagesMeetsTheDemandsOfAllOfThem() {
        long id = seed("");

        assertThat(move(id, CaseStatus.GUIDED, ""))
                .isEqualTo(new Outcome.Lacking(List.of(
                        Demand.DESCRIBED,
                        Demand.PARTNERS,
                        Demand.PLANNED_STEP,
                        Demand.TALK,
                        Demand.MODEL,
                        Demand.EXPECTED,
                        Demand.DECISION)));
        assertThat(status(id)).isEqualTo(CaseStatus.SEED);
    }

    @Test
    void goingBackAsksNothingAndPuttingAsideAsksWhy() {
        long id = seed("Een idee.");
        move(id, CaseStatus.POTENTIAL, "");

        assertThat(move(id, CaseStatus.SEED, "")).isInstanceOf(Outcome.Moved.class);
        assertThat(move(id, CaseStatus.PARKED, "")).isEqualTo(new Outcome.NoReason());
        assertThat(pipeline.move(id, CaseStatus.PARKED, AsideReason.PARTNER, "Failliet.", version(id), coordinator))
                .isInstanceOf(Outcome.Moved.class);
        assertThat(pipeline.dossier(id, coordinator).moves().getFirst().reason())
                .isEqualTo("partner");
    }

    @Test
    void whatWasPutAsideGoesOnFromWhereItStood() {
        long id = seed("Een idee.");
        move(id, CaseStatus.POTENTIAL, "");
        pipeline.move(id, CaseStatus.PARKED, AsideReason.TIMING, "", version(id), coordinator);

        assertThat(pipeline.missing(id, CaseStatus.POTENTIAL, coordinator)).isEmpty();
        assertThat(pipeline.missing(id, CaseStatus.PRE_BUSINESS_CASE, coordinator))
                .containsExactly(Demand.PARTNERS, Demand.PLANNED_STEP);
        assertThat(move(id, CaseStatus.POTENTIAL, "")).isInstanceOf(Outcome.Moved.class);
    }

    @Test
    void aMoveIsTakenBackAndBothStayInTheStory() {
        long id = seed("Een idee.");
        move(id, CaseStatus.POTENTIAL, "");

        assertThat(pipeline.takeBack(id, version(id), coordinator)).isTrue();

        assertThat(status(id)).isEqualTo(CaseStatus.SEED);
        assertThat(pipeline.dossier(id, coordinator).moves())
                .extracting(Dossier.Move::reason)
                .containsExactly("undone", "");
        assertThat(pipeline.takeBack(id, 0, coordinator))
                .as("with an old version")
                .isFalse();
    }

    @Test
    void ofManyWhoMoveACaseAtOnceOneDoes() throws Exception {
        long id = seed("Een idee.");
        int version = version(id);
        List<Callable<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(() -> pipeline.move(id, CaseStatus.POTENTIAL, null, "", version, coordinator));
        }
        int moved = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Outcome> each : threads.invokeAll(all)) {
                moved += each.get() instanceof Outcome.Moved ? 1 : 0;
            }
        }

        assertThat(moved).isEqualTo(1);
        assertThat(pipeline.dossier(id, coordinator).moves()).hasSize(1);
        assertThat(version(id)).isEqualTo(version + 1);
    }

    @Test
    void aPartnerSeesStepsAndMovesButNotWhatWasSaid() {
        long id = seed("Een idee.");
        pipeline.addPartner(id, "rubberhof", "", coordinator);
        pipeline.plan(id, "Tel de matrassen", "Rubberhof", Pipeline.today(), coordinator);
        pipeline.write(id, Dossier.Entry.Kind.RISK, Pipeline.today(), "Hun prijs is te hoog.", coordinator);

        Dossier seen = pipeline.dossier(id, member("rubberhof"));

        assertThat(seen.steps()).extracting(Dossier.Step::title).containsExactly("Tel de matrassen");
        assertThat(seen.entries()).isEmpty();
        assertThatThrownBy(() -> pipeline.dossier(id, member("winkelbouw"))).isInstanceOf(Missing.class);
        assertThat(pipeline.due(member("rubberhof"), 100)).anyMatch(step -> step.businessCase() == id);
        assertThat(pipeline.due(member("winkelbouw"), 100)).noneMatch(step -> step.businessCase() == id);
        assertThat(pipeline.board(member("rubberhof"), 50).columns().getFirst().cards())
                .extracting(Board.Card::id)
                .contains(id);
        assertThat(pipeline.board(null, 50).columns()).allMatch(column -> column.total() == 0);
    }

    @Test
    void onlyACoordinatorChangesACase() {
        long id = seed("Een idee.");
        pipeline.addPartner(id, "rubberhof", "", coordinator);
        Person member = member("rubberhof");

        assertThatThrownBy(() -> pipeline.move(id, CaseStatus.POTENTIAL, null, "", 0, member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> pipeline.plant("Zaadje", "", Origin.DESK, member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> pipeline.plan(id, "Stap", "Ik", Pipeline.today(), member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> pipeline.setGates(Map.of(), member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> pipeline.takeBack(id, 0, member)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void whatStoodStillForSixtyDaysIsFound() {
        long still = seed("Een idee.");
        long fresh = seed("Nog een idee.");
        jdbc.sql("update business_case set moved_at = now() - interval '61 days' where id = ?")
                .param(still)
                .update();

        assertThat(cases.list("", null, Pipeline.STILL_DAYS, "-moved", 1, 100, coordinator)
                        .rows())
                .extracting(CaseLine::id)
                .contains(still)
                .doesNotContain(fresh);
        assertThat(pipeline.board(coordinator, 200).columns().getFirst().cards())
                .filteredOn(Board.Card::isStill)
                .extracting(Board.Card::id)
                .contains(still)
                .doesNotContain(fresh);
        pipeline.plan(still, "Bel", "An", Pipeline.today(), coordinator);
        assertThat(cases.list("", null, Pipeline.STILL_DAYS, "-moved", 1, 100, coordinator)
                        .rows())
                .extracting(CaseLine::id)
                .as("something happened")
                .doesNotContain(still);
    }

    @Test
    void aCoordinatorChangesWhatAStageAsks() {
        Map<CaseStatus, Set<Demand>> before = pipeline.gates();
        try {
            Map<CaseStatus, Set<Demand>> other = new EnumMap<>(before);
            other.put(CaseStatus.POTENTIAL, Set.of(Demand.DECISION));
            pipeline.setGates(other, coordinator);
            long id = seed("Een idee.");

            assertThat(move(id, CaseStatus.POTENTIAL, "")).isEqualTo(new Outcome.Lacking(List.of(Demand.DECISION)));
        } finally {
            pipeline.setGates(before, coordinator);
        }
        assertThat(pipeline.gates()).isEqualTo(before);
    }
}
