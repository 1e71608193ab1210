package org.knooppunt.sessions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Dossier;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.internal.MinuteStore;
import org.knooppunt.sessions.internal.SessionStore;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was said and decided at a meeting, and the ideas that came up. A coordinator writes it; whoever was there reads it.
 * Each idea is planted among the cases as a seed.
 */
@Service
public class Minutes {
    /** What a case keeps of one entry. */
    static final int LONGEST_ENTRY = 4000;

    private final SessionStore sessions;
    private final MinuteStore store;
    private final Pipeline pipeline;
    private final BusinessCases cases;
    private final Audit audit;

    Minutes(SessionStore sessions, MinuteStore store, Pipeline pipeline, BusinessCases cases, Audit audit) {
        this.sessions = sessions;
        this.store = store;
        this.pipeline = pipeline;
        this.cases = cases;
        this.audit = audit;
    }

    /**
     * A decision, or what somebody does by when.
     *
     * @param owner who does it; empty for a decision
     * @param due by when; absent for a decision
     */
    public record Line(
            long id,
            Kind kind,
            String words,
            String owner,
            @Nullable LocalDate due) {
        /** Which of the two. */
        public enum Kind implements Coded {
            DECISION,
            ACTION
        }
    }

    /** What was written of a meeting. */
    public record Sheet(HubSession session, Meeting meeting, String words, List<Line> lines) {
        public List<Line> decisions() {
            return lines.stream()
                    .filter(line -> line.kind() == Line.Kind.DECISION)
                    .toList();
        }

        public List<Line> actions() {
            return lines.stream()
                    .filter(line -> line.kind() == Line.Kind.ACTION)
                    .toList();
        }
    }

    /**
     * An idea that came up.
     *
     * @param status how far its case is; absent for who does not run sessions
     */
    public record Idea(
            String title,
            String broughtBy,
            long businessCase,
            Instant writtenAt,
            @Nullable CaseStatus status) {}

    private HubSession get(long session, @Nullable Person person) {
        return sessions.find(session, person).orElseThrow(() -> new Missing("session " + session));
    }

    /** @throws Missing for who neither runs sessions nor was at one of its meetings */
    @Transactional(readOnly = true)
    public Sheet sheet(long session, long meeting, @Nullable Person person) {
        HubSession seen = get(session, person);
        Meeting found = HubSessions.find(seen, meeting);
        if (!seen.full() && !seen.present()) {
            throw new Missing("minutes of meeting " + meeting);
        }
        return new Sheet(seen, found, store.words(meeting), store.lines(meeting));
    }

    private void requireMeeting(long session, long meeting, Person person) {
        HubSessions.requireCoordinator(person);
        HubSessions.find(get(session, person), meeting);
    }

    @Transactional
    public void write(long session, long meeting, String words, Person person) {
        requireMeeting(session, meeting, person);
        store.write(meeting, words.strip(), person.name());
        record(session, person, "minutes-written", Map.of("meeting", meeting));
    }

    /** @param due by when; only for an action */
    @Transactional
    public void add(
            long session,
            long meeting,
            Line.Kind kind,
            String words,
            String owner,
            @Nullable LocalDate due,
            Person person) {
        requireMeeting(session, meeting, person);
        store.add(meeting, kind, words.strip(), owner.strip(), due);
        record(session, person, "minutes-written", Map.of("meeting", meeting, "kind", kind.code()));
    }

    @Transactional
    public void remove(long session, long meeting, long line, Person person) {
        requireMeeting(session, meeting, person);
        if (store.remove(meeting, line)) {
            record(session, person, "minutes-written", Map.of("meeting", meeting, "removed", line));
        }
    }

    /**
     * Puts minutes, decisions and actions with the cases the session is about: once.
     *
     * @return with how many cases; 0 when it was done before, nothing was written or the session is about none
     */
    @Transactional
    public int share(long session, long meeting, Person person) {
        HubSessions.requireCoordinator(person);
        Sheet sheet = sheet(session, meeting, person);
        List<Long> about = sessions.cases(session);
        if (about.isEmpty() || sheet.words().isBlank() || !store.share(meeting)) {
            return 0;
        }
        LocalDate day = sheet.meeting().moment().startsAt().atZone(Formats.ZONE).toLocalDate();
        for (long each : about) {
            pipeline.write(
                    each, Dossier.Entry.Kind.SESSION, day, cut(sheet.session().title() + "\n" + sheet.words()), person);
            sheet.decisions()
                    .forEach(line -> pipeline.write(each, Dossier.Entry.Kind.DECISION, day, line.words(), person));
            for (Line line : sheet.actions()) {
                LocalDate due = line.due();
                if (due != null) {
                    pipeline.plan(each, line.words(), line.owner(), due, person);
                }
            }
        }
        record(session, person, "minutes-shared", Map.of("meeting", meeting, "cases", about));
        return about.size();
    }

    private static String cut(String words) {
        return words.length() <= LONGEST_ENTRY ? words : words.substring(0, LONGEST_ENTRY - 1) + "…";
    }

    // ---- ideas

    /** The ideas of a session, for who runs it and who was there. */
    @Transactional(readOnly = true)
    public List<Idea> ideas(long session, @Nullable Person person) {
        HubSession seen = get(session, person);
        if (!seen.full() && !seen.present()) {
            return List.of();
        }
        return store.ideas(session).stream()
                .map(idea -> new Idea(
                        idea.title(),
                        seen.full() ? idea.broughtBy() : "",
                        idea.businessCase(),
                        idea.writtenAt(),
                        seen.full()
                                ? cases.find(idea.businessCase(), person)
                                        .map(BusinessCase::status)
                                        .orElse(null)
                                : null))
                .toList();
    }

    /**
     * Plants an idea as a seed.
     *
     * @param broughtBy who had it, as people call them; may be empty
     * @return the case it is now
     */
    @Transactional
    public long plant(long session, String title, String words, String broughtBy, Person person) {
        HubSessions.requireCoordinator(person);
        get(session, person);
        long planted = pipeline.plant(title, words, Origin.SESSION, person);
        store.addIdea(session, title.strip(), broughtBy.strip(), planted, person.name());
        record(session, person, "idea-planted", Map.of("case", planted));
        return planted;
    }

    private void record(long session, Person person, String action, Map<String, ?> detail) {
        audit.record(person, action, "session", Long.toString(session), detail);
    }
}
