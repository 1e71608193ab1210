package org.knooppunt.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The audit trail: who changed what, when. Written in the transaction of the change, so neither exists alone. */
@Service
public class Audit {
    private static final String SELECT =
            "select id, at, actor, action, thing, thing_key, detail::text as detail from audit_event";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Audit(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * One line of the trail.
     *
     * @param thing kind of thing, for example {@code offer}
     * @param detail per field what it was and became, or what else is worth knowing; JSON
     */
    public record Event(long id, Instant at, String actor, String action, String thing, String key, String detail) {}

    /**
     * Writes one event.
     *
     * @param who absent when the system itself did it
     * @return the number of the event
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long record(@Nullable Person who, String action, String thing, String key, Map<String, ?> detail) {
        return jdbc.sql("""
                        insert into audit_event (account_id, actor, action, thing, thing_key, detail)
                        values (?, ?, ?, ?, ?, ?::jsonb) returning id
                        """)
                .params(
                        who == null ? null : who.id(),
                        who == null ? "Knooppunt" : who.name(),
                        action,
                        thing,
                        key,
                        json.writeValueAsString(detail))
                .query(Long.class)
                .single();
    }

    /**
     * Writes an event for each row of a query, for changes made by set.
     *
     * @param select SQL of our own, without parameters, that gives {@code thing_key} and {@code detail} (jsonb)
     * @return how many there were
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int recordEach(@Nullable Person who, String action, String thing, String select) {
        return jdbc.sql("insert into audit_event (account_id, actor, action, thing, thing_key, detail)"
                        + " select ?, ?, ?, ?, c.thing_key, c.detail from (" + select + ") c")
                .params(who == null ? null : who.id(), who == null ? "Knooppunt" : who.name(), action, thing)
                .update();
    }

    /** One event by its number. */
    @Transactional(readOnly = true)
    public Optional<Event> find(long id) {
        return jdbc.sql(SELECT + " where id = ?").param(id).query(Audit::event).optional();
    }

    /** The history of one thing, newest first. */
    @Transactional(readOnly = true)
    public List<Event> list(String thing, String key) {
        return jdbc.sql(SELECT + " where thing = ? and thing_key = ? order by id desc")
                .params(thing, key)
                .query(Audit::event)
                .list();
    }

    private static Event event(ResultSet row, int index) throws SQLException {
        return new Event(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("thing"),
                row.getString("thing_key"),
                row.getString("detail"));
    }
}
