package org.knooppunt.inventory.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Merge;
import org.knooppunt.engine.files.InventoryDraft;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.ReadMonitor;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.files.Table;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.inventory.Imports.Example;
import org.knooppunt.inventory.Imports.Import;
import org.knooppunt.inventory.Imports.Note;
import org.knooppunt.inventory.Imports.Preview;
import org.knooppunt.inventory.Imports.Progress;
import org.knooppunt.inventory.Imports.State;
import org.knooppunt.inventory.Imports.TableChange;
import org.knooppunt.inventory.WasteCodes;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads a file and says what it would change; stores it once that is accepted. While it works, a pulse twice a second
 * writes how far it is and hears whether to stop, also in the midst of a statement. Execution is at least once: storing
 * and saying so are one transaction, and a run that is no longer the one finds nothing to do.
 */
@Component
public class ImportRunner implements DisposableBean {
    /** An import that took the program down with it this often is not tried again. */
    private static final int MOST_ATTEMPTS = 3;

    private static final long PULSE_MILLIS = 400;
    private static final int EXAMPLES = 10;
    private static final int MOST_NOTES = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);

    private final ImportStore store;
    private final InventoryStore inventory;
    private final WasteCodes codes;
    private final Accounts accounts;
    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final ScheduledExecutorService pulses = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("import-pulse").factory());
    private volatile boolean closing;

    ImportRunner(
            ImportStore store,
            InventoryStore inventory,
            WasteCodes codes,
            Accounts accounts,
            DataSource database,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.inventory = inventory;
        this.codes = codes;
        this.accounts = accounts;
        this.database = database;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** The program stops while a job works; the job is run again when it starts. */
    static final class Interrupted extends RuntimeException {
        Interrupted(long id) {
            super("import " + id + " was interrupted because the program stops; it goes on at the next start");
        }
    }

    void run(long id, int run) {
        Import found = store.find(id).orElse(null);
        if (found == null) {
            return;
        }
        boolean storing = found.state() == State.ACCEPTED || found.state() == State.STORING;
        Optional<Integer> attempt = storing
                ? store.begin(id, run, State.ACCEPTED, State.STORING)
                : store.begin(id, run, State.WAITING, State.READING);
        if (attempt.isEmpty()) {
            return;
        }
        if (attempt.get() > MOST_ATTEMPTS) {
            store.end(id, run, State.FAILED, "gave-up");
            return;
        }
        Watch watch = new Watch(id, run);
        ScheduledFuture<?> pulse =
                pulses.scheduleWithFixedDelay(watch::beat, 0, PULSE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            work(found, run, storing, watch);
        } catch (CancellationException e) {
            stopped(id, run, e);
        } catch (DataIntegrityViolationException e) {
            // somebody deleted or added what the file leans on between reading and storing
            LOG.info("Import {} met a change of the inventory: {}", id, e.getMessage());
            store.end(id, run, State.FAILED, "changed");
        } catch (IOException | SQLException | RuntimeException e) {
            if (watch.isStopped() || closing) {
                stopped(id, run, e);
            } else {
                LOG.error("Import {} failed", id, e);
                store.end(id, run, State.FAILED, "program");
            }
        } finally {
            pulse.cancel(false);
        }
    }

    private void stopped(long id, int run, Exception cause) {
        if (closing) {
            Interrupted interrupted = new Interrupted(id);
            interrupted.addSuppressed(cause);
            throw interrupted;
        }
        store.end(id, run, State.CANCELLED, null);
    }

    private void work(Import found, int run, boolean storing, Watch watch) throws IOException, SQLException {
        InventoryDraft draft;
        try (ImportFile file = store.file(found.id(), found.fileName())) {
            ReadOptions options = ReadOptions.additionTo(store.knownKeys())
                    .withWasteCodes(codes::holds)
                    .withMonitor(watch);
            draft = InventoryReader.read(file.path(), options);
        }
        watch.check();
        if (!draft.isClean()) {
            found(found.id(), run, draft, null);
            return;
        }
        List<InventoryStore.Part<?>> parts = InventoryStore.partsOf(draft);
        watch.total(parts);
        if (storing) {
            store(found, run, draft, parts, watch);
        } else {
            found(found.id(), run, draft, compare(draft, parts, watch));
        }
    }

    private void found(long id, int run, InventoryDraft draft, @Nullable Preview preview) {
        if (!store.found(id, run, draft.faults(), draft.faultCount(), preview)) {
            throw new CancellationException("import " + id + " was cancelled");
        }
    }

    private Preview compare(InventoryDraft draft, List<InventoryStore.Part<?>> parts, Watch watch) {
        return inTransaction(watch, () -> {
            Map<String, Merge.Difference> differences = inventory.compare(parts, watch);
            return preview(draft, parts, differences);
        });
    }

    private void store(Import found, int run, InventoryDraft draft, List<InventoryStore.Part<?>> parts, Watch watch) {
        Long account = found.account();
        Person person = account == null ? null : accounts.find(account).orElse(null);
        inTransaction(watch, () -> {
            Map<String, Merge.Difference> differences = inventory.store(parts, person, found.fileName(), watch);
            if (!store.stored(found.id(), run, preview(draft, List.of(), differences))) {
                throw new CancellationException("import " + found.id() + " was cancelled");
            }
            return differences;
        });
        // what the search index put off, and figures for the planner of queries; the data are safe already
        for (String table : List.of("offer", "need")) {
            jdbc.queryForObject("select gin_clean_pending_list('" + table + "_search')", Long.class);
            jdbc.execute("analyze " + table);
        }
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /** Runs in one transaction whose statements the watch can interrupt. */
    private <T> T inTransaction(Watch watch, Work<T> work) {
        return transactions.execute(status -> {
            var connection = DataSourceUtils.getConnection(database);
            try {
                watch.connection(connection.unwrap(PGConnection.class));
                return work.run();
            } catch (SQLException e) {
                throw java.util.Objects.requireNonNullElseGet(
                        jdbc.getExceptionTranslator().translate("import", null, e),
                        () -> new IllegalStateException(e));
            } finally {
                watch.connection(null);
                DataSourceUtils.releaseConnection(connection, database);
            }
        });
    }

    private Preview preview(
            InventoryDraft draft, List<InventoryStore.Part<?>> parts, Map<String, Merge.Difference> differences) {
        List<TableChange> tables = new ArrayList<>();
        differences.forEach((table, difference) -> {
            List<Example> examples = parts.stream()
                    .filter(part -> part.shape().table().equals(table) && difference.changed() > 0)
                    .flatMap(part -> jdbc
                            .query(
                                    "select thing_key, detail::text as detail from ("
                                            + Merge.changes(part.shape()) + ") c order by thing_key limit " + EXAMPLES,
                                    (row, index) -> new Example(row.getString(1), row.getString(2)))
                            .stream())
                    .toList();
            tables.add(new TableChange(
                    table,
                    difference.added(),
                    difference.changed(),
                    difference.unchanged(),
                    difference.changedFields(),
                    examples));
        });
        List<Note> notes = draft.remarks().stream()
                .limit(MOST_NOTES)
                .map(remark -> new Note(
                        remark.file(), remark.column(), remark.code().name(), remark.arguments()))
                .toList();
        return new Preview(tables, notes);
    }

    @EventListener
    void onClose(ContextClosedEvent event) {
        closing = true;
    }

    @Override
    public void destroy() {
        pulses.shutdownNow();
    }

    /** How far one run is, and whether it should stop. */
    private final class Watch implements ReadMonitor, InventoryStore.Progress {
        private final long id;
        private final int run;
        private volatile String step = "";
        private volatile long before;
        private volatile long done;
        private volatile long total;
        private volatile boolean stopped;
        private volatile @Nullable PGConnection connection;

        private Watch(long id, int run) {
            this.id = id;
            this.run = run;
        }

        @Override
        public void rowsRead(Table table, int rows) {
            at(table.fileName(), rows);
        }

        @Override
        public void at(String table, int rows) {
            if (!table.equals(step)) {
                before += done;
                step = table;
            }
            done = rows;
            check();
        }

        @Override
        public boolean cancelled() {
            return stopped || closing;
        }

        private boolean isStopped() {
            return stopped;
        }

        private void check() {
            if (cancelled()) {
                throw new CancellationException("import " + id + " was stopped");
            }
        }

        /** From reading on to storing: now it is known how many rows there are. */
        private void total(List<InventoryStore.Part<?>> parts) {
            step = "";
            before = 0;
            done = 0;
            total = parts.stream().mapToLong(part -> part.rows().size()).sum();
        }

        private void connection(@Nullable PGConnection busy) {
            connection = busy;
        }

        private void beat() {
            try {
                store.tell(id, new Progress(step, Math.min(before + done, total == 0 ? Long.MAX_VALUE : total), total));
                if (store.isCancelRequested(id, run)) {
                    stopped = true;
                }
                PGConnection busy = connection;
                if (cancelled() && busy != null) {
                    busy.cancelQuery();
                }
            } catch (RuntimeException | SQLException e) {
                LOG.debug("The pulse of import {} missed a beat", id, e);
            }
        }
    }
}
