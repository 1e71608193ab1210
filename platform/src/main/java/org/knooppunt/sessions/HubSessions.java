package org.knooppunt.sessions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.internal.EnrolmentStore;
import org.knooppunt.sessions.internal.MinuteStore;
import org.knooppunt.sessions.internal.SessionLetters;
import org.knooppunt.sessions.internal.SessionLetters.News;
import org.knooppunt.sessions.internal.SessionStore;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sessions of the hub. A coordinator runs them. Others see what is public, members also what is for members, and
 * everybody what they are invited to; see {@link SessionStore}, whose queries decide it. Whoever comes is told of each change.
 */
@Service
public class HubSessions {
    /** Meetings of one session. */
    public static final int MOST_MEETINGS = 20;

    private final SessionStore store;
    private final EnrolmentStore enrolments;
    private final MinuteStore minutes;
    private final SessionLetters letters;
    private final BusinessCases cases;
    private final Audit audit;
    private final Enrolments places;

    HubSessions(
            SessionStore store,
            EnrolmentStore enrolments,
            MinuteStore minutes,
            SessionLetters letters,
            BusinessCases cases,
            Audit audit,
            Enrolments places) {
        this.store = store;
        this.enrolments = enrolments;
        this.minutes = minutes;
        this.letters = letters;
        this.cases = cases;
        this.audit = audit;
        this.places = places;
    }

    static void requireCoordinator(@Nullable Person person) {
        if (!SessionStore.runs(person)) {
            throw new AccessDeniedException("sessions are run by coordinators");
        }
    }

    /** Whether this person runs sessions. */
    public static boolean runs(@Nullable Person person) {
        return SessionStore.runs(person);
    }

    // ---- read

    /** The sessions a person may see: those to come, the next first, or those that were, the latest first. */
    @Transactional(readOnly = true)
    public Slice<SessionLine> list(
            String text, @Nullable SessionKind kind, boolean past, int page, int size, @Nullable Person person) {
        return store.list(text, kind, past, page, size, person);
    }

    /** @throws Missing when there is no such session for this person */
    @Transactional(readOnly = true)
    public HubSession get(long id, @Nullable Person person) {
        return store.find(id, person).orElseThrow(() -> new Missing("session " + id));
    }

    /** @throws Missing when there is no such session, or it has no such meeting */
    @Transactional(readOnly = true)
    public Meeting meeting(long id, long meeting, @Nullable Person person) {
        return find(get(id, person), meeting);
    }

    static Meeting find(HubSession session, long meeting) {
        return session.meetings().stream()
                .filter(each -> each.id() == meeting)
                .findFirst()
                .orElseThrow(() -> new Missing("meeting " + meeting + " of session " + session.id()));
    }

    /** The next sessions in which a person has a place. */
    @Transactional(readOnly = true)
    public List<SessionLine> mine(Person person, int most) {
        return store.mine(person, most);
    }

    /** A meeting that is over and of which nothing was written. */
    public record WithoutMinutes(long session, long meeting, String title, Instant startsAt) {}

    /** For who runs sessions; nothing for others. */
    @Transactional(readOnly = true)
    public List<WithoutMinutes> withoutMinutes(Person person, int most) {
        return runs(person)
                ? store.withoutMinutes(most).stream()
                        .map(each -> new WithoutMinutes(each.session(), each.meeting(), each.title(), each.startsAt()))
                        .toList()
                : List.of();
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        requireCoordinator(person);
        return audit.list("session", Long.toString(id));
    }

    /** The cases a session is about, of those this person may see. */
    @Transactional(readOnly = true)
    public List<BusinessCase> cases(long id, @Nullable Person person) {
        get(id, person);
        List<BusinessCase> seen = new ArrayList<>();
        store.cases(id).forEach(each -> cases.find(each, person).ifPresent(seen::add));
        return seen;
    }

    /**
     * What came of a session.
     *
     * @param people who have a place
     * @param seats places of these people at the meetings that were held; {@code present} of them were filled
     * @param ideas how many ideas were written down, each a seed
     * @param stages how far these are now
     */
    public record Outcome(
            long people, long seats, long present, double rate, int ideas, Map<CaseStatus, Integer> stages) {
        /** Ideas that are more than a seed by now. */
        public int grown() {
            return stages.entrySet().stream()
                    .filter(each ->
                            each.getKey() != CaseStatus.SEED && !each.getKey().isAside())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    @Transactional(readOnly = true)
    public Outcome outcome(long id, Person person) {
        requireCoordinator(person);
        get(id, person);
        SessionStore.Attendance attendance = store.attendance(id);
        Map<CaseStatus, Integer> stages = new EnumMap<>(CaseStatus.class);
        List<Long> seeds = minutes.seeds(id);
        seeds.forEach(
                seed -> cases.find(seed, person).ifPresent(found -> stages.merge(found.status(), 1, Integer::sum)));
        return new Outcome(
                attendance.people(), attendance.seats(), attendance.present(), attendance.rate(), seeds.size(), stages);
    }

    // ---- change

    /**
     * Announces a session.
     *
     * @param moments when its meetings are; at least one
     */
    @Transactional
    public long create(SessionDraft draft, List<Moment> moments, Person person) {
        requireCoordinator(person);
        if (moments.isEmpty() || moments.size() > MOST_MEETINGS) {
            throw new IllegalArgumentException(
                    "a session of " + moments.size() + " meetings; expected 1 to " + MOST_MEETINGS);
        }
        long id = store.create(draft, person);
        moments.forEach(moment -> store.addMeeting(id, moment));
        record(id, person, "created", Map.of("kind", draft.kind().code(), "meetings", moments.size()));
        return id;
    }

    /** How a change ended. */
    public enum Changed {
        DONE,
        CHANGED_MEANWHILE,
        /** More people have a place than there would be. */
        TOO_FEW_PLACES
    }

    @Transactional
    public Changed change(long id, SessionDraft draft, int version, Person person) {
        requireCoordinator(person);
        SessionStore.Held held = store.hold(id).orElseThrow(() -> new Missing("session " + id));
        if (draft.places() != null && draft.places() < held.taken()) {
            return Changed.TOO_FEW_PLACES;
        }
        HubSession before = get(id, person);
        if (!store.change(id, draft, version)) {
            return Changed.CHANGED_MEANWHILE;
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        difference(detail, "title", before.title(), draft.title());
        difference(detail, "kind", before.kind().code(), draft.kind().code());
        difference(detail, "goal", before.goal(), draft.goal());
        difference(detail, "host", before.host(), draft.host());
        difference(
                detail, "audience", before.audience().code(), draft.audience().code());
        difference(detail, "places", before.places(), draft.places());
        record(id, person, "changed", detail);
        if (detail.containsKey("title") || detail.containsKey("goal") || detail.containsKey("host")) {
            store.renew(id);
        }
        places.fill(id);
        return Changed.DONE;
    }

    private static void difference(
            Map<String, Object> detail, String field, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            detail.put(field, List.of(was == null ? "" : was, is == null ? "" : is));
        }
    }

    /** One meeting more; everybody who comes is told. */
    @Transactional
    public void addMeeting(long id, Moment moment, Person person) {
        requireCoordinator(person);
        hold(id);
        long meeting = store.addMeeting(id, moment);
        record(
                id,
                person,
                "changed",
                Map.of("meeting", List.of("", moment.startsAt().toString())));
        HubSession session = get(id, person);
        tell(News.CHANGED, session, find(session, meeting), "");
    }

    /** Another time or place; everybody who comes is told. False when somebody else changed it first. */
    @Transactional
    public boolean moveMeeting(long id, long meeting, Moment moment, int sequence, Person person) {
        requireCoordinator(person);
        hold(id);
        Meeting before = meeting(id, meeting, person);
        if (!store.moveMeeting(id, meeting, moment, sequence)) {
            return false;
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        difference(
                detail,
                "meeting",
                before.moment().startsAt().toString(),
                moment.startsAt().toString());
        difference(detail, "place", before.moment().place(), moment.place());
        difference(detail, "link", before.moment().link(), moment.link());
        record(id, person, "moved", detail);
        HubSession session = get(id, person);
        tell(News.CHANGED, session, find(session, meeting), "");
        return true;
    }

    /** One meeting does not go on; everybody who would come is told. */
    @Transactional
    public void cancelMeeting(long id, long meeting, String reason, Person person) {
        requireCoordinator(person);
        hold(id);
        if (store.cancelMeeting(id, meeting)) {
            record(id, person, "meeting-cancelled", Map.of("meeting", meeting, "reason", reason.strip()));
            HubSession session = get(id, person);
            tell(News.MEETING_CANCELLED, session, find(session, meeting), reason.strip());
        }
    }

    /** The session does not go on; everybody who would come is told. */
    @Transactional
    public void cancel(long id, String reason, Person person) {
        requireCoordinator(person);
        if (hold(id).cancelled()) {
            return;
        }
        List<Long> gone = get(id, person).active().stream()
                .filter(meeting -> !meeting.isOver())
                .map(Meeting::id)
                .toList();
        store.cancel(id, reason.strip());
        record(id, person, "session-cancelled", Map.of("reason", reason.strip()));
        HubSession session = get(id, person);
        List<Meeting> meetings = session.meetings().stream()
                .filter(meeting -> gone.contains(meeting.id()))
                .toList();
        enrolments
                .readers(id)
                .forEach(reader -> letters.send(
                        News.CANCELLED, "cancelled/" + reader.enrolment(), session, meetings, reason.strip(), reader));
    }

    private void tell(News news, HubSession session, Meeting meeting, String reason) {
        enrolments
                .readers(session.id())
                .forEach(reader -> letters.send(
                        news,
                        "meeting/" + meeting.id() + "/" + meeting.sequence() + "/" + reader.enrolment(),
                        session,
                        List.of(meeting),
                        reason,
                        reader));
    }

    private SessionStore.Held hold(long id) {
        return store.hold(id).orElseThrow(() -> new Missing("session " + id));
    }

    @Transactional
    public void link(long id, long businessCase, Person person) {
        requireCoordinator(person);
        hold(id);
        cases.requireSeen(businessCase, person);
        if (store.link(id, businessCase)) {
            record(id, person, "changed", Map.of("case", List.of("", Long.toString(businessCase))));
            cases.changed(businessCase, person, Map.of("session", id));
        }
    }

    @Transactional
    public void unlink(long id, long businessCase, Person person) {
        requireCoordinator(person);
        hold(id);
        if (store.unlink(id, businessCase)) {
            record(id, person, "changed", Map.of("case", List.of(Long.toString(businessCase), "")));
        }
    }

    private void record(long id, Person person, String action, Map<String, ?> detail) {
        audit.record(person, action, "session", Long.toString(id), detail);
    }
}
