package org.knooppunt.planning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.AimPlanner;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.internal.TradeJobs;
import org.knooppunt.planning.internal.TradeStore;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Trade-offs beside plans: who may read and make plans may read and make these. */
@Service
public class Trades {
    private final Plans plans;
    private final TradeStore store;
    private final TradeJobs.TradeQueue queue;
    private final Audit audit;

    Trades(Plans plans, TradeStore store, TradeJobs.TradeQueue queue, Audit audit) {
        this.plans = plans;
        this.store = store;
        this.queue = queue;
        this.audit = audit;
    }

    /** Puts a trade-off in the queue, from the snapshot of the plan. */
    @Transactional
    public long start(long plan, AimPlanner.Request request, Person who) {
        Plans.requireWriter(who);
        plans.get(plan, who);
        long id = store.create(plan, request, who);
        audit.record(
                who,
                "changed",
                "plan",
                Long.toString(plan),
                Map.of("trade", PlanGoal.code(request.first()) + "/" + PlanGoal.code(request.second())));
        queue.add(id);
        return id;
    }

    /** The latest trade-off beside a plan; of a plan that is a point of one, that one. */
    @Transactional(readOnly = true)
    public Optional<Trade> find(long plan, @Nullable Person who) {
        PlanSummary summary = plans.get(plan, who);
        Long of = summary.trade();
        return of != null ? store.find(of) : store.findLatest(plan);
    }

    /** All trade-offs beside a plan, the latest first. */
    @Transactional(readOnly = true)
    public List<Trade> list(long plan, @Nullable Person who) {
        PlanSummary summary = plans.get(plan, who);
        Long of = summary.trade();
        return of != null ? store.find(of).stream().toList() : store.list(plan);
    }

    /** Stops a trade-off; the points found so far are kept. */
    @Transactional
    public void cancel(long id, Person who) {
        Plans.requireWriter(who);
        Trade trade = store.find(id).orElseThrow(() -> new Missing("trade-off " + id));
        if (store.cancel(id)) {
            audit.record(who, "changed", "plan", Long.toString(trade.plan()), Map.of("tradeCancelled", true));
        }
    }
}
