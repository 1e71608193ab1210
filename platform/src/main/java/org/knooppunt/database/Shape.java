package org.knooppunt.database;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;

/**
 * How records of a kind lie in a table: its columns, and the way from record to row and back.
 *
 * @param table its name; also the thing's name in the audit trail
 * @param keys the columns that identify a row, all text
 * @param columns all other columns that a record fills
 * @param versioned whether the table has {@code version}, {@code updated_at} and {@code deleted_at}
 * @param writer gives the values of a record, keys first
 * @param reader makes a record of a row
 */
public record Shape<T>(
        String table,
        List<Column> keys,
        List<Column> columns,
        boolean versioned,
        BiConsumer<T, Merge.Row> writer,
        RowMapper<T> reader) {
    /** A column; {@code type} is its SQL type. */
    public record Column(String name, String type) {}

    public Shape {
        keys = List.copyOf(keys);
        columns = List.copyOf(columns);
    }

    /** Columns are written as {@code "name type"}. */
    public static <T> Shape<T> of(
            String table,
            boolean versioned,
            List<String> keys,
            List<String> columns,
            BiConsumer<T, Merge.Row> writer,
            RowMapper<T> reader) {
        List<Column> made = new ArrayList<>();
        for (String column : columns) {
            int blank = column.indexOf(' ');
            made.add(new Column(column.substring(0, blank), column.substring(blank + 1)));
        }
        return new Shape<>(
                table, keys.stream().map(key -> new Column(key, "text")).toList(), made, versioned, writer, reader);
    }

    /** SQL for all rows that are there, in an order that depends on nothing but the keys. */
    public String selectAll() {
        String order = keys.stream().map(key -> key.name() + " collate \"C\"").collect(Collectors.joining(", "));
        return "select " + names(all(), "") + " from " + table + (versioned ? " where deleted_at is null" : "")
                + " order by " + order;
    }

    List<Column> all() {
        List<Column> all = new ArrayList<>(keys);
        all.addAll(columns);
        return all;
    }

    String names(List<Column> some, String prefix) {
        return some.stream().map(column -> prefix + column.name()).collect(Collectors.joining(", "));
    }

    String sameKey() {
        return keys.stream()
                .map(key -> "t." + key.name() + " = s." + key.name())
                .collect(Collectors.joining(" and "));
    }

    /** SQL that holds for a row of the table that differs from the one staged for it. */
    String differs(String there, String staged) {
        String values = columns.stream()
                .map(column -> there + column.name() + " is distinct from " + staged + column.name())
                .collect(Collectors.joining(" or "));
        return versioned ? "(" + values + " or " + there + "deleted_at is not null)" : "(" + values + ")";
    }
}
