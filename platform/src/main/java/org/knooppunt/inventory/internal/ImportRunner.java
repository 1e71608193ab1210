package org.knooppunt.inventory.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.knooppunt.database.KeptFile;
import org.knooppunt.database.Merge;
import org.knooppunt.database.Shape;
import org.knooppunt.database.Watches;
import org.knooppunt.engine.files.InventoryDraft;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.KnownKeys;
import org.knooppunt.engine.files.ReadMonitor;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.files.Remark;
import org.knooppunt.engine.files.Table;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.ImportPreview;
import org.knooppunt.inventory.ImportState;
import org.knooppunt.inventory.WasteCodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file into a draft, and stores a draft that was accepted; each in one transaction, under a watch. Execution
 * is at least once; the token of the run keeps the answer single.
 */
@Component
public class ImportRunner {
    /** An import that took the program down with it this often is not tried again. */
    static final int MOST_ATTEMPTS = 3;

    /** Rows shown per table with what they were and become. */
    private static final int SAMPLES = 50;

    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);

    /** Table, column and the table it refers to, for all that may be deleted meanwhile. */
    private static final List<List<String>> REFERENCES = List.of(
            List.of("site", "organisation", "organisation"),
            List.of("offer", "site", "site"),
            List.of("need", "site", "site"),
            List.of("facility", "site", "site"),
            List.of("process", "facility", "facility"),
            List.of("link", "from_site", "site"),
            List.of("link", "to_site", "site"));

    private static final String BROKEN_CLASSES = """
            with recursive sound (key) as (
                select key from resource_class where parent is null
                union
                select c.key from sound s join resource_class c on c.parent = s.key
            )
            select exists (select from resource_class where key not in (select key from sound))
                or exists (select from resource_class c join resource_class p on p.key = c.parent where p.kind <> c.kind)
            """;

    private final ImportStore imports;
    private final InventoryStore inventory;
    private final WasteCodes codes;
    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final Watches watches;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final ObjectProvider<ImportJobs.ImportQueue> queue;

    ImportRunner(
            ImportStore imports,
            InventoryStore inventory,
            WasteCodes codes,
            Accounts accounts,
            JdbcClient jdbc,
            Watches watches,
            JsonMapper json,
            PlatformTransactionManager transactions,
            ObjectProvider<ImportJobs.ImportQueue> queue) {
        this.imports = imports;
        this.inventory = inventory;
        this.codes = codes;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.watches = watches;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
        this.queue = queue;
    }

    /** What was read refers to what is gone from the inventory since. */
    private static final class Outdated extends RuntimeException {
        Outdated() {
            super("the inventory changed since the file was read");
        }
    }

    /** Another run has the import, or somebody wants it stopped: what this run did is undone. */
    private static final class Lost extends RuntimeException {
        Lost() {
            super("the import is no longer this run's");
        }
    }

    /** @throws Watches.Interrupted when the program stops before it is done */
    public void run(long id, int turn) {
        UUID token = UUID.randomUUID();
        Optional<ImportStore.Work> claimed = transaction.execute(status -> imports.claim(id, turn, token));
        if (claimed == null || claimed.isEmpty()) {
            return;
        }
        ImportStore.Work work = claimed.get();
        if (work.attempt() > MOST_ATTEMPTS) {
            imports.fail(id, token, "gave-up", "");
            return;
        }
        Watches.Watch watch = watches.over("Import " + id, told -> imports.beat(id, token, told));
        Monitor monitor = new Monitor(watch);
        try {
            if (work.state() == ImportState.READING) {
                read(id, token, work, monitor);
            } else {
                store(id, token, work, monitor);
            }
        } catch (Outdated e) {
            transaction.executeWithoutResult(status -> imports.readAgain(id, token)
                    .ifPresent(number -> queue.getObject().add(id, number)));
        } catch (OutOfMemoryError e) {
            LOG.error("Import {} did not fit in memory", id, e);
            imports.fail(id, token, "memory", "");
        } catch (IOException | RuntimeException | LinkageError e) {
            watch.requireOpen();
            if (watch.isStopped() || e instanceof Lost) {
                imports.stopped(id, token);
            } else {
                LOG.error("Import {} failed", id, e);
                imports.fail(id, token, "program", e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        } finally {
            watch.close();
        }
    }

    private void read(long id, UUID token, ImportStore.Work work, Monitor monitor) throws IOException {
        ReadOptions options =
                ReadOptions.additionTo(known()).withWasteCodes(codes::holds).withMonitor(monitor);
        long mark = mark();
        InventoryDraft draft;
        try (KeptFile file = imports.open(id, work.fileName())) {
            draft = InventoryReader.read(file.path(), options);
        }
        List<InventoryStore.Part<?>> parts = InventoryStore.partsOf(draft);
        parts.forEach(part -> monitor.expect(part.shape().table(), part.rows().size()));
        monitor.watch.inTransaction(() -> {
            inventory.stage(id, parts, monitor);
            Map<String, Merge.Difference> differences = inventory.compare(id, monitor);
            String samples = samples(id, differences);
            if (!draft.isClean()) {
                // the file must be mended and brought again: these rows will never be stored
                inventory.discard(id);
            }
            imports.replaceFaults(id, draft.faults());
            monitor.watch.check();
            if (!imports.finishReading(
                    id, token, draft.faultCount(), preview(differences, draft.remarks(), mark), samples)) {
                throw new Lost();
            }
        });
    }

    private KnownKeys known() {
        return new KnownKeys(
                jdbc.sql(InventoryTables.CLASSES.selectAll()).query(InventoryTables.CLASSES.reader()).list().stream()
                        .collect(Collectors.toMap(ResourceClass::id, each -> each)),
                keys("organisation"),
                keys("site"),
                keys("facility"));
    }

    private Set<String> keys(String table) {
        return Set.copyOf(jdbc.sql("select key from " + table + " where deleted_at is null")
                .query(String.class)
                .list());
    }

    private long mark() {
        return jdbc.sql("select coalesce(max(id), 0) from audit_event")
                .query(Long.class)
                .single();
    }

    private String samples(long id, Map<String, Merge.Difference> differences) {
        Map<String, List<Map<String, Object>>> samples = new LinkedHashMap<>();
        for (Shape<?> shape : InventoryStore.SHAPES) {
            Merge.Difference difference = differences.get(shape.table());
            if (difference != null && difference.changed() > 0) {
                samples.put(
                        shape.table(),
                        jdbc.sql("select c.thing_key, c.detail::text as detail from ("
                                        + inventory.changes(id, shape, SAMPLES) + ") c")
                                .query((row, index) -> Map.<String, Object>of(
                                        "key",
                                        row.getString("thing_key"),
                                        "detail",
                                        json.readTree(row.getString("detail"))))
                                .list());
            }
        }
        return json.writeValueAsString(samples);
    }

    private static ImportPreview preview(Map<String, Merge.Difference> differences, List<Remark> remarks, long mark) {
        List<ImportPreview.Part> parts = new ArrayList<>();
        differences.forEach((table, difference) -> parts.add(new ImportPreview.Part(
                table, difference.added(), difference.changed(), difference.unchanged(), difference.changedFields())));
        return new ImportPreview(parts, remarks, mark);
    }

    /** Compares a draft again with the inventory as it is now; within a transaction. */
    public void countAgain(long id, ImportPreview before) throws SQLException {
        long mark = mark();
        Map<String, Merge.Difference> differences = inventory.compare(id, InventoryStore.Progress.NONE);
        imports.replacePreview(id, preview(differences, before.remarks(), mark), samples(id, differences));
    }

    private void store(long id, UUID token, ImportStore.Work work, Monitor monitor) throws IOException {
        imports.find(id).map(found -> found.preview()).ifPresent(preview -> preview.parts()
                .forEach(part -> monitor.expect(part.table(), part.rows())));
        Long account = work.acceptedBy();
        Person who = account == null ? null : accounts.find(account).orElse(null);
        List<Remark> remarks = imports.find(id)
                .map(found -> found.preview())
                .map(ImportPreview::remarks)
                .orElse(List.of());
        monitor.watch.inTransaction(() -> {
            Map<String, Merge.Difference> differences = inventory.store(id, who, work.fileName(), monitor);
            requireWhole(id, differences);
            monitor.watch.check();
            if (!imports.finishStoring(id, token, preview(differences, remarks, mark()))) {
                throw new Lost();
            }
        });
    }

    /** What was read may refer to what was deleted since, or make a circle with classes that came since. */
    private void requireWhole(long id, Map<String, Merge.Difference> differences) {
        for (List<String> reference : REFERENCES) {
            if (differences.containsKey(reference.get(0))
                    && jdbc.sql("select exists (select from staged_%s s join %s r on r.key = s.%s where s.import_id = ?"
                                            .formatted(reference.get(0), reference.get(2), reference.get(1))
                                    + " and r.deleted_at is not null)")
                            .param(id)
                            .query(Boolean.class)
                            .single()) {
                throw new Outdated();
            }
        }
        Merge.Difference classes = differences.get("resource_class");
        if (classes != null
                && !classes.isEmpty()
                && jdbc.sql(BROKEN_CLASSES).query(Boolean.class).single()) {
            throw new Outdated();
        }
    }

    void discardUntouchedSince(Instant moment) {
        for (long id : imports.listUntouchedSince(moment)) {
            transaction.executeWithoutResult(status -> imports.discard(id));
        }
    }

    /** Counts rows for the watch. */
    private static final class Monitor implements ReadMonitor, InventoryStore.Progress {
        private final Watches.Watch watch;
        private final Map<String, Long> totals = new HashMap<>();

        Monitor(Watches.Watch watch) {
            this.watch = watch;
        }

        void expect(String table, long rows) {
            totals.put(table, rows);
        }

        @Override
        public void rowsRead(Table table, int rows) {
            watch.tell("read " + InventoryStore.SHAPES.get(table.ordinal()).table(), rows, 0);
        }

        @Override
        public void at(String step, String table, int rows) {
            watch.at(step + " " + table, rows, totals.getOrDefault(table, 0L));
        }

        @Override
        public boolean cancelled() {
            return watch.isCancelled();
        }
    }
}
