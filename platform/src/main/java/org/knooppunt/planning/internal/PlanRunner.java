package org.knooppunt.planning.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.planning.PlanEngines;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.report.PlanDocument;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.Planner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes a plan: takes it, makes it from its snapshot, writes the answer. While it goes, a pulse twice a second writes
 * how far it is and hears whether to stop. Execution is at least once; the token of the run keeps the answer single.
 */
@Component
public class PlanRunner implements DisposableBean {
    /** A plan that took the program down with it this often is not tried again. */
    static final int MOST_ATTEMPTS = 3;

    private static final long PULSE_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(PlanRunner.class);

    private final PlanStore store;
    private final PlanEngines engines;
    private final ScheduledExecutorService pulses = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("plan-pulse").factory());
    private volatile boolean closing;

    PlanRunner(PlanStore store, PlanEngines engines) {
        this.store = store;
        this.engines = engines;
    }

    /** The program stops while a plan is being made; the plan is made again when it starts. */
    public static final class Interrupted extends RuntimeException {
        Interrupted(long id) {
            super("plan " + id + " was interrupted because the program stops; it is made again at the next start");
        }
    }

    /** @throws Interrupted when the program stops before the plan is there */
    public void run(long id) {
        UUID token = UUID.randomUUID();
        Optional<PlanStore.Work> claimed = store.claim(id, token);
        if (claimed.isEmpty()) {
            return;
        }
        PlanStore.Work work = claimed.get();
        if (work.attempt() > MOST_ATTEMPTS) {
            store.fail(id, token, "gave-up", "");
            return;
        }
        Watch watch = new Watch(id, token);
        ScheduledFuture<?> pulse =
                pulses.scheduleWithFixedDelay(watch::beat, PULSE_MILLIS, PULSE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            Inventory inventory = Snapshots.read(work.snapshot());
            PlanEngines.Chosen chosen = engines.choose(inventory, work.options());
            Planner.Planned planned = new Planner(chosen.engine(), chosen.name())
                    .plan(inventory, work.hash(), work.weights(), work.goal(), options(work, chosen), watch);
            if (closing) {
                throw new Interrupted(id);
            }
            PlanReport report = new PlanReport(inventory, planned.plan(), planned.cases());
            if (!store.finish(id, token, report, watch.end(planned.plan()))) {
                LOG.info("Plan {} is being made by another run; what this one found is left", id);
            }
        } catch (Interrupted e) {
            throw e;
        } catch (OutOfMemoryError e) {
            LOG.error("Plan {} did not fit in memory", id, e);
            store.fail(id, token, "memory", String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            if (closing) {
                throw new Interrupted(id);
            }
            LOG.error("Plan {} failed", id, e);
            store.fail(id, token, "program", e.getClass().getSimpleName() + ": " + e.getMessage());
        } finally {
            pulse.cancel(false);
        }
    }

    /** The solver goes best on one thread; prices and neighbourhoods use all there are, with the same plan. */
    private static PlanOptions options(PlanStore.Work work, PlanEngines.Chosen chosen) {
        PlanOptions asked = work.options();
        boolean lagrangian =
                chosen.name().equals(PlanOptions.Method.LAGRANGIAN.name().toLowerCase(Locale.ROOT));
        return new PlanOptions(
                asked.gap(),
                asked.timeLimit(),
                asked.seed(),
                lagrangian ? Runtime.getRuntime().availableProcessors() : asked.threads(),
                asked.method());
    }

    @EventListener
    void onClose(ContextClosedEvent event) {
        closing = true;
    }

    @Override
    public void destroy() {
        pulses.shutdownNow();
    }

    /** Between the solving thread and the database: the solver only touches memory here. */
    private final class Watch implements PlanMonitor {
        private final long id;
        private final UUID token;
        private volatile PlanSummary.@Nullable Progress latest;
        private final Course course = new Course();
        private volatile boolean stop;

        Watch(long id, UUID token) {
            this.id = id;
            this.token = token;
        }

        @Override
        public void progress(double surplus, double bound, double seconds) {
            latest = point(surplus, bound, seconds);
        }

        private static PlanSummary.Progress point(double surplus, double bound, double seconds) {
            return new PlanSummary.Progress(surplus, Double.isInfinite(bound) ? null : bound, seconds);
        }

        @Override
        public boolean cancelled() {
            return stop || closing;
        }

        /** How the search went, up to the answer. */
        List<PlanSummary.Progress> end(PlanDocument plan) {
            course.add(point(plan.surplus(), plan.bound(), plan.seconds()));
            return course.points();
        }

        void beat() {
            try {
                PlanSummary.Progress now = latest;
                if (now != null) {
                    course.add(now);
                }
                PlanStore.Pulse pulse = store.beat(id, token, course.points());
                stop = stop || pulse.cancel() || !pulse.holds();
            } catch (RuntimeException e) {
                // the next beat tries again; a database that stays away shows when the answer is written
                LOG.warn("Plan {}: how far it is could not be written: {}", id, e.getMessage());
            }
        }
    }
}
