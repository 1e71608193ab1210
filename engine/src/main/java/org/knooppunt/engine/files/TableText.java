package org.knooppunt.engine.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Numbers;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.QualityLimit;

/** The records of one table as rows of texts and numbers, in the columns of {@link Table}. */
final class TableText {
    private final Table table;
    private final Inventory inventory;
    private final List<String> lowest;
    private final List<String> highest;

    TableText(Table table, Inventory inventory) {
        this.table = table;
        this.inventory = inventory;
        SortedSet<String> first = new TreeSet<>();
        SortedSet<String> second = new TreeSet<>();
        switch (table) {
            case OFFERS ->
                inventory
                        .offers()
                        .forEach(offer -> first.addAll(offer.qualities().keySet()));
            case PROCESSES ->
                inventory
                        .processes()
                        .forEach(process -> first.addAll(process.qualities().keySet()));
            case NEEDS -> {
                for (Need need : inventory.needs()) {
                    need.limits().forEach((quality, limit) -> {
                        if (!Double.isInfinite(limit.min())) {
                            first.add(quality);
                        }
                        if (!Double.isInfinite(limit.max())) {
                            second.add(quality);
                        }
                    });
                }
            }
            default -> {}
        }
        this.lowest = List.copyOf(first);
        this.highest = List.copyOf(second);
    }

    List<String> header() {
        List<String> header = new ArrayList<>();
        table.columns().forEach(column -> header.add(column.name()));
        if (!table.prefixes().isEmpty()) {
            lowest.forEach(quality -> header.add(table.prefixes().getFirst() + quality));
            highest.forEach(quality -> header.add(table.prefixes().getLast() + quality));
        }
        return header;
    }

    boolean isEmpty() {
        return switch (table) {
            case CLASSES -> inventory.classes().isEmpty();
            case ORGANISATIONS -> inventory.organisations().isEmpty();
            case SITES -> inventory.sites().isEmpty();
            case OFFERS -> inventory.offers().isEmpty();
            case NEEDS -> inventory.needs().isEmpty();
            case FACILITIES -> inventory.facilities().isEmpty();
            case PROCESSES -> inventory.processes().isEmpty();
            case LINKS -> inventory.links().isEmpty();
        };
    }

    /** Passes each row: texts, {@link Double}s, and null for an empty cell. */
    void forEach(Consumer<List<@Nullable Object>> row) {
        switch (table) {
            case CLASSES ->
                inventory
                        .classes()
                        .forEach(c -> row.accept(cells(
                                c.id(), c.parent(), c.kind().code(), c.unit().symbol(), c.name())));
            case ORGANISATIONS ->
                inventory
                        .organisations()
                        .forEach(o -> row.accept(
                                cells(o.id(), o.name(), o.type(), formatted(o.enterpriseNumber()), o.nace())));
            case SITES ->
                inventory
                        .sites()
                        .forEach(s -> row.accept(cells(
                                s.id(),
                                s.organisation(),
                                s.name(),
                                s.area(),
                                s.lat(),
                                s.lon(),
                                s.modes().stream().map(Mode::code).collect(Collectors.joining("+")))));
            case OFFERS -> inventory.offers().forEach(o -> row.accept(cells(o)));
            case NEEDS -> inventory.needs().forEach(n -> row.accept(cells(n)));
            case FACILITIES ->
                inventory
                        .facilities()
                        .forEach(f -> row.accept(cells(
                                f.id(),
                                f.site(),
                                f.name(),
                                f.status().code(),
                                f.capacity(),
                                f.minIntake(),
                                f.fixedCost(),
                                f.storage(),
                                f.storageCost())));
            case PROCESSES -> inventory.processes().forEach(p -> row.accept(cells(p)));
            case LINKS ->
                inventory
                        .links()
                        .forEach(l -> row.accept(cells(
                                l.from(),
                                l.to(),
                                l.cost(),
                                l.km(),
                                l.co2(),
                                l.mode().code())));
        }
    }

    private static List<@Nullable Object> cells(@Nullable Object... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }

    private List<@Nullable Object> cells(Offer o) {
        List<@Nullable Object> cells = cells(
                o.id(),
                o.site(),
                o.resourceClass(),
                o.quantity(),
                o.price(),
                o.ewc(),
                o.description(),
                o.standardDeviation(),
                o.profile().text(),
                o.visibility().code());
        addQualities(cells, o.qualities());
        return cells;
    }

    private List<@Nullable Object> cells(Need n) {
        List<@Nullable Object> cells = cells(
                n.id(),
                n.site(),
                n.resourceClass(),
                n.quantity(),
                n.price(),
                n.description(),
                n.standardDeviation(),
                n.profile().text(),
                n.visibility().code());
        for (String quality : lowest) {
            QualityLimit limit = n.limits().get(quality);
            cells.add(limit == null || Double.isInfinite(limit.min()) ? null : limit.min());
        }
        for (String quality : highest) {
            QualityLimit limit = n.limits().get(quality);
            cells.add(limit == null || Double.isInfinite(limit.max()) ? null : limit.max());
        }
        return cells;
    }

    private List<@Nullable Object> cells(Process p) {
        List<@Nullable Object> cells = cells(
                p.id(),
                p.facility(),
                p.name(),
                p.input(),
                outputs(p),
                p.variableCost(),
                p.co2PerUnit(),
                p.jobsPerThousand());
        addQualities(cells, p.qualities());
        return cells;
    }

    static String outputs(Process p) {
        return p.outputs().entrySet().stream()
                .map(output -> output.getKey() + ":" + Numbers.text(output.getValue()))
                .collect(Collectors.joining("+"));
    }

    private void addQualities(List<@Nullable Object> cells, SortedMap<String, Double> qualities) {
        for (String quality : lowest) {
            cells.add(qualities.get(quality));
        }
    }

    private static @Nullable String formatted(@Nullable EnterpriseNumber number) {
        return number == null ? null : number.formatted();
    }
}
