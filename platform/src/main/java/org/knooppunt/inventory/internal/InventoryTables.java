package org.knooppunt.inventory.internal;

import java.util.List;
import java.util.stream.Stream;
import org.knooppunt.database.Merge;
import org.knooppunt.database.Shape;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Visibility;

/** How the records of the inventory lie in their tables. */
public final class InventoryTables {
    public static final Shape<ResourceClass> CLASSES = Shape.of(
            "resource_class",
            false,
            List.of("key"),
            List.of("parent text", "kind text", "name text"),
            (c, row) -> row.add(c.id()).add(c.parent()).add(c.kind().code()).add(c.name()),
            (row, index) -> new ResourceClass(
                    row.getString("key"),
                    row.getString("parent"),
                    Kind.find(row.getString("kind")).orElseThrow(),
                    row.getString("name")));

    public static final Shape<Offer> OFFERS = Shape.of(
            "offer",
            true,
            List.of("key"),
            streamAnd("ewc text", "qualities jsonb"),
            (o, row) -> stream(row, o.id(), o.site(), o.resourceClass(), o.quantity(), o.price(), o.description())
                    .add(o.standardDeviation())
                    .add(o.profile().text())
                    .add(o.visibility().code())
                    .add(o.ewc())
                    .add(Texts.values(o.qualities())),
            (row, index) -> new Offer(
                    row.getString("key"),
                    row.getString("site"),
                    row.getString("resource_class"),
                    row.getDouble("quantity"),
                    row.getDouble("price"),
                    row.getString("ewc"),
                    row.getString("description"),
                    row.getDouble("standard_deviation"),
                    Texts.profile(row.getString("profile")),
                    Visibility.find(row.getString("visibility")).orElseThrow(),
                    Texts.values(row.getString("qualities"))));

    public static final Shape<Need> NEEDS = Shape.of(
            "need",
            true,
            List.of("key"),
            streamAnd("limits jsonb"),
            (n, row) -> stream(row, n.id(), n.site(), n.resourceClass(), n.quantity(), n.price(), n.description())
                    .add(n.standardDeviation())
                    .add(n.profile().text())
                    .add(n.visibility().code())
                    .add(Texts.limits(n.limits())),
            (row, index) -> new Need(
                    row.getString("key"),
                    row.getString("site"),
                    row.getString("resource_class"),
                    row.getDouble("quantity"),
                    row.getDouble("price"),
                    row.getString("description"),
                    row.getDouble("standard_deviation"),
                    Texts.profile(row.getString("profile")),
                    Visibility.find(row.getString("visibility")).orElseThrow(),
                    Texts.limits(row.getString("limits"))));

    public static final Shape<Facility> FACILITIES = Shape.of(
            "facility",
            true,
            List.of("key"),
            List.of(
                    "site text",
                    "name text",
                    "status text",
                    "capacity double precision",
                    "min_intake double precision",
                    "fixed_cost double precision",
                    "storage double precision",
                    "storage_cost double precision"),
            (f, row) -> row.add(f.id())
                    .add(f.site())
                    .add(f.name())
                    .add(f.status().code())
                    .add(f.capacity())
                    .add(f.minIntake())
                    .add(f.fixedCost())
                    .add(f.storage())
                    .add(f.storageCost()),
            (row, index) -> new Facility(
                    row.getString("key"),
                    row.getString("site"),
                    row.getString("name"),
                    FacilityStatus.find(row.getString("status")).orElseThrow(),
                    row.getDouble("capacity"),
                    row.getDouble("min_intake"),
                    row.getDouble("fixed_cost"),
                    row.getDouble("storage"),
                    row.getDouble("storage_cost")));

    public static final Shape<Process> PROCESSES = Shape.of(
            "process",
            true,
            List.of("key"),
            List.of(
                    "facility text",
                    "name text",
                    "input text",
                    "outputs jsonb",
                    "variable_cost double precision",
                    "co2_per_unit double precision",
                    "jobs_per_thousand double precision",
                    "qualities jsonb"),
            (p, row) -> row.add(p.id())
                    .add(p.facility())
                    .add(p.name())
                    .add(p.input())
                    .add(Texts.values(p.outputs()))
                    .add(p.variableCost())
                    .add(p.co2PerUnit())
                    .add(p.jobsPerThousand())
                    .add(Texts.values(p.qualities())),
            (row, index) -> new Process(
                    row.getString("key"),
                    row.getString("facility"),
                    row.getString("name"),
                    row.getString("input"),
                    Texts.values(row.getString("outputs")),
                    row.getDouble("variable_cost"),
                    row.getDouble("co2_per_unit"),
                    row.getDouble("jobs_per_thousand"),
                    Texts.values(row.getString("qualities"))));

    public static final Shape<Link> LINKS = Shape.of(
            "link",
            false,
            List.of("from_site", "to_site", "mode"),
            List.of("cost double precision", "km double precision", "co2 double precision"),
            (l, row) -> row.add(l.from())
                    .add(l.to())
                    .add(l.mode().code())
                    .add(l.cost())
                    .add(l.km())
                    .add(l.co2()),
            (row, index) -> new Link(
                    row.getString("from_site"),
                    row.getString("to_site"),
                    row.getDouble("cost"),
                    row.getDouble("km"),
                    row.getDouble("co2"),
                    Mode.find(row.getString("mode")).orElseThrow()));

    private InventoryTables() {}

    /** What offers and needs have in common, in the order of {@link #stream}, and what they have not. */
    private static List<String> streamAnd(String... own) {
        return Stream.concat(
                        Stream.of(
                                "site text",
                                "resource_class text",
                                "quantity double precision",
                                "price double precision",
                                "description text",
                                "standard_deviation double precision",
                                "profile text",
                                "visibility text"),
                        Stream.of(own))
                .toList();
    }

    private static Merge.Row stream(
            Merge.Row row,
            String key,
            String site,
            String resourceClass,
            double quantity,
            double price,
            String description) {
        return row.add(key)
                .add(site)
                .add(resourceClass)
                .add(quantity)
                .add(price)
                .add(description);
    }
}
