package org.knooppunt.indicators.internal;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.KeptFile;
import org.knooppunt.database.Watches;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.ColumnMapping;
import org.knooppunt.indicators.ObservationImport;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Period;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Files with observations and what was read of them, in the database. */
@Repository
public class ObservationImportStore {
    private static final int SAMPLES = 50;
    /** So many figures are written before it is told how far it is; the stage is read once for each part. */
    private static final int PART = 20_000;

    private static final String SAME = "o.indicator = s.indicator and o.area = s.area and o.period = s.period"
            + " and o.category = s.category and o.source = s.source";
    private static final String DIFFERS = "(o.value is distinct from s.value or o.status <> s.status)";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ObservationStore observations;

    ObservationImportStore(JdbcClient jdbc, JsonMapper json, ObservationStore observations) {
        this.jdbc = jdbc;
        this.json = json;
        this.observations = observations;
    }

    public long create(String fileName, InputStream content, long size, Person who) {
        return jdbc.sql("insert into observation_import (account_id, actor, file_name, content, state)"
                        + " values (?, ?, ?, ?, 'kept') returning id")
                .params(who.id(), who.name(), plainName(fileName), new SqlBinaryValue(content, size))
                .query(Long.class)
                .single();
    }

    /** The last part of a path, fit to be the name of a file here. */
    private static String plainName(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}:*?\"<>|]", "_")
                .strip();
        String plain = last.length() > 100 ? last.substring(last.length() - 100) : last;
        return plain.isEmpty() || plain.startsWith(".") ? "_" + plain : plain;
    }

    /** The file itself, on disk under its name. */
    public KeptFile open(long id, String fileName) throws IOException {
        return KeptFile.open(jdbc, "observation_import", id, fileName);
    }

    private ObservationImport one(ResultSet row, int index) throws SQLException {
        String mapping = row.getString("mapping");
        return new ObservationImport(
                row.getLong("id"),
                row.getString("actor"),
                row.getString("file_name"),
                Coded.of(ObservationImport.State.class, row.getString("state")),
                mapping == null ? null : json.readValue(mapping, ColumnMapping.class),
                row.getLong("added"),
                row.getLong("changed"),
                row.getLong("unchanged"),
                row.getInt("fault_count"),
                row.getString("why"),
                row.getString("failure"),
                row.getString("failure_detail"),
                new ObservationImport.Progress(
                        row.getString("step"),
                        row.getLong("done"),
                        row.getLong("total"),
                        row.getBoolean("cancel_requested")),
                row.getTimestamp("created_at").toInstant());
    }

    private static final String SELECT = """
            select i.id, i.actor, i.file_name, i.state, i.mapping, i.added, i.changed, i.unchanged, i.fault_count, i.why,
                i.failure, i.failure_detail, i.created_at, coalesce(p.step, '') as step, coalesce(p.done, 0) as done,
                coalesce(p.total, 0) as total, coalesce(p.cancel_requested, false) as cancel_requested
            from observation_import i left join observation_import_progress p on p.import_id = i.id
            """;

    public Optional<ObservationImport> find(long id) {
        return jdbc.sql(SELECT + " where i.id = ?").param(id).query(this::one).optional();
    }

    public Slice<ObservationImport> list(int page, int size) {
        long total = jdbc.sql("select count(*) from observation_import")
                .query(Long.class)
                .single();
        int number = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        return new Slice<>(
                jdbc.sql(SELECT + " order by i.id desc limit ? offset ?")
                        .params(size, (long) (number - 1) * size)
                        .query(this::one)
                        .list(),
                number,
                size,
                total);
    }

    public Map<String, ColumnMapping> mappings() {
        Map<String, ColumnMapping> mappings = new LinkedHashMap<>();
        jdbc.sql("select name, mapping from observation_mapping order by name").query(row -> {
            mappings.put(row.getString("name"), json.readValue(row.getString("mapping"), ColumnMapping.class));
        });
        return mappings;
    }

    public void saveMapping(String name, ColumnMapping mapping, String actor) {
        jdbc.sql("insert into observation_mapping (name, mapping, actor) values (?, ?::jsonb, ?)"
                        + " on conflict (name) do update set mapping = excluded.mapping, actor = excluded.actor")
                .params(name, json.writeValueAsString(mapping), actor)
                .update();
    }

    /** How large the file is, in bytes; 0 when it is no longer kept. */
    public long size(long id) {
        return jdbc.sql("select coalesce(octet_length(content), 0) from observation_import where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    // ---- turns

    /** Has it read with a mapping; gives the number of the turn, nothing when it is not waiting for that. */
    public Optional<Integer> queueReading(long id, ColumnMapping mapping) {
        Optional<Integer> turn = jdbc.sql("""
                        update observation_import set state = 'reading', mapping = ?::jsonb, turn = turn + 1, attempt = 0,
                            run_token = null, failure = null, failure_detail = ''
                        where id = ? and state in ('kept', 'read') returning turn
                        """)
                .params(json.writeValueAsString(mapping), id)
                .query(Integer.class)
                .optional();
        turn.ifPresent(number -> begin(id));
        return turn;
    }

    /** The same for storing. */
    public Optional<Integer> queueStoring(long id, String why, Person who) {
        Optional<Integer> turn =
                jdbc.sql("""
                        update observation_import set state = 'storing', why = ?, accepted_id = ?, turn = turn + 1,
                            attempt = 0, run_token = null, failure = null, failure_detail = ''
                        where id = ? and state = 'read' and fault_count = 0 returning turn
                        """).params(why, who.id(), id).query(Integer.class).optional();
        turn.ifPresent(number -> begin(id));
        return turn;
    }

    private void begin(long id) {
        jdbc.sql("""
                        insert into observation_import_progress (import_id) values (?)
                        on conflict (import_id) do update set step = '', done = 0, total = 0, cancel_requested = false
                        """).param(id).update();
    }

    /** Asks a job to stop. */
    public void cancel(long id) {
        jdbc.sql("update observation_import_progress set cancel_requested = true where import_id = ?")
                .param(id)
                .update();
    }

    /** What a run has to do. */
    record Work(
            ObservationImport.State state,
            String fileName,
            @Nullable ColumnMapping mapping,
            int attempt,
            @Nullable Long acceptedBy) {}

    /** Takes the import for this run; another run that still goes loses it. Nothing when there is nothing to do. */
    Optional<Work> claim(long id, int turn, UUID token) {
        return jdbc.sql("""
                        update observation_import set run_token = ?, attempt = attempt + 1
                        where id = ? and turn = ? and state in ('reading', 'storing')
                        returning state, file_name, mapping, attempt, accepted_id
                        """)
                .params(token, id, turn)
                .query((row, index) -> {
                    String mapping = row.getString("mapping");
                    return new Work(
                            Coded.of(ObservationImport.State.class, row.getString("state")),
                            row.getString("file_name"),
                            mapping == null ? null : json.readValue(mapping, ColumnMapping.class),
                            row.getInt("attempt"),
                            row.getObject("accepted_id", Long.class));
                })
                .optional();
    }

    /** Tells how far the run is. */
    Watches.Heard beat(long id, UUID token, Watches.Told told) {
        return jdbc.sql("""
                        update observation_import_progress p set step = ?, done = ?, total = ?
                        from observation_import i where i.id = p.import_id and i.id = ? and i.run_token = ?
                        returning p.cancel_requested
                        """)
                .params(told.step(), told.done(), told.total(), id, token)
                .query((row, index) -> new Watches.Heard(true, row.getBoolean(1)))
                .optional()
                .orElse(new Watches.Heard(false, false));
    }

    /** Gives a reading to the job of a next turn. */
    Optional<Integer> passOn(long id, UUID token) {
        return jdbc.sql("""
                        update observation_import set turn = turn + 1, attempt = 0, run_token = null
                        where id = ? and run_token = ? and state = 'reading' returning turn
                        """).params(id, token).query(Integer.class).optional();
    }

    /** A run ended without doing what it should: the file is back where it was before, and says why. */
    void end(long id, UUID token, String failure, String detail) {
        jdbc.sql("""
                        update observation_import set run_token = null, failure = ?, failure_detail = ?,
                            state = case state when 'reading' then 'kept' else 'read' end
                        where id = ? and run_token = ? and state in ('reading', 'storing')
                        """).params(failure, detail, id, token).update();
    }

    /** Notes the faults of a reading, and compares what was read with what is there; rows beside faults are not kept. */
    void keep(long id, ObservationRows.Outcome outcome) {
        jdbc.sql("delete from observation_import_fault where import_id = ?")
                .param(id)
                .update();
        jdbc.sql("""
                        insert into observation_import_fault (import_id, number, row, col, value, code, expected)
                        select ?, f.number, (f.fault ->> 'row')::int, f.fault ->> 'column', f.fault ->> 'value',
                            f.fault ->> 'code', f.fault ->> 'expected'
                        from jsonb_array_elements(?::jsonb) with ordinality as f (fault, number)
                        """).params(id, json.writeValueAsString(outcome.faults())).update();
        jdbc.sql("update observation_import set fault_count = ? where id = ?")
                .params(outcome.count(), id)
                .update();
        compare(id);
        if (outcome.count() > 0) {
            forget(id);
        }
    }

    private static final String NOT_CANCELLED = " and not exists (select from observation_import_progress p"
            + " where p.import_id = i.id and p.cancel_requested)";

    /** Ends a reading, in its transaction; false when another run has the import or somebody wants it stopped. */
    boolean finishReading(long id, UUID token) {
        return jdbc.sql("update observation_import i set state = 'read', run_token = null"
                                + " where id = ? and run_token = ? and state = 'reading'" + NOT_CANCELLED)
                        .params(id, token)
                        .update()
                == 1;
    }

    /** The same for a storing. */
    boolean finishStoring(long id, UUID token) {
        boolean mine = jdbc.sql("update observation_import i set state = 'stored', run_token = null, content = null,"
                                + " stored_at = now() where id = ? and run_token = ? and state = 'storing'"
                                + NOT_CANCELLED)
                        .params(id, token)
                        .update()
                == 1;
        if (mine) {
            forget(id);
        }
        return mine;
    }

    private void forget(long id) {
        jdbc.sql("delete from staged_observation where import_id = ?").param(id).update();
    }

    /** Counts anew what storing would do. */
    private void compare(long id) {
        jdbc.sql("""
                        update observation_import i set added = c.added, changed = c.changed, unchanged = c.unchanged
                        from (select count(*) filter (where o.indicator is null) as added,
                                  count(*) filter (where o.indicator is not null and %2$s) as changed,
                                  count(*) filter (where o.indicator is not null and not %2$s) as unchanged
                              from staged_observation s left join observation o on %1$s where s.import_id = :id) c
                        where i.id = :id
                        """.formatted(SAME, DIFFERS)).param("id", id).update();
    }

    public List<ObservationImport.CellFault> faults(long id) {
        return jdbc.sql("select row, col, value, code, expected from observation_import_fault where import_id = ?"
                        + " order by row, number")
                .param(id)
                .query((row, index) -> new ObservationImport.CellFault(
                        row.getInt("row"),
                        row.getString("col"),
                        row.getString("value"),
                        row.getString("code"),
                        row.getString("expected")))
                .list();
    }

    public List<ObservationImport.Change> changes(long id) {
        return jdbc.sql("""
                        select i.code as indicator, a.name as area, s.period, c.name as category, q.name as source,
                            o.value::double precision as was, o.status as was_status,
                            s.value::double precision as becomes, s.status
                        from staged_observation s join observation o on %s
                        join indicator i on i.id = s.indicator join indicator_area a on a.id = s.area
                        join indicator_category c on c.id = s.category join indicator_source q on q.id = s.source
                        where s.import_id = ? and %s order by s.row limit %d
                        """.formatted(SAME, DIFFERS, SAMPLES))
                .param(id)
                .query((row, index) -> new ObservationImport.Change(
                        row.getString("indicator"),
                        row.getString("area"),
                        new Period(row.getInt("period")).text(),
                        row.getString("category"),
                        row.getString("source"),
                        row.getObject("was", Double.class),
                        ObservationStatus.values()[row.getInt("was_status")].code(),
                        row.getObject("becomes", Double.class),
                        ObservationStatus.values()[row.getInt("status")].code()))
                .list();
    }

    // ---- storing

    boolean isStaged(long id) {
        return jdbc.sql("select exists (select from staged_observation where import_id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Lets nobody else write to the indicators of an import until the transaction ends. */
    void lockStaged(long id) {
        jdbc.sql("select id from indicator where id in (select distinct indicator from staged_observation"
                        + " where import_id = ?) order by id for update")
                .param(id)
                .query(Integer.class)
                .list();
    }

    /** Whether storing would still do what somebody saw. */
    boolean isAsSeen(ObservationImport seen) {
        compare(seen.id());
        return find(seen.id())
                .filter(now -> now.added() == seen.added()
                        && now.changed() == seen.changed()
                        && now.unchanged() == seen.unchanged())
                .isPresent();
    }

    /** Indicators whose figures are written together. */
    private record Part(int first, int last, long figures) {}

    private List<Part> parts(long id) {
        List<Part> parts = new ArrayList<>();
        jdbc.sql("select indicator, count(*) as figures from staged_observation where import_id = ?"
                        + " group by indicator order by indicator")
                .param(id)
                .query(row -> {
                    int indicator = row.getInt("indicator");
                    long figures = row.getLong("figures");
                    Part before = parts.isEmpty() ? null : parts.getLast();
                    if (before != null && before.figures() < PART) {
                        parts.removeLast();
                        parts.add(new Part(before.first(), indicator, before.figures() + figures));
                    } else {
                        parts.add(new Part(indicator, indicator, figures));
                    }
                });
        return parts;
    }

    /** Writes what is staged by set, in the order of the key; gives the indicators that have other figures now. */
    List<Integer> store(ObservationImport one, @Nullable Person who, Watches.Watch watch) {
        int load = observations.load(who, one.why(), one.fileName());
        boolean allNew = one.changed() + one.unchanged() == 0;
        List<Part> parts = parts(one.id());
        long total = parts.stream().mapToLong(Part::figures).sum();
        long done = 0;
        for (Part part : parts) {
            watch.at("store", done, total);
            String mine = " where s.import_id = ? and s.indicator between ? and ?";
            if (one.changed() > 0) {
                jdbc.sql("update observation o set value = s.value, status = s.status, load = ?"
                                + " from staged_observation s" + mine + " and " + SAME + " and " + DIFFERS)
                        .params(load, one.id(), part.first(), part.last())
                        .update();
            }
            jdbc.sql("insert into observation (indicator, area, period, category, source, status, value, load)"
                            + " select s.indicator, s.area, s.period, s.category, s.source, s.status, s.value, ?"
                            + " from staged_observation s" + mine
                            + (allNew ? "" : " and not exists (select from observation o where " + SAME + ")")
                            + " order by 1, 2, 3, 4, 5")
                    .params(load, one.id(), part.first(), part.last())
                    .update();
            done += part.figures();
        }
        jdbc.sql("update observation_import set load = ? where id = ?")
                .params(load, one.id())
                .update();
        return jdbc.sql("select distinct indicator from staged_observation where import_id = ? order by 1")
                .param(one.id())
                .query(Integer.class)
                .list();
    }

    public boolean discard(long id) {
        boolean mine = jdbc.sql("update observation_import set state = 'discarded', content = null"
                                + " where id = ? and state in ('kept', 'read')")
                        .param(id)
                        .update()
                == 1;
        if (mine) {
            forget(id);
        }
        return mine;
    }

    /** Files that nobody accepted or threw away, brought before a moment. */
    List<Long> waitingSince(Instant moment) {
        return jdbc.sql("select id from observation_import where state in ('kept', 'read') and created_at < ?")
                .param(Timestamp.from(moment))
                .query(Long.class)
                .list();
    }
}
