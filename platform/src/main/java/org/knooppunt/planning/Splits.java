package org.knooppunt.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.cases.Case;
import org.knooppunt.engine.coalition.CoalitionOptions;
import org.knooppunt.engine.coalition.CoalitionReport;
import org.knooppunt.engine.coalition.Coalitions;
import org.knooppunt.engine.coalition.Fairness;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.transport.Transport;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.internal.CaseAnswers;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanDocument;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.SplitDocument;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

/**
 * What the partners of cases can expect of each other: worked out when a coordinator asks, one case at a time, and kept
 * with the plan. Another fairness rule is quick where the worth of every coalition is kept.
 */
@Service
public class Splits implements DisposableBean {
    /** Above this the search for the group worst off is a matter of luck. */
    public static final int MOST_PARTNERS = 40;

    private final Plans plans;
    private final PlanContents contents;
    private final CaseAnswers answers;
    private final CaseRuns runs = new CaseRuns("split");

    Splits(Plans plans, PlanContents contents, CaseAnswers answers) {
        this.plans = plans;
        this.contents = contents;
        this.answers = answers;
    }

    /**
     * What is known of a case.
     *
     * @param document the last split; absent while there is none
     * @param running whether one is being worked out
     * @param failed whether the last one asked for failed
     * @param possible whether the case has neither too few nor too many partners, and something to share
     */
    public record State(
            @Nullable SplitDocument document,
            @Nullable Instant madeAt,
            boolean running,
            boolean failed,
            boolean possible) {}

    /** @throws Missing when the plan has no answer or no such case */
    public State get(long plan, String caseId, @Nullable Person who) {
        PlanCase found = contents.findCase(plan, caseId, who)
                .orElseThrow(() -> new Missing("case " + caseId + " of plan " + plan));
        CaseRuns.Key key = new CaseRuns.Key(plan, caseId);
        boolean running = runs.progress(key) != null;
        Optional<CaseAnswers.Kept<SplitDocument>> kept = answers.find(CaseAnswers.Kind.SPLIT, plan, caseId);
        return new State(
                kept.map(CaseAnswers.Kept::document).orElse(null),
                kept.map(CaseAnswers.Kept::madeAt).orElse(null),
                running,
                runs.failed(key),
                isPossible(found.partners(), found.document().surplus()));
    }

    private static boolean isPossible(int partners, double surplus) {
        return partners >= 2 && partners <= MOST_PARTNERS && surplus > 0;
    }

    /**
     * Works out the split of a case by a fairness rule, unless one is being worked out, and waits for a while.
     *
     * @return whether it is over
     * @throws IllegalArgumentException when the case cannot be split, see {@link State#possible}
     */
    public boolean start(long plan, String caseId, Fairness fairness, Duration patience, Person who) {
        if (!Plans.mayWrite(who)) {
            throw new AccessDeniedException("splits are worked out for coordinators");
        }
        PlanReport report = plans.report(plan, who).orElseThrow(() -> new Missing("answer of plan " + plan));
        CaseDocument found = report.findCase(caseId);
        if (found == null) {
            throw new Missing("case " + caseId + " of plan " + plan);
        }
        if (!isPossible(found.partners().size(), found.surplus())) {
            throw new IllegalArgumentException(
                    "case " + caseId + " has " + found.partners().size() + " partners and a surplus of "
                            + found.surplus() + "; expected 2 to " + MOST_PARTNERS + " partners and a surplus above 0");
        }
        return runs.start(new CaseRuns.Key(plan, caseId), 1, run -> split(plan, report, found, fairness), patience);
    }

    private void split(long plan, PlanReport report, CaseDocument found, Fairness fairness) {
        PlanDocument.Asked asked = report.plan().asked();
        Inventory inventory = report.inventory();
        PlanProblem problem =
                new PlanProblem(inventory, Transport.of(inventory), new Weights(asked.weightCo2(), asked.weightJobs()));
        CoalitionOptions standard = CoalitionOptions.DEFAULT;
        CoalitionOptions options = new CoalitionOptions(
                standard.seed(),
                standard.pairs(),
                standard.timeLimit(),
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        Case one = found.toCase();
        CoalitionReport before = answers.find(CaseAnswers.Kind.SPLIT, plan, found.id())
                .map(kept -> kept.document().report())
                .orElse(null);
        CoalitionReport made = before == null
                ? Coalitions.analyse(problem, one, fairness, options)
                : Coalitions.again(problem, one, before, fairness, options);
        answers.keep(CaseAnswers.Kind.SPLIT, plan, found.id(), SplitDocument.of(found.id(), fairness, made));
    }

    @Override
    public void destroy() {
        runs.close();
    }
}
