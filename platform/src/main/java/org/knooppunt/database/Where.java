package org.knooppunt.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The conditions of a query and the values of their parameters; what people type is only ever a value. */
public final class Where {
    private static final int MOST_WORDS = 8;
    private static final String ACCENTED = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ";
    private static final String BARE = "aaaaaaceeeeiiiinoooooouuuuyy";

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
        return words(search, pattern -> condition);
    }

    /**
     * Every word of a search must be found somewhere.
     *
     * @param conditions gives, for the pattern of a word, the condition in which {@code :word} is that pattern
     */
    public Where words(@Nullable String search, UnaryOperator<String> conditions) {
        if (search == null) {
            return this;
        }
        int number = 0;
        for (String word : search.strip().split("\\s+")) {
            if (!word.isEmpty() && number < MOST_WORDS) {
                String parameter = "word" + number++;
                String pattern = "%"
                        + plain(storable(word))
                                .replace("\\", "\\\\")
                                .replace("%", "\\%")
                                .replace("_", "\\_") + "%";
                add("(" + conditions.apply(pattern).replace(":word", ":" + parameter) + ")")
                        .with(parameter, pattern);
            }
        }
        return this;
    }

    /**
     * Text as it is searched: what the function {@code plain} of the database makes of it. A pattern is made plain here
     * and not in the query, for there it would be made anew for every row.
     */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.toLowerCase(Locale.ROOT));
        for (int i = 0; i < plain.length(); i++) {
            int at = ACCENTED.indexOf(plain.charAt(i));
            if (at >= 0) {
                plain.setCharAt(i, BARE.charAt(at));
            }
        }
        return plain.toString();
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
