package org.knooppunt.sessions.internal;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.Audience;
import org.knooppunt.sessions.Evaluations;
import org.knooppunt.sessions.Evaluations.Question;
import org.knooppunt.sessions.HubSessions;
import org.knooppunt.sessions.Meeting;
import org.knooppunt.sessions.Minutes;
import org.knooppunt.sessions.Moment;
import org.knooppunt.sessions.SessionDraft;
import org.knooppunt.sessions.SessionKind;
import org.knooppunt.sessions.Standing;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills a hub without sessions with three: a training half way, a session around an idea that is over, and an event that is
 * full. People and what they say are invented; no letters go out.
 */
@Order(100)
@Component
@ConditionalOnProperty("knooppunt.demonstration")
class SessionDemonstration implements ApplicationRunner {
    private static final List<String> GUESTS = List.of(
            "Anneke Peeters",
            "Youssef Amrani",
            "Bert Claes",
            "Fatma Yilmaz",
            "Rita Vanderlinden",
            "Giulia Conti",
            "Tom Jansen",
            "Sofie Hermans",
            "Mehmet Aydin",
            "Lies Moons",
            "Daan Wouters");

    private final HubSessions sessions;
    private final SessionStore store;
    private final EnrolmentStore enrolments;
    private final EvaluationStore answers;
    private final Evaluations evaluations;
    private final Minutes minutes;
    private final Pipeline pipeline;
    private final Accounts accounts;
    private final TransactionTemplate transaction;

    SessionDemonstration(
            HubSessions sessions,
            SessionStore store,
            EnrolmentStore enrolments,
            EvaluationStore answers,
            Evaluations evaluations,
            Minutes minutes,
            Pipeline pipeline,
            Accounts accounts,
            TransactionTemplate transaction) {
        this.sessions = sessions;
        this.store = store;
        this.enrolments = enrolments;
        this.answers = answers;
        this.evaluations = evaluations;
        this.minutes = minutes;
        this.pipeline = pipeline;
        this.accounts = accounts;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Optional<Person> coordinator = accounts.find("coordinator@example.org");
        if (coordinator.isPresent() && store.isEmpty()) {
            transaction.executeWithoutResult(status -> fill(coordinator.get()));
        }
    }

    private void fill(Person coordinator) {
        aboutMattresses(coordinator);
        training(coordinator);
        openDoor(coordinator);
    }

    private static Moment moment(LocalDate day, String from, String until, String place) {
        return new Moment(
                "",
                Moment.at(day, LocalTime.parse(from)).orElseThrow(),
                Moment.at(day, LocalTime.parse(until)).orElseThrow(),
                place,
                "");
    }

    private List<Long> enrol(long session, int guests, int in, String... people) {
        List<Long> all = new ArrayList<>();
        for (String each : people) {
            accounts.find(each + "@example.org")
                    .flatMap(person -> enrolments.add(session, person, state(all.size(), in)))
                    .ifPresent(all::add);
        }
        for (int i = 0; i < guests; i++) {
            String name = GUESTS.get(i);
            String email = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.net";
            all.add(enrolments.addGuest(
                    session, name, email, UUID.randomUUID().toString(), "nl", state(all.size(), in)));
        }
        enrolments.count(session);
        return all;
    }

    private static Standing.State state(int at, int in) {
        return at < in ? Standing.State.IN : Standing.State.WAITING;
    }

    private void present(long session, Meeting meeting, List<Long> all, int absent, Person coordinator) {
        Set<Long> there = new LinkedHashSet<>(all);
        there.remove(all.get(absent));
        enrolments.setPresent(session, meeting.id(), there, coordinator.name());
    }

    /** Over, with minutes, an idea that grew and an evaluation. */
    private void aboutMattresses(Person coordinator) {
        LocalDate day = Pipeline.today().minusDays(24);
        long id = sessions.create(
                new SessionDraft(
                        "Wat doen we met oude matrassen?",
                        SessionKind.PRE_BUSINESS_CASE,
                        "Samen nagaan of ophalen en demonteren in de regio kan lonen, en voor wie.",
                        "Noor Voorbeeld",
                        Audience.MEMBERS,
                        15),
                List.of(moment(day, "14:00", "16:30", "Knooppunt, zaal Kolenspoor, Genk")),
                coordinator);
        Meeting meeting = sessions.get(id, coordinator).meetings().getFirst();
        List<Long> all = enrol(id, 5, 15, "member", "member-2", "member-3");
        present(id, meeting, all, 4, coordinator);
        long seed = minutes.plant(
                id,
                "Matrassen ophalen en demonteren",
                "De kringwinkel haalt op, een sociale werkplaats demonteert; schuim en staal hebben afnemers.",
                "Anneke Peeters",
                coordinator);
        pipeline.move(seed, CaseStatus.POTENTIAL, null, "", 0, coordinator);
        sessions.link(id, seed, coordinator);
        minutes.write(
                id,
                meeting.id(),
                "Iedereen heeft matrassen over, niemand genoeg voor een lijn. Samen gaat het om zo'n 40 ton per jaar."
                        + "\n\nDe werkplaats kan demonteren als de stroom een jaar lang zeker is.",
                coordinator);
        minutes.add(
                id,
                meeting.id(),
                Minutes.Line.Kind.DECISION,
                "We tellen drie maanden wat er binnenkomt en beslissen dan.",
                "",
                null,
                coordinator);
        minutes.add(
                id,
                meeting.id(),
                Minutes.Line.Kind.ACTION,
                "Vraag twee afnemers van schuim naar hun prijs",
                "Noor Voorbeeld",
                Pipeline.today().plusDays(21),
                coordinator);
        minutes.share(id, meeting.id(), coordinator);
        evaluations.ask(id, Question.Kind.SCALE, "Was deze sessie je tijd waard?", coordinator);
        evaluations.ask(id, Question.Kind.SCALE, "Kon je zeggen wat je wilde zeggen?", coordinator);
        evaluations.ask(id, Question.Kind.YES_NO, "Zou je nog eens komen?", coordinator);
        evaluations.ask(id, Question.Kind.OPEN, "Wat doen we de volgende keer beter?", coordinator);
        List<Question> asked = answers.questions(id);
        answer(asked, all.get(0), 5, 4, 1, "Meer cijfers vooraf.");
        answer(asked, all.get(1), 4, 5, 1, null);
        answer(asked, all.get(2), 4, 3, 1, "Korter. Twee uur is genoeg.");
        answer(asked, all.get(3), 3, 4, 0, "Nodig ook een afnemer uit.");
        answer(asked, all.get(5), 5, 5, 1, null);
    }

    private void answer(List<Question> asked, long enrolment, int worth, int said, int again, @Nullable String words) {
        answers.begin(enrolment);
        UUID sheet = UUID.randomUUID();
        answers.answer(sheet, asked.get(0).id(), worth, null);
        answers.answer(sheet, asked.get(1).id(), said, null);
        answers.answer(sheet, asked.get(2).id(), again, null);
        if (words != null) {
            answers.answer(sheet, asked.get(3).id(), null, words);
        }
    }

    /** Three workshops over three weeks, of which two were. */
    private void training(Person coordinator) {
        LocalDate today = Pipeline.today();
        // never today: it would be half way only until the afternoon
        DayOfWeek weekday = today.getDayOfWeek() == DayOfWeek.THURSDAY ? DayOfWeek.TUESDAY : DayOfWeek.THURSDAY;
        LocalDate first = today.with(TemporalAdjusters.next(weekday)).minusDays(14);
        String place = "Knooppunt, atelier, Genk";
        List<Moment> moments = new ArrayList<>();
        String[] titles = {"Wat heb je over?", "Wie heeft het nodig?", "Reken het uit"};
        for (int i = 0; i < titles.length; i++) {
            Moment at = moment(first.plusDays(7L * i), "13:30", "17:00", place);
            moments.add(new Moment(titles[i], at.startsAt(), at.endsAt(), place, ""));
        }
        long id = sessions.create(
                new SessionDraft(
                        "1+1=11: van reststroom naar zaak",
                        SessionKind.TRAINING,
                        "Drie werkwinkels in drie weken. Je gaat naar huis met een idee, een partner en een eerste berekening.",
                        "Noor Voorbeeld",
                        Audience.PUBLIC,
                        20),
                moments,
                coordinator);
        List<Meeting> meetings = sessions.get(id, coordinator).meetings();
        List<Long> all = enrol(id, 8, 20, "member", "member-2", "resident");
        present(id, meetings.get(0), all, 9, coordinator);
        present(id, meetings.get(1), all, 3, coordinator);
        minutes.write(
                id,
                meetings.get(0).id(),
                "Elk schreef op wat er elke week in de container verdwijnt. De lijst werd langer dan iemand dacht.",
                coordinator);
        minutes.plant(
                id,
                "Koffiedik van de kantines naar de stadskwekers",
                "Twaalf kantines, elke dag een emmer. De kwekers kunnen het ophalen met de fiets.",
                "Lotte Voorbeeld",
                coordinator);
        minutes.plant(
                id, "Werfdoeken als grondstof voor tassen", "Een atelier zoekt 200 m² per maand.", "", coordinator);
        evaluations.ask(id, Question.Kind.SCALE, "Leer je hier iets voor je eigen werk?", coordinator);
        evaluations.ask(id, Question.Kind.OPEN, "Wat wil je in de laatste werkwinkel zeker nog doen?", coordinator);
    }

    /** To come, and full: people wait. */
    private void openDoor(Person coordinator) {
        long id = sessions.create(
                new SessionDraft(
                        "Open deur: een dag tussen de reststromen",
                        SessionKind.EVENT,
                        "Kijk mee hoe banden, hout en water van hand tot hand gaan. Met rondleiding en soep.",
                        "Noor Voorbeeld",
                        Audience.PUBLIC,
                        8),
                List.of(moment(Pipeline.today().plusDays(16), "10:00", "15:00", "Genk-Zuid, aan de kade")),
                coordinator);
        enrol(id, 10, 8, "resident");
    }
}
