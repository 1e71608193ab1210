package org.knooppunt.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.risk.RiskMonitor;
import org.knooppunt.engine.risk.RiskOptions;
import org.knooppunt.engine.risk.RiskSimulation;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.internal.RiskStore;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanDocument;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.RiskDocument;
import org.knooppunt.web.Missing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/**
 * How sure the cases of plans are: simulated when a coordinator asks, one case at a time, and kept with the plan. It takes
 * seconds, so one that is going on when the program stops is simply asked for again.
 */
@Service
public class Risks implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Risks.class);
    private static final RiskOptions STANDARD = RiskOptions.STANDARD;

    /** Most years × flows of one simulation, about half a minute: a very large case gets fewer years. */
    private static final long MOST_WORK = 20_000_000;

    private static final int FEWEST_YEARS = 500;
    private static final int MOST_YEARS = 100_000;

    private final Plans plans;
    private final RiskStore store;
    private final Map<Key, Run> runs = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("risk").factory());
    private volatile boolean closing;

    Risks(Plans plans, RiskStore store) {
        this.plans = plans;
        this.store = store;
    }

    private record Key(long plan, String caseId) {}

    /** A simulation that waits, goes on or failed. */
    private static final class Run implements RiskMonitor {
        private final CountDownLatch over = new CountDownLatch(1);
        private final int years;
        private volatile int done;
        private volatile boolean failed;
        private final java.util.function.BooleanSupplier closing;

        Run(int years, java.util.function.BooleanSupplier closing) {
            this.years = years;
            this.closing = closing;
        }

        @Override
        public void progress(int now, int of) {
            // blocks end in any order; a step back of one block does not matter
            done = now;
        }

        @Override
        public boolean cancelled() {
            return closing.getAsBoolean();
        }
    }

    /**
     * What is known of a case.
     *
     * @param document the last simulation; absent while there is none
     * @param progress of one that goes on
     * @param failed whether the last one asked for failed
     */
    public record State(
            @Nullable RiskDocument document,
            @Nullable Instant madeAt,
            @Nullable Progress progress,
            boolean failed) {}

    /** Years simulated of all. */
    public record Progress(int done, int years) {}

    /** @throws Missing when the plan has no answer or no such case */
    public State get(long plan, String caseId, @Nullable Person who) {
        find(plan, caseId, who);
        Run run = runs.get(new Key(plan, caseId));
        Optional<RiskStore.Kept> kept = store.find(plan, caseId);
        return new State(
                kept.map(RiskStore.Kept::document).orElse(null),
                kept.map(RiskStore.Kept::madeAt).orElse(null),
                run == null || run.failed ? null : new Progress(run.done, run.years),
                run != null && run.failed);
    }

    /**
     * Simulates a case, unless that goes on already, and waits for a while.
     *
     * @param years how many; none for the standard number
     * @return whether it is over
     */
    public boolean start(long plan, String caseId, @Nullable Integer years, long seed, Duration patience, Person who) {
        if (!Plans.mayWrite(who)) {
            throw new AccessDeniedException("risks are simulated for coordinators");
        }
        PlanReport report = find(plan, caseId, who);
        CaseDocument found = java.util.Objects.requireNonNull(report.findCase(caseId));
        int asked = Math.clamp(years == null ? STANDARD.years() : years, FEWEST_YEARS, MOST_YEARS);
        int few = (int) Math.clamp(MOST_WORK / Math.max(1, found.flows().size()), FEWEST_YEARS, asked);
        Key key = new Key(plan, caseId);
        Run fresh = new Run(few, () -> closing);
        Run run = runs.compute(key, (same, old) -> old == null || old.failed ? fresh : old);
        if (run == fresh) {
            worker.execute(() -> simulate(key, report, found, seed, fresh));
        }
        try {
            return run.over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void simulate(Key key, PlanReport report, CaseDocument found, long seed, Run run) {
        try {
            PlanDocument.Asked asked = report.plan().asked();
            RiskOptions options = new RiskOptions(
                    run.years,
                    seed,
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                    STANDARD.level(),
                    STANDARD.tail());
            RiskDocument document = RiskDocument.of(
                    found.id(),
                    RiskSimulation.run(
                            report.inventory(),
                            new Weights(asked.weightCo2(), asked.weightJobs()),
                            found.facilities(),
                            found.flows().stream()
                                    .map(PlanDocument.Flow::toFlow)
                                    .toList(),
                            options,
                            run));
            store.keep(key.plan(), key.caseId(), document);
            runs.remove(key, run);
        } catch (CancellationException e) {
            runs.remove(key, run);
        } catch (RuntimeException e) {
            LOG.error("The risk of case {} of plan {} could not be simulated", key.caseId(), key.plan(), e);
            run.failed = true;
        } finally {
            run.over.countDown();
        }
    }

    private PlanReport find(long plan, String caseId, @Nullable Person who) {
        PlanReport report = plans.report(plan, who).orElseThrow(() -> new Missing("answer of plan " + plan));
        if (report.findCase(caseId) == null) {
            throw new Missing("case " + caseId + " of plan " + plan);
        }
        return report;
    }

    @Override
    public void destroy() {
        closing = true;
        worker.shutdownNow();
    }
}
