package org.knooppunt.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Brings many rows into a table at once: they are copied to a stage, compared with what is there, and written by set. Rows
 * that are the same stay untouched, so the same rows a second time change nothing. Works within the transaction of the
 * connection. The stage is a temporary table, or, for a draft that somebody looks at first, the part of the table
 * {@code staged_…} that carries the draft's number.
 */
public final class Merge {
    private static final int BUFFER = 1 << 16;

    /** Rows written by one statement: small enough to tell how far storing is, large enough not to matter. */
    private static final int CHUNK = 20_000;

    private final Connection connection;
    private final @Nullable Long draft;

    /** Stages in temporary tables, which go with the transaction. */
    public Merge(Connection connection) {
        this.connection = connection;
        this.draft = null;
    }

    /** Stages as a draft, which stays until {@link #discard}. */
    public Merge(Connection connection, long draft) {
        this.connection = connection;
        this.draft = draft;
    }

    private String stage(Shape<?> shape) {
        return draft == null
                ? "stage_" + shape.table()
                : "(select * from staged_" + shape.table() + " where import_id = " + draft + ")";
    }

    /** Throws the staged rows of the draft away. */
    public void discard(Shape<?> shape) throws SQLException {
        if (draft != null) {
            execute("delete from staged_" + shape.table() + " where import_id = " + draft);
        }
    }

    /**
     * What is staged, compared with what is there.
     *
     * @param changedFields how many rows change per field, in the order of the table
     */
    public record Difference(long added, long changed, long unchanged, Map<String, Long> changedFields) {
        public long rows() {
            return added + changed + unchanged;
        }

        /** Whether storing would change nothing. */
        public boolean isEmpty() {
            return added + changed == 0;
        }
    }

    /** Copies rows to the stage of the shape; {@code progress} is told the number so far now and then. */
    public <T> void stage(Shape<T> shape, Iterable<T> rows, IntConsumer progress) throws SQLException {
        String target = (draft == null ? "stage_" : "staged_") + shape.table();
        if (draft == null) {
            String columns = shape.all().stream()
                    .map(column -> column.name() + " " + column.type())
                    .collect(Collectors.joining(", "));
            execute("create temporary table " + target + " (number int, " + columns + ") on commit drop");
        }
        String start = draft == null ? "" : draft + "\t";
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + target + " (" + (draft == null ? "" : "import_id, ") + "number, "
                        + shape.names(shape.all(), "") + ") from stdin");
        try {
            CopyRow row = new CopyRow();
            int number = 0;
            for (T value : rows) {
                row.start(start, ++number);
                shape.writer().accept(value, row);
                row.end();
                if (row.text.length() > BUFFER) {
                    send(copy, row);
                }
                if (number % 1000 == 0) {
                    progress.accept(number);
                }
            }
            send(copy, row);
            copy.endCopy();
            if (number >= CHUNK) {
                // else the database takes it for as large as it was before
                execute("analyze " + target);
            }
            progress.accept(number);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, CopyRow row) throws SQLException {
        byte[] bytes = row.text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        row.text.setLength(0);
    }

    /** Counts what storing the staged rows would do. */
    public Difference compare(Shape<?> shape) throws SQLException {
        String firstKey = "t." + shape.keys().getFirst().name();
        String there = firstKey + " is not null";
        StringBuilder sql = new StringBuilder("select count(*) filter (where " + firstKey + " is null), "
                + "count(*) filter (where " + there + " and " + shape.differs("t.", "s.") + "), count(*)");
        for (Shape.Column column : shape.columns()) {
            sql.append(", count(*) filter (where " + there + " and t." + column.name() + " is distinct from s."
                    + column.name() + ")");
        }
        if (shape.versioned()) {
            sql.append(", count(*) filter (where t.deleted_at is not null)");
        }
        sql.append(" from " + stage(shape) + " s left join " + shape.table() + " t on " + shape.sameKey());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.toString())) {
            row.next();
            Map<String, Long> fields = new LinkedHashMap<>();
            int at = 4;
            for (Shape.Column column : shape.columns()) {
                addUnlessZero(fields, column.name(), row.getLong(at++));
            }
            if (shape.versioned()) {
                addUnlessZero(fields, "deleted_at", row.getLong(at));
            }
            long added = row.getLong(1);
            long changed = row.getLong(2);
            return new Difference(added, changed, row.getLong(3) - added - changed, fields);
        }
    }

    private static void addUnlessZero(Map<String, Long> fields, String name, long count) {
        if (count > 0) {
            fields.put(name, count);
        }
    }

    /**
     * SQL that selects, per row that storing would change, its key as {@code thing_key} and as {@code detail} a JSON
     * object with the old and new value of every field that changes: {@code {"price": [-95, -90]}}.
     */
    public String changes(Shape<?> shape) {
        StringBuilder detail = new StringBuilder();
        for (Shape.Column column : shape.columns()) {
            String name = column.name();
            if (!detail.isEmpty()) {
                detail.append(" || ");
            }
            detail.append("case when t." + name + " is distinct from s." + name + " then jsonb_build_object('" + name
                    + "', jsonb_build_array(t." + name + ", s." + name + ")) else '{}'::jsonb end");
        }
        if (shape.versioned()) {
            detail.append(" || case when t.deleted_at is not null then '{\"deleted_at\": [true, false]}'::jsonb"
                    + " else '{}'::jsonb end");
        }
        String key = shape.keys().stream().map(k -> "s." + k.name()).collect(Collectors.joining(" || ' – ' || "));
        return "select " + key + " as thing_key, " + detail + " as detail from " + stage(shape) + " s join "
                + shape.table() + " t on " + shape.sameKey() + " where " + shape.differs("t.", "s.");
    }

    /** The same for the first so many rows of the stage that change. */
    public String changes(Shape<?> shape, int most) {
        return changes(shape) + " order by s.number limit " + most;
    }

    /**
     * Writes the staged rows that are new or differ. A row that somebody else adds meanwhile is compared again.
     *
     * @param born the event of the audit trail that new rows come from
     * @param progress told how many of the staged rows are dealt with
     * @return how many rows were added or changed
     */
    public long store(Shape<?> shape, long born, IntConsumer progress) throws SQLException {
        String target = shape.table();
        String set = shape.columns().stream()
                .map(column -> column.name() + " = excluded." + column.name())
                .collect(Collectors.joining(", "));
        if (shape.versioned()) {
            set += ", version = " + target + ".version + 1, updated_at = now(), deleted_at = null";
        }
        String insert = "insert into " + target + " (" + shape.names(shape.all(), "")
                + (shape.versioned() ? ", born" : "") + ") select " + shape.names(shape.all(), "s.")
                + (shape.versioned() ? ", " + born : "") + " from " + stage(shape) + " s left join " + target
                + " t on " + shape.sameKey() + " where s.number > %d and s.number <= %d and (t."
                + shape.keys().getFirst().name() + " is null or " + shape.differs("t.", "s.") + ") on conflict ("
                + shape.names(shape.keys(), "") + ") do update set " + set + " where "
                + shape.differs(target + ".", "excluded.");
        int staged = last(shape);
        long written = 0;
        for (int done = 0; done < staged; done += CHUNK) {
            written += execute(insert.formatted(done, done + CHUNK));
            progress.accept(Math.min(staged, done + CHUNK));
        }
        return written;
    }

    private int last(Shape<?> shape) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(max(number), 0) from " + stage(shape) + " s")) {
            row.next();
            return row.getInt(1);
        }
    }

    private int execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** Takes the values of one row, in the order of keys and columns. */
    public interface Row {
        Row add(@Nullable String value);

        Row add(double value);
    }

    /** Writes rows as the text format of COPY. */
    private static final class CopyRow implements Row {
        private final StringBuilder text = new StringBuilder(BUFFER + 4096);
        private boolean first = true;

        private void next() {
            if (!first) {
                text.append('\t');
            }
            first = false;
        }

        @Override
        public Row add(@Nullable String value) {
            next();
            if (value == null) {
                text.append("\\N");
                return this;
            }
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '\\' -> text.append("\\\\");
                    case '\t' -> text.append("\\t");
                    case '\n' -> text.append("\\n");
                    case '\r' -> text.append("\\r");
                    default -> text.append(c);
                }
            }
            return this;
        }

        @Override
        public Row add(double value) {
            next();
            text.append(value);
            return this;
        }

        private void start(String before, int number) {
            text.append(before).append(number);
            first = false;
        }

        private void end() {
            text.append('\n');
            first = true;
        }
    }
}
