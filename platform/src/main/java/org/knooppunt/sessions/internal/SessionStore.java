package org.knooppunt.sessions.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.sessions.Audience;
import org.knooppunt.sessions.HubSession;
import org.knooppunt.sessions.Meeting;
import org.knooppunt.sessions.Moment;
import org.knooppunt.sessions.SessionDraft;
import org.knooppunt.sessions.SessionKind;
import org.knooppunt.sessions.SessionLine;
import org.knooppunt.sessions.Standing;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sessions and their meetings in the database. Every reading says who looks. */
@Repository
public class SessionStore {
    private final JdbcClient jdbc;

    SessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether this person runs sessions. */
    public static boolean runs(@Nullable Person person) {
        return person != null && person.is(Role.COORDINATOR);
    }

    /** What of the table s a person sees. */
    static Where visible(@Nullable Person person) {
        Where where = new Where()
                .with("me", person == null ? -1 : person.id())
                .with(
                        "own",
                        person == null ? new String[0] : person.organisations().toArray(new String[0]));
        if (runs(person)) {
            return where;
        }
        return where.add("(s.audience = 'public' or (:member and s.audience = 'members')"
                        + " or exists (select from hub_invitation i where i.session = s.id"
                        + " and (i.account = :me or i.organisation = any(:own)))"
                        + " or exists (select from hub_enrolment e where e.session = s.id and e.account = :me"
                        + " and e.state in ('in', 'waiting')))")
                .with("member", person != null && person.is(Role.MEMBER));
    }

    // ---- many

    private static final String LINE = """
            select s.id, s.title, s.kind, s.audience, s.places, s.taken, s.cancelled_at is not null as cancelled,
                m.starts_at, m.ends_at, m.place, m.link <> '' as online,
                (select count(*) from hub_meeting x where x.session = s.id and x.cancelled_at is null) as meetings,
                (select count(*) from hub_enrolment e where e.session = s.id and e.state = 'waiting') as waiting,
                (select e.state from hub_enrolment e where e.session = s.id and e.account = :me
                    and e.state <> 'cancelled') as mine
            from hub_session s join lateral (
                select m.* from hub_meeting m where m.session = s.id
                order by m.cancelled_at is not null, m.ends_at < now(),
                    case when m.ends_at >= now() then m.starts_at end, m.starts_at desc limit 1) m on true
            where
            """;

    public Slice<SessionLine> list(
            String text, @Nullable SessionKind kind, boolean past, int page, int size, @Nullable Person person) {
        Where where = visible(person).words(text, "plain(s.title || ' ' || s.goal || ' ' || s.host) like :word");
        where.add((past ? "not " : "")
                + "exists (select from hub_meeting u where u.session = s.id and u.ends_at >= now())");
        if (kind != null) {
            where.add("s.kind = :kind").with("kind", kind.code());
        }
        long total = jdbc.sql("select count(*) from hub_session s where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.max(1, page);
        List<SessionLine> rows = jdbc.sql(LINE + where.sql() + " order by m.starts_at" + (past ? " desc" : "")
                        + ", s.id limit " + size + " offset " + (long) (at - 1) * size)
                .params(where.parameters())
                .query((row, index) -> line(row))
                .list();
        return new Slice<>(rows, at, size, total);
    }

    /** The next sessions in which a person has a place or waits for one. */
    public List<SessionLine> mine(Person person, int most) {
        Where where = visible(person)
                .add("s.cancelled_at is null and m.cancelled_at is null and m.ends_at >= now()"
                        + " and m.starts_at < now() + interval '14 days'"
                        + " and exists (select from hub_enrolment e where e.session = s.id and e.account = :me"
                        + " and e.state = 'in')")
                .with("most", most);
        return jdbc.sql(LINE + where.sql() + " order by m.starts_at limit :most")
                .params(where.parameters())
                .query((row, index) -> line(row))
                .list();
    }

    private static SessionLine line(ResultSet row) throws SQLException {
        String mine = row.getString("mine");
        return new SessionLine(
                row.getLong("id"),
                row.getString("title"),
                Coded.of(SessionKind.class, row.getString("kind")),
                Coded.of(Audience.class, row.getString("audience")),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getString("place"),
                row.getBoolean("online"),
                row.getInt("meetings"),
                (Integer) row.getObject("places"),
                row.getInt("taken"),
                row.getInt("waiting"),
                row.getBoolean("cancelled"),
                mine == null ? null : Coded.of(Standing.State.class, mine));
    }

    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from hub_session)")
                .query(Boolean.class)
                .single();
    }

    // ---- one

    public Optional<HubSession> find(long id, @Nullable Person person) {
        Where where = visible(person).add("s.id = :id").with("id", id);
        return jdbc.sql("""
                        select s.*,
                            (select count(*) from hub_enrolment w where w.session = s.id and w.state = 'waiting') as waiting,
                            e.id as enrolment, e.state,
                            (select count(*) from hub_enrolment w where w.session = s.id and w.state = 'waiting'
                                and w.arrived <= e.arrived) as position,
                            exists (select from hub_attendance t join hub_meeting m on m.id = t.meeting
                                where t.enrolment = e.id and m.session = s.id) as present
                        from hub_session s left join hub_enrolment e
                            on e.session = s.id and e.account = :me and e.state <> 'cancelled'
                        where
                        """ + where.sql())
                .params(where.parameters())
                .query((row, index) -> session(row, runs(person)))
                .optional();
    }

    /** What an enrolment is for; seen by whoever has the enrolment's secret. */
    public HubSession ofEnrolment(long enrolment) {
        return jdbc.sql("""
                        select s.*,
                            (select count(*) from hub_enrolment w where w.session = s.id and w.state = 'waiting') as waiting,
                            e.id as enrolment, e.state,
                            (select count(*) from hub_enrolment w where w.session = s.id and w.state = 'waiting'
                                and w.arrived <= e.arrived) as position,
                            exists (select from hub_attendance t where t.enrolment = e.id) as present
                        from hub_enrolment e join hub_session s on s.id = e.session where e.id = ?
                        """)
                .param(enrolment)
                .query((row, index) -> session(row, false))
                .single();
    }

    private HubSession session(ResultSet row, boolean full) throws SQLException {
        String state = row.getString("state");
        Standing mine = null;
        if (state != null) {
            Standing.State known = Coded.of(Standing.State.class, state);
            mine = new Standing(
                    row.getLong("enrolment"), known, known == Standing.State.WAITING ? row.getInt("position") : 0);
        }
        boolean comes = full || mine != null && mine.state() == Standing.State.IN;
        List<Meeting> meetings = meetings(row.getLong("id"));
        return new HubSession(
                row.getLong("id"),
                row.getString("title"),
                Coded.of(SessionKind.class, row.getString("kind")),
                row.getString("goal"),
                row.getString("host"),
                Coded.of(Audience.class, row.getString("audience")),
                (Integer) row.getObject("places"),
                row.getInt("taken"),
                row.getInt("waiting"),
                instant(row, "cancelled_at"),
                row.getString("cancel_reason"),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("version"),
                comes ? meetings : meetings.stream().map(Meeting::withoutLink).toList(),
                full,
                mine,
                row.getBoolean("present"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private List<Meeting> meetings(long session) {
        return jdbc.sql("select * from hub_meeting where session = ? order by starts_at, id")
                .param(session)
                .query((row, index) -> new Meeting(
                        row.getLong("id"),
                        index + 1,
                        new Moment(
                                row.getString("title"),
                                row.getTimestamp("starts_at").toInstant(),
                                row.getTimestamp("ends_at").toInstant(),
                                row.getString("place"),
                                row.getString("link")),
                        row.getObject("uid", UUID.class),
                        row.getInt("sequence"),
                        row.getTimestamp("changed_at").toInstant(),
                        instant(row, "cancelled_at"),
                        instant(row, "minutes_at"),
                        instant(row, "shared_at")))
                .list();
    }

    public long create(SessionDraft draft, Person person) {
        return jdbc.sql("insert into hub_session (title, kind, goal, host, audience, places, created_by, creator)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .params(
                        draft.title(),
                        draft.kind().code(),
                        draft.goal(),
                        draft.host(),
                        draft.audience().code(),
                        draft.places(),
                        person.id(),
                        person.name())
                .query(Long.class)
                .single();
    }

    /** False when somebody else changed it first. The session is held: {@link #hold} before. */
    public boolean change(long id, SessionDraft draft, int version) {
        return jdbc.sql("update hub_session set title = ?, kind = ?, goal = ?, host = ?, audience = ?, places = ?,"
                                + " version = version + 1, updated_at = now() where id = ? and version = ?")
                        .params(
                                draft.title(),
                                draft.kind().code(),
                                draft.goal(),
                                draft.host(),
                                draft.audience().code(),
                                draft.places(),
                                id,
                                version)
                        .update()
                == 1;
    }

    /** What calendars show of the meetings to come is not what it was. */
    public void renew(long session) {
        jdbc.sql("update hub_meeting set sequence = sequence + 1, changed_at = now() where session = ?"
                        + " and cancelled_at is null and ends_at >= now()")
                .param(session)
                .update();
    }

    /**
     * What a session offers while it is held: nobody else enrols, leaves or changes it until this is settled.
     *
     * @param open whether its first meeting is still to end, and it goes on
     */
    public record Held(@Nullable Integer places, int taken, boolean cancelled, boolean open) {
        public boolean hasRoom() {
            return places == null || taken < places;
        }
    }

    public Optional<Held> hold(long id) {
        return jdbc.sql(
                        "select places, taken, cancelled_at is not null as cancelled, cancelled_at is null and coalesce("
                                + "(select min(m.ends_at) from hub_meeting m where m.session = hub_session.id"
                                + " and m.cancelled_at is null) >= now(), false) as open from hub_session where id = ? for update")
                .param(id)
                .query((row, index) -> new Held(
                        (Integer) row.getObject("places"),
                        row.getInt("taken"),
                        row.getBoolean("cancelled"),
                        row.getBoolean("open")))
                .optional();
    }

    public void cancel(long id, String reason) {
        jdbc.sql("update hub_session set cancelled_at = now(), cancel_reason = ?, version = version + 1,"
                        + " updated_at = now() where id = ?")
                .params(reason, id)
                .update();
        jdbc.sql("update hub_meeting set cancelled_at = now(), sequence = sequence + 1, changed_at = now()"
                        + " where session = ? and cancelled_at is null and ends_at >= now()")
                .param(id)
                .update();
    }

    public long addMeeting(long session, Moment moment) {
        return jdbc.sql("insert into hub_meeting (session, title, starts_at, ends_at, place, link)"
                        + " values (?, ?, ?, ?, ?, ?) returning id")
                .params(
                        session,
                        moment.title(),
                        Timestamp.from(moment.startsAt()),
                        Timestamp.from(moment.endsAt()),
                        moment.place(),
                        moment.link())
                .query(Long.class)
                .single();
    }

    /** False when somebody else changed it first. */
    public boolean moveMeeting(long session, long meeting, Moment moment, int sequence) {
        return jdbc.sql("update hub_meeting set title = ?, starts_at = ?, ends_at = ?, place = ?, link = ?,"
                                + " sequence = sequence + 1, changed_at = now() where id = ? and session = ?"
                                + " and sequence = ? and cancelled_at is null")
                        .params(
                                moment.title(),
                                Timestamp.from(moment.startsAt()),
                                Timestamp.from(moment.endsAt()),
                                moment.place(),
                                moment.link(),
                                meeting,
                                session,
                                sequence)
                        .update()
                == 1;
    }

    public boolean cancelMeeting(long session, long meeting) {
        return jdbc.sql("update hub_meeting set cancelled_at = now(), sequence = sequence + 1, changed_at = now()"
                                + " where id = ? and session = ? and cancelled_at is null")
                        .params(meeting, session)
                        .update()
                == 1;
    }

    // ---- cases

    public List<Long> cases(long session) {
        return jdbc.sql("select business_case from hub_session_case where session = ? order by 1")
                .param(session)
                .query(Long.class)
                .list();
    }

    public boolean link(long session, long businessCase) {
        return jdbc.sql("insert into hub_session_case (session, business_case) values (?, ?) on conflict do nothing")
                        .params(session, businessCase)
                        .update()
                == 1;
    }

    public boolean unlink(long session, long businessCase) {
        return jdbc.sql("delete from hub_session_case where session = ? and business_case = ?")
                        .params(session, businessCase)
                        .update()
                == 1;
    }

    // ---- what came of it

    /** A meeting that is over and of which nothing was written. */
    public record Silent(long session, long meeting, String title, Instant startsAt) {}

    public List<Silent> withoutMinutes(int most) {
        return jdbc.sql("select s.id, m.id as meeting, s.title, m.starts_at from hub_meeting m"
                        + " join hub_session s on s.id = m.session where m.ends_at < now() and m.cancelled_at is null"
                        + " and m.minutes_at is null and m.ends_at > now() - interval '60 days'"
                        + " order by m.ends_at desc limit ?")
                .param(most)
                .query((row, index) -> new Silent(
                        row.getLong("id"),
                        row.getLong("meeting"),
                        row.getString("title"),
                        row.getTimestamp("starts_at").toInstant()))
                .list();
    }

    /**
     * How many came.
     *
     * @param seats places of people at meetings that were held, for whom one counted
     * @param present how many of these were filled
     */
    public record Attendance(long people, long seats, long present) {
        public double rate() {
            return seats == 0 ? 0 : (double) present / seats;
        }
    }

    public Attendance attendance(long session) {
        return jdbc.sql("""
                        select (select count(*) from hub_enrolment e where e.session = :id and e.state = 'in') as people,
                            (select count(*) from hub_enrolment e, hub_meeting m where e.session = :id and m.session = :id
                                and e.state = 'in' and m.cancelled_at is null and m.ends_at < now()) as seats,
                            (select count(*) from hub_attendance t join hub_meeting m on m.id = t.meeting
                                join hub_enrolment e on e.id = t.enrolment where m.session = :id
                                and e.state = 'in' and m.cancelled_at is null and m.ends_at < now()) as present
                        """)
                .param("id", session)
                .query((row, index) ->
                        new Attendance(row.getLong("people"), row.getLong("seats"), row.getLong("present")))
                .single();
    }

    /** Where a seed was planted. */
    public record Bed(long session, String title) {}

    public Optional<Bed> bedOf(long businessCase) {
        return jdbc.sql("select s.id, s.title from hub_idea i join hub_session s on s.id = i.session"
                        + " where i.business_case = ?")
                .param(businessCase)
                .query((row, index) -> new Bed(row.getLong("id"), row.getString("title")))
                .optional();
    }

    /** The sessions a case was linked to, the latest first. */
    public List<Bed> sessionsOf(long businessCase) {
        List<Bed> beds = new ArrayList<>();
        jdbc.sql("select s.id, s.title from hub_session_case c join hub_session s on s.id = c.session"
                        + " where c.business_case = ? order by s.id desc limit 20")
                .param(businessCase)
                .query(row -> {
                    beds.add(new Bed(row.getLong("id"), row.getString("title")));
                });
        return beds;
    }

    // ---- for goals

    /** Titles of those of these sessions that a person sees. */
    public Map<Long, String> titles(Collection<Long> ids, @Nullable Person person) {
        return titles(visible(person).add("s.id = any(:ids)").with("ids", ids.toArray(new Long[0])), "");
    }

    /** Titles of the sessions a person sees, the newest first. */
    public Map<Long, String> latest(Person person, int most) {
        return titles(visible(person).with("most", most), " limit :most");
    }

    private Map<Long, String> titles(Where where, String limit) {
        Map<Long, String> titles = new LinkedHashMap<>();
        jdbc.sql("select s.id, s.title from hub_session s where " + where.sql() + " order by s.id desc" + limit)
                .params(where.parameters())
                .query(row -> {
                    titles.put(row.getLong("id"), row.getString("title"));
                });
        return titles;
    }

    public Set<String> existing(Collection<Long> ids) {
        return new HashSet<>(jdbc.sql("select id::text from hub_session where id = any(?)")
                .param(ids.toArray(new Long[0]))
                .query(String.class)
                .list());
    }
}
