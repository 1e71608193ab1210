package org.knooppunt.planning.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.knooppunt.engine.design.Aim;
import org.knooppunt.engine.design.AimedPlan;
import org.knooppunt.engine.design.TradeMonitor;
import org.knooppunt.engine.design.TradeOff;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.planning.PlanEngines;
import org.knooppunt.planning.PlanGoal;
import org.knooppunt.planning.report.Planner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes the points of a trade-off, from the snapshot of its plan, and keeps each as a plan; see {@link PlanRunner}. */
@Component
public class TradeRunner implements DisposableBean {
    private static final long PULSE_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(TradeRunner.class);

    private final TradeStore store;
    private final PlanEngines engines;
    private final ScheduledExecutorService pulses = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("trade-pulse").factory());
    private volatile boolean closing;

    TradeRunner(TradeStore store, PlanEngines engines) {
        this.store = store;
        this.engines = engines;
    }

    /** @throws PlanRunner.Interrupted when the program stops before it is there */
    public void run(long id) {
        UUID token = UUID.randomUUID();
        Optional<TradeStore.Work> claimed = store.claim(id, token);
        if (claimed.isEmpty()) {
            return;
        }
        TradeStore.Work work = claimed.get();
        if (work.attempt() > PlanRunner.MOST_ATTEMPTS) {
            store.fail(id, token, "gave-up", "");
            return;
        }
        Watch watch = new Watch(id, token);
        ScheduledFuture<?> pulse =
                pulses.scheduleWithFixedDelay(watch::beat, PULSE_MILLIS, PULSE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            Inventory inventory = Snapshots.read(work.snapshot());
            PlanEngines.Chosen chosen = engines.choose(inventory, work.options());
            Planner planner = new Planner(chosen.engine(), chosen.name());
            TradeOff trade = planner.trade(inventory, work.request(), work.options(), watch);
            List<TradeStore.Made> made = new ArrayList<>();
            for (AimedPlan point : trade.points()) {
                boolean weighed = trade.coverage() == TradeOff.Coverage.SUPPORTED;
                made.add(new TradeStore.Made(
                        weighed ? point.shadow() : Weights.NONE,
                        weighed ? PlanGoal.MONEY : new PlanGoal(Aim.MONEY, point.floors()),
                        planner.point(
                                inventory, work.hash(), trade.coverage(), point, work.options(), watch::cancelled)));
            }
            watch.beat();
            if (closing) {
                throw new PlanRunner.Interrupted(work.plan());
            }
            if (!store.finish(id, token, work, trade, made, watch.cancelled())) {
                LOG.info("Trade-off {} is being made by another run; what this one found is left", id);
            }
        } catch (PlanRunner.Interrupted e) {
            throw e;
        } catch (Planner.NotAtThisSize e) {
            store.fail(id, token, "size", "");
        } catch (OutOfMemoryError e) {
            LOG.error("Trade-off {} did not fit in memory", id, e);
            store.fail(id, token, "memory", String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            if (closing) {
                throw new PlanRunner.Interrupted(work.plan());
            }
            LOG.error("Trade-off {} failed", id, e);
            store.fail(id, token, "program", e.getClass().getSimpleName() + ": " + e.getMessage());
        } finally {
            pulse.cancel(false);
        }
    }

    @EventListener
    void onClose(ContextClosedEvent event) {
        closing = true;
    }

    @Override
    public void destroy() {
        pulses.shutdownNow();
    }

    /** Between the solving thread and the database. */
    private final class Watch implements TradeMonitor {
        private final long id;
        private final UUID token;
        private volatile int latest;
        private volatile boolean stop;

        Watch(long id, UUID token) {
            this.id = id;
            this.token = token;
        }

        @Override
        public void progress(int done, int asked, double seconds) {
            latest = done;
        }

        @Override
        public boolean cancelled() {
            return stop || closing;
        }

        void beat() {
            try {
                PlanStore.Pulse pulse = store.beat(id, token, latest);
                stop = stop || pulse.cancel() || !pulse.holds();
            } catch (RuntimeException e) {
                LOG.warn("Trade-off {}: how far it is could not be written: {}", id, e.getMessage());
            }
        }
    }
}
