package org.knooppunt.indicators.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.knooppunt.database.KeptFile;
import org.knooppunt.database.Watches;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.ColumnMapping;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.ObservationImport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads a file with figures, and stores one that was accepted; each in one transaction, under a watch. Execution is at
 * least once; the token of the run keeps the answer single. What is small is done for who waits for it, by the same run
 * that its job would do: the job finds nothing left, unless the program died.
 */
@Component
public class ObservationImportRunner {
    /** So many figures do not keep anybody waiting. */
    public static final int AT_ONCE = 5_000;

    /** An import that took the program down with it this often is not tried again. */
    private static final int MOST_ATTEMPTS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(ObservationImportRunner.class);

    private final ObservationImportStore imports;
    private final ObservationRows rows;
    private final FigureReader figures;
    private final Accounts accounts;
    private final Audit audit;
    private final Watches watches;
    private final TransactionTemplate transaction;
    private final ObjectProvider<ObservationImportJobs.Queue> queue;

    ObservationImportRunner(
            ObservationImportStore imports,
            ObservationRows rows,
            FigureReader figures,
            Accounts accounts,
            Audit audit,
            Watches watches,
            PlatformTransactionManager transactions,
            ObjectProvider<ObservationImportJobs.Queue> queue) {
        this.imports = imports;
        this.rows = rows;
        this.figures = figures;
        this.accounts = accounts;
        this.audit = audit;
        this.watches = watches;
        this.transaction = new TransactionTemplate(transactions);
        this.queue = queue;
    }

    /** Another run has the import, or somebody wants it stopped: what this run did is undone. */
    private static final class Lost extends RuntimeException {
        Lost() {
            super("the import is no longer this run's");
        }
    }

    /**
     * As a job.
     *
     * @throws Watches.Interrupted when the program stops before it is done
     */
    public void run(long id, int turn) {
        run(id, turn, Integer.MAX_VALUE);
    }

    /** For who waits for it; a file that turns out to have too many figures is left to a job. */
    public void runAtOnce(long id, int turn) {
        run(id, turn, AT_ONCE);
    }

    private void run(long id, int turn, int most) {
        UUID token = UUID.randomUUID();
        Optional<ObservationImportStore.Work> claimed = imports.claim(id, turn, token);
        if (claimed.isEmpty()) {
            return;
        }
        ObservationImportStore.Work work = claimed.get();
        if (work.attempt() > MOST_ATTEMPTS) {
            imports.end(id, token, "gave-up", "");
            return;
        }
        Watches.Watch watch = watches.over("File of figures " + id, told -> imports.beat(id, token, told));
        try {
            if (work.state() == ObservationImport.State.READING) {
                read(id, token, work, watch, most);
            } else {
                store(id, token, work, watch);
            }
        } catch (ObservationRows.TooMany e) {
            transaction.executeWithoutResult(status -> imports.passOn(id, token)
                    .ifPresent(next -> queue.getObject().add(id, next)));
        } catch (OutOfMemoryError e) {
            LOG.error("File of figures {} did not fit in memory", id, e);
            imports.end(id, token, "memory", "");
        } catch (IOException | RuntimeException | LinkageError e) {
            watch.requireOpen();
            if (watch.isStopped() || e instanceof Lost) {
                imports.end(id, token, "stopped", "");
            } else {
                LOG.error("File of figures {} failed", id, e);
                imports.end(id, token, "program", e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        } finally {
            watch.close();
        }
    }

    private void read(long id, UUID token, ObservationImportStore.Work work, Watches.Watch watch, int most)
            throws IOException {
        watch.inTransaction(() -> {
            stage(id, work, watch, most);
            watch.check();
            if (!imports.finishReading(id, token)) {
                throw new Lost();
            }
        });
    }

    /** Gives whether all rows are sound. */
    private boolean stage(long id, ObservationImportStore.Work work, Watches.Watch watch, int most) throws IOException {
        ColumnMapping mapping = work.mapping();
        if (mapping == null) {
            throw new IllegalStateException("nobody said what the columns of import " + id + " are");
        }
        try (KeptFile file = imports.open(id, work.fileName())) {
            ObservationRows.Outcome outcome = rows.stage(id, file.path(), mapping, watch, most);
            watch.at("compare", 0, 0);
            imports.keep(id, outcome);
            return outcome.count() == 0;
        }
    }

    private void store(long id, UUID token, ObservationImportStore.Work work, Watches.Watch watch) throws IOException {
        Long account = work.acceptedBy();
        Person who = account == null ? null : accounts.find(account).orElse(null);
        watch.inTransaction(() -> {
            ObservationImport one = imports.find(id).orElseThrow(Lost::new);
            // a database that went down keeps no stage, but the file
            boolean sound = imports.isStaged(id) || stage(id, work, watch, Integer.MAX_VALUE);
            imports.lockStaged(id);
            if (!sound || !imports.isAsSeen(one)) {
                imports.end(id, token, "outdated", "");
                return;
            }
            List<Integer> touched = imports.store(one, who, watch);
            for (int i = 0; i < touched.size(); i++) {
                watch.at("protect", i, touched.size());
                figures.protect(touched.get(i));
            }
            audit.record(
                    who,
                    "imported",
                    Indicators.THING,
                    one.fileName(),
                    Map.of("added", one.added(), "changed", one.changed()));
            watch.check();
            if (!imports.finishStoring(id, token)) {
                throw new Lost();
            }
        });
    }

    /** Throws away what nobody accepted; what the files were called stays. */
    public void discardWaitingSince(Instant moment) {
        for (long id : imports.waitingSince(moment)) {
            transaction.executeWithoutResult(status -> imports.discard(id));
        }
    }
}
