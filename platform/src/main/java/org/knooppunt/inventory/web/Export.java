package org.knooppunt.inventory.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Numbers;
import org.knooppunt.inventory.Plant;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.web.TableFile;

/** What a list found, as a file. The first columns are those of the inventory files, so that it can be imported again. */
final class Export {
    private Export() {}

    /** Gives all rows to a consumer. */
    interface Rows<T> {
        void each(Consumer<T> consumer);
    }

    static void streams(Side side, String format, HttpServletResponse response, Rows<Stream> rows) throws IOException {
        List<String> columns = new ArrayList<>(List.of(side.code(), "site", "class", "quantity", "price"));
        if (side == Side.OFFER) {
            columns.add("ewc");
        }
        columns.addAll(List.of("description", "sd", "profile", "visibility", "kind", "unit", "class_name"));
        columns.addAll(List.of("organisation", "organisation_name", "site_name", "area", "qualities"));
        TableFile.write(
                side.plural(),
                format,
                columns,
                response,
                sheet -> rows.each(stream -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add(stream.key());
                    row.add(stream.site());
                    row.add(stream.resourceClass());
                    row.add(stream.quantity());
                    row.add(stream.price());
                    if (side == Side.OFFER) {
                        row.add(stream.ewc());
                    }
                    row.add(stream.description());
                    row.add(stream.standardDeviation());
                    row.add(stream.profile().text());
                    row.add(stream.visibility());
                    row.add(stream.kind());
                    row.add(Kind.find(stream.kind()).orElseThrow().unit().symbol());
                    row.add(stream.className());
                    row.add(stream.organisation());
                    row.add(stream.organisationName());
                    row.add(stream.siteName());
                    row.add(stream.areaName());
                    row.add(
                            side == Side.OFFER
                                    ? stream.qualities().entrySet().stream()
                                            .map(e -> e.getKey() + ":" + Numbers.text(e.getValue()))
                                            .collect(Collectors.joining("+"))
                                    : stream.limits().entrySet().stream()
                                            .map(e -> e.getKey() + ":"
                                                    + bound(e.getValue().min()) + ".."
                                                    + bound(e.getValue().max()))
                                            .collect(Collectors.joining("+")));
                    sheet.row(row);
                }));
    }

    private static String bound(double value) {
        return Double.isFinite(value) ? Numbers.text(value) : "";
    }

    static void facilities(String format, HttpServletResponse response, Rows<Plant> rows) throws IOException {
        List<String> columns = List.of(
                "facility",
                "site",
                "name",
                "status",
                "capacity",
                "min_intake",
                "fixed_cost",
                "storage",
                "storage_cost",
                "kinds",
                "organisation",
                "organisation_name",
                "site_name",
                "area");
        TableFile.write(
                "facilities",
                format,
                columns,
                response,
                sheet -> rows.each(plant -> {
                    List<@Nullable Object> row = new ArrayList<>();
                    row.add(plant.key());
                    row.add(plant.site());
                    row.add(plant.name());
                    row.add(plant.status());
                    row.add(plant.capacity());
                    row.add(plant.minIntake());
                    row.add(plant.fixedCost());
                    row.add(plant.storage());
                    row.add(plant.storageCost());
                    row.add(String.join("+", plant.kinds()));
                    row.add(plant.organisation());
                    row.add(plant.organisationName());
                    row.add(plant.siteName());
                    row.add(plant.areaName());
                    sheet.row(row);
                }));
    }
}
