package org.knooppunt.effects.web;

import org.knooppunt.effects.Effect;
import org.knooppunt.effects.EffectText;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;

/** What was done, as it was typed. */
public record EffectForm(String title, String story, String goal, String place, String started, String version) {
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_TEXT = 6000;
    private static final int FIRST = 1800;
    private static final int LAST = 2200;

    public EffectForm {
        title = FormText.orEmpty(title);
        story = FormText.orEmpty(story);
        goal = FormText.orEmpty(goal);
        place = FormText.orEmpty(place);
        started = FormText.orEmpty(started);
        version = FormText.orEmpty(version);
    }

    static final EffectForm BLANK = new EffectForm("", "", "", "", "", "");

    static EffectForm of(Effect effect) {
        EffectText text = effect.text();
        return new EffectForm(
                text.title(),
                text.story(),
                text.goal(),
                text.place(),
                Integer.toString(text.started()),
                Integer.toString(effect.version()));
    }

    EffectText read(FormReader reader) {
        return new EffectText(
                reader.required("title", title, LONGEST_LINE),
                reader.text("story", story, LONGEST_TEXT),
                reader.text("goal", goal, LONGEST_LINE),
                reader.required("place", place, 100),
                year(reader, "started", started));
    }

    /** A year from 1800 to 2200; 0 and an error at the field for anything else. */
    static int year(FormReader reader, String field, String text) {
        String plain = text.strip();
        if (plain.matches("\\d{4}")) {
            int year = Integer.parseInt(plain);
            if (year >= FIRST && year <= LAST) {
                return year;
            }
        }
        reader.errors()
                .rejectValue(
                        field, plain.isEmpty() ? "form.required" : "effect.error.year", new Object[] {plain}, null);
        return 0;
    }
}
