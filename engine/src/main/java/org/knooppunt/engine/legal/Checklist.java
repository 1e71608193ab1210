package org.knooppunt.engine.legal;

import java.time.LocalDate;
import java.util.List;

/**
 * What the law asks of an exchange on a day. Guidance: whoever gives, takes, carries or arranges stays responsible.
 *
 * @param routes those that are thought of, with how each condition stands
 * @param settled whether it is clear which route is taken
 * @param items the most pressing first, equally pressing ones by kind, then as in the rule file
 * @param form fields of the forms that items ask for
 */
public record Checklist(
        LocalDate day, List<RouteStanding> routes, boolean settled, List<Item> items, List<FormEntry> form) {
    public Checklist {
        routes = List.copyOf(routes);
        items = List.copyOf(items);
        form = List.copyOf(form);
    }

    /** The items that warn the coordinator about the coordinator's own role. */
    public List<Item> roleWarnings() {
        return items.stream().filter(item -> item.kind() == ItemKind.ROLE).toList();
    }

    /**
     * One thing to decide, register, hold, write, ask or know.
     *
     * @param because the facts that made the rule apply; none when it applies to every exchange
     */
    public record Item(
            String rule,
            int version,
            Severity severity,
            ItemKind kind,
            Text title,
            Text text,
            Source source,
            List<Reason> because) {
        public Item {
            because = List.copyOf(because);
        }
    }

    /**
     * A route with how it stands: met when all conditions are, failed when one is.
     *
     * @param name of the route
     * @param open whether the exchange can still go this way
     */
    public record RouteStanding(
            Route route, Text name, Source source, Finding finding, boolean open, List<Condition> conditions) {
        public RouteStanding {
            conditions = List.copyOf(conditions);
        }
    }

    /** A condition of a route. */
    public record Condition(String id, int version, Fact fact, Finding finding, Text text, Source source) {}

    /**
     * A field of a form.
     *
     * @param value what the facts say, empty when a person has to fill it in
     */
    public record FormEntry(String form, String field, int version, Text name, String value) {}
}
