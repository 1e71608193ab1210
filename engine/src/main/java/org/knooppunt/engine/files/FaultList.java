package org.knooppunt.engine.files;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the faults and remarks of one reading; scratch of that reading. */
final class FaultList {
    private record Placed(int table, int order, Fault fault) {}

    /** How a CSV file is written; a decimal sign is proven when a number of the file leaves no doubt. */
    private record Dialect(String file, char separator, char decimal, boolean isDecimalProven) {}

    private final int most;
    private final List<Placed> faults = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final List<Dialect> dialects = new ArrayList<>();
    private final Map<Table, BitSet> faultyRows = new EnumMap<>(Table.class);
    private int count;

    FaultList(int most) {
        this.most = most;
    }

    void add(@Nullable Table table, Fault fault) {
        count++;
        if (table != null && fault.row() > 0) {
            faultyRows.computeIfAbsent(table, t -> new BitSet()).set(fault.row());
        }
        if (faults.size() < most) {
            faults.add(new Placed(table == null ? -1 : table.ordinal(), faults.size(), fault));
        }
    }

    void add(@Nullable Table table, String file, FaultKind kind, String value, String... arguments) {
        add(table, new Fault(file, 0, "", value, kind, List.of(arguments)));
    }

    void remark(String file, String column, RemarkKind kind, String... arguments) {
        remarks.add(new Remark(file, column, kind, List.of(arguments)));
    }

    /** How a file turned out to be written; told when it differs from the others. */
    void dialect(String file, char separator, char decimal, boolean isDecimalProven) {
        dialects.add(new Dialect(file, separator, decimal, isDecimalProven));
    }

    private void tellOddDialects() {
        List<Dialect> proven =
                dialects.stream().filter(Dialect::isDecimalProven).toList();
        Character separator = mostCommon(dialects, Dialect::separator);
        Character decimal = mostCommon(proven, Dialect::decimal);
        for (Dialect dialect : dialects) {
            if (!Objects.equals(dialect.separator, separator)
                    || dialect.isDecimalProven && !Objects.equals(dialect.decimal, decimal)) {
                remark(
                        dialect.file,
                        "",
                        RemarkKind.DIALECT,
                        String.valueOf(dialect.separator),
                        String.valueOf(dialect.decimal));
            }
        }
    }

    /** The first of those that occur most; null when there are none. */
    private static @Nullable Character mostCommon(List<Dialect> dialects, Function<Dialect, Character> sign) {
        Map<Character, Integer> times = new LinkedHashMap<>();
        dialects.forEach(dialect -> times.merge(sign.apply(dialect), 1, Integer::sum));
        Character most = null;
        for (Map.Entry<Character, Integer> one : times.entrySet()) {
            if (most == null || one.getValue() > times.getOrDefault(most, 0)) {
                most = one.getKey();
            }
        }
        return most;
    }

    boolean isFaulty(Table table, int row) {
        BitSet rows = faultyRows.get(table);
        return rows != null && rows.get(row);
    }

    int count() {
        return count;
    }

    /** In the order of tables and rows; within a row as they were found. */
    List<Fault> inOrder() {
        faults.sort(Comparator.comparingInt(Placed::table)
                .thenComparingInt(placed -> placed.fault().row())
                .thenComparingInt(Placed::order));
        return faults.stream().map(Placed::fault).toList();
    }

    List<Remark> remarks(String source) {
        tellOddDialects();
        if (count > faults.size()) {
            remark(
                    source,
                    "",
                    RemarkKind.FAULTS_LEFT_OUT,
                    Integer.toString(faults.size()),
                    Integer.toString(count - faults.size()));
        }
        return List.copyOf(remarks);
    }
}
