package org.knooppunt.sessions.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.sessions.Participant;
import org.knooppunt.sessions.Standing;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is invited, who comes and who was there, in the database. */
@Repository
public class EnrolmentStore {
    private final JdbcClient jdbc;

    EnrolmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Somebody to write to.
     *
     * @param secret of a guest, for the link in the letter; absent for who has an account
     * @param in whether this reader has a place
     */
    public record Reader(
            long enrolment,
            String name,
            String address,
            String language,
            @Nullable String secret,
            boolean in) {}

    private static final String READER = """
            select e.id, coalesce(a.name, e.name) as name, coalesce(a.email, e.email) as email,
                coalesce(a.language, e.language) as language, e.secret,
                e.state = 'in' as has_place
            from hub_enrolment e left join account a on a.id = e.account
            """;

    private static Reader reader(ResultSet row, int index) throws SQLException {
        return new Reader(
                row.getLong("id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("language"),
                row.getString("secret"),
                row.getBoolean("has_place"));
    }

    public Reader reader(long enrolment) {
        return jdbc.sql(READER + "where e.id = ?")
                .param(enrolment)
                .query(EnrolmentStore::reader)
                .single();
    }

    /** All who have a place or wait for one, and can be written to. */
    public List<Reader> readers(long session) {
        return jdbc.sql(READER + "where e.session = ? and e.state in ('in', 'waiting')"
                        + " and coalesce(a.email, e.email) <> '' and coalesce(a.active, true) order by e.arrived")
                .param(session)
                .query(EnrolmentStore::reader)
                .list();
    }

    // ---- coming and going; the session is held

    /** Nothing when this person is enrolled already. */
    public Optional<Long> add(long session, Person person, Standing.State state) {
        return jdbc.sql("insert into hub_enrolment (session, account, language, state, arrived)"
                        + " values (?, ?, ?, ?, nextval('hub_arrival')) on conflict do nothing returning id")
                .params(session, person.id(), person.language(), state.code())
                .query(Long.class)
                .optional();
    }

    public long addGuest(
            long session, String name, String email, String secret, String language, Standing.State state) {
        return jdbc.sql("insert into hub_enrolment (session, name, email, secret, language, state, arrived)"
                        + " values (:session, :name, :email, :secret, :language, :state,"
                        + " case when :state <> 'pending' then nextval('hub_arrival') end) returning id")
                .param("session", session)
                .param("name", name)
                .param("email", email)
                .param("secret", secret)
                .param("language", language)
                .param("state", state.code())
                .query(Long.class)
                .single();
    }

    /** A guest's enrolment that was not cancelled. */
    public record Guest(long id, long session, String name, String email, String secret, Standing.State state) {}

    private static final String GUEST = "select id, session, name, email, secret, state from hub_enrolment where ";

    private static Guest guest(ResultSet row, int index) throws SQLException {
        return new Guest(
                row.getLong("id"),
                row.getLong("session"),
                row.getString("name"),
                row.getString("email"),
                row.getString("secret"),
                Coded.of(Standing.State.class, row.getString("state")));
    }

    public Optional<Guest> guest(String secret) {
        return jdbc.sql(GUEST + "secret = ?")
                .param(secret)
                .query(EnrolmentStore::guest)
                .optional();
    }

    public Optional<Guest> guest(long session, String email) {
        return jdbc.sql(GUEST + "session = ? and lower(email) = lower(?) and account is null and state <> 'cancelled'")
                .params(session, email)
                .query(EnrolmentStore::guest)
                .optional();
    }

    /** How many strangers asked for letters in the last hour: to this address, and for this session. */
    public record Asked(long address, long session) {}

    public Asked asked(long session, String email) {
        return jdbc.sql("""
                        select count(*) filter (where lower(email) = lower(:email)) as address,
                            count(*) filter (where session = :session) as session
                        from hub_enrolment where account is null and asked_at > now() - interval '1 hour'
                            and erased_at is null and (state = 'pending' or lower(email) = lower(:email))
                        """)
                .param("session", session)
                .param("email", email)
                .query((row, index) -> new Asked(row.getLong("address"), row.getLong("session")))
                .single();
    }

    /** A guest who followed the link: only once, so that nobody comes in twice. */
    public boolean confirm(long enrolment, String name, Standing.State state) {
        return jdbc.sql("update hub_enrolment set name = ?, state = ?, arrived = nextval('hub_arrival'),"
                                + " consented_at = now() where id = ? and state = 'pending'")
                        .params(name, state.code(), enrolment)
                        .update()
                == 1;
    }

    /** The state it had; nothing when it was cancelled before. */
    public Optional<Standing.State> cancel(long session, long enrolment) {
        Optional<String> was = jdbc.sql(
                        "select state from hub_enrolment where id = ? and session = ?" + " and state <> 'cancelled'")
                .params(enrolment, session)
                .query(String.class)
                .optional();
        was.ifPresent(state -> jdbc.sql("update hub_enrolment set state = 'cancelled' where id = ?")
                .param(enrolment)
                .update());
        return was.map(state -> Coded.of(Standing.State.class, state));
    }

    public Optional<Long> of(long session, Person person) {
        return jdbc.sql("select id from hub_enrolment where session = ? and account = ? and state <> 'cancelled'")
                .params(session, person.id())
                .query(Long.class)
                .optional();
    }

    /** The first on the waiting list gets a place; nothing when nobody waits. */
    public Optional<Long> moveUp(long session) {
        return jdbc.sql("update hub_enrolment set state = 'in' where id = (select id from hub_enrolment"
                        + " where session = ? and state = 'waiting' order by arrived limit 1) returning id")
                .param(session)
                .query(Long.class)
                .optional();
    }

    /** Counts anew who has a place; the database refuses more than there are. */
    public void count(long session) {
        jdbc.sql("update hub_session set taken = (select count(*) from hub_enrolment e where e.session = :id"
                        + " and e.state = 'in') where id = :id")
                .param("id", session)
                .update();
    }

    public Standing standing(long enrolment) {
        return jdbc.sql("""
                        select e.state, (select count(*) from hub_enrolment w where w.session = e.session
                            and w.state = 'waiting' and w.arrived <= e.arrived) as position
                        from hub_enrolment e where e.id = ?
                        """)
                .param(enrolment)
                .query((row, index) -> {
                    Standing.State state = Coded.of(Standing.State.class, row.getString("state"));
                    return new Standing(enrolment, state, state == Standing.State.WAITING ? row.getInt("position") : 0);
                })
                .single();
    }

    // ---- the list

    public List<Participant> participants(long session) {
        return jdbc.sql("""
                        select e.id, coalesce(a.name, e.name) as name, coalesce(a.email, e.email) as email,
                            e.account is null as guest, e.state, e.asked_at, e.erased_at is not null as erased,
                            array(select o.name from account_organisation ao join organisation o on o.key = ao.organisation
                                where ao.account_id = e.account order by o.name) as organisations,
                            array(select t.meeting from hub_attendance t where t.enrolment = e.id) as present
                        from hub_enrolment e left join account a on a.id = e.account
                        where e.session = ? and e.state <> 'cancelled'
                        order by array_position(array['in', 'waiting', 'pending'], e.state), e.arrived, e.id
                        """)
                .param(session)
                .query((row, index) -> new Participant(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("email"),
                        List.of((String[]) row.getArray("organisations").getArray()),
                        row.getBoolean("guest"),
                        row.getBoolean("erased"),
                        Coded.of(Standing.State.class, row.getString("state")),
                        row.getTimestamp("asked_at").toInstant(),
                        Set.of((Long[]) row.getArray("present").getArray())))
                .list();
    }

    public void setPresent(long session, long meeting, Set<Long> present, String who) {
        Long[] enrolments = present.toArray(new Long[0]);
        jdbc.sql("delete from hub_attendance where meeting = ? and enrolment <> all(?)")
                .params(meeting, enrolments)
                .update();
        // only of this session, whatever numbers were sent
        jdbc.sql("insert into hub_attendance (meeting, enrolment, noted_by) select :meeting, e.id, :who"
                        + " from hub_enrolment e where e.session = :session and e.state = 'in' and e.id = any(:present)"
                        + " on conflict do nothing")
                .param("meeting", meeting)
                .param("who", who)
                .param("session", session)
                .param("present", enrolments)
                .update();
    }

    // ---- invitations

    /** Who was invited: a person or an organisation. */
    public record Invitation(String name, boolean organisation, Instant invitedAt, String inviter) {}

    public List<Invitation> invitations(long session) {
        return jdbc.sql(
                        "select coalesce(a.name, o.name, i.organisation) as name, i.organisation is not null as organisation,"
                                + " i.invited_at, i.inviter from hub_invitation i left join account a on a.id = i.account"
                                + " left join organisation o on o.key = i.organisation where i.session = ? order by i.id")
                .param(session)
                .query((row, index) -> new Invitation(
                        row.getString("name"),
                        row.getBoolean("organisation"),
                        row.getTimestamp("invited_at").toInstant(),
                        row.getString("inviter")))
                .list();
    }

    public boolean invite(long session, @Nullable Long account, @Nullable String organisation, String who) {
        return jdbc.sql("insert into hub_invitation (session, account, organisation, inviter) values (?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .params(session, account, organisation, who)
                        .update()
                == 1;
    }

    /** Somebody with an account, to write to. */
    public record Addressee(long account, String name, String address, String language) {}

    public List<Addressee> membersOf(String organisation) {
        return jdbc.sql("select a.id, a.name, a.email, a.language from account a join account_organisation o"
                        + " on o.account_id = a.id where o.organisation = ? and a.active order by a.id")
                .param(organisation)
                .query((row, index) -> new Addressee(
                        row.getLong("id"), row.getString("name"), row.getString("email"), row.getString("language")))
                .list();
    }

    // ---- what is kept of people

    /** Erases guests whose session ended so many days ago, and strangers who never followed their link. */
    public int erase(int days) {
        int erased = jdbc.sql("""
                        update hub_enrolment e set name = '', email = '', secret = null, erased_at = now()
                        where e.account is null and e.erased_at is null and not exists (
                            select from hub_meeting m where m.session = e.session
                            and m.ends_at >= now() - make_interval(days => ?))
                        """).param(days).update();
        return erased
                + jdbc.sql("delete from hub_enrolment where account is null and state = 'pending'"
                                + " and asked_at < now() - interval '7 days' and erased_at is null"
                                + " and consented_at is null and not exists (select from hub_meeting m"
                                + " where m.session = hub_enrolment.session and m.ends_at >= now()"
                                + " and hub_enrolment.name = '')")
                        .update();
    }

    /** A line of what is kept about a person. */
    public record Kept(String session, Instant startsAt, String state, long present) {}

    public List<Kept> keptOf(Person person) {
        return jdbc.sql("""
                        select s.title, (select min(m.starts_at) from hub_meeting m where m.session = s.id) as starts_at,
                            e.state, (select count(*) from hub_attendance t where t.enrolment = e.id) as present
                        from hub_enrolment e join hub_session s on s.id = e.session where e.account = ? order by e.id
                        """)
                .param(person.id())
                .query((row, index) -> new Kept(
                        row.getString("title"),
                        row.getTimestamp("starts_at").toInstant(),
                        row.getString("state"),
                        row.getLong("present")))
                .list();
    }

    /** The sessions a person was invited to, and when. */
    public List<Invitation> invitationsOf(Person person) {
        return jdbc.sql("select s.title as name, false as organisation, i.invited_at, i.inviter from hub_invitation i"
                        + " join hub_session s on s.id = i.session where i.account = ? order by i.id")
                .param(person.id())
                .query((row, index) -> new Invitation(
                        row.getString("name"),
                        row.getBoolean("organisation"),
                        row.getTimestamp("invited_at").toInstant(),
                        row.getString("inviter")))
                .list();
    }
}
