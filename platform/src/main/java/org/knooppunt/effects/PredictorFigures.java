package org.knooppunt.effects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.evaluation.DataFault;
import org.knooppunt.engine.evaluation.DataTable;
import org.knooppunt.engine.evaluation.Panel;
import org.knooppunt.engine.evaluation.PanelReader;
import org.knooppunt.indicators.IndicatorSummary;
import org.knooppunt.indicators.Indicators;
import org.knooppunt.indicators.Observations;
import org.knooppunt.indicators.Period;
import org.knooppunt.indicators.Point;
import org.knooppunt.indicators.Series;
import org.springframework.stereotype.Component;

/** What a twin can be asked to agree on: columns of the table that was brought in, or other indicators, and their figures. */
@Component
class PredictorFigures {
    private static final int SHOWN = 8;
    private static final int LONGEST_COLUMN = 100;

    private final Indicators indicators;
    private final Observations observations;

    PredictorFigures(Indicators indicators, Observations observations) {
        this.indicators = indicators;
        this.observations = observations;
    }

    /** Figures by place and year, and the source of the last. */
    record Yearly(Map<String, Map<Integer, Double>> figures, String source) {
        boolean isEmpty() {
            return figures.values().stream().allMatch(Map::isEmpty);
        }
    }

    /** The told yearly figures of an indicator in every area there is now; of two of one name the second tells its code. */
    Yearly yearly(String indicator) {
        Map<String, Map<Integer, Double>> figures = new LinkedHashMap<>();
        String source = "";
        for (Series series : observations.everywhere(indicator, 1900, 2199).series()) {
            String name = series.area().name();
            Map<Integer, Double> own = new LinkedHashMap<>();
            figures.put(figures.containsKey(name) ? name + " (" + series.area().code() + ")" : name, own);
            for (Point point : series.points()) {
                Double value = point.value();
                int year = point.period().year();
                if (value != null && point.period().equals(Period.ofYear(year))) {
                    own.put(year, value);
                    source = point.source();
                }
            }
        }
        return new Yearly(figures, source);
    }

    /** What there is to choose from, with its words, in the order of the table or the list of indicators. */
    Map<String, String> choices(Effect effect, @Nullable DataTable table, Locale locale) {
        Map<String, String> choices = new LinkedHashMap<>();
        FigureText figure = effect.figure();
        if (effect.indicator() != null) {
            choices.put(figure.figureColumn(), figure.figure());
            for (IndicatorSummary each : indicators.all()) {
                if (!each.code().equals(effect.indicator())
                        && !each.code().equals(figure.figureColumn())
                        && each.code().length() <= LONGEST_COLUMN) {
                    choices.put(each.code(), each.name(locale));
                }
            }
        } else if (table != null) {
            for (String column : table.columns()) {
                if (!column.isEmpty()
                        && column.length() <= LONGEST_COLUMN
                        && !column.equals(figure.unitColumn())
                        && !column.equals(figure.timeColumn())) {
                    choices.put(column, column);
                }
            }
        }
        return choices;
    }

    /** The figures of what was chosen; what is wrong with it goes to the list, at the number of its line. */
    List<EffectTables.Figures> read(
            Effect effect,
            DataTable table,
            Panel outcome,
            Effect.Choice choice,
            List<ChosenPredictor> chosen,
            Locale locale,
            List<Effects.Wrong> wrong) {
        Map<String, String> choices = choices(effect, table, locale);
        Map<String, Map<String, Map<Integer, Double>>> known = new HashMap<>();
        Set<ChosenPredictor> seen = new HashSet<>();
        List<EffectTables.Figures> read = new ArrayList<>();
        for (int line = 0; line < chosen.size(); line++) {
            ChosenPredictor one = chosen.get(line);
            String label = choices.get(one.variable());
            Effects.Wrong fault = label == null
                    ? wrong("predictor", line, "unknown", one.variable())
                    : !seen.add(one) ? wrong("predictor", line, "twice", label) : years(one, line, effect, choice);
            List<Integer> years = outcome.periods().stream()
                    .filter(year -> year >= one.from() && year <= one.to())
                    .toList();
            if (fault == null && years.isEmpty()) {
                fault = wrong("first", line, "none", span(one));
            }
            if (fault != null || label == null) {
                wrong.add(java.util.Objects.requireNonNull(fault));
                continue;
            }
            Map<String, Map<Integer, Double>> figures = known.get(one.variable());
            if (figures == null) {
                Optional<Map<String, Map<Integer, Double>>> found =
                        figures(effect, table, one.variable(), label, line, wrong);
                if (found.isEmpty()) {
                    continue;
                }
                figures = found.get();
                known.put(one.variable(), figures);
            }
            Effects.Wrong unlike = differs(figures, years, choice, label, one, line);
            if (unlike == null) {
                read.add(new EffectTables.Figures(
                        label,
                        EffectTables.column(one.variable(), effect.figure().figureColumn()),
                        years,
                        figures));
            } else {
                wrong.add(unlike);
            }
        }
        return read;
    }

    private static Effects.Wrong wrong(String field, int line, String message, String... arguments) {
        return new Effects.Wrong(
                field + "[" + line + "]", "effect.error.predictor." + message, List.<Object>of((Object[]) arguments));
    }

    private static String span(ChosenPredictor one) {
        return one.from() == one.to() ? String.valueOf(one.from()) : one.from() + "–" + one.to();
    }

    private static Effects.@Nullable Wrong years(ChosenPredictor one, int line, Effect effect, Effect.Choice choice) {
        int last = effect.text().started() - 1;
        if (one.to() < one.from()) {
            return wrong("last", line, "order", String.valueOf(one.to()), String.valueOf(one.from()));
        }
        boolean early = one.from() < choice.from() || one.from() > last;
        return early || one.to() > last
                ? wrong(
                        early ? "first" : "last",
                        line,
                        "years",
                        String.valueOf(early ? one.from() : one.to()),
                        String.valueOf(choice.from()),
                        String.valueOf(last))
                : null;
    }

    private Optional<Map<String, Map<Integer, Double>>> figures(
            Effect effect, DataTable table, String variable, String label, int line, List<Effects.Wrong> wrong) {
        FigureText figure = effect.figure();
        if (effect.indicator() != null && !variable.equals(figure.figureColumn())) {
            return Optional.of(yearly(variable).figures());
        }
        PanelReader.Outcome outcome =
                PanelReader.outcome(table, new PanelReader.Columns(figure.unitColumn(), figure.timeColumn(), variable));
        if (outcome.panel().isEmpty()) {
            DataFault fault = outcome.faults().getFirst();
            wrong.add(wrong("predictor", line, "column", label, fault.value(), String.valueOf(fault.row())));
            return Optional.empty();
        }
        Panel panel = outcome.panel().get();
        Map<String, Map<Integer, Double>> figures = new HashMap<>();
        for (int unit = 0; unit < panel.units().size(); unit++) {
            Map<Integer, Double> own = new HashMap<>();
            for (int t = 0; t < panel.periods().size(); t++) {
                if (!Double.isNaN(panel.value(unit, t))) {
                    own.put(panel.periods().get(t), panel.value(unit, t));
                }
            }
            figures.put(panel.units().get(unit), own);
        }
        return Optional.of(figures);
    }

    /** Every place needs a figure in some of the years, and they must not all be alike. */
    private static Effects.@Nullable Wrong differs(
            Map<String, Map<Integer, Double>> figures,
            List<Integer> years,
            Effect.Choice choice,
            String label,
            ChosenPredictor one,
            int line) {
        List<String> units = new ArrayList<>();
        units.add(choice.treated());
        units.addAll(choice.compared());
        List<String> without = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (String unit : units) {
            Map<Integer, Double> own = figures.getOrDefault(unit, Map.of());
            double[] found = years.stream()
                    .filter(own::containsKey)
                    .mapToDouble(own::get)
                    .toArray();
            if (found.length == 0) {
                without.add(unit);
            } else {
                double mean = java.util.Arrays.stream(found).average().orElse(0);
                least = Math.min(least, mean);
                most = Math.max(most, mean);
            }
        }
        if (!without.isEmpty()) {
            String names = String.join(", ", without.subList(0, Math.min(SHOWN, without.size())));
            return wrong(
                    "predictor",
                    line,
                    "missing",
                    label,
                    span(one),
                    without.size() > SHOWN ? names + " … (" + without.size() + ")" : names);
        }
        return most - least <= 1e-11 * Math.max(Math.abs(least), Math.abs(most))
                ? wrong("predictor", line, "same", label, span(one))
                : null;
    }
}
