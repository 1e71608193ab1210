package org.knooppunt.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.engine.legal.Answer;
import org.knooppunt.engine.legal.Checklist;
import org.knooppunt.engine.legal.Origin;
import org.knooppunt.engine.legal.Party;
import org.knooppunt.engine.legal.Question;
import org.knooppunt.engine.legal.Severity;
import org.knooppunt.engine.legal.Use;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.planning.PlanRequest;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class LegalChecksTest extends PlatformTest {
    @Autowired
    LegalChecks checks;

    @Autowired
    BusinessCases cases;

    @Autowired
    Plans plans;

    @Autowired
    Accounts accounts;

    private Person coordinator;
    private long id;

    @BeforeEach
    void takeUpTheRubberCase() {
        String email = "legal-" + UUID.randomUUID() + "@example.org";
        coordinator = accounts.create(email, "Coördinator", null, Set.of(Role.COORDINATOR), Set.of());
        long plan = plans.create(PlanRequest.named("Voor de wet"), coordinator);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> plans.get(plan, coordinator).hasAnswer());
        String rubber = plans.report(plan, coordinator).orElseThrow().cases().stream()
                .filter(each -> each.facilities().contains("F01"))
                .map(CaseDocument::id)
                .findFirst()
                .orElseThrow();
        id = cases.takeUp(plan, rubber, coordinator);
    }

    private static ExchangeFacts tyres(Party arranger, Map<Question, Answer> answers) {
        return new ExchangeFacts(
                Origin.CONSUMER_PRODUCT,
                Use.RAW_MATERIAL,
                "160103",
                "BE-VLG",
                "BE-VLG",
                Party.TAKER,
                arranger,
                answers);
    }

    @Test
    void whatIsNotKnownYetIsWasteAndEachExchangeHasItsList() {
        assertThat(checks.list(id, coordinator)).hasSize(5).allMatch(line -> !line.known() && !line.settled());
        assertThat(checks.sheet(id, 1, coordinator).checklist().items()).isNotEmpty();
    }

    @Test
    void aCoordinatorWhoArrangesTheWasteOfOthersIsWarned() {
        checks.know(id, 1, tyres(Party.TAKER, Map.of(Question.DISCARDED, Answer.YES)), coordinator);
        assertThat(checks.sheet(id, 1, coordinator).checklist().roleWarnings())
                .noneMatch(item -> item.severity() == Severity.MUST);

        checks.know(
                id,
                1,
                tyres(Party.COORDINATOR, Map.of(Question.DISCARDED, Answer.YES, Question.FOR_OTHERS, Answer.YES)),
                coordinator);
        assertThat(checks.sheet(id, 1, coordinator).checklist().roleWarnings())
                .extracting(Checklist.Item::rule)
                .contains("coordinator-arranges");
        assertThat(checks.sheet(id, 1, coordinator).facts().code()).isEqualTo("160103");
        assertThat(checks.sheet(id, 2, coordinator).checklist().roleWarnings())
                .as("another exchange of the case")
                .noneMatch(item -> item.severity() == Severity.MUST);
    }

    @Test
    void aTickSaysWhoDidWhatWhenAndForWhichVersionOfTheRule() {
        checks.know(id, 1, tyres(Party.TAKER, Map.of(Question.DISCARDED, Answer.YES)), coordinator);
        Checklist.Item must = checks.sheet(id, 1, coordinator).checklist().items().stream()
                .filter(item -> item.severity() == Severity.MUST)
                .findFirst()
                .orElseThrow();
        int open = checks.list(id, coordinator).getFirst().open();

        checks.tick(id, 1, must.rule(), must.version(), true, "Nagevraagd.", coordinator);
        checks.tick(id, 1, must.rule(), must.version(), true, "Nog eens.", coordinator);

        LegalChecks.Sheet sheet = checks.sheet(id, 1, coordinator);
        assertThat(sheet.tickOf(must)).satisfies(tick -> {
            assertThat(tick.ticker()).isEqualTo("Coördinator");
            assertThat(tick.note()).as("the first stays").isEqualTo("Nagevraagd.");
            assertThat(tick.version()).isEqualTo(must.version());
        });
        assertThat(checks.list(id, coordinator).getFirst().open()).isEqualTo(open - 1);
        assertThat(cases.history(id, coordinator).getFirst().detail()).contains(must.rule());

        checks.tick(id, 1, must.rule(), must.version(), false, "", coordinator);
        assertThat(checks.sheet(id, 1, coordinator).tickOf(must)).isNull();
    }

    @Test
    void onlyCoordinatorsSeeItAndOnlyWhatIsThereCanBeTicked() {
        Person member =
                new Person(0, "m@example.org", "Lid", null, "nl", true, Set.of(Role.MEMBER), Set.of("bandenhuis"));

        assertThatThrownBy(() -> checks.list(id, member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> checks.sheet(id, 1, member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> checks.tick(id, 1, "guidance", 1, true, "", member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> checks.sheet(id, 6, coordinator)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> checks.tick(id, 1, "no-such-rule", 1, true, "", coordinator))
                .isInstanceOf(Missing.class);
    }
}
