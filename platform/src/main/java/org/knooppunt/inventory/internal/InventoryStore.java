package org.knooppunt.inventory.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Merge;
import org.knooppunt.database.Shape;
import org.knooppunt.engine.files.InventoryDraft;
import org.knooppunt.engine.files.TableRow;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.OrganisationTables;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Brings whole tables of records into the inventory, within one transaction. */
@Component
public class InventoryStore {
    private final DataSource database;
    private final Audit audit;

    InventoryStore(DataSource database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Rows for one table. */
    public record Part<T>(Shape<T> shape, List<T> rows) {}

    /** Told how far storing is; may throw to stop it. */
    public interface Progress {
        void at(String table, int rows);
    }

    /** The parts of what was read, each after those it refers to. */
    public static List<Part<?>> partsOf(InventoryDraft draft) {
        return List.of(
                part(InventoryTables.CLASSES, draft.classes()),
                part(OrganisationTables.ORGANISATIONS, draft.organisations()),
                part(OrganisationTables.SITES, draft.sites()),
                part(InventoryTables.OFFERS, draft.offers()),
                part(InventoryTables.NEEDS, draft.needs()),
                part(InventoryTables.FACILITIES, draft.facilities()),
                part(InventoryTables.PROCESSES, draft.processes()),
                part(InventoryTables.LINKS, draft.links()));
    }

    private static <T> Part<T> part(Shape<T> shape, List<TableRow<T>> rows) {
        // a view: a hundred thousand rows need no second list
        return new Part<>(shape, new AbstractList<>() {
            @Override
            public T get(int index) {
                return rows.get(index).record();
            }

            @Override
            public int size() {
                return rows.size();
            }
        });
    }

    /** What storing would do, per table; nothing is stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Merge.Difference> compare(List<Part<?>> parts, Progress progress) throws SQLException {
        return run(parts, null, "", progress, false);
    }

    /** Stores, with one event for the whole and one for each thing that changes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Merge.Difference> store(
            List<Part<?>> parts, @Nullable Person who, String source, Progress progress) throws SQLException {
        return run(parts, who, source, progress, true);
    }

    private Map<String, Merge.Difference> run(
            List<Part<?>> parts, @Nullable Person who, String source, Progress progress, boolean store)
            throws SQLException {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            Merge merge = new Merge(connection);
            if (store) {
                // one at a time: the second waits here, and then compares with what the first stored
                execute(connection, "select pg_advisory_xact_lock(hashtext('knooppunt.inventory.import'))");
                // postings of the search index wait in its list, which is cleared after the commit
                execute(connection, "set local gin_pending_list_limit = '256MB'");
            }
            Map<String, Merge.Difference> differences = new LinkedHashMap<>();
            for (Part<?> part : parts) {
                if (!part.rows().isEmpty()) {
                    differences.put(part.shape().table(), stage(merge, part, progress));
                }
            }
            if (store && differences.values().stream().anyMatch(d -> d.added() + d.changed() > 0)) {
                Map<String, Object> counts = new LinkedHashMap<>();
                differences.forEach(
                        (table, d) -> counts.put(table, Map.of("added", d.added(), "changed", d.changed())));
                long event = audit.record(who, "imported", "inventory", source, counts);
                for (Part<?> part : parts) {
                    Merge.Difference difference = differences.get(part.shape().table());
                    if (difference != null && difference.added() + difference.changed() > 0) {
                        progress.at(part.shape().table(), 0);
                        if (difference.changed() > 0) {
                            audit.recordEach(who, "imported", part.shape().table(), Merge.changes(part.shape()));
                        }
                        merge.store(part.shape(), event);
                    }
                }
            }
            return differences;
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    private static <T> Merge.Difference stage(Merge merge, Part<T> part, Progress progress) throws SQLException {
        merge.stage(part.shape(), part.rows(), rows -> progress.at(part.shape().table(), rows));
        return merge.compare(part.shape());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
