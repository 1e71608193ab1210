package org.knooppunt.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of a query and the values of their parameters; what people type is only ever a value. */
public final class Where {
    private static final int MOST_WORDS = 8;

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    public Where add(String condition) {
        conditions.add(condition);
        return this;
    }

    public Where with(String parameter, Object value) {
        parameters.put(parameter, value);
        return this;
    }

    /** A condition that holds only when something was chosen. */
    public Where when(@Nullable String value, String condition, String parameter) {
        if (value != null && !value.isBlank()) {
            add(condition).with(parameter, storable(value.strip()));
        }
        return this;
    }

    /**
     * Every word of a search must be found somewhere.
     *
     * @param condition for one word, in which {@code :word} is a pattern for {@code like}
     */
    public Where words(@Nullable String search, String condition) {
        if (search == null) {
            return this;
        }
        int number = 0;
        for (String word : search.strip().split("\\s+")) {
            if (!word.isEmpty() && number < MOST_WORDS) {
                String parameter = "word" + number++;
                String pattern =
                        storable(word).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
                add("(" + condition.replace(":word", "plain(:" + parameter + ")") + ")")
                        .with(parameter, "%" + pattern + "%");
            }
        }
        return this;
    }

    /** The null character is the one PostgreSQL's text cannot hold; what has one is found nowhere. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    public String sql() {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }
}
