package org.knooppunt.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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
     * What to look for.
     *
     * @param text part of a name, a key or a detail; empty for all
     * @param account only what this person did, or what happened to their account
     * @param thing kind of thing, empty for all
     * @param action empty for all
     * @param from first day, in the region's time
     * @param until last day
     */
    public record Filter(
            String text,
            @Nullable Long account,
            String thing,
            String action,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    private static final String WHERE = """
            where (:text = '' or actor ilike :like or thing_key ilike :like or detail::text ilike :like)
              and (:account::bigint is null or account_id = :account
                   or (thing = 'account' and thing_key = :account::text))
              and (:thing = '' or thing = :thing)
              and (:action = '' or action = :action)
              and (:from::date is null or at >= (:from::date)::timestamp at time zone 'Europe/Brussels')
              and (:until::date is null or at < (:until::date + 1)::timestamp at time zone 'Europe/Brussels')
            """;

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

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<Event> list(Filter filter, int limit, long offset) {
        return filtered(SELECT + " " + WHERE + " order by id desc limit :limit offset :offset", filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(Audit::event)
                .list();
    }

    @Transactional(readOnly = true)
    public long count(Filter filter) {
        return filtered("select count(*) from audit_event " + WHERE, filter)
                .query(Long.class)
                .single();
    }

    /** The actions that occur, for choosing one. */
    @Transactional(readOnly = true)
    public List<String> listActions() {
        return distinct("action");
    }

    /** The kinds of thing that occur, for choosing one. */
    @Transactional(readOnly = true)
    public List<String> listThings() {
        return distinct("thing");
    }

    /** Jumps from value to value along the index, so the length of the trail does not matter. */
    private List<String> distinct(String column) {
        return jdbc.sql("""
                        with recursive found as (
                            (select %1$s as value from audit_event order by %1$s limit 1)
                            union all
                            select (select e.%1$s from audit_event e where e.%1$s > found.value
                                    order by e.%1$s limit 1)
                            from found where found.value is not null)
                        select value from found where value is not null order by value
                        """.formatted(column)).query(String.class).list();
    }

    private JdbcClient.StatementSpec filtered(String sql, Filter filter) {
        String text = filter.text().strip();
        return jdbc.sql(sql)
                .param("text", text)
                .param("like", Accounts.containing(text))
                .param("account", filter.account())
                .param("thing", filter.thing())
                .param("action", filter.action())
                .param("from", filter.from())
                .param("until", filter.until());
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
