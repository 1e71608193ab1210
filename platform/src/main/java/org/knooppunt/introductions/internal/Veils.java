package org.knooppunt.introductions.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.inventory.Side;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The veils in the database, renewed once a night: what somebody changes by day shows with all other changes of that day,
 * so that nobody sees which change did what. Only what must not be seen any more goes at once, see {@link Matches}.
 */
@Repository
public class Veils {
    private final JdbcClient jdbc;

    Veils(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Puts every stream that only the coordinator may see under a veil, where there are enough of them. */
    @Transactional
    public void renew() {
        // one at a time
        jdbc.sql("select secret from introduction_secret for update")
                .query(String.class)
                .single();
        Map<String, List<String>> classes = classes();
        int night = jdbc.sql("update introduction_secret set night = night + 1 returning night")
                .query(Integer.class)
                .single();
        for (Side side : Side.values()) {
            renew(side.code(), classes, night);
        }
    }

    private void renew(String side, Map<String, List<String>> classes, int night) {
        Map<String, Hidden> hidden = hidden(side, classes);
        Map<Long, Veil> veils = new TreeMap<>();
        jdbc.sql("select * from veil where side = ?").param(side).query(row -> {
            veils.put(row.getLong("id"), Matches.veil(row));
        });
        Map<String, Long> under = new HashMap<>();
        Map<String, Integer> since = new HashMap<>();
        jdbc.sql("select stream, veil, since from veiled_stream where side = ? order by stream")
                .param(side)
                .query(row -> {
                    under.put(row.getString("stream"), row.getLong("veil"));
                    since.put(row.getString("stream"), row.getInt("since"));
                });
        Map<Long, List<Hidden>> members = new LinkedHashMap<>();
        veils.keySet().forEach(id -> members.put(id, new ArrayList<>()));
        List<Hidden> fresh = new ArrayList<>();
        for (Hidden stream : hidden.values()) {
            Long veil = under.get(stream.stream());
            if (veil == null) {
                fresh.add(stream);
            } else {
                members.get(veil).add(stream.on(since.getOrDefault(stream.stream(), night)));
            }
        }
        List<Veiling.Group> groups = new ArrayList<>();
        members.forEach((id, streams) -> groups.add(new Veiling.Group(veils.get(id), streams)));
        store(side, Veiling.renew(groups, fresh, night), veils, under);
    }

    /** A veil that stays as it was keeps its number, so that partners keep their tokens. */
    private void store(String side, List<Veiling.Group> groups, Map<Long, Veil> veils, Map<String, Long> under) {
        Set<Long> kept = new HashSet<>();
        List<@Nullable Long> numbers = new ArrayList<>();
        for (Veiling.Group group : groups) {
            Long number = group.streams().stream()
                    .map(stream -> under.get(stream.stream()))
                    .filter(id -> id != null && group.veil().equals(veils.get(id)) && !kept.contains(id))
                    .findFirst()
                    .orElse(null);
            if (number != null) {
                kept.add(number);
            }
            numbers.add(number);
        }
        for (long id : veils.keySet()) {
            if (!kept.contains(id)) {
                jdbc.sql("delete from veil where id = ?").param(id).update();
            }
        }
        jdbc.sql("delete from veiled_stream where side = ?").param(side).update();
        for (int i = 0; i < groups.size(); i++) {
            Veiling.Group group = groups.get(i);
            Long number = numbers.get(i);
            long id = number != null ? number : add(side, group.veil());
            for (Hidden stream : group.streams()) {
                jdbc.sql("insert into veiled_stream (side, stream, organisation, veil, since) values (?, ?, ?, ?, ?)")
                        .params(side, stream.stream(), stream.organisation(), id, stream.since())
                        .update();
            }
        }
    }

    private long add(String side, Veil veil) {
        return jdbc.sql("insert into veil (side, resource_class, level, cell_row, cell_column, span, span_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?) returning id")
                .params(side, veil.resourceClass(), veil.level(), veil.row(), veil.column(), veil.span(), veil.spanAt())
                .query(Long.class)
                .single();
    }

    private Map<String, Hidden> hidden(String side, Map<String, List<String>> classes) {
        Map<String, Hidden> hidden = new LinkedHashMap<>();
        jdbc.sql("select t.key, t.resource_class, t.quantity, p.organisation, p.lat, p.lon from region_stream t"
                        + " join site_place p on p.key = t.site where t.side = ? and t.deleted_at is null"
                        + " and t.visibility = 'coordinator' order by t.key")
                .param(side)
                .query(row -> {
                    String key = row.getString("key");
                    hidden.put(
                            key,
                            new Hidden(
                                    side,
                                    key,
                                    row.getString("organisation"),
                                    classes.getOrDefault(
                                            row.getString("resource_class"), List.of(row.getString("resource_class"))),
                                    row.getDouble("lat"),
                                    row.getDouble("lon"),
                                    row.getDouble("quantity"),
                                    0));
                });
        return hidden;
    }

    /** Per class itself and those above it, without the root. */
    private Map<String, List<String>> classes() {
        Map<String, String> parents = new HashMap<>();
        jdbc.sql("select key, coalesce(parent, '') as parent from resource_class")
                .query(row -> {
                    parents.put(row.getString("key"), row.getString("parent"));
                });
        Map<String, List<String>> paths = new HashMap<>();
        for (String key : parents.keySet()) {
            List<String> path = new ArrayList<>();
            for (String at = key; !at.isEmpty() && !path.contains(at); at = parents.getOrDefault(at, "")) {
                path.add(at);
            }
            if (path.size() > 1) {
                path.removeLast();
            }
            paths.put(key, path);
        }
        return paths;
    }
}
