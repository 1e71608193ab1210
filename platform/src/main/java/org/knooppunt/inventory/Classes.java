package org.knooppunt.inventory;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tree of resource classes. */
@Service
public class Classes {
    private final JdbcClient jdbc;

    Classes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A class.
     *
     * @param depth how many classes lie above it
     */
    public record Entry(String key, @Nullable String parent, Kind kind, String name, int depth) {
        /** As a person picks it from a list: the name, and the key that tells two names apart. */
        public String label() {
            return name + " (" + key + ")";
        }
    }

    /** All classes by kind, each followed by those below it. */
    @Transactional(readOnly = true)
    public List<Entry> list() {
        return jdbc.sql("""
                        with recursive tree as (
                            select key, parent, kind, name, 0 as depth, array[plain(name), key] as path
                            from resource_class where parent is null
                            union all
                            select c.key, c.parent, c.kind, c.name, t.depth + 1, t.path || plain(c.name) || c.key
                            from resource_class c join tree t on c.parent = t.key
                        )
                        select key, parent, kind, name, depth from tree
                        order by array_position(array['material', 'energy', 'water', 'space', 'people'], kind), path
                        """)
                .query((row, index) -> new Entry(
                        row.getString("key"),
                        row.getString("parent"),
                        Kind.find(row.getString("kind")).orElseThrow(),
                        row.getString("name"),
                        row.getInt("depth")))
                .list();
    }

    /** The class a person meant: its key, its label, or its name when only one class has it. */
    @Transactional(readOnly = true)
    public Optional<Entry> find(String text) {
        String wanted = text.strip();
        List<Entry> all = list();
        for (Entry entry : all) {
            if (entry.key().equals(wanted) || entry.label().equals(wanted)) {
                return Optional.of(entry);
            }
        }
        List<Entry> named = all.stream()
                .filter(entry -> entry.name().equalsIgnoreCase(wanted))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }
}
