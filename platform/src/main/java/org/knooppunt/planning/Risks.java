package org.knooppunt.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.risk.RiskMonitor;
import org.knooppunt.engine.risk.RiskOptions;
import org.knooppunt.engine.risk.RiskSimulation;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.internal.CaseAnswers;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanDocument;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.RiskDocument;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/**
 * How sure the cases of plans are: simulated when a coordinator asks, one case at a time, and kept with the plan.
 */
@Service
public class Risks implements DisposableBean {
    private static final RiskOptions STANDARD = RiskOptions.STANDARD;

    /** Most years × flows of one simulation, about half a minute: a very large case gets fewer years. */
    private static final long MOST_WORK = 20_000_000;

    private static final int FEWEST_YEARS = 500;
    private static final int MOST_YEARS = 100_000;

    private final Plans plans;
    private final PlanContents contents;
    private final CaseAnswers answers;
    private final CaseRuns runs = new CaseRuns("risk");

    Risks(Plans plans, PlanContents contents, CaseAnswers answers) {
        this.plans = plans;
        this.contents = contents;
        this.answers = answers;
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
        if (contents.findCase(plan, caseId, who).isEmpty()) {
            throw new Missing("case " + caseId + " of plan " + plan);
        }
        CaseRuns.Key key = new CaseRuns.Key(plan, caseId);
        CaseRuns.Progress progress = runs.progress(key);
        Optional<CaseAnswers.Kept<RiskDocument>> kept = answers.find(CaseAnswers.Kind.RISK, plan, caseId);
        return new State(
                kept.map(CaseAnswers.Kept::document).orElse(null),
                kept.map(CaseAnswers.Kept::madeAt).orElse(null),
                progress == null ? null : new Progress(progress.done(), progress.total()),
                runs.failed(key));
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
        return runs.start(
                new CaseRuns.Key(plan, caseId), few, run -> simulate(plan, report, found, seed, run), patience);
    }

    private void simulate(long plan, PlanReport report, CaseDocument found, long seed, CaseRuns.Run run) {
        PlanDocument.Asked asked = report.plan().asked();
        RiskOptions options = new RiskOptions(
                run.total(),
                seed,
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                STANDARD.level(),
                STANDARD.tail());
        RiskMonitor watching = new RiskMonitor() {
            @Override
            public void progress(int now, int of) {
                // blocks end in any order; a step back of one block does not matter
                run.progress(now);
            }

            @Override
            public boolean cancelled() {
                return run.cancelled();
            }
        };
        RiskDocument document = RiskDocument.of(
                found.id(),
                RiskSimulation.run(
                        report.inventory(),
                        new Weights(asked.weightCo2(), asked.weightJobs()),
                        found.facilities(),
                        found.flows().stream().map(PlanDocument.Flow::toFlow).toList(),
                        options,
                        watching));
        answers.keep(CaseAnswers.Kind.RISK, plan, found.id(), document);
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
        runs.close();
    }
}
