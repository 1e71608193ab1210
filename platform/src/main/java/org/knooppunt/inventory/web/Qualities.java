package org.knooppunt.inventory.web;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.knooppunt.web.FormReader;
import org.springframework.validation.BindingResult;

/** The rows of a form in which qualities are typed: a name, and a value or range. */
final class Qualities {
    private static final int LONGEST_NAME = 60;

    private Qualities() {}

    static SortedMap<String, Double> read(List<String> names, List<String> values, FormReader reader) {
        SortedMap<String, Double> qualities = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            if (!name.isEmpty()) {
                checkName(name, i, reader.errors());
                qualities.put(name, reader.number("qualityValue[" + i + "]", values.get(i), 0));
            } else if (!values.get(i).isBlank()) {
                reader.errors().rejectValue("qualityName[" + i + "]", "form.required");
            }
        }
        return qualities;
    }

    static void checkName(String name, int i, BindingResult errors) {
        if (!isName(name)) {
            errors.rejectValue("qualityName[" + i + "]", "form.quality.name");
        }
    }

    /** A name is part of a column's name in files. */
    static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && name.matches("[\\p{L}\\p{N}_-]+");
    }
}
