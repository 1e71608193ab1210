package org.knooppunt.engine.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables of an inventory, in an order in which every table comes after those it refers to. */
public enum Table {
    CLASSES("class", List.of(), "!class", "parent", "!kind", "unit", "name"),
    ORGANISATIONS("organisation", List.of(), "!organisation", "name", "type", "enterprise_number", "nace"),
    SITES("site", List.of(), "!site", "!organisation", "name", "area", "!lat#", "!lon#", "modes"),
    OFFERS(
            "offer",
            List.of("q_"),
            "!offer",
            "!site",
            "!class",
            "!quantity#",
            "price#",
            "ewc",
            "description",
            "sd#",
            "profile",
            "visibility"),
    NEEDS(
            "need",
            List.of("min_", "max_"),
            "!need",
            "!site",
            "!class",
            "!quantity#",
            "price#",
            "description",
            "sd#",
            "profile",
            "visibility"),
    FACILITIES(
            "facility",
            List.of(),
            "!facility",
            "!site",
            "name",
            "!status",
            "!capacity#",
            "min_intake#",
            "fixed_cost#",
            "storage#",
            "storage_cost#"),
    PROCESSES(
            "process",
            List.of("q_"),
            "!process",
            "!facility",
            "name",
            "!input",
            "outputs",
            "variable_cost#",
            "co2_per_unit#",
            "jobs_per_1000#"),
    LINKS("link", List.of(), "!from", "!to", "!cost#", "km#", "co2#", "mode");

    /** In a workbook with faults marked: the sheet that lists them and the column that tells them per row. */
    static final String FAULTS = "faults";

    private final String one;
    private final List<String> prefixes;
    private final List<Column> columns;

    Table(String one, List<String> prefixes, String... columns) {
        this.one = one;
        this.prefixes = prefixes;
        List<Column> made = new ArrayList<>();
        for (String column : columns) {
            made.add(
                    new Column(column.replace("!", "").replace("#", ""), column.startsWith("!"), column.endsWith("#")));
        }
        this.columns = List.copyOf(made);
    }

    /**
     * A column of a table.
     *
     * @param required whether the column and a value in every row are required
     * @param number whether it holds numbers
     */
    public record Column(String name, boolean required, boolean number) {}

    /** The name of the sheet, and of the file without {@code .csv}. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word for one row of it. */
    public String one() {
        return one;
    }

    /** The columns in the order in which they are written, without those for qualities. */
    public List<Column> columns() {
        return columns;
    }

    /** What the names of columns for qualities start with. */
    public List<String> prefixes() {
        return prefixes;
    }

    /** The table of this name, in any case, with or without {@code .csv}. */
    public static Optional<Table> find(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        String stem = plain.endsWith(".csv") ? plain.substring(0, plain.length() - 4) : plain;
        for (Table table : values()) {
            if (table.fileName().equals(stem)) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }

    /** Whether the column of this name, in lower case, holds numbers. */
    boolean holdsNumbers(String column) {
        return columns.stream().anyMatch(known -> known.number() && known.name().equals(column))
                || prefixes.stream().anyMatch(column::startsWith);
    }

    /** Whether the column holds degrees: those never reach a thousand, so any sign in them is a decimal sign. */
    static boolean holdsDegrees(String column) {
        return column.equals("lat") || column.equals("lon");
    }

    String columnNames() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }
}
