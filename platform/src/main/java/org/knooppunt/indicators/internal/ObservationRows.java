package org.knooppunt.indicators.internal;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Watches;
import org.knooppunt.engine.files.Fault;
import org.knooppunt.engine.files.PlainTable;
import org.knooppunt.indicators.Area;
import org.knooppunt.indicators.ColumnMapping;
import org.knooppunt.indicators.IndicatorSummary;
import org.knooppunt.indicators.ObservationImport.CellFault;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Period;
import org.knooppunt.web.Coded;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Reads the rows of a file, turns names into numbers, and copies them to the stage; every fault is told. */
@Component
public class ObservationRows {
    private static final int MOST_FAULTS = 1_000;
    private static final int BUFFER = 1 << 16;
    /** After so many rows it is told how far it is. */
    private static final int ROWS_PER_WORD = 500;

    private final DataSource database;
    private final AreaStore areas;
    private final IndicatorStore indicators;

    ObservationRows(DataSource database, AreaStore areas, IndicatorStore indicators) {
        this.database = database;
        this.areas = areas;
        this.indicators = indicators;
    }

    /**
     * What came of reading.
     *
     * @param faults the first of them
     * @param count all of them
     */
    public record Outcome(List<CellFault> faults, int count) {}

    /** The file has more figures than who waits for it wants to wait for. */
    static final class TooMany extends RuntimeException {
        TooMany(int most) {
            super("the file has more than " + most + " figures");
        }
    }

    /**
     * Within the transaction of who asks.
     *
     * @param most figures
     * @throws TooMany when there are more
     */
    Outcome stage(long id, Path file, ColumnMapping mapping, Watches.Watch watch, int most) throws IOException {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            try (var statement = connection.prepareStatement("delete from staged_observation where import_id = ?")) {
                statement.setLong(1, id);
                statement.executeUpdate();
            }
            // knows all names before copying begins: until it ends the connection answers no query
            Reading reading = new Reading(id, mapping, watch, most);
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy staged_observation (import_id, row, indicator, area, period, category, source, status,"
                                    + " value) from stdin");
            try {
                reading.copy = copy;
                Optional<Fault> broken = PlainTable.read(file, reading);
                broken.ifPresent(fault ->
                        reading.fault(fault.row(), "", "", "file", fault.code().name()));
                reading.finish();
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
            nameSources(connection, id, reading.newSources);
            try (var statement = connection.createStatement()) {
                // else the database takes the stage for as large as it was before
                statement.execute("analyze staged_observation");
            }
            tellDoubles(connection, id, reading);
            return new Outcome(reading.faults, reading.count);
        } catch (SQLException e) {
            throw new IllegalStateException("the rows of import " + id + " could not be copied", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }

    private void nameSources(Connection connection, long id, List<String> names) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update staged_observation set source = ? where import_id = ? and source = ?")) {
            for (int i = 0; i < names.size(); i++) {
                statement.setInt(1, areas.source(names.get(i)));
                statement.setLong(2, id);
                statement.setInt(3, -1 - i);
                statement.executeUpdate();
            }
        }
    }

    /** The same figure twice: which of them is right? */
    private static void tellDoubles(Connection connection, long id, Reading reading) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select max(s.row), min(s.row), i.code || ', ' || a.code || ', ' || s.period / 100
                from staged_observation s join indicator i on i.id = s.indicator
                join indicator_area a on a.id = s.area where s.import_id = ?
                group by s.indicator, s.area, s.period, s.category, s.source, i.code, a.code having count(*) > 1
                order by 1 limit 1000
                """)) {
            statement.setLong(1, id);
            try (var doubles = statement.executeQuery()) {
                while (doubles.next()) {
                    reading.fault(
                            doubles.getInt(1), "", doubles.getString(3), "double", Integer.toString(doubles.getInt(2)));
                }
            }
        }
    }

    /** One reading of one file. */
    private final class Reading implements PlainTable.Visitor {
        private final ColumnMapping mapping;
        private final Watches.Watch watch;
        private final int most;
        private @Nullable CopyIn copy;
        private final String start;
        private final StringBuilder out = new StringBuilder(BUFFER + 256);
        private final List<CellFault> faults = new ArrayList<>();
        private final Map<String, IndicatorSummary> indicatorByCode = new HashMap<>();
        private final Map<String, Area> areaByName = new HashMap<>();
        private final Map<String, Integer> categoryByName = new HashMap<>();
        private final Map<String, Integer> sourceByName = areas.sources();
        private final Map<String, Period> periods = new HashMap<>();
        private final Map<Integer, Period> periodColumns = new HashMap<>();
        private final List<String> newSources = new ArrayList<>();
        private int count;
        private int read;
        private int indicatorAt = -1;
        private int areaAt = -1;
        private int periodAt = -1;
        private int categoryAt = -1;
        private int valueAt = -1;
        private int statusAt = -1;
        private int sourceAt = -1;
        private List<String> header = List.of();

        Reading(long id, ColumnMapping mapping, Watches.Watch watch, int most) {
            this.mapping = mapping;
            this.watch = watch;
            this.most = most;
            this.start = id + "\t";
            indicators.all().forEach(indicator -> indicatorByCode.put(indicator.code(), indicator));
            // a name that several areas had is that of the present one
            for (Area area : areas.list()) {
                String name = area.name().toLowerCase(Locale.ROOT);
                if (area.isPresent() || !areaByName.containsKey(name)) {
                    areaByName.put(name, area);
                }
            }
            areas.list().forEach(area -> areaByName.put(area.code().toLowerCase(Locale.ROOT), area));
            areas.categories().forEach(category -> {
                categoryByName.put(category.name().toLowerCase(Locale.ROOT), category.id());
                categoryByName.put(category.code(), category.id());
            });
        }

        void fault(int row, String column, String value, String code, String expected) {
            count++;
            if (faults.size() < MOST_FAULTS) {
                String shown = value.length() > 100 ? value.substring(0, 100) + "…" : value;
                faults.add(new CellFault(row, column, shown.replaceAll("\\p{Cntrl}", "�"), code, expected));
            }
        }

        void finish() throws SQLException {
            send();
            if (read == 0 && count == 0) {
                fault(1, "", "", "nothing", "");
            }
        }

        private void send() throws SQLException {
            byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
            Objects.requireNonNull(copy).writeToCopy(bytes, 0, bytes.length);
            out.setLength(0);
        }

        @Override
        public boolean row(int row, List<String> cells) {
            if (row % ROWS_PER_WORD == 0) {
                watch.at("read", row, 0);
            }
            if (read > most || row > most) {
                throw new TooMany(most);
            }
            if (header.isEmpty()) {
                header = cells.stream().map(String::strip).toList();
                return findColumns(row);
            }
            if (cells.stream().allMatch(String::isBlank)) {
                return true;
            }
            IndicatorSummary indicator = indicator(row, cells);
            Area area = area(row, cells);
            Integer category = category(row, cells);
            Integer source = source(row, cells);
            ObservationStatus status = status(row, cells);
            boolean known = indicator != null && area != null && category != null && source != null && status != null;
            if (mapping.wide()) {
                for (Map.Entry<Integer, Period> column : periodColumns.entrySet()) {
                    String text = cell(cells, column.getKey());
                    if (!text.isEmpty() && known) {
                        take(
                                row,
                                header.get(column.getKey()),
                                text,
                                indicator,
                                area,
                                column.getValue(),
                                category,
                                source,
                                status);
                    }
                }
                return true;
            }
            String text = cell(cells, periodAt);
            if (periods.size() > 10_000) {
                periods.clear();
            }
            Period period =
                    periods.computeIfAbsent(text, each -> Period.find(each).orElse(NONE));
            if (period == NONE) {
                fault(row, mapping.period(), text, "period", "");
            } else if (known) {
                take(row, mapping.value(), cell(cells, valueAt), indicator, area, period, category, source, status);
            }
            return true;
        }

        private boolean findColumns(int row) {
            indicatorAt = column(row, mapping.indicator());
            areaAt = column(row, mapping.area());
            categoryAt = column(row, mapping.category());
            statusAt = column(row, mapping.status());
            sourceAt = column(row, mapping.source());
            if (mapping.wide()) {
                for (int i = 0; i < header.size(); i++) {
                    int at = i;
                    Period.find(header.get(i)).ifPresent(period -> periodColumns.put(at, period));
                }
                if (periodColumns.isEmpty()) {
                    fault(row, "", String.join(", ", header), "no-periods", "");
                }
            } else {
                periodAt = column(row, mapping.period());
                valueAt = column(row, mapping.value());
            }
            return count == 0;
        }

        private int column(int row, String name) {
            if (name.isEmpty()) {
                return -1;
            }
            int at = header.indexOf(name);
            if (at < 0) {
                fault(row, name, "", "column", String.join(", ", header));
            }
            return at;
        }

        private static String cell(List<String> cells, int at) {
            return at >= 0 && at < cells.size() ? cells.get(at).strip() : "";
        }

        private @Nullable IndicatorSummary indicator(int row, List<String> cells) {
            String code = indicatorAt < 0 ? mapping.fixedIndicator() : cell(cells, indicatorAt);
            IndicatorSummary found = indicatorByCode.get(code);
            if (found == null) {
                found = indicatorByCode.get(code.toLowerCase(Locale.ROOT));
            }
            if (found == null) {
                fault(row, mapping.indicator(), code, "indicator", "");
            } else if (found.isComputed()) {
                fault(row, mapping.indicator(), code, "computed", "");
                return null;
            }
            return found;
        }

        private @Nullable Area area(int row, List<String> cells) {
            String code = cell(cells, areaAt);
            Area found = areaByName.get(code);
            if (found == null) {
                found = areaByName.get(code.toLowerCase(Locale.ROOT));
            }
            if (found == null) {
                fault(row, mapping.area(), code, "area", "");
            }
            return found;
        }

        private @Nullable Integer category(int row, List<String> cells) {
            String code = categoryAt < 0 ? mapping.fixedCategory() : cell(cells, categoryAt);
            if (code.isEmpty()) {
                return 0;
            }
            Integer found = categoryByName.get(code.toLowerCase(Locale.ROOT));
            if (found == null) {
                fault(row, mapping.category(), code, "category", "");
            }
            return found;
        }

        private @Nullable Integer source(int row, List<String> cells) {
            String name = sourceAt < 0 ? mapping.fixedSource() : cell(cells, sourceAt);
            if (name.isBlank() || name.length() > 200) {
                fault(row, mapping.source(), name, "source", "");
                return null;
            }
            Integer known = sourceByName.get(name);
            return known != null ? known : newSource(name);
        }

        /** Numbers of new sources below zero, until their rows are copied: the connection is busy copying. */
        private Integer newSource(String name) {
            int number = -1 - newSources.size();
            newSources.add(name);
            sourceByName.put(name, number);
            return number;
        }

        private @Nullable ObservationStatus status(int row, List<String> cells) {
            String code = statusAt < 0 ? mapping.fixedStatus() : cell(cells, statusAt);
            Optional<ObservationStatus> found = Coded.find(
                    ObservationStatus.class, code.isEmpty() ? mapping.fixedStatus() : code.toLowerCase(Locale.ROOT));
            if (found.isEmpty()) {
                fault(row, mapping.status(), code, "status", "");
            }
            return found.orElse(null);
        }

        private void take(
                int row,
                String column,
                String text,
                IndicatorSummary indicator,
                Area area,
                Period period,
                int category,
                int source,
                ObservationStatus status) {
            if (!area.existsIn(period)) {
                fault(row, mapping.area(), area.code(), "area-then", period.text());
                return;
            }
            String value = "\\N";
            if (!text.isEmpty()) {
                String number = number(text);
                if (number == null) {
                    fault(row, column, text, mapping.decimalComma() ? "number-comma" : "number-point", "");
                    return;
                }
                value = number;
            } else if (status != ObservationStatus.SUPPRESSED) {
                fault(row, column, "", "empty", "");
                return;
            }
            read++;
            out.append(start)
                    .append(row)
                    .append('\t')
                    .append(indicator.id())
                    .append('\t')
                    .append(area.id())
                    .append('\t')
                    .append(period.code())
                    .append('\t')
                    .append(category)
                    .append('\t')
                    .append(source)
                    .append('\t')
                    .append(status.ordinal())
                    .append('\t')
                    .append(value)
                    .append('\n');
            if (out.length() > BUFFER) {
                try {
                    send();
                } catch (SQLException e) {
                    throw new IllegalStateException("rows could not be copied", e);
                }
            }
        }

        /** A number as the database writes it; nothing when it is none, or could be read in two ways. */
        private @Nullable String number(String text) {
            if (text.length() > 40) {
                return null;
            }
            String plain = mapping.decimalComma() && text.indexOf('.') < 0 ? text.replace(',', '.') : text;
            int points = 0;
            for (int i = 0; i < plain.length(); i++) {
                char c = plain.charAt(i);
                if (c == '.') {
                    points++;
                } else if ((c < '0' || c > '9') && !(c == '-' && i == 0)) {
                    return exponent(plain);
                }
            }
            return points > 1 || plain.equals("-") || plain.equals(".") || plain.equals("-.") ? null : plain;
        }

        /** Spreadsheets write very small and large numbers so. */
        private static @Nullable String exponent(String text) {
            try {
                BigDecimal number = text.matches("-?[0-9.]+[eE][-+]?[0-9]{1,2}") ? new BigDecimal(text) : null;
                return number == null ? null : number.toPlainString();
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    private static final Period NONE = new Period(190_000);
}
