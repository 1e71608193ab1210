package org.knooppunt.indicators.internal;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.Coded;
import org.knooppunt.database.KeptFile;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.ColumnMapping;
import org.knooppunt.indicators.ObservationImport;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Period;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Files with observations and what was read of them, in the database. */
@Repository
public class ObservationImportStore {
    private static final int SAMPLES = 50;
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
                row.getTimestamp("created_at").toInstant());
    }

    private static final String SELECT = "select id, actor, file_name, state, mapping, added, changed, unchanged,"
            + " fault_count, why, created_at from observation_import";

    public Optional<ObservationImport> find(long id) {
        return jdbc.sql(SELECT + " where id = ?").param(id).query(this::one).optional();
    }

    public Slice<ObservationImport> list(int page, int size) {
        long total = jdbc.sql("select count(*) from observation_import")
                .query(Long.class)
                .single();
        int number = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        return new Slice<>(
                jdbc.sql(SELECT + " order by id desc limit ? offset ?")
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

    /** Notes what came of reading, and compares it with what is there; rows beside faults are not kept. */
    public void read(long id, ColumnMapping mapping, ObservationRows.Outcome outcome) {
        jdbc.sql("delete from observation_import_fault where import_id = ?")
                .param(id)
                .update();
        jdbc.sql("""
                        insert into observation_import_fault (import_id, number, row, col, value, code, expected)
                        select ?, f.number, (f.fault ->> 'row')::int, f.fault ->> 'column', f.fault ->> 'value',
                            f.fault ->> 'code', f.fault ->> 'expected'
                        from jsonb_array_elements(?::jsonb) with ordinality as f (fault, number)
                        """).params(id, json.writeValueAsString(outcome.faults())).update();
        jdbc.sql("update observation_import set state = 'read', mapping = ?::jsonb, fault_count = ? where id = ?")
                .params(json.writeValueAsString(mapping), outcome.count(), id)
                .update();
        compare(id);
        if (outcome.count() > 0) {
            forget(id);
        }
    }

    private void forget(long id) {
        jdbc.sql("delete from staged_observation where import_id = ?").param(id).update();
    }

    /** Counts anew what storing would do. */
    public void compare(long id) {
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

    /** Lets nobody else write to the indicators of an import until the transaction ends; false when it is taken. */
    public boolean lockStaged(long id) {
        boolean mine = jdbc.sql("select id from observation_import where id = ? and state = 'read' for update")
                .param(id)
                .query(Long.class)
                .optional()
                .isPresent();
        if (mine) {
            jdbc.sql("select id from indicator where id in (select distinct indicator from staged_observation"
                            + " where import_id = ?) order by id for update")
                    .param(id)
                    .query(Integer.class)
                    .list();
        }
        return mine;
    }

    /** Whether storing would still do what somebody saw. */
    public boolean isAsSeen(ObservationImport seen) {
        compare(seen.id());
        return find(seen.id())
                .filter(now -> now.added() == seen.added()
                        && now.changed() == seen.changed()
                        && now.unchanged() == seen.unchanged())
                .isPresent();
    }

    /** Writes what is staged by set, in the order of the key; gives the indicators that have other figures now. */
    public List<Integer> store(ObservationImport one, String why, @Nullable Person who) {
        int load = observations.load(who, why, one.fileName());
        if (one.changed() > 0) {
            jdbc.sql("update observation o set value = s.value, status = s.status, load = ? from staged_observation s"
                            + " where s.import_id = ? and " + SAME + " and " + DIFFERS)
                    .params(load, one.id())
                    .update();
        }
        boolean allNew = one.changed() + one.unchanged() == 0;
        jdbc.sql("insert into observation (indicator, area, period, category, source, status, value, load)"
                        + " select s.indicator, s.area, s.period, s.category, s.source, s.status, s.value, ?"
                        + " from staged_observation s where s.import_id = ?"
                        + (allNew ? "" : " and not exists (select from observation o where " + SAME + ")")
                        + " order by 1, 2, 3, 4, 5")
                .params(load, one.id())
                .update();
        List<Integer> touched = jdbc.sql("select distinct indicator from staged_observation where import_id = ?")
                .param(one.id())
                .query(Integer.class)
                .list();
        jdbc.sql("update observation_import set state = 'stored', content = null, why = ?, stored_at = now(), load = ?"
                        + " where id = ?")
                .params(why, load, one.id())
                .update();
        forget(one.id());
        return touched;
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
}
