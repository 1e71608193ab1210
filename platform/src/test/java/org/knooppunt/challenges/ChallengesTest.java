package org.knooppunt.challenges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlainBrowser;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.SeedBed;
import org.knooppunt.challenges.Challenge.Criterion;
import org.knooppunt.challenges.Challenge.State;
import org.knooppunt.challenges.Outcome.Why;
import org.knooppunt.challenges.Solution.Readers;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.GoalLinks;
import org.knooppunt.strategy.Goals;
import org.knooppunt.strategy.LinkedThing;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class ChallengesTest extends PlatformTest {
    private static final List<Criterion> CRITERIA = List.of(new Criterion("Haalbaar", 2), new Criterion("Nieuw", 1));

    @Autowired
    Challenges challenges;

    @Autowired
    Solutions solutions;

    @Autowired
    Judging judging;

    @Autowired
    BusinessCases cases;

    @Autowired
    List<SeedBed> beds;

    @Autowired
    Goals goals;

    @Autowired
    GoalLinks links;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private final String word = "uitdaging" + UUID.randomUUID().toString().substring(0, 8);
    private Person coordinator;
    private Person officer;
    private Person resident;
    private Person neighbour;
    private Person juror;
    private Person member;

    @BeforeEach
    void people() {
        coordinator = someone(Role.COORDINATOR);
        officer = someone(Role.POLICY_OFFICER);
        resident = someone(Role.RESIDENT);
        neighbour = someone(Role.RESIDENT);
        juror = someone(Role.JUROR);
        member = someone(Role.MEMBER, "rubberhof");
    }

    private Person someone(Role role, String... organisations) {
        return accounts.create(
                UUID.randomUUID() + "@example.org",
                role.code() + " Verzonnen",
                null,
                Set.of(role),
                Set.of(organisations));
    }

    private static LocalDate today() {
        return LocalDate.now(Formats.ZONE);
    }

    private Challenge.Draft draft(@Nullable String organisation, boolean vote, List<Criterion> criteria) {
        return new Challenge.Draft(
                "Titel " + word,
                "Wat doen we met " + word + "?",
                "",
                organisation,
                "begeleiding",
                150_000L,
                today().plusDays(3),
                vote ? today().plusDays(9) : null,
                criteria);
    }

    private long published(boolean vote) {
        long id = challenges.create(draft(null, vote, CRITERIA), officer);
        assertThat(challenges.publish(id, challenges.get(id, officer).version(), officer))
                .isInstanceOf(Outcome.Done.class);
        return id;
    }

    /** Its last day was yesterday; people vote as long as is given, when they do. */
    private void close(long id, int voteDays) {
        jdbc.sql("update challenge set closes_on = ?, vote_until = case when vote_until is not null then ?::date end"
                        + " where id = ?")
                .params(
                        java.sql.Date.valueOf(today().minusDays(9)),
                        java.sql.Date.valueOf(today().plusDays(voteDays)),
                        id)
                .update();
    }

    private Solution.Draft idea(String title, Readers readers) {
        return new Solution.Draft(title + " " + word, "Zo doen we het. " + word, "Team " + word, "lassen", readers);
    }

    private long sent(long challenge, Readers readers, Person person) {
        return ((Outcome.Done) solutions.send(challenge, idea("Idee", readers), person)).id();
    }

    private static Why why(Outcome outcome) {
        return ((Outcome.Refused) outcome).why();
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(threads.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : all) {
                results.add(each.get());
            }
            return results;
        }
    }

    private long count(String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(Long.class).single();
    }

    // ---- drafts and states

    @Test
    void aMemberProposesForItsOwnOrganisationAndWhoRunsChallengesPublishes() {
        assertThatThrownBy(() -> challenges.create(draft("speelvloer", false, CRITERIA), member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> challenges.create(draft(null, false, CRITERIA), member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> challenges.create(draft(null, false, CRITERIA), resident))
                .isInstanceOf(AccessDeniedException.class);

        long id = challenges.create(draft("rubberhof", false, CRITERIA), member);

        assertThat(challenges.get(id, member).state()).isEqualTo(State.DRAFT);
        assertThat(challenges.get(id, officer).asker()).isEqualTo("Rubberhof Voorbeeld");
        assertThatThrownBy(() -> challenges.get(id, null)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> challenges.get(id, someone(Role.MEMBER, "rubberhof")))
                .isInstanceOf(Missing.class);
        assertThatThrownBy(() -> challenges.publish(id, 0, member)).isInstanceOf(AccessDeniedException.class);
        assertThat(challenges.waiting(officer, 200)).anySatisfy(waiting -> {
            assertThat(waiting.challenge()).isEqualTo(id);
            assertThat(waiting.what()).isEqualTo(Challenges.Waiting.What.PUBLISH);
        });
        assertThat(challenges.change(id, draft("rubberhof", true, CRITERIA), 0, member))
                .isInstanceOf(Outcome.Done.class);
        assertThat(why(challenges.publish(id, 0, officer)))
                .as("what was read is what is published")
                .isEqualTo(Why.CHANGED_MEANWHILE);
        assertThat(challenges.publish(id, 1, officer)).isInstanceOf(Outcome.Done.class);

        assertThat(challenges.get(id, null).state()).isEqualTo(State.OPEN);
        assertThat(new PlainBrowser(port).get("/challenges/" + id).body())
                .as("everybody can look up who asks")
                .contains("href=\"/organisations/rubberhof\"");
        assertThat(why(challenges.change(id, draft("rubberhof", false, CRITERIA), 2, member)))
                .as("its maker changes only a draft")
                .isEqualTo(Why.NOT_NOW);
    }

    @Test
    void howFarItIsFollowsFromItsDays() {
        long id = published(true);
        jdbc.sql("update challenge set closes_on = ? where id = ?")
                .params(java.sql.Date.valueOf(today()), id)
                .update();
        assertThat(challenges.get(id, null).state()).as("on its last day").isEqualTo(State.OPEN);
        close(id, 0);
        assertThat(challenges.get(id, null).state()).isEqualTo(State.JUDGING);
        assertThat(challenges.get(id, null).voting())
                .as("on the last day of the vote")
                .isTrue();
        assertThat(challenges.get(id, null).isToDecide()).isFalse();
        close(id, -1);
        assertThat(challenges.get(id, null).voting()).isFalse();
        assertThat(challenges.get(id, null).isToDecide()).isTrue();
        assertThat(challenges.waiting(officer, 200)).anySatisfy(waiting -> {
            assertThat(waiting.challenge()).isEqualTo(id);
            assertThat(waiting.what()).isEqualTo(Challenges.Waiting.What.DECIDE);
        });
    }

    @Test
    void aDraftWhoseLastDayPassedIsNotPublished() {
        long id = challenges.create(draft(null, false, CRITERIA), officer);
        close(id, 0);
        assertThat(why(challenges.publish(id, 0, officer))).isEqualTo(Why.NOT_NOW);
    }

    @Test
    void aDraftIsDeletedAndBroughtBackAndAPublishedOneIsNot() {
        long id = challenges.create(draft("rubberhof", false, CRITERIA), member);
        challenges.remove(id, true, member);
        assertThatThrownBy(() -> challenges.get(id, officer)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> challenges.remove(id, false, resident)).isInstanceOf(Missing.class);
        challenges.remove(id, false, member);
        assertThat(challenges.get(id, member).state()).isEqualTo(State.DRAFT);

        long open = published(false);
        assertThat(why(challenges.remove(open, true, officer))).isEqualTo(Why.NOT_NOW);
    }

    @Test
    void aWithdrawnOneIsSeenByWhoSentSomethingWhoIsToldWhy() {
        long id = published(false);
        sent(id, Readers.EVERYBODY, resident);
        assertThatThrownBy(() -> challenges.withdraw(id, "Dubbel.", resident))
                .isInstanceOf(AccessDeniedException.class);

        assertThat(challenges.withdraw(id, "De firma stopte.", officer)).isInstanceOf(Outcome.Done.class);

        assertThat(challenges.get(id, resident).reason()).isEqualTo("De firma stopte.");
        assertThatThrownBy(() -> challenges.get(id, null)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> challenges.get(id, neighbour)).isInstanceOf(Missing.class);
        assertThat(jdbc.sql("select text from letter where key = ?")
                        .param("challenge/" + id + "/end/" + resident.id())
                        .query(String.class)
                        .single())
                .contains("De firma stopte.");
        assertThat(why(challenges.withdraw(id, "Nog eens.", officer))).isEqualTo(Why.NOT_NOW);
    }

    // ---- solutions

    @Test
    void onePersonSendsThreeAtMostAlsoAtOnce() throws Exception {
        long id = published(false);

        List<Outcome> outcomes = atOnce(20, () -> solutions.send(id, idea("Idee", Readers.EVERYBODY), resident));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome instanceof Outcome.Done)
                .hasSize(3);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome instanceof Outcome.Refused)
                .allSatisfy(outcome -> assertThat(why(outcome)).isEqualTo(Why.TOO_MANY));
        assertThat(challenges.get(id, null).solutions()).isEqualTo(3);
        Solution first = solutions.of(id, resident).getFirst();
        solutions.takeBack(id, first.id(), resident);
        assertThat(solutions.send(id, idea("Ander", Readers.JURY), resident)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void untilClosingOneReadsOnesOwnAndThenWhatTheWriterLets() {
        long id = published(false);
        long open = sent(id, Readers.EVERYBODY, resident);
        long closed = sent(id, Readers.JURY, resident);
        judging.setJurors(id, List.of(juror.id()), officer);

        assertThat(solutions.of(id, neighbour)).isEmpty();
        assertThat(solutions.of(id, juror)).isEmpty();
        assertThat(solutions.of(id, resident)).hasSize(2).allMatch(Solution::own);
        assertThat(solutions.of(id, officer)).hasSize(2).allSatisfy(each -> assertThat(each.writer())
                .isEqualTo(resident.name()));

        close(id, 0);

        assertThat(solutions.of(id, null)).extracting(Solution::id).containsExactly(open);
        assertThat(solutions.get(id, open, neighbour).writer())
                .as("who sent it")
                .isNull();
        assertThat(solutions.of(id, juror)).extracting(Solution::id).containsExactly(open, closed);
        assertThatThrownBy(() -> solutions.get(id, closed, neighbour)).isInstanceOf(Missing.class);
        assertThat(why(solutions.send(id, idea("Te laat", Readers.EVERYBODY), neighbour)))
                .isEqualTo(Why.NOT_NOW);
        assertThat(why(solutions.change(id, open, idea("Beter", Readers.JURY), 0, resident)))
                .isEqualTo(Why.NOT_NOW);
        assertThat(why(solutions.takeBack(id, open, resident))).isEqualTo(Why.NOT_NOW);
    }

    @Test
    void whoPosesTheChallengeReadsAllOfItAfterClosing() {
        long id = challenges.create(draft("rubberhof", false, CRITERIA), member);
        challenges.publish(id, 0, officer);
        sent(id, Readers.JURY, resident);
        Person colleague = someone(Role.MEMBER, "rubberhof");
        Person other = someone(Role.MEMBER, "speelvloer");
        assertThat(solutions.of(id, colleague)).isEmpty();
        close(id, 0);
        assertThat(solutions.of(id, colleague)).hasSize(1);
        assertThat(solutions.of(id, member)).hasSize(1);
        assertThat(solutions.of(id, other)).isEmpty();
    }

    @Test
    void criteriaAreFixedOnceThereIsASolutionAndTheRestIsNot() {
        long id = published(true);
        List<Criterion> others = List.of(new Criterion("Goedkoop", 1));
        assertThat(challenges.change(id, draft(null, true, others), 1, officer)).isInstanceOf(Outcome.Done.class);
        sent(id, Readers.EVERYBODY, resident);

        assertThat(why(challenges.change(id, draft(null, true, CRITERIA), 2, officer)))
                .isEqualTo(Why.CRITERIA_FIXED);
        assertThat(challenges.change(id, draft(null, false, others), 2, officer))
                .isInstanceOf(Outcome.Done.class);
        assertThat(challenges.get(id, null).criteria()).isEqualTo(others);
        assertThat(challenges.get(id, null).voteUntil()).isNull();
    }

    // ---- jury

    @Test
    void onlyTheJuryOfAChallengeScoresAfterClosingAndNeverItsOwn() {
        long id = published(false);
        long solution = sent(id, Readers.JURY, resident);
        long own = sent(id, Readers.EVERYBODY, juror);
        Person otherJuror = someone(Role.JUROR);
        assertThat(why(judging.setJurors(id, List.of(resident.id()), officer)))
                .as("only who has the role")
                .isEqualTo(Why.NOT_YOURS);
        judging.setJurors(id, List.of(juror.id()), officer);
        assertThat(why(judging.score(id, solution, List.of(4, 5), "", juror)))
                .as("before closing")
                .isEqualTo(Why.NOT_NOW);
        close(id, 0);
        assertThat(challenges.waiting(juror, 200)).singleElement().satisfies(waiting -> assertThat(waiting.number())
                .isEqualTo(1));

        assertThat(why(judging.score(id, own, List.of(5, 5), "", juror))).isEqualTo(Why.NOT_YOURS);
        assertThat(why(judging.score(id, solution, List.of(5, 5), "", otherJuror)))
                .isEqualTo(Why.NOT_YOURS);
        assertThatThrownBy(() -> judging.score(id, solution, List.of(5), "", juror))
                .isInstanceOf(IllegalArgumentException.class);
        judging.score(id, solution, List.of(1, 1), "", juror);
        assertThat(judging.score(id, solution, List.of(4, 1), "Sterk.", juror)).isInstanceOf(Outcome.Done.class);

        assertThat(judging.sheets(id, juror)).containsOnlyKeys(solution);
        assertThat(challenges.waiting(juror, 200)).isEmpty();
        judging.setJurors(id, List.of(), officer);
        assertThat(judging.jurors(id, officer))
                .as("whoever scored stays")
                .filteredOn(Judging.Juror::chosen)
                .singleElement()
                .satisfies(each -> assertThat(each.scored()).isTrue());
        assertThatThrownBy(() -> judging.results(id, juror)).isInstanceOf(AccessDeniedException.class);
        List<Judging.Result> results = judging.results(id, officer);
        assertThat(results).extracting(each -> each.solution().id()).containsExactly(solution, own);
        JuryScore score = results.getFirst().score();
        assertThat(score).isNotNull();
        assertThat(score.total()).as("(2·4 + 1·1) / 3").isEqualTo(3.0);
        assertThat(results.getLast().score()).isNull();
    }

    // ---- the public

    @Test
    void fiftyVotesOfOnePersonAtOnceLeaveOne() throws Exception {
        long id = published(true);
        long first = sent(id, Readers.EVERYBODY, resident);
        long second = sent(id, Readers.EVERYBODY, resident);
        close(id, 5);
        List<Long> both = List.of(first, second);

        int[] turn = {0};
        List<Outcome> outcomes = atOnce(50, () -> {
            long one;
            synchronized (turn) {
                one = both.get(turn[0]++ % 2);
            }
            return judging.vote(id, one, neighbour);
        });

        assertThat(outcomes).allMatch(outcome -> outcome instanceof Outcome.Done);
        assertThat(count("select count(*) from challenge_vote where challenge = ?", id))
                .isEqualTo(1);
        judging.vote(id, first, neighbour);
        assertThat(judging.voted(id, neighbour)).contains(first);
    }

    @Test
    void oneVotesForWhatEverybodyReadsNotForOnesOwnAndTheCountsAreToldWhenTheVoteIsOver() {
        long id = published(true);
        long open = sent(id, Readers.EVERYBODY, resident);
        long closed = sent(id, Readers.JURY, resident);
        assertThat(why(judging.vote(id, open, neighbour))).as("not yet").isEqualTo(Why.NOT_NOW);
        close(id, 5);

        assertThat(why(judging.vote(id, open, resident))).as("one's own").isEqualTo(Why.NOT_YOURS);
        assertThat(why(judging.vote(id, closed, neighbour)))
                .as("for the jury only")
                .isEqualTo(Why.NOT_YOURS);
        judging.vote(id, open, neighbour);
        judging.vote(id, open, member);

        for (Person person : new Person[] {officer, juror, neighbour, null}) {
            assertThat(solutions.get(id, open, person).votes())
                    .as("while people vote, for " + person)
                    .isNull();
        }
        close(id, -1);
        assertThat(solutions.get(id, open, null).votes()).isEqualTo(2);
        assertThat(solutions.get(id, closed, officer).votes()).isNull();
        assertThat(why(judging.vote(id, open, officer))).isEqualTo(Why.NOT_NOW);
        assertThat(count(
                        "select count(*) from audit_event where thing = 'challenge' and thing_key = ? and action = 'voted'"
                                + " and detail::text like ?",
                        Long.toString(id),
                        "%" + open + "%"))
                .as("the trail does not tell for whom")
                .isZero();
    }

    // ---- decision

    @Test
    void aDecisionWaitsForTheVoteTellsEverybodyAndForgetsWhoVoted() {
        long id = published(true);
        long winner = sent(id, Readers.JURY, resident);
        long other = sent(id, Readers.EVERYBODY, neighbour);
        jdbc.sql("update account set language = 'fr' where id = ?")
                .param(resident.id())
                .update();
        close(id, 5);
        judging.vote(id, other, member);
        int version = challenges.get(id, officer).version();
        assertThat(why(judging.decide(id, Set.of(winner), "Omdat.", version, officer)))
                .as("while people vote")
                .isEqualTo(Why.NOT_NOW);
        close(id, -1);
        assertThatThrownBy(() -> judging.decide(id, Set.of(winner), "Omdat.", version, juror))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(why(judging.decide(id, Set.of(winner), "Omdat.", version + 1, officer)))
                .isEqualTo(Why.CHANGED_MEANWHILE);

        assertThat(judging.decide(id, Set.of(winner), "Het kan morgen beginnen.", version, officer))
                .isInstanceOf(Outcome.Done.class);

        assertThat(challenges.get(id, null).state()).isEqualTo(State.DECIDED);
        assertThat(challenges.get(id, null).decision()).isEqualTo("Het kan morgen beginnen.");
        assertThat(solutions.winners(id, null)).singleElement().satisfies(won -> {
            assertThat(won.id()).isEqualTo(winner);
            assertThat(won.readable()).as("only the title is public").isFalse();
        });
        assertThatThrownBy(() -> solutions.get(id, winner, null)).isInstanceOf(Missing.class);
        assertThat(solutions.get(id, other, null).votes()).isEqualTo(1);
        assertThat(count("select count(*) from challenge_vote where challenge = ?", id))
                .as("who voted for what")
                .isZero();
        assertThat(jdbc.sql("select subject from letter where key like ? order by address = ? desc")
                        .params("challenge/" + id + "/end/%", resident.email())
                        .query(String.class)
                        .list())
                .containsExactly("Vous gagnez : Titel " + word, "Beslist: Titel " + word);
        assertThat(why(judging.decide(id, Set.of(), "Toch niet.", version + 1, officer)))
                .isEqualTo(Why.NOT_NOW);
    }

    @Test
    void nobodyMayWinWithAReason() {
        long id = published(false);
        sent(id, Readers.EVERYBODY, resident);
        close(id, 0);
        judging.decide(
                id,
                Set.of(),
                "Geen ervan kan hier.",
                challenges.get(id, officer).version(),
                officer);
        assertThat(solutions.winners(id, null)).isEmpty();
        assertThat(challenges.get(id, null).state()).isEqualTo(State.DECIDED);
    }

    @Test
    void aWinnerBecomesACaseOnceAlsoWhenTwoAskAtOnceAndBothLeadToEachOther() throws Exception {
        long id = published(false);
        long winner = sent(id, Readers.EVERYBODY, resident);
        long other = sent(id, Readers.EVERYBODY, resident);
        close(id, 0);
        assertThat(why(judging.plant(id, winner, coordinator)))
                .as("not decided")
                .isEqualTo(Why.NOT_NOW);
        judging.decide(id, Set.of(winner), "Omdat.", challenges.get(id, officer).version(), officer);
        assertThatThrownBy(() -> judging.plant(id, winner, officer)).isInstanceOf(AccessDeniedException.class);
        assertThat(why(judging.plant(id, other, coordinator))).as("did not win").isEqualTo(Why.NOT_NOW);

        List<Outcome> outcomes = atOnce(2, () -> judging.plant(id, winner, coordinator));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome instanceof Outcome.Done)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome instanceof Outcome.Refused)
                .singleElement()
                .satisfies(outcome -> assertThat(why(outcome)).isEqualTo(Why.PLANTED));
        assertThat(count("select count(*) from business_case where title like ?", "%" + word))
                .isEqualTo(1);
        Long planted = solutions.winners(id, coordinator).getFirst().businessCase();
        assertThat(planted).isNotNull();
        assertThat(cases.get(planted, coordinator).origin().code()).isEqualTo("challenge");
        assertThat(beds.stream().flatMap(bed -> bed.of(planted, coordinator).stream()))
                .extracting(SeedBed.Link::path)
                .containsExactly("/challenges/" + id);
        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        assertThat(browser.get("/cases/" + planted).body())
                .contains("Won de uitdaging", "href=\"/challenges/" + id + "\"");
        assertThat(browser.get("/challenges/" + id).body()).contains("href=\"/cases/" + planted + "\"");
        assertThat(new PlainBrowser(port).get("/challenges/" + id).body())
                .contains("is nu een casus")
                .doesNotContain("href=\"/cases/" + planted + "\"");
    }

    // ---- goals

    @Test
    void aChallengeIsLinkedToAGoalFromBothSidesAndEachPageShowsTheOther() {
        long id = published(false);
        String ref = Long.toString(id);
        UUID goal = goals.goal(new GoalKey("study", "12")).orElseThrow().id();
        assertThat(links.choices(officer).get("challenge"))
                .extracting(LinkedThing::ref)
                .contains(ref);
        assertThat(links.choices(resident)).doesNotContainKey("challenge");
        assertThatThrownBy(() -> links.link(goal, "challenge", ref, resident))
                .isInstanceOf(AccessDeniedException.class);

        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        assertThat(browser.get("/challenges/" + id).body()).contains("Koppel aan een doel");
        assertThat(browser.get("/strategy/study/goals/12").body()).contains("value=\"challenge:" + id + "\"");
        browser.post("/strategy/study/goals/12", "/strategy/study/goals/12/links", "thing", "challenge:" + id);

        assertThat(new PlainBrowser(port).get("/strategy/study/goals/12").body())
                .contains("Uitdagingen (", "href=\"/challenges/" + id + "\"");
        assertThat(new PlainBrowser(port).get("/challenges/" + id).body())
                .contains("href=\"/strategy/study/goals/12\"");
        challenges.withdraw(id, "Dubbel.", officer);
        assertThat(links.find("challenge", ref, null)).as("withdrawn").isEmpty();
        links.unlink(goal, "challenge", ref, officer);
        assertThat(links.panel("challenge", ref, officer, Locale.of("nl")).served())
                .isEmpty();
    }

    // ---- what is kept of people

    @Test
    void aPersonTakesAlongWhatTheySentAndVotedAndAYearAfterTheEndTheWriterOfWhatLostIsForgotten() {
        long id = published(true);
        long winner = sent(id, Readers.EVERYBODY, neighbour);
        long other = sent(id, Readers.EVERYBODY, resident);
        close(id, 5);
        judging.vote(id, winner, resident);
        assertThat(solutions.of(resident).get("solutions").toString()).contains("Zo doen we het. " + word);
        assertThat(solutions.of(resident).get("votes").toString()).contains(word);
        close(id, -1);
        judging.decide(id, Set.of(winner), "Omdat.", challenges.get(id, officer).version(), officer);
        solutions.forget();
        assertThat(solutions.get(id, other, officer).writer()).isEqualTo(resident.name());

        jdbc.sql("update challenge set decided_at = now() - interval '366 days' where id = ?")
                .param(id)
                .update();
        solutions.forget();

        Solution forgotten = solutions.get(id, other, officer);
        assertThat(forgotten.writer()).isNull();
        assertThat(forgotten.team()).isEmpty();
        assertThat(forgotten.words()).contains(word);
        assertThat(solutions.get(id, winner, officer).writer()).isEqualTo(neighbour.name());
    }

    @Test
    void theChallengesOfAnOrganisationGoWithItIntoAnother() {
        assertThat(count("select count(*) from pg_constraint where conrelid = 'challenge'::regclass"
                        + " and confrelid = 'organisation'::regclass and contype = 'f'"))
                .as("a foreign key moves by itself when two organisations become one")
                .isEqualTo(1);
    }

    // ---- pages

    private String[] form(String... changed) {
        List<String> fields = new ArrayList<>(List.of(
                "title", "Titel " + word,
                "question", "Wat doen we met " + word + "?",
                "background", "",
                "organisation", "",
                "prize", "begeleiding",
                "amount", "1.500",
                "closes", today().plusDays(5).toString(),
                "vote", today().plusDays(9).toString(),
                "version", "0"));
        for (int i = 0; i < changed.length; i += 2) {
            fields.set(fields.indexOf(changed[i]) + 1, changed[i + 1]);
        }
        for (String[] row : new String[][] {{"Haalbaar", "2"}, {"Nieuw", "1"}, {"", ""}, {"", ""}, {"", ""}}) {
            fields.addAll(List.of("criteria", row[0], "weights", row[1]));
        }
        return fields.toArray(String[]::new);
    }

    @Test
    void theFormTellsWhatIsWrongBesideItsFieldsAndKeepsWhatWasTyped() {
        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        String page = browser.post(
                        "/challenges/new",
                        "/challenges/new",
                        form("title", "", "closes", "2020-01-01", "vote", "2020-01-01", "amount", "veel"))
                .body();
        assertThat(page)
                .contains(
                        "href=\"#title\"",
                        "href=\"#closes\"",
                        "href=\"#vote\"",
                        "href=\"#amount\"",
                        "er stond: 2020-01-01",
                        "value=\"veel\"",
                        "value=\"Haalbaar\"",
                        word);
        assertThat(challenges.list(word, null, 1, 10, officer).total()).isZero();

        assertThat(browser.post("/challenges/new", "/challenges/new", form("organisation", "bestaat-niet"))
                        .body())
                .contains("href=\"#organisation\"");
    }

    @Test
    void aChallengeIsMadePublishedFoundAndSavedAsAFile() {
        PlainBrowser browser = PlainBrowser.as(port, "coordinator");
        String path =
                browser.post("/challenges/new", "/challenges/new", form()).uri().getPath();
        assertThat(path).matches("/challenges/\\d+");
        assertThat(new PlainBrowser(port).get(path).statusCode()).isEqualTo(404);
        assertThat(browser.get(path + "/edit").body()).contains("value=\"1500,00\"", "value=\"Nieuw\"");
        assertThat(browser.post(path, path + "/publish", "version", "0").body()).contains("is openbaar");

        PlainBrowser visitor = new PlainBrowser(port);
        assertThat(visitor.get("/challenges?q=" + word).body()).contains("href=\"" + path + "\"");
        assertThat(visitor.get("/challenges?state=decided&q=" + word).body()).doesNotContain("href=\"" + path + "\"");
        assertThat(visitor.get(path).body()).contains("Meld je aan", "1.500,00", "(gewicht 2)", "De hub en de stad");
        assertThat(new String(visitor.bytes("/challenges/export?format=csv&q=" + word), StandardCharsets.UTF_8))
                .contains("Titel " + word + ",open", "begeleiding,1500");
        assertThat(visitor.get(path + "/solutions/new").uri().getPath()).isEqualTo("/sign-in");
        for (String door : List.of("/jury", "/decide", "/withdraw", "/score")) {
            assertThat(PlainBrowser.as(port, "resident").get(path + door).statusCode())
                    .as(door)
                    .isEqualTo(403);
        }
    }

    @Test
    void aResidentSendsAndAJurorWhoLeavesACriterionOutIsTold() {
        long id = published(false);
        Person demonstrationJuror = accounts.find("juror@example.org").orElseThrow();
        judging.setJurors(id, List.of(demonstrationJuror.id()), officer);
        String path = "/challenges/" + id;
        PlainBrowser browser = PlainBrowser.as(port, "resident");
        String wrong = browser.post(
                        path + "/solutions/new",
                        path + "/solutions/new",
                        "title",
                        "",
                        "words",
                        "Zo " + word,
                        "team",
                        "",
                        "talent",
                        "",
                        "readers",
                        "",
                        "version",
                        "0")
                .body();
        assertThat(wrong).contains("href=\"#title\"", "href=\"#readers\"", "Zo " + word);
        assertThat(browser.post(
                                path + "/solutions/new",
                                path + "/solutions/new",
                                "title",
                                "Mijn " + word,
                                "words",
                                "Zo " + word,
                                "team",
                                "",
                                "talent",
                                "",
                                "readers",
                                "everybody",
                                "version",
                                "0")
                        .body())
                .contains("Je oplossing is binnen", "Mijn " + word);
        close(id, 0);
        long solution = solutions.of(id, officer).getFirst().id();
        PlainBrowser judge = PlainBrowser.as(port, "juror");
        String sheet = path + "/solutions/" + solution + "/score";
        assertThat(judge.get("/workbench").body()).contains("href=\"" + path + "/score\"");
        assertThat(judge.post(sheet, sheet, "score-1", "4", "remark", "Goed " + word)
                        .body())
                .contains("href=\"#score-2\"", "Goed " + word, "value=\"4\" checked");
        assertThat(judge.post(sheet, sheet, "score-1", "4", "score-2", "5", "remark", "")
                        .body())
                .contains("Je punten zijn bewaard", "4 · 5");
        PlainBrowser desk = PlainBrowser.as(port, "coordinator");
        assertThat(desk.get(path + "/decide").body()).contains("4,33", "Mijn " + word);
        assertThat(desk.post(path + "/decide", path + "/decide", "winners", Long.toString(solution), "reasons", "")
                        .body())
                .contains("href=\"#reasons\"", "value=\"" + solution + "\" checked");
    }
}
