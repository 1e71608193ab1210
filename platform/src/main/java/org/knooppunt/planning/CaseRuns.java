package org.knooppunt.planning;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is worked out of cases of plans when somebody asks, one after another. It takes seconds, so one that is going on
 * when the program stops is simply asked for again.
 */
final class CaseRuns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaseRuns.class);

    private final String name;
    private final Map<Key, Run> runs = new ConcurrentHashMap<>();
    private final ExecutorService worker;
    private volatile boolean closing;

    CaseRuns(String name) {
        this.name = name;
        worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    record Key(long plan, String caseId) {}

    /** How far one is. */
    record Progress(int done, int total) {}

    /** One that waits, goes on or failed. */
    final class Run {
        private final CountDownLatch over = new CountDownLatch(1);
        private final int total;
        private volatile int done;
        private volatile boolean failed;

        private Run(int total) {
            this.total = total;
        }

        void progress(int now) {
            done = now;
        }

        boolean cancelled() {
            return closing;
        }

        int total() {
            return total;
        }
    }

    /** The work of a run; may throw {@link CancellationException} when it was cancelled. */
    @FunctionalInterface
    interface Work {
        void run(Run run);
    }

    /** Of one that waits or goes on. */
    @Nullable
    Progress progress(Key key) {
        Run run = runs.get(key);
        return run == null || run.failed ? null : new Progress(run.done, run.total);
    }

    /** Whether the last one asked for failed. */
    boolean failed(Key key) {
        Run run = runs.get(key);
        return run != null && run.failed;
    }

    /** Starts one, unless one of the same case goes on, and waits for a while; tells whether it is over. */
    boolean start(Key key, int total, Work work, Duration patience) {
        Run fresh = new Run(total);
        Run run = runs.compute(key, (same, old) -> old == null || old.failed ? fresh : old);
        if (run == fresh) {
            worker.execute(() -> run(key, fresh, work));
        }
        try {
            return run.over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run(Key key, Run run, Work work) {
        try {
            work.run(run);
            runs.remove(key, run);
        } catch (CancellationException e) {
            runs.remove(key, run);
        } catch (RuntimeException e) {
            LOG.error("The {} of case {} of plan {} could not be worked out", name, key.caseId(), key.plan(), e);
            run.failed = true;
        } finally {
            run.over.countDown();
        }
    }

    @Override
    public void close() {
        closing = true;
        worker.shutdownNow();
    }
}
