package org.knooppunt.inventory.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Numbers;
import org.knooppunt.inventory.Plant;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.web.Missing;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** What a list found, as a file. The first columns are those of the inventory files, so that it can be imported again. */
final class Export {
    private static final JsonMapper JSON = JsonMapper.builder().build();

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
        write(
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
                "kinds",
                "organisation",
                "organisation_name",
                "site_name",
                "area");
        write(
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
                    row.add(String.join("+", plant.kinds()));
                    row.add(plant.organisation());
                    row.add(plant.organisationName());
                    row.add(plant.siteName());
                    row.add(plant.areaName());
                    sheet.row(row);
                }));
    }

    /** Takes rows; values are text, numbers or nothing. */
    interface Sheet {
        void row(List<@Nullable Object> values);
    }

    static void write(
            String name, String format, List<String> columns, HttpServletResponse response, Consumer<Sheet> rows)
            throws IOException {
        switch (format) {
            case "csv" -> csv(name, columns, response, rows);
            case "xlsx" -> workbook(name, columns, response, rows);
            case "json" -> json(name, columns, response, rows);
            default -> throw new Missing("format " + format);
        }
    }

    private static void begin(HttpServletResponse response, String type, String file) {
        response.setContentType(type);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
        response.setHeader("Cache-Control", "no-store");
    }

    private static void csv(String name, List<String> columns, HttpServletResponse response, Consumer<Sheet> rows)
            throws IOException {
        begin(response, "text/csv;charset=UTF-8", name + ".csv");
        CsvWriter csv =
                CsvWriter.builder().build(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        csv.writeRecord(columns);
        rows.accept(
                values -> csv.writeRecord(values.stream().map(Export::csvText).toList()));
        csv.flush();
    }

    /** A spreadsheet takes a text that begins like a formula for one; an apostrophe before it keeps it text. */
    private static String csvText(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return Numbers.text(number);
        }
        String text = value.toString();
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static void workbook(String name, List<String> columns, HttpServletResponse response, Consumer<Sheet> rows)
            throws IOException {
        begin(response, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx");
        try (Workbook workbook = new Workbook(response.getOutputStream(), "Knooppunt", null)) {
            Worksheet sheet = workbook.newWorksheet(name);
            for (int i = 0; i < columns.size(); i++) {
                sheet.value(0, i, columns.get(i));
            }
            sheet.range(0, 0, 0, columns.size() - 1).style().bold().set();
            sheet.freezePane(0, 1);
            int[] at = {1};
            rows.accept(values -> {
                for (int i = 0; i < values.size(); i++) {
                    Object value = values.get(i);
                    if (value instanceof Double number) {
                        sheet.value(at[0], i, number);
                    } else if (value != null && !value.toString().isEmpty()) {
                        sheet.value(at[0], i, value.toString());
                    }
                }
                if (++at[0] % 1_000 == 0) {
                    flush(sheet);
                }
            });
        }
    }

    private static void flush(Worksheet sheet) {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void json(String name, List<String> columns, HttpServletResponse response, Consumer<Sheet> rows)
            throws IOException {
        begin(response, "application/json;charset=UTF-8", name + ".json");
        try (JsonGenerator json = JSON.createGenerator(response.getOutputStream())) {
            json.writeStartArray();
            rows.accept(values -> {
                json.writeStartObject();
                for (int i = 0; i < values.size(); i++) {
                    Object value = values.get(i);
                    if (value instanceof Double number) {
                        json.writeNumberProperty(columns.get(i), number);
                    } else if (value == null) {
                        json.writeNullProperty(columns.get(i));
                    } else {
                        json.writeStringProperty(columns.get(i), value.toString());
                    }
                }
                json.writeEndObject();
            });
            json.writeEndArray();
        }
    }
}
