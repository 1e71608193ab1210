package org.knooppunt.engine.legal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * From the facts of an exchange to what the law asks of it. First the routes: of those thought of for its origin, one whose
 * conditions are all met is open; as long as none is, those without a failed condition stay open and it can be waste, so
 * that what is unknown never frees from the law on waste. Then every rule that is valid on the day and whose conditions the
 * facts meet gives an item. The same facts, rules and day give the same checklist.
 */
public final class Checklists {
    private Checklists() {}

    public static Checklist of(RuleBook book, Exchange exchange, LocalDate day) {
        FactSheet facts = new FactSheet(exchange);
        List<Checklist.RouteStanding> thought = routes(book, facts, day);
        Set<Route> open = open(thought);
        boolean settled =
                thought.stream().noneMatch(one -> open.contains(one.route()) && one.finding() == Finding.UNKNOWN);
        facts.settle(open, settled);
        List<Checklist.RouteStanding> routes = thought.stream()
                .map(one -> new Checklist.RouteStanding(
                        one.route(),
                        one.name(),
                        one.source(),
                        one.finding(),
                        open.contains(one.route()),
                        one.conditions()))
                .toList();
        List<Checklist.Item> items = new ArrayList<>();
        Set<String> forms = new LinkedHashSet<>();
        for (Rule rule : book.rules()) {
            if (rule.validity().holds(day) && facts.meets(rule.conditions())) {
                items.add(new Checklist.Item(
                        rule.id(),
                        rule.version(),
                        rule.severity(),
                        rule.kind(),
                        rule.title(),
                        rule.text(),
                        rule.source(),
                        facts.reasons(rule.conditions())));
                forms.add(rule.form());
            }
        }
        // the sort is stable: what is equally pressing stays as in the file
        items.sort(Comparator.comparing(Checklist.Item::severity).thenComparing(Checklist.Item::kind));
        FormFilling filling = new FormFilling(exchange);
        List<Checklist.FormEntry> form = book.fields().stream()
                .filter(field -> forms.contains(field.form()))
                .filter(field -> field.validity().holds(day) && facts.meets(field.conditions()))
                .map(field -> new Checklist.FormEntry(
                        field.form(), field.id(), field.version(), field.name(), filling.value(field.id())))
                .toList();
        return new Checklist(day, routes, settled, items, form);
    }

    private static List<Checklist.RouteStanding> routes(RuleBook book, FactSheet facts, LocalDate day) {
        List<Checklist.RouteStanding> routes = new ArrayList<>();
        for (RouteCondition scope : book.routes()) {
            if (scope.isScope()
                    && scope.validity().holds(day)
                    && facts.find(scope.fact(), scope.allowed()) == Finding.MET) {
                List<Checklist.Condition> conditions = book.routes().stream()
                        .filter(one -> one.route() == scope.route() && !one.isScope())
                        .filter(one -> one.validity().holds(day))
                        .map(one -> new Checklist.Condition(
                                one.id(),
                                one.version(),
                                one.fact(),
                                facts.find(one.fact(), one.allowed()),
                                one.text(),
                                one.source()))
                        .toList();
                routes.add(new Checklist.RouteStanding(
                        scope.route(), scope.text(), scope.source(), worst(conditions), false, conditions));
            }
        }
        routes.sort(Comparator.comparing(Checklist.RouteStanding::route));
        return routes;
    }

    private static Finding worst(List<Checklist.Condition> conditions) {
        return conditions.stream()
                .map(Checklist.Condition::finding)
                .max(Comparator.naturalOrder())
                .orElse(Finding.MET);
    }

    private static Set<Route> open(List<Checklist.RouteStanding> thought) {
        Set<Route> met = EnumSet.noneOf(Route.class);
        Set<Route> left = EnumSet.noneOf(Route.class);
        for (Checklist.RouteStanding one : thought) {
            if (one.finding() != Finding.FAILED) {
                left.add(one.route());
            }
            if (one.finding() == Finding.MET && one.route() != Route.WASTE) {
                met.add(one.route());
            }
        }
        return met.isEmpty() ? left : met;
    }
}
