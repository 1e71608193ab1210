package org.knooppunt.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Numbers;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A list as a file: CSV, workbook or JSON, written row by row. */
public final class TableFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TableFile() {}

    /** The addresses from which the list being shown can be had as a file, by format: csv, xlsx, json. */
    public static Map<String, String> addresses(HttpServletRequest request, String path) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String format : new String[] {"csv", "xlsx", "json"}) {
            addresses.put(
                    format,
                    UriComponentsBuilder.fromPath(path)
                            .query(request.getQueryString())
                            .replaceQueryParam("page")
                            .replaceQueryParam("format", format)
                            .build(true)
                            .toUriString());
        }
        return addresses;
    }

    /** Takes rows; values are text, numbers or nothing. */
    public interface Sheet {
        void row(List<@Nullable Object> values);
    }

    /** Writes a file to download; an unknown format does not exist. */
    public static void write(
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
        rows.accept(values ->
                csv.writeRecord(values.stream().map(TableFile::csvText).toList()));
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
