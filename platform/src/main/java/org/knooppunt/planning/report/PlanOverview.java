package org.knooppunt.planning.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.knooppunt.engine.inventory.Kind;

/**
 * What is told of a plan as a whole: its figures, how it was asked and proven, and how long its lists are.
 *
 * @param plan without its lists
 * @param rates of transport, with names
 * @param partners organisations in all cases together
 * @param leftOut streams and facilities left out, wholly or for a part
 * @param kinds what moves, each once
 */
public record PlanOverview(
        PlanDocument plan,
        List<PlanReport.RateLine> rates,
        int cases,
        int partners,
        int flows,
        int leftOut,
        List<Kind> kinds) {

    public PlanOverview {
        rates = List.copyOf(rates);
        kinds = List.copyOf(kinds);
    }

    /** Whether it is proven that no plan is better. */
    @JsonIgnore
    public boolean isBest() {
        return plan.status().equals("optimal");
    }

    /** The gap rounded up, so that "at most" stays true after rounding. */
    public double gapAtMost() {
        return Math.ceil(plan.gap() * 10_000 - 1e-9) / 10_000;
    }

    /** EUR per year of the parts, in the order they add up; the key of the words and the amount with its sign. */
    public List<Amount> parts() {
        PlanDocument.Parts parts = plan.parts();
        return List.of(
                new Amount("sales", parts.sales()),
                new Amount("purchases", -parts.purchases()),
                new Amount("transport", -parts.transport()),
                new Amount("variable", -parts.variable()),
                new Amount("fixed", -parts.fixed()));
    }

    /** An amount by the key of its name. */
    public record Amount(String key, double value) {}
}
