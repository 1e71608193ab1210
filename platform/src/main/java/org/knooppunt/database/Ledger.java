package org.knooppunt.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes single rows, each with its event in the audit trail: per field what it was and became. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Ledger {
    private final JdbcClient jdbc;
    private final Audit audit;
    private final JsonMapper json;
    private final Generation generation;

    Ledger(JdbcClient jdbc, Audit audit, JsonMapper json, Generation generation) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.json = json;
        this.generation = generation;
    }

    /** Adds a row; false when its key is taken, also by a row that was deleted. */
    public <T> boolean insert(Person who, Shape<T> shape, T record) {
        Values values = Values.of(shape, record);
        String casts = shape.all().stream()
                .map(column -> "cast(? as " + column.type() + ")")
                .collect(Collectors.joining(", "));
        int added = jdbc.sql("insert into " + shape.table() + " (" + shape.names(shape.all(), "") + ") values (" + casts
                        + ") on conflict do nothing")
                .params(values.list)
                .update();
        if (added == 0) {
            return false;
        }
        String key = values.key();
        generation.changes();
        audit.record(who, "created", shape.table(), key, difference(shape, null, row(shape, key)));
        return true;
    }

    /** Replaces a row; false when it is no longer the version that was read. */
    public <T> boolean update(Person who, Shape<T> shape, T record, int version) {
        Values values = Values.of(shape, record);
        String key = values.key();
        JsonNode before = row(shape, key);
        String set = shape.columns().stream()
                .map(column -> column.name() + " = cast(? as " + column.type() + ")")
                .collect(Collectors.joining(", "));
        List<@Nullable Object> parameters = new ArrayList<>(values.list.subList(1, values.list.size()));
        parameters.add(key);
        parameters.add(version);
        int changed = jdbc.sql("update " + shape.table() + " set " + set + ", version = version + 1, updated_at = now()"
                        + " where key = ? and version = ? and deleted_at is null")
                .params(parameters)
                .update();
        if (changed == 0) {
            return false;
        }
        Map<String, Object> difference = difference(shape, before, row(shape, key));
        if (!difference.isEmpty()) {
            generation.changes();
            audit.record(who, "changed", shape.table(), key, difference);
        }
        return true;
    }

    /** Hides a row; it stays so that it can come back. False when it is no longer the version that was read. */
    public boolean delete(Person who, Shape<?> shape, String key, int version) {
        int changed = jdbc.sql("update " + shape.table() + " set deleted_at = now(), version = version + 1,"
                        + " updated_at = now() where key = ? and version = ? and deleted_at is null")
                .params(key, version)
                .update();
        if (changed > 0) {
            generation.changes();
            audit.record(who, "deleted", shape.table(), key, Map.of());
        }
        return changed > 0;
    }

    /** Brings a hidden row back; false when it is not hidden. */
    public boolean restore(Person who, Shape<?> shape, String key) {
        int changed = jdbc.sql("update " + shape.table() + " set deleted_at = null, version = version + 1,"
                        + " updated_at = now() where key = ? and deleted_at is not null")
                .param(key)
                .update();
        if (changed > 0) {
            generation.changes();
            audit.record(who, "restored", shape.table(), key, Map.of());
        }
        return changed > 0;
    }

    private @Nullable JsonNode row(Shape<?> shape, String key) {
        return jdbc.sql("select to_jsonb(t)::text from " + shape.table() + " t where key = ?")
                .param(key)
                .query(String.class)
                .optional()
                .map(json::readTree)
                .orElse(null);
    }

    private static Map<String, Object> difference(Shape<?> shape, @Nullable JsonNode before, @Nullable JsonNode after) {
        Map<String, Object> difference = new LinkedHashMap<>();
        for (Shape.Column column : shape.columns()) {
            JsonNode was = before == null ? null : before.get(column.name());
            JsonNode is = after == null ? null : after.get(column.name());
            if (is != null && !is.equals(was)) {
                List<@Nullable JsonNode> pair = new ArrayList<>();
                pair.add(was);
                pair.add(is);
                difference.put(column.name(), pair);
            }
        }
        return difference;
    }

    /** The values of a record as parameters. */
    private static final class Values implements Merge.Row {
        private final List<@Nullable Object> list = new ArrayList<>();

        static <T> Values of(Shape<T> shape, T record) {
            Values values = new Values();
            shape.writer().accept(record, values);
            return values;
        }

        String key() {
            return (String) java.util.Objects.requireNonNull(list.getFirst());
        }

        @Override
        public Merge.Row add(@Nullable String value) {
            list.add(value);
            return this;
        }

        @Override
        public Merge.Row add(double value) {
            list.add(value);
            return this;
        }
    }
}
