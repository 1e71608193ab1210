package org.knooppunt.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Dossier;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.sessions.Enrolments.Came;
import org.knooppunt.sessions.Evaluations.Answer;
import org.knooppunt.sessions.Evaluations.Question;
import org.knooppunt.sessions.internal.Calendars;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

class HubSessionsTest extends PlatformTest {
    @Autowired
    HubSessions sessions;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Minutes minutes;

    @Autowired
    Evaluations evaluations;

    @Autowired
    SessionPersonalData personal;

    @Autowired
    SessionSeeds seeds;

    @Autowired
    BusinessCases cases;

    @Autowired
    Pipeline pipeline;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private Person coordinator;

    @BeforeEach
    void coordinate() {
        coordinator = someone(Role.COORDINATOR);
    }

    private Person someone(Role role, String... organisations) {
        return accounts.create(
                "session-" + UUID.randomUUID() + "@example.org",
                "Iemand " + role.code(),
                null,
                Set.of(role),
                Set.of(organisations));
    }

    private static Moment in(Duration time) {
        Instant starts = Instant.now().plus(time).truncatedTo(ChronoUnit.MINUTES);
        return new Moment("", starts, starts.plus(Duration.ofHours(2)), "Zaal", "https://meet.example.org/x");
    }

    private static Moment soon() {
        return in(Duration.ofDays(9));
    }

    private static Moment past() {
        return in(Duration.ofDays(-9));
    }

    private long session(Audience audience, Integer places, Moment... moments) {
        return sessions.create(
                new SessionDraft(
                        "Sessie " + UUID.randomUUID(), SessionKind.EVENT, "Samen kijken.", "Noor", audience, places),
                List.of(moments),
                coordinator);
    }

    private HubSession get(long id) {
        return sessions.get(id, coordinator);
    }

    /** A letter as it was posted. */
    private record Posted(String subject, String text, String fileType, String file) {}

    private List<Posted> letters(Person to, long session) {
        return jdbc.sql("select subject, text, coalesce(file_type, '') as file_type, coalesce(file, '') as file"
                        + " from letter where address = ? and key like ? order by id")
                .params(to.email(), "session/" + session + "/%")
                .query(Posted.class)
                .list();
    }

    private static VEvent event(String calendar) {
        return Biweekly.parse(calendar).first().getEvents().getFirst();
    }

    // ---- who sees what

    @Test
    void whoeverASessionIsForSeesItAndNobodyElseDoes() {
        Person member = someone(Role.MEMBER, "rubberhof");
        Person other = someone(Role.MEMBER, "speelvloer");
        Person resident = someone(Role.RESIDENT);
        long open = session(Audience.PUBLIC, null, soon());
        long ofMembers = session(Audience.MEMBERS, null, soon());
        long closed = session(Audience.INVITED, null, soon());
        enrolments.inviteOrganisation(closed, "rubberhof", coordinator);
        enrolments.invite(ofMembers, resident.email(), "nl", coordinator);

        assertThat(sessions.get(open, null).full()).isFalse();
        assertThatThrownBy(() -> sessions.get(ofMembers, null)).isInstanceOf(Missing.class);
        assertThat(sessions.get(ofMembers, member).id()).isEqualTo(ofMembers);
        assertThat(sessions.get(ofMembers, resident).id()).as("invited").isEqualTo(ofMembers);
        assertThat(sessions.get(closed, member).id()).isEqualTo(closed);
        assertThatThrownBy(() -> sessions.get(closed, other)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> enrolments.enrol(closed, other)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> enrolments.ask(ofMembers, "An", "an@example.org", "nl"))
                .isInstanceOf(Missing.class);
        assertThat(sessions.list("", null, false, 1, 500, other).rows())
                .extracting(SessionLine::id)
                .contains(open, ofMembers)
                .doesNotContain(closed);
        assertThat(sessions.list("", null, false, 1, 500, null).rows())
                .extracting(SessionLine::id)
                .contains(open)
                .doesNotContain(ofMembers, closed);
        assertThat(letters(member, closed)).hasSize(1);
    }

    @Test
    void theLinkToJoinIsForWhoHasAPlace() {
        Person first = someone(Role.RESIDENT);
        Person second = someone(Role.RESIDENT);
        long id = session(Audience.PUBLIC, 1, soon());
        enrolments.enrol(id, first);
        enrolments.enrol(id, second);

        assertThat(sessions.get(id, first).meetings().getFirst().moment().link())
                .startsWith("https://");
        assertThat(sessions.get(id, second).meetings().getFirst().moment().link())
                .as("waits")
                .isEmpty();
        assertThat(sessions.get(id, null).meetings().getFirst().moment().link()).isEmpty();
        assertThat(letters(first, id).getFirst().file()).contains("meet.example.org");
        assertThat(letters(second, id)).noneMatch(letter -> (letter.text() + letter.file()).contains("meet.example"));
    }

    @Test
    void onlyACoordinatorRunsASession() {
        Person member = someone(Role.MEMBER, "rubberhof");
        long id = session(Audience.PUBLIC, 5, soon());
        long meeting = get(id).meetings().getFirst().id();
        SessionDraft draft = new SessionDraft("X", SessionKind.TALK, "", "", Audience.PUBLIC, null);

        assertThatThrownBy(() -> sessions.create(draft, List.of(soon()), member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> sessions.change(id, draft, 0, member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> sessions.cancel(id, "", member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> sessions.moveMeeting(id, meeting, soon(), 0, member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> enrolments.participants(id, member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> enrolments.note(id, meeting, Set.of(), member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> enrolments.inviteOrganisation(id, "rubberhof", member))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> minutes.plant(id, "Idee", "", "", member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> minutes.write(id, meeting, "x", member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> minutes.sheet(id, meeting, member)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> evaluations.results(id, member)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> evaluations.ask(id, Question.Kind.OPEN, "?", member))
                .isInstanceOf(AccessDeniedException.class);
    }

    // ---- places

    @Test
    void whoWaitsMovesUpInTheOrderOfArrivalAndIsTold() {
        Person first = someone(Role.RESIDENT);
        Person second = someone(Role.RESIDENT);
        Person third = someone(Role.RESIDENT);
        long id = session(Audience.PUBLIC, 1, soon());

        assertThat(enrolments.enrol(id, first)).isEqualTo(Came.IN);
        assertThat(enrolments.enrol(id, second)).isEqualTo(Came.WAITING);
        assertThat(enrolments.enrol(id, third)).isEqualTo(Came.WAITING);
        assertThat(enrolments.enrol(id, third)).isEqualTo(Came.ALREADY);
        assertThat(sessions.get(id, third).mine().position()).isEqualTo(2);

        assertThat(enrolments.leave(id, first)).isTrue();
        assertThat(enrolments.leave(id, first)).isFalse();

        assertThat(sessions.get(id, second).mine().state()).isEqualTo(Standing.State.IN);
        assertThat(sessions.get(id, third).mine().position()).isEqualTo(1);
        assertThat(letters(second, id)).hasSize(2);
        assertThat(letters(second, id).getLast().subject()).startsWith("Er is een plaats vrij");
        assertThat(enrolments.enrol(id, first)).as("comes back, and waits").isEqualTo(Came.WAITING);
        assertThat(sessions.get(id, first).mine().position()).isEqualTo(2);
    }

    @Test
    void fiftyAtOnceGetAsManyPlacesAsThereAreAndNobodyIsLost() throws Exception {
        long id = session(Audience.PUBLIC, 7, soon());
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            people.add(someone(Role.RESIDENT));
        }
        List<Callable<Came>> all = new ArrayList<>();
        people.forEach(person -> all.add(() -> enrolments.enrol(id, person)));
        assertThat(run(all)).filteredOn(Came.IN::equals).hasSize(7);
        assertThat(get(id).taken()).isEqualTo(7);
        assertThat(get(id).waiting()).isEqualTo(43);
        List<Participant> before = enrolments.participants(id, coordinator);

        // all who have a place leave at once, twice each
        List<Callable<Came>> leaving = new ArrayList<>();
        people.stream()
                .filter(person -> sessions.get(id, person).mine().state() == Standing.State.IN)
                .forEach(person -> {
                    for (int twice = 0; twice < 2; twice++) {
                        leaving.add(() -> enrolments.leave(id, person) ? Came.CLOSED : Came.ALREADY);
                    }
                });
        assertThat(run(leaving)).filteredOn(Came.CLOSED::equals).hasSize(7);

        assertThat(get(id).taken()).isEqualTo(7);
        assertThat(get(id).waiting()).isEqualTo(36);
        assertThat(enrolments.participants(id, coordinator))
                .extracting(Participant::enrolment)
                .as("those who came next, in their order")
                .containsExactlyElementsOf(
                        before.stream().skip(7).map(Participant::enrolment).toList());
    }

    private static <T> List<T> run(List<Callable<T>> all) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : threads.invokeAll(all)) {
                results.add(each.get());
            }
        }
        return results;
    }

    @Test
    void morePlacesLetMorePeopleInAndFewerThanPeopleAreRefused() {
        long id = session(Audience.PUBLIC, 1, soon());
        for (int i = 0; i < 3; i++) {
            enrolments.enrol(id, someone(Role.RESIDENT));
        }
        HubSession before = get(id);
        SessionDraft two = new SessionDraft("Ruimer", SessionKind.EVENT, "", "", Audience.PUBLIC, 2);
        SessionDraft one = new SessionDraft("Krapper", SessionKind.EVENT, "", "", Audience.PUBLIC, 1);

        assertThat(sessions.change(id, two, before.version(), coordinator)).isEqualTo(HubSessions.Changed.DONE);
        assertThat(get(id).taken()).isEqualTo(2);
        assertThat(get(id).waiting()).isEqualTo(1);
        assertThat(sessions.change(id, one, get(id).version(), coordinator))
                .isEqualTo(HubSessions.Changed.TOO_FEW_PLACES);
        assertThat(sessions.change(id, two, before.version(), coordinator))
                .isEqualTo(HubSessions.Changed.CHANGED_MEANWHILE);
        assertThat(get(id).title()).isEqualTo("Ruimer");
        assertThat(get(id).meetings().getFirst().sequence())
                .as("calendars take over the new title")
                .isEqualTo(1);
        assertThatThrownBy(() -> jdbc.sql("update hub_session set taken = 3 where id = ?")
                        .param(id)
                        .update())
                .as("the database itself refuses one too many")
                .hasMessageContaining("hub_session_places");
    }

    @Test
    void oneCannotEnrolForWhatIsOverOrDoesNotGoOn() {
        Person person = someone(Role.RESIDENT);
        long over = session(Audience.PUBLIC, null, past());
        long off = session(Audience.PUBLIC, null, soon());
        sessions.cancel(off, "Te weinig volk", coordinator);

        assertThat(enrolments.enrol(over, person)).isEqualTo(Came.CLOSED);
        assertThat(enrolments.enrol(off, person)).isEqualTo(Came.CLOSED);
        assertThat(enrolments.ask(off, "An", "an@example.org", "nl")).isEqualTo(Came.CLOSED);
    }

    // ---- calendars

    @Test
    void everybodyIsToldOfAMovedMeetingAndTheirCalendarsFollow() {
        Person person = someone(Role.RESIDENT);
        long id = session(Audience.PUBLIC, null, soon(), in(Duration.ofDays(16)));
        enrolments.enrol(id, person);
        Meeting meeting = get(id).meetings().getFirst();
        Moment later = in(Duration.ofDays(10));

        assertThat(sessions.moveMeeting(id, meeting.id(), later, 0, coordinator))
                .isTrue();
        assertThat(sessions.moveMeeting(id, meeting.id(), soon(), 0, coordinator))
                .as("from an old page")
                .isFalse();

        List<Posted> letters = letters(person, id);
        ICalendar first = Biweekly.parse(letters.get(0).file()).first();
        assertThat(first.getMethod().getValue()).isEqualTo("PUBLISH");
        assertThat(first.getEvents()).as("one enrolment for both").hasSize(2);
        VEvent moved = event(letters.get(1).file());
        assertThat(letters).hasSize(2);
        assertThat(moved.getUid().getValue())
                .isEqualTo(first.getEvents().getFirst().getUid().getValue());
        assertThat(moved.getSequence().getValue()).isEqualTo(1);
        assertThat(moved.getDateStart().getValue().toInstant()).isEqualTo(later.startsAt());
        assertThat(letters.get(1).fileType()).contains("text/calendar").contains("method=PUBLISH");

        sessions.cancelMeeting(id, meeting.id(), "Zaal bezet", coordinator);
        Posted gone = letters(person, id).getLast();
        assertThat(gone.text()).contains("Zaal bezet");
        assertThat(Biweekly.parse(gone.file()).first().getMethod().isCancel()).isTrue();
        assertThat(event(gone.file()).getSequence().getValue()).isEqualTo(2);
        assertThat(event(gone.file()).getStatus().isCancelled()).isTrue();
        assertThat(get(id).isCancelled()).isFalse();

        sessions.cancel(id, "", coordinator);
        sessions.cancel(id, "", coordinator);
        assertThat(letters(person, id)).as("told once").hasSize(4);
        assertThat(Biweekly.parse(Calendars.of(get(id), get(id).meetings(), "http://x/sessions/1"))
                        .first()
                        .getMethod()
                        .isCancel())
                .isTrue();
    }

    @Test
    void timesAreThoseOfClocksHereAndStaySoWhenTheClocksChange() {
        Instant starts =
                Moment.at(LocalDate.of(2027, 3, 25), LocalTime.of(19, 0)).orElseThrow();
        assertThat(starts).isEqualTo("2027-03-25T18:00:00Z");
        Moment first = new Moment("", starts, starts.plus(Duration.ofHours(2)), "Zaal", "");

        assertThat(first.repeated(2, 7).getLast().startsAt())
                .as("an hour earlier for the sun, the same for people")
                .isEqualTo("2027-04-01T17:00:00Z");
        assertThat(Moment.at(LocalDate.of(2027, 3, 28), LocalTime.of(2, 30)))
                .as("skipped that night")
                .isEmpty();
    }

    // ---- guests

    @Test
    void aGuestCountsOnceTheLinkWasFollowedAndIsErasedAfterwards() {
        long id = session(Audience.PUBLIC, 1, soon());
        String email = UUID.randomUUID() + "@example.net";
        for (int i = 0; i < 5; i++) {
            enrolments.ask(id, "Gast", email, "fr");
        }
        assertThat(get(id).taken()).as("not yet").isZero();
        String secret = secret(email);
        assertThat(jdbc.sql("select count(*) from letter where address = ?")
                        .param(email)
                        .query(Long.class)
                        .single())
                .as("one letter, however often it was asked for")
                .isEqualTo(1);

        assertThat(enrolments.confirm(secret, "Gast Een")).isEqualTo(Came.IN);
        assertThat(enrolments.confirm(secret, "Gast Een")).isEqualTo(Came.ALREADY);
        assertThat(enrolments.guest(secret).standing().state()).isEqualTo(Standing.State.IN);
        assertThat(enrolments.participants(id, coordinator))
                .extracting(Participant::name)
                .containsExactly("Gast Een");
        assertThat(sessions.history(id, coordinator).getFirst().action())
                .as("that the list was read")
                .isEqualTo("participants-read");
        assertThatThrownBy(() -> enrolments.guest("x")).isInstanceOf(Missing.class);

        enrolments.erase(30);
        assertThat(enrolments.guest(secret).name()).as("still to come").isEqualTo("Gast Een");
        jdbc.sql("update hub_meeting set starts_at = now() - interval '31 days', ends_at = now() - interval '31 days'"
                        + " + interval '1 hour' where session = ?")
                .param(id)
                .update();
        enrolments.erase(32);
        assertThat(enrolments.guest(secret).name()).isEqualTo("Gast Een");
        enrolments.erase(30);

        assertThatThrownBy(() -> enrolments.guest(secret)).isInstanceOf(Missing.class);
        assertThat(enrolments.participants(id, coordinator)).singleElement().satisfies(left -> {
            assertThat(left.erased()).isTrue();
            assertThat(left.name() + left.email()).isEmpty();
        });
        assertThat(get(id).taken()).as("still counted").isEqualTo(1);
    }

    private String secret(String email) {
        return jdbc.sql("select secret from hub_enrolment where email = ?")
                .param(email)
                .query(String.class)
                .single();
    }

    @Test
    void whoHasNoAccountIsInvitedByLetterAlsoToWhatIsClosed() {
        long id = session(Audience.INVITED, null, soon());
        String email = UUID.randomUUID() + "@example.net";
        enrolments.invite(id, email, "nl", coordinator);
        enrolments.invite(id, email, "nl", coordinator);

        assertThat(enrolments.confirm(secret(email), "Uitgenodigd")).isEqualTo(Came.IN);
        assertThat(enrolments.guest(secret(email)).session().id()).isEqualTo(id);
        enrolments.leave(secret(email));
        assertThat(get(id).taken()).isZero();
    }

    @Test
    void aPersonTakesAlongWhatIsKept() {
        Person person = someone(Role.RESIDENT);
        long id = session(Audience.PUBLIC, null, soon());
        enrolments.invite(id, person.email(), "nl", coordinator);
        enrolments.enrol(id, person);

        assertThat(personal.of(person).toString()).contains(get(id).title(), "state=in", "invitedAt=");
    }

    // ---- what comes of it

    private long enrolled(long id, Person person) {
        return jdbc.sql("insert into hub_enrolment (session, account, state, arrived) values (?, ?, 'in',"
                        + " nextval('hub_arrival')) returning id")
                .params(id, person.id())
                .query(Long.class)
                .single();
    }

    @Test
    void anIdeaBecomesASeedThatLeadsBackToItsSession() {
        long id = session(Audience.PUBLIC, null, past());
        long seed = minutes.plant(id, "Koffiedik", "Twaalf kantines.", "Lotte", coordinator);
        minutes.plant(id, "Werfdoeken", "", "", coordinator);

        assertThat(cases.get(seed, coordinator).status()).isEqualTo(CaseStatus.SEED);
        assertThat(cases.get(seed, coordinator).origin()).isEqualTo(Origin.SESSION);
        assertThat(seeds.of(seed, coordinator)).singleElement().satisfies(link -> assertThat(link.path())
                .isEqualTo("/sessions/" + id));
        assertThat(seeds.of(seed, someone(Role.MEMBER, "rubberhof"))).isEmpty();
        pipeline.move(seed, CaseStatus.POTENTIAL, null, "", 0, coordinator);

        HubSessions.Outcome outcome = sessions.outcome(id, coordinator);
        assertThat(outcome.ideas()).isEqualTo(2);
        assertThat(outcome.grown()).isEqualTo(1);
        assertThat(outcome.stages()).containsEntry(CaseStatus.SEED, 1).containsEntry(CaseStatus.POTENTIAL, 1);
    }

    @Test
    void minutesGoToTheCasesOnceAndAreReadByWhoWasThere() {
        long id = session(Audience.PUBLIC, null, past());
        long meeting = get(id).meetings().getFirst().id();
        Person there = someone(Role.RESIDENT);
        Person absent = someone(Role.RESIDENT);
        long one = enrolled(id, there);
        enrolled(id, absent);
        enrolments.note(id, meeting, Set.of(one, 999_999_999L), coordinator);
        long seed = pipeline.plant("Zaadje", "Iets.", Origin.DESK, coordinator);

        assertThat(sessions.withoutMinutes(coordinator, 500)).anyMatch(each -> each.meeting() == meeting);
        minutes.write(id, meeting, "We spraken.", coordinator);
        minutes.add(id, meeting, Minutes.Line.Kind.DECISION, "We doen het.", "", null, coordinator);
        minutes.add(id, meeting, Minutes.Line.Kind.ACTION, "Bel", "An", Pipeline.today(), coordinator);
        assertThat(minutes.share(id, meeting, coordinator)).as("about no case").isZero();
        sessions.link(id, seed, coordinator);
        assertThat(minutes.share(id, meeting, coordinator)).isEqualTo(1);
        assertThat(minutes.share(id, meeting, coordinator)).as("once").isZero();

        Dossier dossier = pipeline.dossier(seed, coordinator);
        assertThat(dossier.entries())
                .extracting(Dossier.Entry::kind)
                .containsExactlyInAnyOrder(Dossier.Entry.Kind.SESSION, Dossier.Entry.Kind.DECISION);
        assertThat(dossier.steps()).extracting(Dossier.Step::title).containsExactly("Bel");
        assertThat(sessions.withoutMinutes(coordinator, 500)).noneMatch(each -> each.meeting() == meeting);
        assertThat(minutes.sheet(id, meeting, there).words()).isEqualTo("We spraken.");
        assertThatThrownBy(() -> minutes.sheet(id, meeting, absent)).isInstanceOf(Missing.class);
        HubSessions.Outcome outcome = sessions.outcome(id, coordinator);
        assertThat(outcome.rate()).isEqualTo(0.5);
    }

    @Test
    void whatPeopleThoughtIsShownFromThreeAnswersUpAndNeverWhoThoughtIt() {
        long id = session(Audience.PUBLIC, null, past());
        long meeting = get(id).meetings().getFirst().id();
        evaluations.ask(id, Question.Kind.SCALE, "Nuttig?", coordinator);
        evaluations.ask(id, Question.Kind.OPEN, "Beter?", coordinator);
        List<Question> asked = evaluations.questions(id, coordinator);
        List<Person> people =
                List.of(someone(Role.RESIDENT), someone(Role.RESIDENT), someone(Role.RESIDENT), someone(Role.RESIDENT));
        Set<Long> present = new HashSet<>();
        people.subList(0, 3).forEach(person -> present.add(enrolled(id, person)));
        enrolled(id, people.get(3));
        enrolments.note(id, meeting, present, coordinator);

        assertThatThrownBy(() -> evaluations.sheet(id, people.get(3)))
                .as("was not there")
                .isInstanceOf(Missing.class);
        for (int i = 0; i < 3; i++) {
            Person person = people.get(i);
            assertThat(evaluations.open(person, 5)).anyMatch(each -> each.session() == id);
            assertThat(evaluations.answer(
                            id,
                            List.of(
                                    new Answer(asked.get(0).id(), i + 3, null),
                                    new Answer(asked.get(1).id(), null, "Tekst " + i)),
                            person))
                    .isTrue();
            assertThat(evaluations.answer(id, List.of(new Answer(asked.get(0).id(), 1, null)), person))
                    .as("twice")
                    .isFalse();
            Evaluations.Result scale = evaluations.results(id, coordinator).getFirst();
            assertThat(scale.isShown()).isEqualTo(i == 2);
            if (i < 2) {
                assertThat(scale.counts()).isEmpty();
                assertThat(evaluations.results(id, coordinator).getLast().texts())
                        .isEmpty();
            }
        }

        Evaluations.Result scale = evaluations.results(id, coordinator).getFirst();
        assertThat(scale.counts()).containsExactly(0, 0, 1, 1, 1);
        assertThat(scale.mean()).isEqualTo(4);
        assertThat(evaluations.results(id, coordinator).getLast().texts())
                .containsExactlyInAnyOrder("Tekst 0", "Tekst 1", "Tekst 2");
        assertThat(jdbc.sql("select column_name from information_schema.columns where table_name = 'hub_answer'")
                        .query(String.class)
                        .list())
                .as("nothing in an answer leads to a person")
                .containsExactlyInAnyOrder("sheet", "question", "value", "words");
        assertThat(evaluations.drop(id, asked.get(0).id(), coordinator))
                .as("answered")
                .isFalse();
    }

    @Test
    void theDemonstrationHasATrainingHalfWayAMinutedSessionAndAFullEvent() {
        Person shown = accounts.find("coordinator@example.org").orElseThrow();
        SessionLine training = sessions.list("1+1=11", SessionKind.TRAINING, false, 1, 5, null)
                .rows()
                .getFirst();
        assertThat(training.meetings()).isEqualTo(3);
        assertThat(sessions.get(training.id(), shown).meetings())
                .filteredOn(Meeting::isOver)
                .hasSize(2);
        SessionLine event = sessions.list("Open deur", SessionKind.EVENT, false, 1, 5, shown)
                .rows()
                .getFirst();
        assertThat(event.isCrowded()).isTrue();
        assertThat(event.waiting()).isPositive();
        long past = sessions.list("matrassen", null, true, 1, 5, shown)
                .rows()
                .getFirst()
                .id();
        assertThat(evaluations.results(past, shown)).anyMatch(Evaluations.Result::isShown);
        assertThat(sessions.outcome(past, shown).grown()).isEqualTo(1);
    }
}
