package org.knooppunt.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks after work that takes long: a pulse twice a second writes how far it is and hears whether to stop, and then the
 * statement under way is interrupted, so that its transaction is undone.
 */
@Component
public class Watches implements DisposableBean {
    private static final long PULSE_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final DataSource database;
    private final TransactionTemplate transaction;
    private final ScheduledExecutorService pulses = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pulse").factory());
    private volatile boolean closing;

    Watches(DataSource database, PlatformTransactionManager transactions) {
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The program stops while the work goes; the job runs again when it starts. */
    public static final class Interrupted extends RuntimeException {
        private Interrupted(String what) {
            super(what + " was interrupted because the program stops; it goes on at the next start");
        }
    }

    /**
     * How far work is.
     *
     * @param step may be empty
     * @param total 0 when not known
     */
    public record Told(String step, long done, long total) {}

    /**
     * What work hears.
     *
     * @param holds whether it still has what it works on
     * @param cancel whether somebody wants it stopped
     */
    public record Heard(boolean holds, boolean cancel) {}

    /** Writes how far work is where others read it, and brings back what they ask; in a transaction of its own. */
    public interface Pulse {
        Heard beat(Told told);
    }

    /** Work in one transaction that may fail as databases and files do. */
    public interface Steps {
        void run() throws SQLException, IOException;
    }

    /** Begins to look after work; until the watch is closed. */
    public Watch over(String what, Pulse pulse) {
        return new Watch(what, pulse);
    }

    @EventListener
    void onClose(ContextClosedEvent event) {
        closing = true;
    }

    @Override
    public void destroy() {
        pulses.shutdownNow();
    }

    /** Between the working thread and the database. */
    public final class Watch implements AutoCloseable {
        private final String what;
        private final Pulse pulse;
        private final ScheduledFuture<?> beating;
        private volatile Told told = new Told("", 0, 0);
        private volatile boolean stop;
        private @Nullable Connection connection;

        private Watch(String what, Pulse pulse) {
            this.what = what;
            this.pulse = pulse;
            this.beating = pulses.scheduleWithFixedDelay(this::beat, 0, PULSE_MILLIS, TimeUnit.MILLISECONDS);
        }

        /** The next pulse tells this. */
        public void tell(String step, long done, long total) {
            told = new Told(step, done, total);
        }

        /**
         * The same, and goes no further when the work should stop.
         *
         * @throws CancellationException when it should
         */
        public void at(String step, long done, long total) {
            tell(step, done, total);
            check();
        }

        public boolean isCancelled() {
            return stop || closing;
        }

        /** Whether somebody wants it stopped, or another has what it works on. */
        public boolean isStopped() {
            return stop;
        }

        public void check() {
            if (isCancelled()) {
                throw new CancellationException(what + " was stopped");
            }
        }

        /** @throws Interrupted when the program stops */
        public void requireOpen() {
            if (closing) {
                throw new Interrupted(what);
            }
        }

        /** While the steps run, the watch can interrupt the statement that is under way. */
        public void inTransaction(Steps steps) throws IOException {
            try {
                transaction.executeWithoutResult(status -> {
                    Connection own = DataSourceUtils.getConnection(database);
                    using(own);
                    try {
                        steps.run();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e.getMessage(), e);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } finally {
                        using(null);
                        DataSourceUtils.releaseConnection(own, database);
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private synchronized void using(@Nullable Connection now) {
            connection = now;
        }

        private void beat() {
            try {
                Heard heard = pulse.beat(told);
                stop = stop || heard.cancel() || !heard.holds();
                if (isCancelled()) {
                    interrupt();
                }
            } catch (RuntimeException | SQLException e) {
                // the next beat tries again; a database that stays away shows when the answer is written
                LOG.warn("{}: how far it is could not be written: {}", what, e.getMessage());
            }
        }

        private synchronized void interrupt() throws SQLException {
            if (connection != null) {
                connection.unwrap(PGConnection.class).cancelQuery();
            }
        }

        @Override
        public void close() {
            beating.cancel(false);
        }
    }
}
