package org.knooppunt.effects.web;

import java.util.List;
import org.knooppunt.effects.FigureText;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;

/** Which figure, and in which columns it stands, as it was typed. */
public record FigureForm(
        String figure, String unit, String source, String unitColumn, String timeColumn, String figureColumn) {
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_UNIT = 30;
    private static final List<String> PLACES =
            List.of("stad", "gemeente", "plaats", "gebied", "wijk", "city", "unit", "state");
    private static final List<String> TIMES = List.of("jaar", "periode", "year", "time", "period");

    public FigureForm {
        figure = FormText.orEmpty(figure);
        unit = FormText.orEmpty(unit);
        source = FormText.orEmpty(source);
        unitColumn = FormText.orEmpty(unitColumn);
        timeColumn = FormText.orEmpty(timeColumn);
        figureColumn = FormText.orEmpty(figureColumn);
    }

    /** What was said before, else a guess by the names of the columns. */
    static FigureForm of(FigureText text, List<String> columns) {
        if (!text.figureColumn().isEmpty()) {
            return new FigureForm(
                    text.figure(),
                    text.unit(),
                    text.source(),
                    text.unitColumn(),
                    text.timeColumn(),
                    text.figureColumn());
        }
        String place = guess(columns, PLACES, 0);
        String time = guess(columns, TIMES, 1);
        String figure = columns.stream()
                .filter(column -> !column.equals(place) && !column.equals(time))
                .findFirst()
                .orElse("");
        return new FigureForm(text.figure(), text.unit(), text.source(), place, time, figure);
    }

    private static String guess(List<String> columns, List<String> names, int otherwise) {
        return columns.stream()
                .filter(column -> names.contains(column.toLowerCase(java.util.Locale.ROOT)))
                .findFirst()
                .orElse(otherwise < columns.size() ? columns.get(otherwise) : "");
    }

    FigureText read(FormReader reader, List<String> columns) {
        column(reader, "unitColumn", unitColumn, columns);
        column(reader, "timeColumn", timeColumn, columns);
        column(reader, "figureColumn", figureColumn, columns);
        if (figureColumn.equals(unitColumn) || figureColumn.equals(timeColumn)) {
            reader.errors().rejectValue("figureColumn", "effect.error.same", new Object[] {figureColumn}, null);
        } else if (unitColumn.equals(timeColumn)) {
            reader.errors().rejectValue("timeColumn", "effect.error.same", new Object[] {timeColumn}, null);
        }
        return new FigureText(
                reader.required("figure", figure, LONGEST_LINE),
                reader.text("unit", unit, LONGEST_UNIT),
                reader.required("source", source, LONGEST_LINE),
                unitColumn,
                timeColumn,
                figureColumn);
    }

    private static void column(FormReader reader, String field, String column, List<String> columns) {
        if (!columns.contains(column)) {
            reader.errors().rejectValue(field, "form.required");
        }
    }
}
