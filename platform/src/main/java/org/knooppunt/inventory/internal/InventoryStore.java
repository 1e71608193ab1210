package org.knooppunt.inventory.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Generation;
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
    private final Generation generation;

    InventoryStore(DataSource database, Audit audit, Generation generation) {
        this.database = database;
        this.audit = audit;
        this.generation = generation;
    }

    /** Rows for one table. */
    public record Part<T>(Shape<T> shape, List<T> rows) {}

    /** Told how far storing is; may throw to stop it. */
    public interface Progress {
        Progress NONE = (step, table, rows) -> {};

        /** @param step stage, compare or store */
        void at(String step, String table, int rows);
    }

    /** All tables, each after those it refers to. */
    static final List<Shape<?>> SHAPES = List.of(
            InventoryTables.CLASSES,
            OrganisationTables.ORGANISATIONS,
            OrganisationTables.SITES,
            InventoryTables.OFFERS,
            InventoryTables.NEEDS,
            InventoryTables.FACILITIES,
            InventoryTables.PROCESSES,
            InventoryTables.LINKS);

    /** The parts of what was read, in the order of {@link #SHAPES}. */
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

    /** Stores at once, with one event for the whole and one for each thing that changes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Merge.Difference> store(
            List<Part<?>> parts, @Nullable Person who, String source, Progress progress) throws SQLException {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            Merge merge = new Merge(connection);
            settle(connection);
            for (Part<?> part : parts) {
                stage(merge, part, progress);
            }
            return write(merge, compare(merge, progress), who, source, progress);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    /** Keeps what was read as a draft; what the draft held before is gone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stage(long draft, List<Part<?>> parts, Progress progress) throws SQLException {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            Merge merge = new Merge(connection, draft);
            for (Part<?> part : parts) {
                merge.discard(part.shape());
                stage(merge, part, progress);
            }
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    /** What storing a draft would do, per table that has rows; nothing is stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Merge.Difference> compare(long draft, Progress progress) throws SQLException {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            return compare(new Merge(connection, draft), progress);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    /** Stores a draft, with one event for the whole and one for each thing that changes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Merge.Difference> store(long draft, @Nullable Person who, String source, Progress progress)
            throws SQLException {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            Merge merge = new Merge(connection, draft);
            settle(connection);
            return write(merge, compare(merge, progress), who, source, progress);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    /** Throws the rows of a draft away. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void discard(long draft) throws SQLException {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            Merge merge = new Merge(connection, draft);
            for (Shape<?> shape : SHAPES) {
                merge.discard(shape);
            }
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    /** SQL that selects the first rows of a draft that would change, as {@link Merge#changes} says. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String changes(long draft, Shape<?> shape, int most) {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            return new Merge(connection, draft).changes(shape, most);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    private void settle(Connection connection) throws SQLException {
        // one at a time: the second waits here, and then compares with what the first stored
        generation.changes();
        execute(connection, "select pg_advisory_xact_lock(hashtext('knooppunt.inventory.import'))");
        // postings of the search index wait in its list, which is cleared after the commit
        execute(connection, "set local gin_pending_list_limit = '256MB'");
    }

    private static Map<String, Merge.Difference> compare(Merge merge, Progress progress) throws SQLException {
        Map<String, Merge.Difference> differences = new LinkedHashMap<>();
        for (Shape<?> shape : SHAPES) {
            progress.at("compare", shape.table(), 0);
            Merge.Difference difference = merge.compare(shape);
            if (difference.rows() > 0) {
                differences.put(shape.table(), difference);
            }
        }
        return differences;
    }

    private Map<String, Merge.Difference> write(
            Merge merge,
            Map<String, Merge.Difference> differences,
            @Nullable Person who,
            String source,
            Progress progress)
            throws SQLException {
        if (differences.values().stream().allMatch(Merge.Difference::isEmpty)) {
            return differences;
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        differences.forEach((table, d) -> counts.put(table, Map.of("added", d.added(), "changed", d.changed())));
        long event = audit.record(who, "imported", "inventory", source, counts);
        for (Shape<?> shape : SHAPES) {
            Merge.Difference difference = differences.get(shape.table());
            if (difference != null && !difference.isEmpty()) {
                progress.at("store", shape.table(), 0);
                if (difference.changed() > 0) {
                    audit.recordEach(who, "imported", shape.table(), merge.changes(shape));
                }
                merge.store(shape, event, rows -> progress.at("store", shape.table(), rows));
            }
        }
        return differences;
    }

    private static <T> void stage(Merge merge, Part<T> part, Progress progress) throws SQLException {
        merge.stage(
                part.shape(),
                part.rows(),
                rows -> progress.at("stage", part.shape().table(), rows));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
