package org.knooppunt.indicators.internal;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.indicators.Area;
import org.knooppunt.indicators.AreaKind;
import org.knooppunt.indicators.Category;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Areas, categories and sources, in the database: a few hundred rows, read whole. */
@Repository
public class AreaStore {
    private final JdbcClient jdbc;

    AreaStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Area> list() {
        Map<String, List<String>> former = new HashMap<>();
        jdbc.sql("""
                        select n.code as new_code, o.code as old_code from indicator_area_merger m
                        join indicator_area n on n.id = m.new_area join indicator_area o on o.id = m.old_area
                        order by m.new_area, m.core desc, o.name
                        """).query(row -> {
            former.computeIfAbsent(row.getString("new_code"), code -> new ArrayList<>())
                    .add(row.getString("old_code"));
        });
        return jdbc.sql("""
                        select a.id, a.code, a.kind, a.name, w.code as part_of, a.first_day, a.last_day, a.lat, a.lon
                        from indicator_area a left join indicator_area w on w.id = a.part_of
                        order by a.name, a.first_day desc nulls last, a.id
                        """)
                .query((row, index) -> new Area(
                        row.getInt("id"),
                        row.getString("code"),
                        Coded.of(AreaKind.class, row.getString("kind")),
                        row.getString("name"),
                        row.getString("part_of"),
                        day(row.getDate("first_day")),
                        day(row.getDate("last_day")),
                        row.getObject("lat", Double.class),
                        row.getObject("lon", Double.class),
                        former.getOrDefault(row.getString("code"), List.of())))
                .list();
    }

    private static @Nullable LocalDate day(@Nullable Date date) {
        return date == null ? null : date.toLocalDate();
    }

    /** Adds an area, or brings its name, whole, days and place up to date; never its code. */
    public void save(
            String code,
            AreaKind kind,
            String name,
            @Nullable String partOf,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            @Nullable Double lat,
            @Nullable Double lon) {
        jdbc.sql("""
                        insert into indicator_area (code, kind, name, part_of, first_day, last_day, lat, lon)
                        values (?, ?, ?, (select id from indicator_area where code = ?), ?::date, ?::date, ?::float8,
                            ?::float8)
                        on conflict (code) do update set kind = excluded.kind, name = excluded.name,
                            part_of = excluded.part_of, first_day = excluded.first_day, last_day = excluded.last_day,
                            lat = excluded.lat, lon = excluded.lon
                        """)
                .param(code)
                .param(kind.code())
                .param(name)
                .param(partOf)
                .param(firstDay == null ? null : Date.valueOf(firstDay))
                .param(lastDay == null ? null : Date.valueOf(lastDay))
                .param(lat)
                .param(lon)
                .update();
    }

    /** Says that one area went into another. */
    public void merge(String newCode, String oldCode, boolean core) {
        jdbc.sql("""
                        insert into indicator_area_merger (new_area, old_area, core)
                        select n.id, o.id, ? from indicator_area n, indicator_area o where n.code = ? and o.code = ?
                        on conflict (new_area, old_area) do update set core = excluded.core
                        """).params(core, newCode, oldCode).update();
    }

    public List<Category> categories() {
        return jdbc.sql("select id, code, dimension, name, name_en, name_fr from indicator_category"
                        + " order by dimension, id")
                .query((row, index) -> new Category(
                        row.getInt("id"),
                        row.getString("code"),
                        row.getString("dimension"),
                        row.getString("name"),
                        row.getString("name_en"),
                        row.getString("name_fr")))
                .list();
    }

    public void saveCategory(String code, String dimension, String name, String nameEn, String nameFr) {
        jdbc.sql("insert into indicator_category (code, dimension, name, name_en, name_fr) values (?, ?, ?, ?, ?)"
                        + " on conflict (code) do update set name = excluded.name, name_en = excluded.name_en,"
                        + " name_fr = excluded.name_fr")
                .params(code, dimension, name, nameEn, nameFr)
                .update();
    }

    /** Numbers by name. */
    public Map<String, Integer> sources() {
        Map<String, Integer> sources = new HashMap<>();
        jdbc.sql("select id, name from indicator_source").query(row -> {
            sources.put(row.getString("name"), row.getInt("id"));
        });
        return sources;
    }

    /** The number of a source, made when there is none of that name. */
    public int source(String name) {
        jdbc.sql("insert into indicator_source (name) values (?) on conflict (name) do nothing")
                .param(name)
                .update();
        return jdbc.sql("select id from indicator_source where name = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }
}
