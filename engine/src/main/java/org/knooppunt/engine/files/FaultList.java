package org.knooppunt.engine.files;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the faults and remarks of one reading; scratch of that reading. */
final class FaultList {
    private record Placed(int table, int order, Fault fault) {}

    private final int most;
    private final List<Placed> faults = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
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
