package org.knooppunt.engine.files;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys met so far in one reading, with the rows they stand in; scratch of that reading. */
final class Keys {
    private final KnownKeys known;
    private final Map<Table, Map<String, Integer>> rows = new EnumMap<>(Table.class);
    private final Map<Table, Map<String, String>> lowerCase = new EnumMap<>(Table.class);
    private final Set<Table> incomplete = EnumSet.noneOf(Table.class);
    private final Map<String, String> pool = new HashMap<>();

    Keys(KnownKeys known) {
        this.known = known;
    }

    private Map<String, Integer> of(Table table) {
        return rows.computeIfAbsent(table, t -> new HashMap<>());
    }

    /** Notes a key; returns the row it stands in already, or null. */
    @Nullable
    Integer put(Table table, String key, int row) {
        return of(table).putIfAbsent(key, row);
    }

    /** The keys of this table could not all be read: nothing is said about references to it. */
    void incomplete(Table table) {
        incomplete.add(table);
    }

    boolean holds(Table table, String key) {
        return incomplete.contains(table) || of(table).containsKey(key) || known.holds(table, key);
    }

    /** The key that differs from this one only in capitals, if any. */
    @Nullable
    String similar(Table table, String key) {
        return lowerCase.computeIfAbsent(table, this::inLowerCase).get(key.toLowerCase(Locale.ROOT));
    }

    private Map<String, String> inLowerCase(Table table) {
        Map<String, String> all = new HashMap<>();
        for (String key : of(table).keySet()) {
            all.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
        }
        for (String key : known.keys(table)) {
            all.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
        }
        return all;
    }

    /** One instance per text: the same few keys stand in a hundred thousand rows. */
    String shared(String text) {
        String before = pool.putIfAbsent(text, text);
        return before == null ? text : before;
    }
}
