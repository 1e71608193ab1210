package org.knooppunt.places.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Sight;
import org.knooppunt.places.PlaceKind;
import org.knooppunt.places.Reservation;
import org.knooppunt.places.ReservationState;
import org.knooppunt.places.Slot;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reservations, and what holds a place when, in the database. */
@Repository
public class UseStore {
    private static final String SELECT = """
            select r.*, p.name as place_name, p.kind as place_kind, p.address, p.organisation as owner,
                coalesce(o.name, '') as organisation_name
            from place_reservation r join place p on p.id = r.place left join organisation o on o.key = r.organisation
            """;

    private final JdbcClient jdbc;

    UseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a place, its parts and its wholes are held for; {@code reservation} is absent when it is a contract. */
    public record Held(Slot slot, @Nullable Long reservation, long place, String placeName) {}

    /**
     * What is held of a place in a stretch of time, in order.
     *
     * @param except a reservation that does not count, because it moves
     */
    public List<Held> held(long place, Slot within, @Nullable Long except) {
        return jdbc.sql("""
                        select greatest(lower(u.period), :from) as starts_at, least(upper(u.period), :until) as ends_at,
                            u.reservation, q.id, q.name
                        from place p join place_use u on u.span && p.span join place q on q.id = u.place
                        where p.id = :place and u.period && tstzrange(:from, :until)
                            and (:except::bigint is null or u.reservation is distinct from :except::bigint)
                        order by 1, 2, u.id
                        """)
                .param("place", place)
                .param("from", at(within.from()))
                .param("until", at(within.until()))
                .param("except", except)
                .query((row, index) -> new Held(
                        new Slot(instant(row, "starts_at"), instant(row, "ends_at")),
                        row.getObject("reservation", Long.class),
                        row.getLong("id"),
                        row.getString("name")))
                .list();
    }

    public long insert(
            long place,
            @Nullable UUID series,
            Slot slot,
            ReservationState state,
            @Nullable String organisation,
            Person person,
            String purpose) {
        return jdbc.sql("""
                        insert into place_reservation (place, series, starts_at, ends_at, state, organisation, account,
                            booker, purpose)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        place,
                        series,
                        at(slot.from()),
                        at(slot.until()),
                        state.code(),
                        organisation,
                        person.id(),
                        person.name(),
                        purpose)
                .query(Long.class)
                .single();
    }

    public boolean setState(long id, ReservationState from, ReservationState to, String answer, int version) {
        return jdbc.sql("update place_reservation set state = ?, answer = ?, version = version + 1, changed_at = now()"
                                + " where id = ? and state = ? and version = ?")
                        .params(to.code(), answer, id, from.code(), version)
                        .update()
                == 1;
    }

    public boolean move(long id, Slot slot, ReservationState state, int version) {
        return jdbc.sql(
                                "update place_reservation set starts_at = ?, ends_at = ?, state = ?, version = version + 1,"
                                        + " changed_at = now() where id = ? and version = ? and state in ('requested', 'confirmed')")
                        .params(at(slot.from()), at(slot.until()), state.code(), id, version)
                        .update()
                == 1;
    }

    /** Whoever asked, whoever the place belongs to, and the coordinator; uses {@code own} and {@code account}. */
    private static String mine(@Nullable Person person) {
        return Sight.of(person).reach() == Sight.Reach.ALL
                ? "true"
                : "(r.account = :account or p.organisation in (:own) or r.organisation in (:own))";
    }

    private JdbcClient.StatementSpec of(String sql, Person person) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        return Sight.of(person).reach() == Sight.Reach.ALL
                ? statement
                : statement.param("account", person.id()).param("own", PlaceStore.own(person));
    }

    public Optional<Reservation> find(long id, Person person) {
        return of(SELECT + " where r.id = :id and " + mine(person), person)
                .param("id", id)
                .query(UseStore::reservation)
                .optional();
    }

    /** Those of a person, or that this person decides on, from a moment on. */
    public List<Reservation> list(Person person, @Nullable ReservationState state, Instant from, int most) {
        return of(
                        SELECT + " where r.ends_at > :from and (:state = '' or r.state = :state) and " + mine(person)
                                + " order by r.starts_at, r.id limit :most",
                        person)
                .param("from", at(from))
                .param("state", state == null ? "" : state.code())
                .param("most", most)
                .query(UseStore::reservation)
                .list();
    }

    /** All of one person's, for what is kept about them. */
    public List<Map<String, Object>> kept(long account) {
        return jdbc.sql("""
                        select p.name as place, r.starts_at::text as "from", r.ends_at::text as until, r.state,
                            coalesce(r.organisation, '') as organisation, r.purpose, r.answer
                        from place_reservation r join place p on p.id = r.place where r.account = ? order by r.starts_at
                        """).param(account).query().listOfRows();
    }

    /** Reservations of a place, its parts and its wholes, as far as this person may read them. */
    public List<Reservation> around(long place, Slot within, Person person) {
        return of(
                        SELECT + " join place w on w.span && p.span where w.id = :place and r.starts_at < :until"
                                + " and r.ends_at > :from and r.state in ('requested', 'confirmed') and " + mine(person)
                                + " order by r.starts_at, r.id",
                        person)
                .param("place", place)
                .param("from", at(within.from()))
                .param("until", at(within.until()))
                .query(UseStore::reservation)
                .list();
    }

    /** Forgets who made reservations that ended before a moment, and what for. */
    public int forget(Instant before) {
        return jdbc.sql("update place_reservation set account = null, booker = '', purpose = '', answer = ''"
                        + " where ends_at < ? and (account is not null or booker <> '' or purpose <> '')")
                .param(at(before))
                .update();
    }

    static java.time.OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at.toInstant();
    }

    private static Reservation reservation(ResultSet row, int index) throws SQLException {
        return new Reservation(
                row.getLong("id"),
                row.getLong("place"),
                row.getString("place_name"),
                Coded.of(PlaceKind.class, row.getString("place_kind")),
                row.getString("address"),
                row.getString("owner"),
                row.getObject("series", UUID.class),
                instant(row, "starts_at"),
                instant(row, "ends_at"),
                Coded.of(ReservationState.class, row.getString("state")),
                row.getString("organisation"),
                row.getString("organisation_name"),
                row.getObject("account", Long.class),
                row.getString("booker"),
                row.getString("purpose"),
                row.getString("answer"),
                row.getInt("version"),
                instant(row, "changed_at"));
    }
}
