package org.knooppunt.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as one person may see it.
 *
 * @param full whether the person sees everything; else only what a partner may see: names, its own flows, its own figures
 * @param plan the plan it came from; absent when the person may not see plans
 * @param money EUR per year; absent for who may not see it, since it tells other partners' prices, and without a plan
 * @param sdgs numbers of the goals for sustainable development that it serves
 * @param movedAt when something last happened
 * @param shared whether its partners find it; not yet when it rests on streams that only coordinators may see
 */
public record BusinessCase(
        long id,
        String title,
        String note,
        CaseStatus status,
        boolean full,
        @Nullable Long plan,
        @Nullable String planCase,
        String planName,
        Instant createdAt,
        String creator,
        Instant updatedAt,
        int version,
        @Nullable Double surplus,
        @Nullable Double money,
        double co2eAvoided,
        double jobs,
        @Nullable Double bestPair,
        List<String> kinds,
        List<Partner> partners,
        List<CaseFlow> flows,
        Origin origin,
        @Nullable EarningModel model,
        List<Integer> sdgs,
        Instant movedAt,
        boolean shared) {

    /**
     * Who takes part.
     *
     * @param alone EUR per year it reaches by itself; absent for who may not see it, and where no plan worked it out
     * @param role what it does in the case, in words; may be empty
     */
    public record Partner(
            String organisation, String name, @Nullable Double alone, boolean own, String role) {}
}
