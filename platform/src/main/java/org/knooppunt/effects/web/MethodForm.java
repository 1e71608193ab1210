package org.knooppunt.effects.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.effects.ChosenPredictor;
import org.knooppunt.effects.Effects;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;

/** How it is looked for, and on what a twin should agree, as it was chosen; lines without anything close up. */
public record MethodForm(String approach, List<String> predictor, List<String> first, List<String> last) {
    /** Never one line alone, since a single value would be split at its commas. */
    private static final int LEAST_LINES = 3;

    private static final int SPARE_LINES = 2;

    public MethodForm {
        approach = FormText.orEmpty(approach);
        int sent = Math.max(FormText.used(predictor), Math.max(FormText.used(first), FormText.used(last)));
        List<List<String>> lines = new ArrayList<>();
        for (int i = 0; i < sent && lines.size() < Effects.MOST_PREDICTORS; i++) {
            List<String> line = List.of(at(predictor, i), at(first, i), at(last, i));
            if (!line.stream().allMatch(String::isBlank)) {
                lines.add(line);
            }
        }
        int shown = Math.clamp(lines.size() + SPARE_LINES, LEAST_LINES, Effects.MOST_PREDICTORS);
        predictor = column(lines, 0, shown);
        first = column(lines, 1, shown);
        last = column(lines, 2, shown);
    }

    static MethodForm of(String approach, List<ChosenPredictor> chosen) {
        return new MethodForm(
                approach,
                chosen.stream().map(ChosenPredictor::variable).toList(),
                chosen.stream().map(each -> Integer.toString(each.from())).toList(),
                chosen.stream()
                        .map(each -> each.to() == each.from() ? "" : Integer.toString(each.to()))
                        .toList());
    }

    private static String at(@Nullable List<String> values, int line) {
        return values != null && line < values.size() ? FormText.orEmpty(values.get(line)) : "";
    }

    private static List<String> column(List<List<String>> lines, int column, int size) {
        return FormText.filled(lines.stream().map(line -> line.get(column)).toList(), size);
    }

    /** How many lines there are to say something. */
    public int lines() {
        return predictor.size();
    }

    /** Lines in which something was said. */
    public int said() {
        return Math.max(FormText.used(predictor), Math.max(FormText.used(first), FormText.used(last)));
    }

    MethodForm without(int line) {
        return new MethodForm(approach, emptied(predictor, line), emptied(first, line), emptied(last, line));
    }

    private static List<String> emptied(List<String> values, int line) {
        List<String> emptied = new ArrayList<>(values);
        if (line < emptied.size()) {
            emptied.set(line, "");
        }
        return emptied;
    }

    List<ChosenPredictor> read(FormReader reader) {
        List<ChosenPredictor> chosen = new ArrayList<>();
        for (int i = 0; i < said(); i++) {
            String at = "[" + i + "]";
            if (predictor.get(i).isEmpty()) {
                reader.errors().rejectValue("predictor" + at, "effect.error.predictor.required");
            }
            int from = EffectForm.year(reader, "first" + at, first.get(i));
            int to = last.get(i).isBlank() ? from : EffectForm.year(reader, "last" + at, last.get(i));
            chosen.add(new ChosenPredictor(predictor.get(i), from, to));
        }
        return chosen;
    }
}
