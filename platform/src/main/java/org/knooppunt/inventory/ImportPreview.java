package org.knooppunt.inventory;

import java.util.List;
import java.util.Map;
import org.knooppunt.engine.files.Remark;

/**
 * What a file would change, and after storing what it did change.
 *
 * @param parts the tables that have rows, each after those it refers to
 * @param mark the last event of the audit trail when this was counted
 */
public record ImportPreview(List<Part> parts, List<Remark> remarks, long mark) {
    public ImportPreview {
        parts = List.copyOf(parts);
        remarks = List.copyOf(remarks);
    }

    /**
     * One table.
     *
     * @param fields how many rows change per field
     */
    public record Part(String table, long added, long changed, long unchanged, Map<String, Long> fields) {
        public long rows() {
            return added + changed + unchanged;
        }
    }

    public long added() {
        return parts.stream().mapToLong(Part::added).sum();
    }

    public long changed() {
        return parts.stream().mapToLong(Part::changed).sum();
    }

    public long unchanged() {
        return parts.stream().mapToLong(Part::unchanged).sum();
    }

    public long rows() {
        return added() + changed() + unchanged();
    }

    /** Offers and needs that are new or change. */
    public long streams() {
        return parts.stream()
                .filter(part -> part.table().equals("offer") || part.table().equals("need"))
                .mapToLong(part -> part.added() + part.changed())
                .sum();
    }

    /** Whether storing would change nothing. */
    public boolean nothing() {
        return added() + changed() == 0;
    }
}
