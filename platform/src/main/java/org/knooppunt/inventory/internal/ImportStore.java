package org.knooppunt.inventory.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.FaultKind;
import org.knooppunt.engine.files.KnownKeys;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Imports.Import;
import org.knooppunt.inventory.Imports.Preview;
import org.knooppunt.inventory.Imports.Progress;
import org.knooppunt.inventory.Imports.State;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Imports in their tables. */
@Component
public class ImportStore {
    private static final int PIECE = 1 << 20;
    private static final int FAULTS_PER_BATCH = 1_000;

    private static final String SELECT = "select i.*, i.preview::text as preview_text, p.step, p.done, p.total"
            + " from inventory_import i left join inventory_import_progress p on p.import_id = i.id ";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;

    ImportStore(JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public long add(Person person, String fileName, InputStream content) throws IOException {
        long id = jdbc.sql("insert into inventory_import (account_id, actor, file_name, state)"
                        + " values (?, ?, ?, 'WAITING') returning id")
                .params(person.id(), person.name(), fileName)
                .query(Long.class)
                .single();
        long bytes = 0;
        int number = 0;
        for (byte[] piece = content.readNBytes(PIECE); piece.length > 0; piece = content.readNBytes(PIECE)) {
            jdbc.sql("insert into inventory_import_piece (import_id, number, bytes) values (?, ?, ?)")
                    .params(id, number++, piece)
                    .update();
            bytes += piece.length;
        }
        jdbc.sql("update inventory_import set byte_count = ? where id = ?")
                .params(bytes, id)
                .update();
        return id;
    }

    @Transactional(readOnly = true)
    public List<Import> list(int most) {
        return jdbc.sql(SELECT + "order by i.id desc limit ?")
                .param(most)
                .query(this::row)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Import> find(long id) {
        return jdbc.sql(SELECT + "where i.id = ?").param(id).query(this::row).optional();
    }

    /** The file, piece by piece, so that it is never in memory as a whole. */
    @Transactional(readOnly = true)
    public ImportFile file(long id, String name) throws IOException {
        ImportFile file = ImportFile.create(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file.path()))) {
            for (int number = 0; ; number++) {
                Optional<byte[]> piece = jdbc.sql(
                                "select bytes from inventory_import_piece where import_id = ? and number = ?")
                        .params(id, number)
                        .query(byte[].class)
                        .optional();
                if (piece.isEmpty()) {
                    return file;
                }
                out.write(piece.get());
            }
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What a file may refer to. */
    @Transactional(readOnly = true)
    public KnownKeys knownKeys() {
        Map<String, ResourceClass> classes = jdbc.sql(InventoryTables.CLASSES.selectAll())
                .query(InventoryTables.CLASSES.reader())
                .list()
                .stream()
                .collect(Collectors.toMap(ResourceClass::id, c -> c));
        return new KnownKeys(classes, keys("organisation"), keys("site"), keys("facility"));
    }

    private HashSet<String> keys(String table) {
        return new HashSet<>(jdbc.sql("select key from " + table + " where deleted_at is null")
                .query(String.class)
                .list());
    }

    @Transactional(readOnly = true)
    public Slice<Fault> faults(long id, int page, int size) {
        long total = jdbc.sql("select count(*) from inventory_import_fault where import_id = ?")
                .param(id)
                .query(Long.class)
                .single();
        int number = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        List<Fault> rows = jdbc.sql("select * from inventory_import_fault where import_id = ? order by number"
                        + " limit ? offset ?")
                .params(id, size, (number - 1) * size)
                .query(this::fault)
                .list();
        return new Slice<>(rows, number, size, total);
    }

    @Transactional(readOnly = true)
    public List<Fault> allFaults(long id) {
        return jdbc.sql("select * from inventory_import_fault where import_id = ? order by number")
                .param(id)
                .query(this::fault)
                .list();
    }

    /** The number of the run that may now store it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Integer> accept(long id) {
        return jdbc.sql("update inventory_import set state = 'ACCEPTED', run = run + 1, attempts = 0,"
                        + " cancel_requested = false, changed_at = now()"
                        + " where id = ? and state = 'READ' and fault_count = 0 and preview is not null returning run")
                .param(id)
                .query(Integer.class)
                .optional();
    }

    /** The number of the run that may now read it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Integer> readAgain(long id) {
        return jdbc.sql("update inventory_import set state = 'WAITING', run = run + 1, attempts = 0,"
                        + " cancel_requested = false, preview = null, fault_count = 0, failure = null,"
                        + " changed_at = now() where id = ? and state in ('READ', 'CANCELLED', 'FAILED') returning run")
                .param(id)
                .query(Integer.class)
                .optional();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void requestCancel(long id) {
        jdbc.sql("update inventory_import set cancel_requested = true, changed_at = now()"
                        + " where id = ? and state in ('WAITING', 'READING', 'ACCEPTED', 'STORING')")
                .param(id)
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public boolean throwAway(long id) {
        return jdbc.sql("delete from inventory_import where id = ?"
                                + " and state in ('READ', 'STORED', 'CANCELLED', 'FAILED')")
                        .param(id)
                        .update()
                > 0;
    }

    /** Throws away what nobody came back for. */
    @Transactional
    public int throwAwayOlderThan(Duration age) {
        return jdbc.sql("delete from inventory_import where state in ('READ', 'STORED', 'CANCELLED', 'FAILED')"
                        + " and changed_at < now() - make_interval(secs => ?)")
                .param((double) age.toSeconds())
                .update();
    }

    /**
     * Takes an import for a run.
     *
     * @return how often this was tried, this time included; nothing when the run is no longer the one
     */
    @Transactional
    public Optional<Integer> begin(long id, int run, State from, State to) {
        return jdbc.sql("update inventory_import set state = ?, attempts = attempts + 1, changed_at = now()"
                        + " where id = ? and run = ? and state in (?, ?) returning attempts")
                .params(to.name(), id, run, from.name(), to.name())
                .query(Integer.class)
                .optional();
    }

    @Transactional
    public void tell(long id, Progress progress) {
        jdbc.sql("insert into inventory_import_progress (import_id, step, done, total)"
                        + " select id, :step, :done, :total from inventory_import where id = :id"
                        + " on conflict (import_id) do update"
                        + " set step = excluded.step, done = excluded.done, total = excluded.total")
                .param("id", id)
                .param("step", progress.step())
                .param("done", progress.done())
                .param("total", progress.total())
                .update();
    }

    @Transactional(readOnly = true)
    public boolean isCancelRequested(long id, int run) {
        return jdbc.sql("select cancel_requested or run <> ? from inventory_import where id = ?")
                .params(run, id)
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    /** Writes down what reading found; false when the run is no longer the one or was cancelled. */
    @Transactional
    public boolean found(long id, int run, List<Fault> faults, int faultCount, @Nullable Preview preview) {
        int changed = jdbc.sql("update inventory_import set state = 'READ', preview = cast(? as jsonb),"
                        + " fault_count = ?, changed_at = now() where id = ? and run = ? and not cancel_requested"
                        + " and state in ('READING', 'STORING')")
                .params(preview == null ? null : json.writeValueAsString(preview), faultCount, id, run)
                .update();
        if (changed == 0) {
            return false;
        }
        jdbc.sql("delete from inventory_import_fault where import_id = ?")
                .param(id)
                .update();
        List<Object[]> rows = new ArrayList<>();
        int number = 0;
        for (Fault fault : faults) {
            rows.add(new Object[] {
                id,
                number++,
                fault.file(),
                fault.row(),
                fault.column(),
                fault.value(),
                fault.code().name(),
                json.writeValueAsString(fault.arguments())
            });
            if (rows.size() == FAULTS_PER_BATCH) {
                addFaults(rows);
            }
        }
        addFaults(rows);
        return true;
    }

    private void addFaults(List<Object[]> rows) {
        template.batchUpdate(
                "insert into inventory_import_fault (import_id, number, file, row, col, value, code, arguments)"
                        + " values (?, ?, ?, ?, ?, ?, ?, cast(? as jsonb))",
                rows);
        rows.clear();
    }

    /** The last act of the transaction that stores; false when it was cancelled after all. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean stored(long id, int run, Preview changes) {
        int changed = jdbc.sql("update inventory_import set state = 'STORED', preview = cast(? as jsonb),"
                        + " changed_at = now() where id = ? and run = ? and state = 'STORING' and not cancel_requested")
                .params(json.writeValueAsString(changes), id, run)
                .update();
        if (changed > 0) {
            jdbc.sql("delete from inventory_import_piece where import_id = ?")
                    .param(id)
                    .update();
        }
        return changed > 0;
    }

    @Transactional
    public void end(long id, int run, State state, @Nullable String failure) {
        jdbc.sql("update inventory_import set state = ?, failure = ?, changed_at = now()"
                        + " where id = ? and run = ? and state <> 'STORED'")
                .params(state.name(), failure, id, run)
                .update();
    }

    private Import row(ResultSet row, int index) throws SQLException {
        String preview = row.getString("preview_text");
        return new Import(
                row.getLong("id"),
                row.getObject("account_id", Long.class),
                row.getString("actor"),
                row.getString("file_name"),
                row.getLong("byte_count"),
                State.valueOf(row.getString("state")),
                row.getBoolean("cancel_requested"),
                preview == null ? null : json.readValue(preview, Preview.class),
                row.getInt("fault_count"),
                row.getString("failure"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("changed_at").toInstant(),
                new Progress(
                        row.getString("step") == null ? "" : row.getString("step"),
                        row.getLong("done"),
                        row.getLong("total")));
    }

    private Fault fault(ResultSet row, int index) throws SQLException {
        return new Fault(
                row.getString("file"),
                row.getInt("row"),
                row.getString("col"),
                row.getString("value"),
                FaultKind.valueOf(row.getString("code")),
                List.of(json.readValue(row.getString("arguments"), String[].class)));
    }
}
