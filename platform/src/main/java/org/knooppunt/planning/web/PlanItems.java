package org.knooppunt.planning.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.PlanQuery;
import org.knooppunt.planning.PlanStatus;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.TakenUpCases;
import org.knooppunt.web.Formats;
import org.knooppunt.web.Item;
import org.knooppunt.web.WorkbenchItems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What plans put on the workbench of a coordinator. */
@Component
@Order(40)
class PlanItems implements WorkbenchItems {
    private final Plans plans;
    private final Formats formats;
    private final ObjectProvider<TakenUpCases> takenUp;

    PlanItems(Plans plans, Formats formats, ObjectProvider<TakenUpCases> takenUp) {
        this.plans = plans;
        this.formats = formats;
        this.takenUp = takenUp;
    }

    private List<PlanSummary> latest(Person person) {
        return Plans.mayRead(person)
                ? plans.list(new PlanQuery("", null, "-created", 1, 4), person).rows()
                : List.of();
    }

    @Override
    public List<Item> waiting(Person person) {
        List<Item> items = new ArrayList<>();
        for (PlanSummary plan : latest(person)) {
            if (plan.status() == PlanStatus.FAILED && Plans.mayWrite(person)) {
                items.add(Item.of("alert-triangle", "/plans/" + plan.id(), "plan.item.failed", plan.name())
                        .at(plan.createdAt()));
            }
        }
        return items;
    }

    @Override
    public List<Item> moved(Person person) {
        List<Item> items = new ArrayList<>();
        for (PlanSummary plan : latest(person)) {
            PlanSummary.Answer answer = plan.answer();
            if (plan.running()) {
                items.add(Item.of("route", "/plans/" + plan.id(), "plan.item.running", plan.name())
                        .at(plan.createdAt()));
            } else if (answer != null) {
                items.add(Item.of(
                                "route",
                                "/plans/" + plan.id(),
                                "plan.item.done",
                                plan.name(),
                                formats.number(answer.cases(), 0),
                                formats.money(answer.money()))
                        .at(plan.createdAt()));
            }
        }
        return items;
    }

    @Override
    public Optional<Item> next(Person person) {
        if (!Plans.mayWrite(person)) {
            return Optional.empty();
        }
        List<PlanSummary> latest = latest(person);
        if (latest.isEmpty()) {
            return Optional.of(Item.of("route", "/plans/new", "plan.item.first").action("plan.list.new"));
        }
        PlanSummary plan = latest.getFirst();
        PlanSummary.Answer answer = plan.answer();
        if (answer == null || answer.cases() == 0) {
            return Optional.empty();
        }
        TakenUpCases cases = takenUp.getIfAvailable();
        int open =
                answer.cases() - (cases == null ? 0 : cases.takenUp(plan.id()).size());
        return open <= 0
                ? Optional.empty()
                : Optional.of(Item.of(
                                "route",
                                "/plans/" + plan.id(),
                                "plan.item.takeUp",
                                plan.name(),
                                formats.number(open, 0))
                        .action("plan.item.takeUp.action"));
    }
}
