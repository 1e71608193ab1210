package org.knooppunt.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.files.DecimalText;

/**
 * Reads a question from a table with a row per unit and period, and from a table of predictors with the columns
 * {@code predictor} (a column of the first), {@code periods} ({@code 1980}, {@code 1975+1980}, {@code 1980-1988}) and, if
 * wanted, {@code name}. Tells every fault by its place. The decimal sign is the one that the numbers prove by majority.
 */
public final class PanelReader {
    static final int MOST_FAULTS = 200;
    private static final Pattern PERIOD = Pattern.compile("[+-]?\\d{1,6}");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,6})\\s*(?:-|–)\\s*(\\d{1,6})");
    private static final int LONGEST_NAME = 100;
    private static final int MOST_PERIODS = 10_000;

    private final DataTable table;
    private final Columns columns;
    private final List<DataFault> faults = new ArrayList<>();
    /** Whether the outcome may have gaps. */
    private boolean open;

    /** Which columns hold what. */
    public record Columns(String unit, String time, String outcome) {}

    private PanelReader(DataTable table, Columns columns) {
        this.table = table;
        this.columns = columns;
    }

    /**
     * @param predictors none compares the outcome in all periods before
     */
    public static PanelDraft read(
            DataTable table, Columns columns, String treated, int start, @Nullable DataTable predictors) {
        PanelReader reader = new PanelReader(table, columns);
        EffectProblem problem = reader.problem(treated, start, predictors);
        List<DataFault> faults = reader.faults;
        return faults.isEmpty() && problem != null
                ? new PanelDraft(Optional.of(problem), List.of())
                : new PanelDraft(Optional.empty(), faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
    }

    /**
     * The outcome alone, with its gaps, to choose units and periods from.
     *
     * @param panel absent when there are faults
     */
    public record Outcome(Optional<Panel> panel, List<DataFault> faults) {
        public Outcome {
            faults = List.copyOf(faults);
        }
    }

    /** Reads the outcome alone; a missing value is no fault here. */
    public static Outcome outcome(DataTable table, Columns columns) {
        PanelReader reader = new PanelReader(table, columns);
        reader.open = true;
        boolean known = reader.knows(columns.unit()) & reader.knows(columns.time()) & reader.knows(columns.outcome());
        Panel panel = known ? reader.panels(Set.of(columns.outcome())).get(columns.outcome()) : null;
        List<DataFault> faults = reader.faults;
        return faults.isEmpty() && panel != null
                ? new Outcome(Optional.of(panel), List.of())
                : new Outcome(Optional.empty(), faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
    }

    private @Nullable EffectProblem problem(String treated, int start, @Nullable DataTable predictors) {
        Set<String> twice = new LinkedHashSet<>();
        for (String column : table.columns()) {
            if (!column.isEmpty()
                    && table.columns().indexOf(column) != table.columns().lastIndexOf(column)) {
                twice.add(column);
            }
        }
        twice.forEach(column -> fault(1, column, column, DataFault.Kind.COLUMN_TWICE));
        List<Line> lines = predictors == null ? List.of() : lines(predictors, start);
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(columns.outcome());
        lines.forEach(line -> wanted.add(line.column()));
        boolean known = knows(columns.unit()) & knows(columns.time()) & knows(columns.outcome());
        if (!known || !faults.isEmpty()) {
            return null;
        }
        Map<String, Panel> panels = panels(wanted);
        Panel outcome = panels.get(columns.outcome());
        if (outcome == null) {
            return null;
        }
        if (!outcome.units().contains(treated)) {
            fault(0, columns.unit(), treated, DataFault.Kind.UNKNOWN_UNIT, Check.some(outcome.units()));
        }
        if (outcome.periods().indexOf(start) < EffectProblem.LEAST_BEFORE) {
            fault(
                    0,
                    columns.time(),
                    String.valueOf(start),
                    DataFault.Kind.UNKNOWN_START,
                    Check.some(outcome.periods()));
        }
        if (!faults.isEmpty()) {
            return null;
        }
        try {
            List<Predictor> made = new ArrayList<>();
            for (Line line : lines) {
                made.add(new Predictor(line.name(), Objects.requireNonNull(panels.get(line.column())), line.periods()));
            }
            return new EffectProblem(outcome, treated, start, made);
        } catch (IllegalArgumentException e) {
            fault(0, "", "", DataFault.Kind.REFUSED, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private boolean knows(String column) {
        if (table.columns().contains(column)) {
            return true;
        }
        fault(1, column, "", DataFault.Kind.NO_COLUMN, Check.some(table.columns()));
        return false;
    }

    private record Place(String unit, int period) {}

    private Map<String, Panel> panels(Set<String> wanted) {
        int unitAt = table.columns().indexOf(columns.unit());
        int timeAt = table.columns().indexOf(columns.time());
        Set<String> units = new LinkedHashSet<>();
        Set<Integer> periods = new TreeSet<>();
        Map<Place, DataTable.Row> rows = new HashMap<>();
        for (DataTable.Row row : table.rows()) {
            if (row.cells().size() != table.columns().size()) {
                fault(
                        row.number(),
                        "",
                        row.cells().size() + " cells",
                        DataFault.Kind.UNEVEN,
                        String.valueOf(table.columns().size()));
                continue;
            }
            String unit = row.cells().get(unitAt);
            String time = row.cells().get(timeAt);
            if (unit.isEmpty() || unit.length() > LONGEST_NAME) {
                fault(row.number(), columns.unit(), unit, DataFault.Kind.NO_UNIT);
            } else if (!PERIOD.matcher(time).matches()) {
                fault(row.number(), columns.time(), time, DataFault.Kind.NO_PERIOD);
            } else {
                int period = Integer.parseInt(time);
                units.add(unit);
                periods.add(period);
                DataTable.Row before = rows.putIfAbsent(new Place(unit, period), row);
                if (before != null) {
                    fault(
                            row.number(),
                            columns.unit(),
                            unit + " " + period,
                            DataFault.Kind.TWICE,
                            String.valueOf(before.number()));
                }
            }
        }
        List<String> unitList = List.copyOf(units);
        List<Integer> periodList = List.copyOf(periods);
        Map<String, Panel> panels = new LinkedHashMap<>();
        if (faults.isEmpty() && (long) unitList.size() * periodList.size() > 4L * DataTable.MOST_ROWS) {
            fault(0, columns.time(), periodList.size() + " periods", DataFault.Kind.TOO_LARGE, "200000");
        }
        if (!faults.isEmpty()) {
            return panels;
        }
        for (String column : wanted) {
            double[][] values = values(column, unitList, periodList, rows);
            if (faults.isEmpty()) {
                try {
                    panels.put(column, new Panel(column, unitList, periodList, values));
                } catch (IllegalArgumentException e) {
                    fault(0, column, "", DataFault.Kind.REFUSED, String.valueOf(e.getMessage()));
                }
            }
        }
        return panels;
    }

    private double[][] values(
            String column, List<String> units, List<Integer> periods, Map<Place, DataTable.Row> rows) {
        int at = table.columns().indexOf(column);
        char decimal = decimal(at);
        boolean complete = !open && column.equals(columns.outcome());
        double[][] values = new double[units.size()][periods.size()];
        for (int unit = 0; unit < units.size(); unit++) {
            for (int t = 0; t < periods.size(); t++) {
                DataTable.Row row = rows.get(new Place(units.get(unit), periods.get(t)));
                String text = row == null ? "" : row.cells().get(at);
                values[unit][t] = Double.NaN;
                if (!text.isEmpty()) {
                    values[unit][t] = number(text, decimal, row == null ? 0 : row.number(), column);
                } else if (complete) {
                    fault(
                            row == null ? 0 : row.number(),
                            column,
                            "",
                            DataFault.Kind.MISSING,
                            units.get(unit),
                            String.valueOf(periods.get(t)));
                }
            }
        }
        return values;
    }

    private char decimal(int at) {
        int balance = 0;
        for (DataTable.Row row : table.rows()) {
            switch (DecimalText.evidence(row.cells().get(at))) {
                case POINT -> balance++;
                case COMMA -> balance--;
                case NONE -> {}
            }
        }
        return balance > 0 ? '.' : balance < 0 ? ',' : table.decimal();
    }

    private double number(String text, char decimal, int row, String column) {
        DecimalText number = new DecimalText();
        switch (number.read(text, decimal)) {
            case FINE -> {
                return number.value();
            }
            case AMBIGUOUS ->
                fault(row, column, text, DataFault.Kind.AMBIGUOUS, number.oneReading(), number.otherReading());
            default -> fault(row, column, text, DataFault.Kind.NO_NUMBER);
        }
        return Double.NaN;
    }

    /** A line of the table of predictors. */
    private record Line(String name, String column, List<Integer> periods) {}

    private List<Line> lines(DataTable predictors, int start) {
        List<Line> lines = new ArrayList<>();
        int columnAt = predictors.columns().indexOf("predictor");
        int periodsAt = predictors.columns().indexOf("periods");
        int nameAt = predictors.columns().indexOf("name");
        for (String needed : List.of("predictor", "periods")) {
            if (!predictors.columns().contains(needed)) {
                faults.add(DataFault.of(
                        predictors, 1, needed, "", DataFault.Kind.NO_COLUMN, Check.some(predictors.columns())));
            }
        }
        if (columnAt < 0 || periodsAt < 0) {
            return lines;
        }
        for (DataTable.Row row : predictors.rows()) {
            if (row.cells().size() != predictors.columns().size()) {
                faults.add(DataFault.of(
                        predictors,
                        row.number(),
                        "",
                        row.cells().size() + " cells",
                        DataFault.Kind.UNEVEN,
                        String.valueOf(predictors.columns().size())));
                continue;
            }
            String column = row.cells().get(columnAt);
            String text = row.cells().get(periodsAt);
            if (!table.columns().contains(column)) {
                faults.add(DataFault.of(
                        predictors,
                        row.number(),
                        "predictor",
                        column,
                        DataFault.Kind.NO_COLUMN,
                        Check.some(table.columns())));
            }
            List<Integer> periods = periods(text, start);
            if (periods.isEmpty()) {
                faults.add(DataFault.of(predictors, row.number(), "periods", text, DataFault.Kind.BAD_PERIODS));
            } else {
                Set<String> there = new LinkedHashSet<>();
                table.rows().forEach(one -> there.add(cell(one, columns.time())));
                if (periods.stream().anyMatch(period -> !there.contains(String.valueOf(period)))) {
                    faults.add(DataFault.of(
                            predictors,
                            row.number(),
                            "periods",
                            text,
                            DataFault.Kind.UNKNOWN_PERIOD,
                            Check.some(List.copyOf(there))));
                }
            }
            String given = nameAt < 0 ? "" : row.cells().get(nameAt);
            lines.add(new Line(given.isEmpty() ? column + " " + text : given, column, periods));
        }
        return lines;
    }

    private String cell(DataTable.Row row, String column) {
        int at = table.columns().indexOf(column);
        return at >= 0 && at < row.cells().size() ? row.cells().get(at) : "";
    }

    /** Empty when they cannot be read or are not all before the start. */
    private static List<Integer> periods(String text, int start) {
        Set<Integer> periods = new TreeSet<>();
        for (String part :
                Arrays.stream(text.split("\\+", -1)).map(String::strip).toList()) {
            Matcher range = RANGE.matcher(part);
            if (range.matches()) {
                int from = Integer.parseInt(range.group(1));
                int to = Integer.parseInt(range.group(2));
                if (to < from || to - from > MOST_PERIODS) {
                    return List.of();
                }
                IntStream.rangeClosed(from, to).forEach(periods::add);
            } else if (PERIOD.matcher(part).matches()) {
                periods.add(Integer.parseInt(part));
            } else {
                return List.of();
            }
        }
        return periods.stream().allMatch(period -> period < start) ? List.copyOf(periods) : List.of();
    }

    private void fault(int row, String column, String value, DataFault.Kind kind, String... arguments) {
        faults.add(DataFault.of(table, row, column, value, kind, arguments));
    }
}
