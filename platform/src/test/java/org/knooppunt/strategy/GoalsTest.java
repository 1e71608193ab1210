package org.knooppunt.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.EarningModel;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class GoalsTest extends PlatformTest {
    private static final String HEAD = "row,level,code,parents,title_nl,title_en,priority\n";
    private static final String LEVELS = HEAD + """
            level,,objective,,Doelstelling,Objective,
            level,,plan,objective,Actieplan,Plan,
            level,,action,plan,Actie,Action,
            """;
    private static final String GOALS = """
            goal,objective,D1,,Propere stad,Clean city,
            goal,objective,D2,,Werk,Work,
            goal,plan,P1,D1,Minder afval,Less waste,
            goal,plan,P2,D1,Meer groen,More green,
            goal,action,A1,P1,Sorteren,Sort,yes
            goal,action,A2,P2,Bomen,Trees,no
            """;

    @Autowired
    Goals goals;

    @Autowired
    GoalLinks links;

    @Autowired
    GoalOverviews overviews;

    @Autowired
    Pipeline pipeline;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private Person officer;
    private Person coordinator;

    @BeforeEach
    void people() {
        officer = account(Role.POLICY_OFFICER);
        coordinator = account(Role.COORDINATOR);
    }

    private Person account(Role role) {
        return accounts.create("goals-" + UUID.randomUUID() + "@example.org", "Jo", null, Set.of(role), Set.of());
    }

    private static FrameworkFile.Read read(String text) {
        return FrameworkFile.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private String framework(String text, boolean priorityRises) {
        String code = "t" + UUID.randomUUID().toString().substring(0, 8);
        goals.replaceDraft(
                new Goals.Facts(code, new Words("Proef " + code, "", ""), "", priorityRises),
                Objects.requireNonNull(read(text).draft()),
                officer);
        return code;
    }

    private String published(String text, boolean priorityRises) {
        String code = framework(text, priorityRises);
        goals.publish(code, "", officer);
        return code;
    }

    private Goal goal(String framework, String code) {
        return goals.goal(new GoalKey(framework, code)).orElseThrow();
    }

    private long seed() {
        return pipeline.plant("Idee " + UUID.randomUUID(), "", Origin.DESK, coordinator);
    }

    @Test
    void theStudyIsThereWithItsAmbitionsQualitiesAndMeasures() {
        Tree study = goals.tree("study", null);
        assertThat(study.levels())
                .extracting(level -> level.code() + " " + study.count(level))
                .containsExactly("vision 1", "ambition 4", "quality 9", "measure 15");
        Goal thirteen = study.find("13").orElseThrow();
        assertThat(study.above(thirteen)).extracting(Goal::code).containsExactly("K6", "K9");
        assertThat(study.remarks(study.find("A1").orElseThrow(), "alive")).isNotEmpty();
        assertThat(study.remarks(study.find("A4").orElseThrow(), "foundation")).isNotEmpty();
    }

    @Test
    void aGoalThatIsNamedInDutchOnlySaysSoToWhoReadsAnotherLanguage() {
        String code = published(LEVELS + GOALS, false);
        PlainBrowser reader = new PlainBrowser(port);
        reader.post("/", "/language", "language", "en");
        assertThat(reader.get("/strategy/" + code).body())
                .contains("<h1 lang=\"nl\">Proef " + code + "</h1>")
                .contains("lang=\"en\">Less waste</a>");
        reader.post("/", "/language", "language", "fr");
        assertThat(reader.get("/strategy/" + code).body()).contains("lang=\"nl\">Minder afval</a>");
        assertThat(reader.get("/strategy/study").body())
                .contains("lang=\"fr\">Une forte culture de collaboration</a>")
                .doesNotContain("lang=\"nl\">Een sterke cultuur");
    }

    @Test
    void theAgreementCountsWhatItsSourceCountsAndNamesOnlyWhatItNames() {
        Tree agreement = goals.tree("agreement", null);
        assertThat(agreement.levels())
                .extracting(level -> level.code() + " " + agreement.count(level))
                .startsWith("effect 4", "strategic 4", "operational 15");
        assertThat(agreement.goals().stream()
                        .filter(goal -> goal.level().equals("operational"))
                        .noneMatch(Goal::named))
                .isTrue();
        assertThat(goals.tree("sdg", null).goals()).hasSize(17);
    }

    @Test
    void anActionWithPriorityGivesItToItsPlanAndObjectiveAndNothingIsStoredTwice() {
        String code = published(LEVELS + GOALS, true);
        assertThat(goals.tree(code, null).goals().stream().filter(Goal::priority))
                .extracting(Goal::code)
                .containsExactly("D1", "P1", "A1");
        assertThat(jdbc.sql("select count(*) from strategy_text t join strategy_framework f on f.id = t.framework"
                                + " where f.code = ? and t.priority")
                        .param(code)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        String other = published(LEVELS + GOALS, false);
        assertThat(goals.tree(other, null).goals().stream().filter(Goal::priority))
                .extracting(Goal::code)
                .containsExactly("A1");
    }

    @Test
    void whatIsWrongInAFileIsToldWithItsRowAndNothingIsTakenOver() {
        FrameworkFile.Read read = read(LEVELS + """
                goal,objective,D1,,,Clean city,
                goal,plan,P1,D1,Minder afval,Less waste,perhaps
                goal,plan,P1,D1,Meer afval,More waste,
                thing,,X,,Iets,,
                """);
        assertThat(read.draft()).isNull();
        assertThat(read.faults())
                .extracting(fault -> fault.row() + " " + fault.column() + " " + fault.problem())
                .containsExactly("5 title_nl required", "6 priority oneOf", "8 row oneOf");
        assertThat(read(LEVELS + """
                        goal,objective,D1,,Propere stad,,
                        goal,action,A1,D1,Sorteren,,
                        goal,plan,P1,D9,Minder,,
                        goal,dream,X1,,Droom,,
                        """).faults())
                .extracting(fault -> fault.row() + " " + fault.column() + " " + fault.problem())
                .containsExactly("6 parents wrongLevel", "7 parents unknownGoal", "8 level unknown");
        assertThat(read("row,level\n").faults())
                .extracting(FrameworkFile.Fault::problem)
                .containsOnly("column");
        assertThat(FrameworkFile.read(new byte[] {'P', 'K', 3, 4, 0}).faults())
                .extracting(FrameworkFile.Fault::problem)
                .containsExactly("unreadable");
        assertThat(FrameworkFile.read(new byte[] {(byte) 0xff, (byte) 0xfe, 1}).faults())
                .extracting(FrameworkFile.Fault::problem)
                .containsExactly("utf8");
    }

    @Test
    void goalsThatHangInACircleAreRefused() {
        assertThat(read(HEAD + """
                        level,,goal,goal,Doel,Goal,
                        goal,goal,A,B,Een,,
                        goal,goal,B,A,Twee,,
                        """).faults())
                .extracting(FrameworkFile.Fault::problem)
                .containsExactly("circle");
    }

    @Test
    void whatIsExportedIsReadBackTheSame() {
        Tree study = goals.tree("study", null);
        StringBuilder csv = new StringBuilder(String.join(",", FrameworkFile.COLUMNS)).append('\n');
        FrameworkFile.rows(study).forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                csv.append(i == 0 ? "" : ",")
                        .append('"')
                        .append(String.valueOf(row.get(i)).replace("\"", "\"\""))
                        .append('"');
            }
            csv.append('\n');
        });
        String code = published(csv.toString(), false);
        assertThat(FrameworkFile.rows(goals.tree(code, null))).isEqualTo(FrameworkFile.rows(study));
    }

    @Test
    void aPublishedVersionStaysAsItWasAndDifferencesAreShown() {
        String code = published(LEVELS + GOALS, false);
        UUID id = goal(code, "A1").id();
        int draft = goals.begin(code, officer);
        assertThat(draft).isEqualTo(2);
        GoalDraft changed = new GoalDraft(
                "A1",
                "action",
                List.of("P2"),
                new Words("Beter sorteren", "", ""),
                new Words("", "", ""),
                true,
                true,
                "");
        assertThat(goals.save(code, "A1", changed, 0, officer)).isEmpty();
        assertThat(goals.save(code, "A1", changed, 0, officer)).contains(Goals.Refusal.CHANGED_MEANWHILE);
        assertThat(goals.remove(code, "A2", 1, officer)).isEqualTo(org.knooppunt.database.Saved.DONE);
        assertThat(goal(code, "A1").title().nl()).isEqualTo("Sorteren");
        assertThatThrownBy(() -> goals.tree(code, 2, null)).isInstanceOf(Missing.class);

        assertThat(goals.publish(code, "Scherper", officer)).isTrue();
        assertThat(goals.publish(code, "", officer)).isFalse();
        assertThat(goal(code, "A1").id()).isEqualTo(id);
        assertThat(goal(code, "A1").title().nl()).isEqualTo("Beter sorteren");
        assertThat(goals.tree(code, 1, null).find("A1").orElseThrow().title().nl())
                .isEqualTo("Sorteren");
        assertThat(goals.differences(code, 1, 2, null))
                .extracting(each -> each.goal().code() + " " + each.change() + " " + each.moved())
                .containsExactly("A1 changed true", "A2 removed false");
        assertThatThrownBy(() -> jdbc.sql("update strategy_text set title_nl = 'x' where goal = ? and version = 1")
                        .param(id)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aGoalCannotHangUnderItselfOrUnderAWrongLevel() {
        String code = framework(LEVELS + GOALS, false);
        GoalDraft wrong = new GoalDraft(
                "A1", "action", List.of("D1"), new Words("Sorteren", "", ""), new Words("", "", ""), false, true, "");
        assertThat(goals.save(code, "A1", wrong, 0, officer)).contains(Goals.Refusal.WRONG_PARENT);
        String own = framework(HEAD + """
                level,,goal,goal,Doel,Goal,
                goal,goal,A,,Een,,
                goal,goal,B,A,Twee,,
                """, false);
        GoalDraft circle = new GoalDraft(
                "A", "goal", List.of("B"), new Words("Een", "", ""), new Words("", "", ""), false, true, "");
        assertThat(goals.save(own, "A", circle, 0, officer)).contains(Goals.Refusal.CIRCLE);
    }

    @Test
    void onlyOfficersWriteAndOnlyTheySeeADraft() {
        String code = framework(LEVELS + GOALS, false);
        assertThatThrownBy(() -> goals.publish(code, "", coordinator)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> goals.tree(code, coordinator)).isInstanceOf(Missing.class);
        assertThat(goals.frameworks(null)).extracting(Framework::code).doesNotContain(code);
        assertThat(goals.tree(code, officer).isDraft()).isTrue();
        assertThat(goals.goal(new GoalKey(code, "A1"))).isEmpty();
    }

    @Test
    void aCaseServesAMeasureAndCountsForTheQualityAboveIt() {
        String code = published(LEVELS + GOALS, false);
        long id = seed();
        links.link(goal(code, "A1").id(), "case", Long.toString(id), coordinator);
        assertThat(links.goalsOf("case", Long.toString(id)))
                .extracting(each -> each.goal().code())
                .containsExactly("A1");
        GoalOverview above = overviews.of(code, "D1", coordinator, Locale.of("nl"));
        assertThat(above.own()).isEmpty();
        assertThat(above.beneath()).singleElement().satisfies(linked -> {
            assertThat(linked.kind()).isEqualTo("case");
            assertThat(linked.total()).isEqualTo(1);
        });
        assertThat(above.lacks()).doesNotContain(GoalOverview.Lack.CASE);
        assertThat(overviews.of(code, "D2", coordinator, Locale.of("nl")).lacks())
                .startsWith(GoalOverview.Lack.ACTION, GoalOverview.Lack.CASE);
        links.unlink(goal(code, "A1").id(), "case", Long.toString(id), coordinator);
        assertThat(links.goalsOf("case", Long.toString(id))).isEmpty();
    }

    @Test
    void whoMayNotReadACaseLearnsItsNumberOnly() {
        String code = published(LEVELS + GOALS, false);
        links.link(goal(code, "A1").id(), "case", Long.toString(seed()), coordinator);
        for (Person reader : new Person[] {null, officer}) {
            assertThat(links.linked(goal(code, "A1").id(), reader))
                    .singleElement()
                    .satisfies(linked -> {
                        assertThat(linked.seen()).isEmpty();
                        assertThat(linked.hidden()).isEqualTo(1);
                    });
        }
        long other = seed();
        assertThatThrownBy(() -> links.link(goal(code, "A1").id(), "case", Long.toString(other), officer))
                .isInstanceOf(Missing.class);
        assertThatThrownBy(() -> links.link(goal(code, "A1").id(), "case", Long.toString(other), account(Role.MEMBER)))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void theSdgsThatACaseKeepsAreTheGoalsOfTheFramework() {
        long id = seed();
        pipeline.describe(id, EarningModel.SHARING, Set.of(12), coordinator);
        assertThat(links.goalsOf("case", Long.toString(id))).singleElement().satisfies(served -> {
            assertThat(served.goal().path()).isEqualTo("/strategy/sdg/goals/12");
            assertThat(served.kept()).isTrue();
        });
        assertThat(links.refs(List.of(goal("sdg", "12").id()), "case")).contains(Long.toString(id));
        assertThat(jdbc.sql("select count(*) from strategy_link where kind = 'case' and ref = ?")
                        .param(Long.toString(id))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void anActionServesAMeasureAndAnSdgOfOtherFrameworksOnly() {
        String code = published(LEVELS + GOALS, false);
        UUID action = goal(code, "A1").id();
        assertThat(links.serve(action, goal("study", "13").id(), officer)).isTrue();
        assertThat(links.serve(action, goal("sdg", "12").id(), officer)).isTrue();
        assertThat(links.serve(action, goal(code, "A2").id(), officer)).isFalse();
        assertThat(overviews.of(code, "A1", null, Locale.of("nl")).serves())
                .extracting(Goal::path)
                .containsExactly("/strategy/study/goals/13", "/strategy/sdg/goals/12");
        assertThat(overviews.of("study", "13", null, Locale.of("nl")).servedBy())
                .extracting(Goal::id)
                .contains(action);
        links.unserve(action, goal("study", "13").id(), officer);
        links.unserve(action, goal("sdg", "12").id(), officer);
    }

    @Test
    void fiftyWhoBeginAndPublishAtOnceMakeEachVersionOnce() throws Exception {
        String code = published(LEVELS + GOALS, false);
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tries = java.util.Collections.nCopies(50, () -> {
                goals.begin(code, officer);
                return goals.publish(code, "", officer);
            });
            int published = 0;
            for (Future<Boolean> each : many.invokeAll(tries)) {
                published += each.get() ? 1 : 0;
            }
            assertThat(published).isPositive();
            assertThat(goals.versions(code, officer))
                    .filteredOn(version -> version.publishedAt() != null)
                    .hasSize(published + 1);
        }
    }
}
