package org.knooppunt.sessions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.internal.EnrolmentStore;
import org.knooppunt.sessions.internal.EvaluationStore;
import org.knooppunt.sessions.internal.SessionStore;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people thought of a session. Whoever was there answers once. Nobody can see who answered what: it is kept apart, and
 * nothing is shown of a question before three people answered it.
 */
@Service
public class Evaluations {
    /** With fewer answers one could guess whose they are. */
    public static final int FEWEST = 3;

    /** The most questions people still answer. */
    public static final int MOST = 15;

    /** The best value of a scale; 1 is the worst. */
    public static final int BEST = 5;

    private final SessionStore sessions;
    private final EnrolmentStore enrolments;
    private final EvaluationStore store;
    private final Audit audit;

    Evaluations(SessionStore sessions, EnrolmentStore enrolments, EvaluationStore store, Audit audit) {
        this.sessions = sessions;
        this.enrolments = enrolments;
        this.store = store;
        this.audit = audit;
    }

    /** Something people are asked. */
    public record Question(long id, Kind kind, String words) {
        /** How one answers. */
        public enum Kind implements Coded {
            /** 1 to 5. */
            SCALE,
            YES_NO,
            OPEN
        }

        /** The name of its field in a form. */
        public String field() {
            return "q" + id;
        }
    }

    /**
     * An answer.
     *
     * @param value 1 to 5 of a scale, 1 for yes and 0 for no
     */
    public record Answer(
            long question,
            @Nullable Integer value,
            @Nullable String words) {}

    /**
     * What was answered to a question.
     *
     * @param answers how many; when fewer than {@link #FEWEST}, no more is told
     * @param counts how often each value was given: of a scale 1 to 5, else no and yes
     * @param texts in an order that says nothing
     */
    public record Result(Question question, int answers, List<Integer> counts, List<String> texts) {
        public boolean isShown() {
            return answers >= FEWEST;
        }

        /** Mean of a scale; share of yes. */
        public double mean() {
            int first = question.kind() == Question.Kind.SCALE ? 1 : 0;
            double sum = 0;
            for (int i = 0; i < counts.size(); i++) {
                sum += (double) counts.get(i) * (i + first);
            }
            return answers == 0 ? 0 : sum / answers;
        }
    }

    private HubSession get(long session, @Nullable Person person) {
        return sessions.find(session, person).orElseThrow(() -> new Missing("session " + session));
    }

    // ---- questions

    @Transactional(readOnly = true)
    public List<Question> questions(long session, @Nullable Person person) {
        get(session, person);
        return store.questions(session);
    }

    /** False when there are as many as people still answer. */
    @Transactional
    public boolean ask(long session, Question.Kind kind, String words, Person person) {
        HubSessions.requireCoordinator(person);
        if (sessions.hold(session).isEmpty()) {
            throw new Missing("session " + session);
        }
        if (store.questions(session).size() >= MOST) {
            return false;
        }
        store.ask(session, kind, words.strip());
        record(session, person, Map.of("question", List.of("", words.strip())));
        return true;
    }

    /** False when somebody answered it already. */
    @Transactional
    public boolean drop(long session, long question, Person person) {
        HubSessions.requireCoordinator(person);
        if (!store.drop(session, question)) {
            return false;
        }
        record(session, person, Map.of("question", List.of(Long.toString(question), "")));
        return true;
    }

    /** The questions of one session for another that has none. */
    @Transactional
    public void copy(long from, long to, Person person) {
        HubSessions.requireCoordinator(person);
        get(from, person);
        if (store.questions(to).isEmpty()) {
            store.copy(from, to);
        }
    }

    // ---- answers

    /** What somebody is asked of a session. */
    public record Sheet(HubSession session, List<Question> questions) {}

    /**
     * The sheet of somebody who has an account.
     *
     * @throws Missing when this person was not there, or answered before
     */
    @Transactional(readOnly = true)
    public Sheet sheet(long session, Person person) {
        return sheet(get(session, person));
    }

    /**
     * The sheet of a guest.
     *
     * @throws Missing when this guest was not there, or answered before
     */
    @Transactional(readOnly = true)
    public Sheet sheet(String secret) {
        return sheet(ofGuest(secret));
    }

    private HubSession ofGuest(String secret) {
        long enrolment = enrolments
                .guest(secret)
                .orElseThrow(() -> new Missing("a guest's enrolment"))
                .id();
        return sessions.ofEnrolment(enrolment);
    }

    private Sheet sheet(HubSession session) {
        if (!isAsked(session)) {
            throw new Missing("a sheet for session " + session.id());
        }
        return new Sheet(session, store.questions(session.id()));
    }

    /** Whether the person who sees this session so is asked what they thought of it. */
    @Transactional(readOnly = true)
    public boolean isAsked(HubSession session) {
        Standing mine = session.mine();
        return mine != null
                && session.present()
                && mine.state() == Standing.State.IN
                && !store.hasAnswered(mine.enrolment())
                && !store.questions(session.id()).isEmpty();
    }

    /** False when this person answered before. */
    @Transactional
    public boolean answer(long session, List<Answer> answers, Person person) {
        return answer(get(session, person), answers);
    }

    /** False when this guest answered before. */
    @Transactional
    public boolean answer(String secret, List<Answer> answers) {
        return answer(ofGuest(secret), answers);
    }

    private boolean answer(HubSession session, List<Answer> answers) {
        Standing mine = session.mine();
        if (mine == null || !session.present() || mine.state() != Standing.State.IN) {
            throw new Missing("a sheet for session " + session.id());
        }
        Set<Long> known = new HashSet<>();
        store.questions(session.id()).forEach(question -> known.add(question.id()));
        if (!store.begin(mine.enrolment())) {
            return false;
        }
        UUID sheet = UUID.randomUUID();
        answers.stream()
                .filter(answer -> known.contains(answer.question()))
                .forEach(answer -> store.answer(sheet, answer.question(), answer.value(), answer.words()));
        return true;
    }

    /** The sessions of which somebody with an account is asked what they thought. */
    @Transactional(readOnly = true)
    public List<EvaluationStore.Asked> open(Person person, int most) {
        return store.open(person, most);
    }

    // ---- results

    /** How many people answered. */
    @Transactional(readOnly = true)
    public int sheets(long session, Person person) {
        HubSessions.requireCoordinator(person);
        return store.sheets(session);
    }

    @Transactional(readOnly = true)
    public List<Result> results(long session, Person person) {
        HubSessions.requireCoordinator(person);
        get(session, person);
        Map<Long, Map<Integer, Integer>> counts = store.counts(session);
        Map<Long, List<String>> texts = store.texts(session);
        List<Result> results = new ArrayList<>();
        for (Question question : store.questions(session)) {
            List<String> words = texts.getOrDefault(question.id(), List.of());
            Map<Integer, Integer> given = counts.getOrDefault(question.id(), Map.of());
            int answers = words.size()
                    + given.values().stream().mapToInt(Integer::intValue).sum();
            boolean shown = answers >= FEWEST;
            List<Integer> values = new ArrayList<>();
            if (question.kind() != Question.Kind.OPEN && shown) {
                boolean scale = question.kind() == Question.Kind.SCALE;
                for (int value = scale ? 1 : 0; value <= (scale ? BEST : 1); value++) {
                    values.add(given.getOrDefault(value, 0));
                }
            }
            results.add(new Result(question, answers, values, shown ? words : List.of()));
        }
        return results;
    }

    private void record(long session, Person person, Map<String, ?> detail) {
        audit.record(person, "changed", "session", Long.toString(session), detail);
    }
}
