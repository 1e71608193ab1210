package org.knooppunt.organisation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.DigestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The areas of the region, and its map. */
@Service
public class Areas {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Areas(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A region, municipality, district or park.
     *
     * @param depth how many areas it lies in
     */
    public record Area(
            String key, String name, String level, @Nullable String parent, int depth) {}

    /**
     * The map of the region as GeoJSON.
     *
     * @param digest differs when the document does, for caches
     */
    public record RegionMap(String document, String digest) {}

    /** All areas, each followed by those that lie in it. */
    @Transactional(readOnly = true)
    public List<Area> list() {
        return jdbc.sql("""
                        with recursive tree as (
                            select key, name, level, parent, 0 as depth, array[name] as path
                            from area where parent is null
                            union all
                            select a.key, a.name, a.level, a.parent, t.depth + 1, t.path || a.name
                            from area a join tree t on a.parent = t.key
                        )
                        select key, name, level, parent, depth from tree order by path
                        """)
                .query((row, index) -> new Area(
                        row.getString("key"),
                        row.getString("name"),
                        row.getString("level"),
                        row.getString("parent"),
                        row.getInt("depth")))
                .list();
    }

    /** These areas and all that lie in them; an area nobody knows stays, and holds nothing. */
    @Transactional(readOnly = true)
    public Set<String> within(Collection<String> keys) {
        Set<String> all = new TreeSet<>(keys);
        if (!keys.isEmpty()) {
            for (Area area : list()) {
                if (area.parent() != null && all.contains(area.parent())) {
                    all.add(area.key());
                }
            }
        }
        return all;
    }

    /** The map, when one was loaded. */
    @Transactional(readOnly = true)
    public Optional<RegionMap> findMap() {
        return jdbc.sql("select document, digest from region_map")
                .query((row, index) -> new RegionMap(row.getString("document"), row.getString("digest")))
                .optional();
    }

    /** Takes a GeoJSON document as the map of the region; its features of type {@code area} become the areas. */
    @Transactional
    public void load(String document) {
        JsonNode root = json.readTree(document);
        List<JsonNode> areas = new ArrayList<>();
        for (JsonNode feature : root.path("features")) {
            JsonNode properties = feature.path("properties");
            if (properties.path("type").asString("").equals("area")) {
                areas.add(properties);
            }
        }
        for (JsonNode area : areas) {
            String parent = area.path("parent").asString("");
            JsonNode label = area.path("label");
            jdbc.sql("""
                            insert into area (key, name, level, parent, lat, lon) values (?, ?, ?, ?, ?, ?)
                            on conflict (key) do update set name = excluded.name, level = excluded.level,
                                parent = excluded.parent, lat = excluded.lat, lon = excluded.lon
                            """)
                    .params(
                            area.path("key").asString(),
                            area.path("name").asString(),
                            area.path("level").asString(),
                            parent.isEmpty() ? null : parent,
                            label.isArray() ? (Object) label.get(1).asDouble() : null,
                            label.isArray() ? (Object) label.get(0).asDouble() : null)
                    .update();
        }
        String digest = DigestUtils.md5DigestAsHex(document.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        jdbc.sql("""
                        insert into region_map (document, digest) values (?, ?)
                        on conflict (only_one) do update set document = excluded.document, digest = excluded.digest
                        """).params(document, digest).update();
    }
}
