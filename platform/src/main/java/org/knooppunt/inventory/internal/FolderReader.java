package org.knooppunt.inventory.internal;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.knooppunt.engine.inventory.*;
import org.knooppunt.engine.inventory.Process;

/** Reads a folder that is known to be right. */
public final class FolderReader {
    private FolderReader() {}

    public static Inventory read(Path folder) throws IOException {
        return new Inventory(
                rows(
                        folder,
                        "classes",
                        r -> new ResourceClass(
                                r.getField("class"),
                                orNull(r, "parent"),
                                Kind.find(r.getField("kind")).orElseThrow(),
                                r.getField("name"))),
                rows(
                        folder,
                        "organisations",
                        r -> new Organisation(
                                r.getField("organisation"),
                                r.getField("name"),
                                r.getField("type"),
                                EnterpriseNumber.parse(r.getField("enterprise_number"))
                                        .orElse(null),
                                orNull(r, "nace"))),
                rows(
                        folder,
                        "sites",
                        r -> new Site(
                                r.getField("site"),
                                r.getField("organisation"),
                                r.getField("name"),
                                r.getField("area"),
                                number(r, "lat"),
                                number(r, "lon"),
                                Arrays.stream(r.getField("modes").split("\\+"))
                                        .flatMap(m -> Mode.find(m).stream())
                                        .collect(Collectors.toSet()))),
                rows(
                        folder,
                        "offers",
                        r -> new Offer(
                                r.getField("offer"),
                                r.getField("site"),
                                r.getField("class"),
                                number(r, "quantity"),
                                number(r, "price"),
                                orNull(r, "ewc"),
                                r.getField("description"),
                                number(r, "sd"),
                                Texts.profile(r.getField("profile")),
                                Visibility.find(r.getField("visibility")).orElse(Visibility.MEMBERS),
                                values(r, "q_"))),
                rows(folder, "needs", r -> {
                    SortedMap<String, QualityLimit> limits = new TreeMap<>();
                    values(r, "min_").forEach((n, v) -> limits.put(n, new QualityLimit(v, Double.POSITIVE_INFINITY)));
                    values(r, "max_")
                            .forEach((n, v) -> limits.merge(
                                    n,
                                    new QualityLimit(Double.NEGATIVE_INFINITY, v),
                                    (a, b) -> new QualityLimit(a.min(), v)));
                    return new Need(
                            r.getField("need"),
                            r.getField("site"),
                            r.getField("class"),
                            number(r, "quantity"),
                            number(r, "price"),
                            r.getField("description"),
                            number(r, "sd"),
                            Texts.profile(r.getField("profile")),
                            Visibility.find(r.getField("visibility")).orElse(Visibility.MEMBERS),
                            limits);
                }),
                rows(
                        folder,
                        "facilities",
                        r -> new Facility(
                                r.getField("facility"),
                                r.getField("site"),
                                r.getField("name"),
                                FacilityStatus.find(r.getField("status")).orElseThrow(),
                                number(r, "capacity"),
                                number(r, "min_intake"),
                                number(r, "fixed_cost"))),
                rows(folder, "processes", r -> {
                    SortedMap<String, Double> outputs = new TreeMap<>();
                    for (String part : r.getField("outputs").split("\\+")) {
                        if (part.contains(":")) {
                            outputs.put(
                                    part.substring(0, part.indexOf(':')),
                                    Double.parseDouble(part.substring(part.indexOf(':') + 1)));
                        }
                    }
                    return new Process(
                            r.getField("process"),
                            r.getField("facility"),
                            r.getField("name"),
                            r.getField("input"),
                            outputs,
                            number(r, "variable_cost"),
                            number(r, "co2_per_unit"),
                            number(r, "jobs_per_1000"),
                            values(r, "q_"));
                }),
                List.of());
    }

    private static <T> List<T> rows(Path folder, String name, Function<NamedCsvRecord, T> row) throws IOException {
        List<T> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(Files.newBufferedReader(folder.resolve(name + ".csv")))) {
            csv.forEach(record -> rows.add(row.apply(record)));
        }
        return rows;
    }

    private static @org.jspecify.annotations.Nullable String orNull(NamedCsvRecord row, String field) {
        String text = row.getField(field);
        return text.isEmpty() ? null : text;
    }

    private static double number(NamedCsvRecord row, String field) {
        String text = row.getField(field);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    private static SortedMap<String, Double> values(NamedCsvRecord row, String prefix) {
        SortedMap<String, Double> values = new TreeMap<>();
        for (String name : row.getHeader()) {
            if (name.startsWith(prefix) && !row.getField(name).isEmpty()) {
                values.put(name.substring(prefix.length()), Double.parseDouble(row.getField(name)));
            }
        }
        return values;
    }
}
