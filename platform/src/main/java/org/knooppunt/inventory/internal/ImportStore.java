package org.knooppunt.inventory.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.KeptFile;
import org.knooppunt.database.Watches;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.FaultKind;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.ImportPreview;
import org.knooppunt.inventory.ImportState;
import org.knooppunt.inventory.ImportSummary;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports in the database. A run of a job holds a token; what it writes is only written while the import still carries
 * that token, so of two runs for one import only the last to begin leaves anything.
 */
@Repository
public class ImportStore {
    private static final int LONGEST_FILE_NAME = 120;
    private static final String SUMMARY = """
            select i.id, i.actor, i.accepted_actor, i.file_name, i.size, i.hash, i.state, i.preview::text as preview,
                i.fault_count, i.failure, i.failure_detail, i.content is not null as kept, i.created_at, i.changed_at,
                coalesce(p.step, '') as step, coalesce(p.done, 0) as done, coalesce(p.total, 0) as total,
                coalesce(p.cancel_requested, false) as cancel_requested
            from inventory_import i left join inventory_import_progress p on p.import_id = i.id
            """;
    /** What belongs to a draft that is no more. */
    private static final List<String> LEFT = List.of("inventory_import_fault", "inventory_import_progress");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InventoryStore inventory;

    ImportStore(JdbcClient jdbc, JsonMapper json, InventoryStore inventory) {
        this.jdbc = jdbc;
        this.json = json;
        this.inventory = inventory;
    }

    public long create(String fileName, InputStream content, long size, Person who) {
        MessageDigest digest = sha256();
        long id = jdbc.sql("""
                        insert into inventory_import (account_id, actor, file_name, size, hash, content, state)
                        values (?, ?, ?, ?, '', ?, 'WAITING') returning id
                        """)
                .params(
                        who.id(),
                        who.name(),
                        plainName(fileName),
                        size,
                        new SqlBinaryValue(new DigestInputStream(content, digest), size))
                .query(Long.class)
                .single();
        jdbc.sql("update inventory_import set hash = ? where id = ?")
                .params(HexFormat.of().formatHex(digest.digest()), id)
                .update();
        return id;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last part of a path, fit to be the name of a file here; its ending stays, since it tells what it is. */
    static String plainName(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String plain =
                last.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}:*?\"<>|]", "_").strip();
        if (plain.length() > LONGEST_FILE_NAME) {
            plain = plain.substring(0, 60) + "…" + plain.substring(plain.length() - 50);
        }
        return plain.isEmpty() || plain.startsWith(".") ? "_" + plain : plain;
    }

    /**
     * Puts it in the queue when it is in one of these states.
     *
     * @return the number of this turn, for the job
     */
    public Optional<Integer> queue(long id, ImportState state, ImportState... from) {
        Optional<Integer> turn = jdbc.sql("""
                        update inventory_import set state = ?, turn = turn + 1, attempt = 0, run_token = null,
                            failure = null, failure_detail = null, changed_at = now()
                        where id = ? and content is not null and state = any (?) returning turn
                        """)
                .params(state.name(), id, Arrays.stream(from).map(Enum::name).toArray(String[]::new))
                .query(Integer.class)
                .optional();
        turn.ifPresent(number -> jdbc.sql("""
                        insert into inventory_import_progress (import_id) values (?)
                        on conflict (import_id) do update set step = '', done = 0, total = 0, cancel_requested = false
                        """).param(id).update());
        return turn;
    }

    public void acceptedBy(long id, Person who) {
        jdbc.sql("update inventory_import set accepted_id = ?, accepted_actor = ? where id = ?")
                .params(who.id(), who.name(), id)
                .update();
    }

    public Optional<ImportSummary> find(long id) {
        return jdbc.sql(SUMMARY + " where i.id = ?")
                .param(id)
                .query(this::summary)
                .optional();
    }

    public Slice<ImportSummary> list(int page, int size) {
        long total = jdbc.sql("select count(*) from inventory_import")
                .query(Long.class)
                .single();
        int number = Math.max(1, page);
        return new Slice<>(
                jdbc.sql(SUMMARY + " order by i.id desc limit ? offset ?")
                        .params(size, (long) (number - 1) * size)
                        .query(this::summary)
                        .list(),
                number,
                size,
                total);
    }

    private ImportSummary summary(ResultSet row, int index) throws SQLException {
        String preview = row.getString("preview");
        String step = row.getString("step");
        int blank = step.indexOf(' ');
        return new ImportSummary(
                row.getLong("id"),
                row.getString("actor"),
                row.getString("accepted_actor"),
                row.getString("file_name"),
                row.getLong("size"),
                row.getString("hash"),
                ImportState.valueOf(row.getString("state")),
                preview == null ? null : json.readValue(preview, ImportPreview.class),
                row.getInt("fault_count"),
                row.getString("failure"),
                row.getString("failure_detail"),
                row.getBoolean("kept"),
                new ImportSummary.Progress(
                        blank < 0 ? step : step.substring(0, blank),
                        blank < 0 ? "" : step.substring(blank + 1),
                        row.getLong("done"),
                        row.getLong("total"),
                        row.getBoolean("cancel_requested")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant());
    }

    public Slice<Fault> faults(long id, int page, int size) {
        long total = jdbc.sql("select count(*) from inventory_import_fault where import_id = ?")
                .param(id)
                .query(Long.class)
                .single();
        int number = Math.max(1, page);
        List<Fault> rows = jdbc.sql("""
                        select file, row, col, value, code, arguments::text as arguments from inventory_import_fault
                        where import_id = ? order by number limit ? offset ?
                        """)
                .params(id, size, (long) (number - 1) * size)
                .query((row, index) -> new Fault(
                        row.getString("file"),
                        row.getInt("row"),
                        row.getString("col"),
                        row.getString("value"),
                        FaultKind.valueOf(row.getString("code")),
                        json.readValue(row.getString("arguments"), new TypeReference<List<String>>() {})))
                .list();
        return new Slice<>(rows, number, size, total);
    }

    public Map<String, List<Audit.Event>> samples(long id) {
        Map<String, List<Audit.Event>> samples = new LinkedHashMap<>();
        jdbc.sql("select samples::text from inventory_import where id = ? and samples is not null")
                .param(id)
                .query(String.class)
                .optional()
                .map(json::readTree)
                .ifPresent(tables -> tables.properties().forEach(table -> {
                    List<Audit.Event> rows = new ArrayList<>();
                    for (JsonNode row : table.getValue()) {
                        rows.add(new Audit.Event(
                                0,
                                Instant.EPOCH,
                                "",
                                "imported",
                                table.getKey(),
                                row.get("key").asString(),
                                row.get("detail").toString()));
                    }
                    samples.put(table.getKey(), rows);
                }));
        return samples;
    }

    /** Whether anything in the inventory may have changed since. */
    public boolean isOutdated(long mark) {
        return jdbc.sql("""
                        select exists (select from audit_event where id > ? and thing in ('inventory', 'resource_class',
                            'organisation', 'site', 'offer', 'need', 'facility', 'process', 'link'))
                        """).param(mark).query(Boolean.class).single();
    }

    /** Asks a job to stop; what still waits stops at once. */
    public void cancel(long id) {
        jdbc.sql("update inventory_import_progress set cancel_requested = true where import_id = ?")
                .param(id)
                .update();
    }

    /** Lets go of the file and all that was read of it. */
    public boolean discard(long id) {
        int changed = jdbc.sql("""
                        update inventory_import set state = 'DISCARDED', content = null, run_token = null, samples = null,
                            changed_at = now()
                        where id = ? and state in ('READ', 'FAILED', 'CANCELLED')
                        """).param(id).update();
        if (changed > 0) {
            forget(id);
        }
        return changed > 0;
    }

    private void forget(long id) {
        try {
            inventory.discard(id);
        } catch (SQLException e) {
            throw new IllegalStateException("import " + id + " could not be thrown away", e);
        }
        for (String table : LEFT) {
            jdbc.sql("delete from " + table + " where import_id = ?").param(id).update();
        }
    }

    /** Drafts that nobody touched since. */
    List<Long> listUntouchedSince(Instant moment) {
        return jdbc.sql("""
                        select id from inventory_import
                        where content is not null and state in ('READ', 'FAILED', 'CANCELLED') and changed_at < ?
                        """)
                .param(java.sql.Timestamp.from(moment))
                .query(Long.class)
                .list();
    }

    // ---- what runs do

    /** What a run has to do. */
    record Work(
            ImportState state,
            String fileName,
            int attempt,
            @Nullable Long acceptedBy) {}

    /** Takes the import for this run; another run that still goes loses it. Nothing when there is nothing to do. */
    Optional<Work> claim(long id, int turn, UUID token) {
        return jdbc.sql("""
                        update inventory_import set run_token = ?, attempt = attempt + 1, changed_at = now(),
                            state = case state when 'WAITING' then 'READING' when 'ACCEPTED' then 'STORING' else state end
                        where id = ? and turn = ? and state in ('WAITING', 'READING', 'ACCEPTED', 'STORING')
                        returning state, file_name, attempt, accepted_id
                        """)
                .params(token, id, turn)
                .query((row, index) -> new Work(
                        ImportState.valueOf(row.getString("state")),
                        row.getString("file_name"),
                        row.getInt("attempt"),
                        row.getObject("accepted_id", Long.class)))
                .optional();
    }

    /** Tells how far the run is. */
    Watches.Heard beat(long id, UUID token, Watches.Told told) {
        return jdbc.sql("""
                        update inventory_import_progress p set step = ?, done = ?, total = ?
                        from inventory_import i where i.id = p.import_id and i.id = ? and i.run_token = ?
                        returning p.cancel_requested
                        """)
                .params(told.step(), told.done(), told.total(), id, token)
                .query((row, index) -> new Watches.Heard(true, row.getBoolean(1)))
                .optional()
                .orElse(new Watches.Heard(false, false));
    }

    /** Ends a reading, in its transaction; false when another run has the import or somebody wants it stopped. */
    boolean finishReading(long id, UUID token, int faultCount, ImportPreview preview, String samples) {
        return jdbc.sql("""
                        update inventory_import i set state = 'READ', run_token = null, fault_count = ?,
                            preview = ?::jsonb, samples = ?::jsonb, changed_at = now()
                        where id = ? and run_token = ? and state = 'READING' and not exists (
                            select from inventory_import_progress p where p.import_id = i.id and cancel_requested)
                        """)
                        .params(faultCount, json.writeValueAsString(preview), samples, id, token)
                        .update()
                == 1;
    }

    void replaceFaults(long id, List<Fault> faults) {
        jdbc.sql("delete from inventory_import_fault where import_id = ?")
                .param(id)
                .update();
        List<Map<String, Object>> rows = new ArrayList<>(faults.size());
        for (Fault fault : faults) {
            rows.add(Map.of(
                    "file", fault.file(),
                    "row", fault.row(),
                    "col", fault.column(),
                    "value", fault.value(),
                    "code", fault.code().name(),
                    "arguments", fault.arguments()));
        }
        jdbc.sql("""
                        insert into inventory_import_fault (import_id, number, file, row, col, value, code, arguments)
                        select ?, f.number, f.fault ->> 'file', (f.fault ->> 'row')::int, f.fault ->> 'col',
                            f.fault ->> 'value', f.fault ->> 'code', f.fault -> 'arguments'
                        from jsonb_array_elements(?::jsonb) with ordinality as f (fault, number)
                        """).params(id, json.writeValueAsString(rows)).update();
    }

    /** Counted again, while nobody accepted or threw it away. */
    void replacePreview(long id, ImportPreview preview, String samples) {
        jdbc.sql("update inventory_import set preview = ?::jsonb, samples = ?::jsonb where id = ? and state = 'READ'")
                .params(json.writeValueAsString(preview), samples, id)
                .update();
    }

    /** Ends a storing, in its transaction; false when another run has the import or somebody wants it stopped. */
    boolean finishStoring(long id, UUID token, ImportPreview preview) {
        boolean mine = jdbc.sql("""
                        update inventory_import i set state = 'STORED', run_token = null, content = null,
                            preview = ?::jsonb, samples = null, changed_at = now()
                        where id = ? and run_token = ? and state = 'STORING' and not exists (
                            select from inventory_import_progress p where p.import_id = i.id and cancel_requested)
                        """)
                        .params(json.writeValueAsString(preview), id, token)
                        .update()
                == 1;
        if (mine) {
            forget(id);
        }
        return mine;
    }

    /** A run was stopped: a reading is over, a storing goes back to where it waited to be accepted. */
    void stopped(long id, UUID token) {
        jdbc.sql("""
                        update inventory_import set run_token = null, changed_at = now(),
                            content = case state when 'READING' then null else content end,
                            failure = case state when 'STORING' then 'stopped' end,
                            state = case state when 'READING' then 'CANCELLED' else 'READ' end
                        where id = ? and run_token = ? and state in ('READING', 'STORING')
                        """).params(id, token).update();
    }

    void fail(long id, UUID token, String failure, String detail) {
        jdbc.sql("""
                        update inventory_import set state = 'FAILED', run_token = null, failure = ?, failure_detail = ?,
                            changed_at = now()
                        where id = ? and run_token = ?
                        """).params(failure, detail, id, token).update();
    }

    /** The inventory changed so that the file must be read again. */
    Optional<Integer> readAgain(long id, UUID token) {
        int mine = jdbc.sql("update inventory_import set state = 'READ' where id = ? and run_token = ?"
                        + " and state = 'STORING'")
                .params(id, token)
                .update();
        Optional<Integer> turn = mine == 0 ? Optional.empty() : queue(id, ImportState.WAITING, ImportState.READ);
        turn.ifPresent(number -> jdbc.sql("update inventory_import set failure = 'outdated' where id = ?")
                .param(id)
                .update());
        return turn;
    }

    /** The file itself, on disk under its name. */
    public KeptFile open(long id, String fileName) throws IOException {
        return KeptFile.open(jdbc, "inventory_import", id, fileName);
    }
}
