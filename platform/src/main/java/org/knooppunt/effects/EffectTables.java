package org.knooppunt.effects;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.evaluation.DataTable;
import org.knooppunt.engine.evaluation.EffectProblem;
import org.knooppunt.engine.evaluation.Panel;
import org.knooppunt.engine.evaluation.PanelDraft;
import org.knooppunt.engine.evaluation.PanelReader;
import org.knooppunt.engine.inventory.Numbers;

/**
 * The two tables of an answer, as the command line reads them: with them anybody works it out again.
 *
 * @param data a row per place and year, with exactly the values that count
 * @param predictors on what the twin agrees; absent where it is the figure itself, in every year before
 */
record EffectTables(String data, @Nullable String predictors) {
    private static final PanelReader.Columns COLUMNS = new PanelReader.Columns("unit", "period", "value");
    private static final int LONGEST_LABEL = 60;

    /**
     * A predictor with its figures.
     *
     * @param label in words
     * @param column of the data
     * @param years of the data over which it is averaged, in order
     * @param figures by place and year
     */
    record Figures(String label, String column, List<Integer> years, Map<String, Map<Integer, Double>> figures) {}

    /** A name that none of the three columns has that are always there. */
    static String column(String variable, String figureColumn) {
        return variable.equals(figureColumn)
                ? COLUMNS.outcome()
                : variable.matches("(unit|period|value)_*") ? variable + "_" : variable;
    }

    static EffectTables of(Panel outcome, Effect.Choice choice, List<Figures> predictors) {
        Map<String, Map<String, Map<Integer, Double>>> more = new LinkedHashMap<>();
        predictors.stream()
                .filter(each -> !each.column().equals(COLUMNS.outcome()))
                .forEach(each -> more.put(each.column(), each.figures()));
        StringBuilder csv = new StringBuilder("unit,period,value");
        more.keySet().forEach(column -> csv.append(',').append(DataTable.quoted(column)));
        csv.append('\n');
        List<String> units = new ArrayList<>();
        units.add(choice.treated());
        units.addAll(choice.compared());
        for (String unit : units) {
            int row = outcome.units().indexOf(unit);
            for (int t = 0; t < outcome.periods().size(); t++) {
                int period = outcome.periods().get(t);
                if (period >= choice.from() && period <= choice.to()) {
                    csv.append(DataTable.quoted(unit))
                            .append(',')
                            .append(period)
                            .append(',')
                            .append(Numbers.text(outcome.value(row, t)));
                    for (Map<String, Map<Integer, Double>> figures : more.values()) {
                        Double value = figures.getOrDefault(unit, Map.of()).get(period);
                        csv.append(',').append(value == null ? "" : Numbers.text(value));
                    }
                    csv.append('\n');
                }
            }
        }
        return new EffectTables(csv.toString(), predictors.isEmpty() ? null : lines(predictors));
    }

    private static String lines(List<Figures> predictors) {
        StringBuilder csv = new StringBuilder("name,predictor,periods\n");
        Set<String> names = new HashSet<>();
        for (Figures each : predictors) {
            int first = each.years().getFirst();
            int last = each.years().getLast();
            String label = each.label().length() > LONGEST_LABEL
                    ? each.label().substring(0, LONGEST_LABEL) + "…"
                    : each.label();
            String name = label + " " + (first == last ? String.valueOf(first) : first + "–" + last);
            String own = name;
            for (int n = 2; !names.add(own); n++) {
                own = name + " (" + n + ")";
            }
            // a range names years that the data may not have
            String periods = first == last
                    ? String.valueOf(first)
                    : each.years().size() == last - first + 1
                            ? first + "-" + last
                            : each.years().stream().map(String::valueOf).collect(Collectors.joining("+"));
            csv.append(DataTable.quoted(own))
                    .append(',')
                    .append(DataTable.quoted(each.column()))
                    .append(',')
                    .append(DataTable.quoted(periods))
                    .append('\n');
        }
        return csv.toString();
    }

    /** @throws IllegalArgumentException when there is no question in these tables; the message says why */
    EffectProblem problem(String treated, int started) {
        PanelDraft draft = PanelReader.read(
                table("data.csv", data),
                COLUMNS,
                treated,
                started,
                predictors == null ? null : table("predictors.csv", predictors));
        return draft.problem()
                .orElseThrow(() ->
                        new IllegalArgumentException(draft.faults().getFirst().text()));
    }

    private static DataTable table(String name, String csv) {
        if (DataTable.csv(name, csv.getBytes(StandardCharsets.UTF_8)) instanceof DataTable.Readable readable) {
            return readable.table();
        }
        throw new IllegalArgumentException(name + " cannot be read");
    }
}
