package org.knooppunt.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class InitiativesTest extends PlatformTest {
    private static final Locale DUTCH = Locale.of("nl");

    @Autowired
    Initiatives initiatives;

    @Autowired
    SharedPlan plan;

    @Autowired
    Goals goals;

    @Autowired
    Pipeline pipeline;

    @Autowired
    Accounts accounts;

    private Person officer;
    private Person coordinator;

    @BeforeEach
    void people() {
        officer = account(Role.POLICY_OFFICER);
        coordinator = account(Role.COORDINATOR);
    }

    private Person account(Role role) {
        return accounts.create("matrix-" + UUID.randomUUID() + "@example.org", "Jo", null, Set.of(role), Set.of());
    }

    private Tag tag(Tag.Axis axis) {
        String name = "Proef " + UUID.randomUUID();
        assertThat(initiatives.addTag(axis, new Words(name, "", ""), officer)).isTrue();
        assertThat(initiatives.addTag(axis, new Words(name, "", ""), officer)).isFalse();
        return initiatives.tags().stream()
                .filter(tag -> tag.name().nl().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String seed() {
        return Long.toString(pipeline.plant("Idee " + UUID.randomUUID(), "", Origin.DESK, coordinator));
    }

    @Test
    void theMatrixShowsOverlapsAndGapsAndHidesWhatOneMayNotRead() {
        Tag service = tag(Tag.Axis.SERVICE);
        Tag reached = tag(Tag.Axis.GROUP);
        Tag missed = tag(Tag.Axis.GROUP);
        String one = seed();
        String other = seed();
        initiatives.tag("case", one, Set.of(service.id(), reached.id()), coordinator);
        initiatives.tag("case", other, Set.of(service.id(), reached.id()), coordinator);

        InitiativeMatrix full = initiatives.matrix(coordinator, DUTCH);
        assertThat(full.cell(service, reached)).hasSize(2).allMatch(Initiative::visible);
        assertThat(full.cell(service, missed)).isEmpty();
        assertThat(full.overlaps()).isPositive();
        assertThat(full.empty()).isPositive();

        assertThat(initiatives.matrix(null, DUTCH).cell(service, reached))
                .hasSize(2)
                .noneMatch(Initiative::visible)
                .allMatch(each -> each.thing().title().isEmpty());

        initiatives.tag("case", other, Set.of(), coordinator);
        assertThat(initiatives.matrix(coordinator, DUTCH).cell(service, reached))
                .hasSize(1);
        initiatives.removeTag(service.id(), officer);
        assertThat(initiatives.matrix(coordinator, DUTCH).halfTagged())
                .anyMatch(each -> each.thing().ref().equals(one));
        initiatives.removeTag(reached.id(), officer);
        initiatives.removeTag(missed.id(), officer);
    }

    @Test
    void aMemberTagsNothingAndACoordinatorNoGoals() {
        assertThatThrownBy(() -> initiatives.tag("case", seed(), Set.of(), account(Role.MEMBER)))
                .isInstanceOf(AccessDeniedException.class);
        String goal = goals.goal(new GoalKey("study", "1")).orElseThrow().id().toString();
        assertThatThrownBy(() -> initiatives.tag("goal", goal, Set.of(), coordinator))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> initiatives.addTag(Tag.Axis.GROUP, new Words("x", "", ""), coordinator))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void ofFiftyPartnersWhoWantToLeadOneDoes() throws Exception {
        Goal goal = goals.goal(new GoalKey("study", "11")).orElseThrow();
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String partner = "Partner " + i;
            tries.add(() -> plan.set(goal.id(), partner, PartnerRole.Part.LEAD, "", officer));
        }
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            int leading = 0;
            for (Future<Boolean> each : many.invokeAll(tries)) {
                leading += each.get() ? 1 : 0;
            }
            assertThat(leading).isEqualTo(1);
        }
        PartnerRole leader = plan.of(goal).getFirst();
        assertThat(plan.set(goal.id(), "Ander", PartnerRole.Part.PARTNER, "helpt", officer))
                .isTrue();
        assertThat(plan.lines("ander", "study")).singleElement().satisfies(line -> {
            assertThat(line.of("lead")).extracting(PartnerRole::partner).containsExactly(leader.partner());
            assertThat(line.of("partner")).extracting(PartnerRole::words).containsExactly("helpt");
        });
        for (PartnerRole role : plan.of(goal)) {
            plan.remove(goal.id(), role.id(), officer);
        }
        assertThat(plan.of(goal)).isEmpty();
    }
}
