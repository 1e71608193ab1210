package org.knooppunt.planning;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.Weights;

/**
 * A plan without its flows: what a list and the head of a page show.
 *
 * @param snapshot fingerprint of the inventory it was made from
 * @param remadeFrom the plan this one makes again
 * @param trade the trade-off this plan is a point of
 * @param progress how far a running plan is; absent before the first plan was found
 * @param answer the figures; absent until there is a plan
 * @param error code of what went wrong; absent when nothing did
 */
public record PlanSummary(
        long id,
        String name,
        String note,
        Instant createdAt,
        String creator,
        int version,
        boolean deleted,
        PlanScope scope,
        PlanOptions options,
        Weights weights,
        PlanGoal goal,
        String snapshot,
        int offers,
        int needs,
        int facilities,
        @Nullable Long remadeFrom,
        @Nullable Long trade,
        PlanStatus status,
        boolean cancelRequested,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Progress progress,
        @Nullable Answer answer,
        @Nullable String engine,
        @Nullable String error,
        @Nullable String errorDetail) {

    /**
     * @param surplus best plan so far, EUR per year
     * @param bound proven upper bound so far; absent when there is none yet
     */
    public record Progress(double surplus, @Nullable Double bound, double seconds) {
        /** Relative distance; absent without a bound. */
        public @Nullable Double gap() {
            Double most = bound;
            return most == null
                    ? null
                    : Math.max(0, most - surplus) / Math.max(1, Math.max(Math.abs(most), Math.abs(surplus)));
        }
    }

    /** Money in EUR per year, CO2e in t per year, jobs full-time. */
    public record Answer(
            double surplus, double bound, double gap, double money, double co2eAvoided, double jobs, int cases) {}

    public boolean running() {
        return !status.isFinal();
    }

    public boolean hasAnswer() {
        return answer != null;
    }

    /** Since it began until it ended, or until now; nothing before it began. */
    public Duration elapsed() {
        Instant begun = startedAt;
        Instant ended = finishedAt;
        return begun == null ? Duration.ZERO : Duration.between(begun, ended == null ? Instant.now() : ended);
    }
}
