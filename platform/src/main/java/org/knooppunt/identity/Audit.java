package org.knooppunt.identity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The audit trail: who changed what, when. Written in the transaction of the change, so neither exists alone. */
@Service
public class Audit {
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

    /** @param who absent when the system itself did it */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(@Nullable Person who, String action, String thing, String key, Map<String, ?> detail) {
        jdbc.sql("""
                        insert into audit_event (account_id, actor, action, thing, thing_key, detail)
                        values (?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .params(
                        who == null ? null : who.id(),
                        who == null ? "Knooppunt" : who.name(),
                        action,
                        thing,
                        key,
                        json.writeValueAsString(detail))
                .update();
    }

    /** The history of one thing, newest first. */
    @Transactional(readOnly = true)
    public List<Event> list(String thing, String key) {
        return jdbc.sql("""
                        select id, at, actor, action, thing, thing_key, detail::text as detail
                        from audit_event where thing = ? and thing_key = ? order by id desc
                        """)
                .params(thing, key)
                .query((row, index) -> new Event(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("thing"),
                        row.getString("thing_key"),
                        row.getString("detail")))
                .list();
    }
}
