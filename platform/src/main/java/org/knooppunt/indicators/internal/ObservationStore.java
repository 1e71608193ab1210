package org.knooppunt.indicators.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.indicators.Category;
import org.knooppunt.indicators.ObservationStatus;
import org.knooppunt.indicators.Period;
import org.knooppunt.indicators.Revision;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Observations, in the database. What is not told leaves it only through the methods that say so. */
@Repository
public class ObservationStore {
    /** Nothing of a hidden value comes out of the database: it is left behind by the query itself. */
    private static final String TOLD = """
            select o.indicator, o.area, o.period, o.category, o.source,
                case when h.indicator is null and o.status <> 2 then o.value::double precision end as value,
                case when h.indicator is null then o.status else 2 end as status
            from observation o left join observation_hidden h using (indicator, area, category)
            """;

    private final JdbcClient jdbc;

    ObservationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A figure by its keys.
     *
     * @param value absent when it is not told
     */
    public record Cell(
            int indicator,
            int area,
            int period,
            int category,
            int source,
            @Nullable Double value,
            int status) {}

    private static Cell cell(ResultSet row, int index) throws SQLException {
        return new Cell(
                row.getInt(1),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5),
                row.getObject(6, Double.class),
                row.getInt(7));
    }

    private static Integer[] ids(Collection<Integer> ids) {
        return ids.toArray(Integer[]::new);
    }

    /** What is told of these indicators in these areas, whatever its category, in the order of the key. */
    public List<Cell> told(Collection<Integer> indicators, Collection<Integer> areas, int from, int to) {
        return jdbc.sql(TOLD + " where o.indicator = any(?) and o.area = any(?) and o.period between ? and ?"
                        + " order by o.indicator, o.area, o.period, o.category, o.source")
                .params(ids(indicators), ids(areas), from, to)
                .query(ObservationStore::cell)
                .list();
    }

    /** The same for one category. */
    public List<Cell> told(Collection<Integer> indicators, Collection<Integer> areas, int from, int to, int category) {
        return jdbc.sql(TOLD + " where o.indicator = any(?) and o.area = any(?) and o.period between ? and ?"
                        + " and o.category = ? order by o.indicator, o.area, o.period, o.category, o.source")
                .params(ids(indicators), ids(areas), from, to, category)
                .query(ObservationStore::cell)
                .list();
    }

    /** All that is told of these indicators, in the order of the key. */
    public List<Cell> told(Collection<Integer> indicators) {
        return jdbc.sql(TOLD + " where o.indicator = any(?)"
                        + " order by o.indicator, o.area, o.period, o.category, o.source")
                .param(ids(indicators))
                .query(ObservationStore::cell)
                .list();
    }

    /** The newest told total of each of these indicators in one of the areas. */
    public List<Cell> latest(Collection<Integer> indicators, Collection<Integer> areas) {
        return jdbc.sql("select l.* from unnest(?::int[]) i cross join lateral (" + TOLD
                        + " where o.indicator = i and o.area = any(?) and o.category = 0 and h.indicator is null"
                        + " and o.status <> 2 order by o.period desc, o.source desc limit 1) l")
                .params(ids(indicators), ids(areas))
                .query(ObservationStore::cell)
                .list();
    }

    /** The categories in which these have figures. */
    List<Integer> categories(Collection<Integer> indicators, Collection<Integer> areas) {
        return jdbc.sql("select distinct category from observation where indicator = any(?) and area = any(?)")
                .params(ids(indicators), ids(areas))
                .query(Integer.class)
                .list();
    }

    // ---- for those who look after the figures, and for the room itself

    /** Everything of an indicator as it is kept, hidden or not: to find out what must be hidden. */
    List<Cell> kept(int indicator) {
        return jdbc.sql("select indicator, area, period, category, source, value::double precision, status"
                        + " from observation where indicator = ?")
                .param(indicator)
                .query(ObservationStore::cell)
                .list();
    }

    /** The same in one area, for an officer. */
    public List<Cell> kept(int indicator, Collection<Integer> areas) {
        return jdbc.sql("select indicator, area, period, category, source, value::double precision, status"
                        + " from observation where indicator = ? and area = any(?) order by period, category, source")
                .params(indicator, ids(areas))
                .query(ObservationStore::cell)
                .list();
    }

    /** What is hidden now. */
    public void hide(int indicator, Map<Suppression.Key, Boolean> hidden) {
        jdbc.sql("delete from observation_hidden where indicator = ?")
                .param(indicator)
                .update();
        List<Integer> areas = new ArrayList<>();
        List<Integer> categories = new ArrayList<>();
        List<Boolean> small = new ArrayList<>();
        hidden.forEach((key, isSmall) -> {
            areas.add(key.area());
            categories.add(key.category());
            small.add(isSmall);
        });
        jdbc.sql("insert into observation_hidden (indicator, area, category, small)"
                        + " select ?, u.area, u.category, u.small from unnest(?::int[], ?::int[], ?::boolean[])"
                        + " u (area, category, small)")
                .params(
                        indicator,
                        areas.toArray(Integer[]::new),
                        categories.toArray(Integer[]::new),
                        small.toArray(Boolean[]::new))
                .update();
    }

    /** Says who brings figures and why; the number to write them with. */
    public int load(@Nullable Person who, String why, String file) {
        return jdbc.sql("insert into observation_load (account_id, actor, why, file_name) values (?::bigint, ?, ?, ?)"
                        + " returning id")
                .param(who == null ? null : who.id())
                .param(who == null ? "Knooppunt" : who.name())
                .param(why)
                .param(file)
                .query(Integer.class)
                .single();
    }

    /** Writes one figure; false when it is there already just so. */
    public boolean write(
            int indicator,
            int area,
            int period,
            int category,
            int source,
            java.math.@Nullable BigDecimal value,
            ObservationStatus status,
            int load) {
        return jdbc.sql("""
                        insert into observation as o (indicator, area, period, category, source, value, status, load)
                        values (?, ?, ?, ?, ?, ?::numeric, ?, ?)
                        on conflict (indicator, area, period, category, source) do update
                            set value = excluded.value, status = excluded.status, load = excluded.load
                            where o.value is distinct from excluded.value or o.status <> excluded.status
                        """)
                        .param(indicator)
                        .param(area)
                        .param(period)
                        .param(category)
                        .param(source)
                        .param(value)
                        .param(status.ordinal())
                        .param(load)
                        .update()
                == 1;
    }

    /** Adds one figure where none is; false when there is one. */
    public boolean add(
            int indicator,
            int area,
            int period,
            int category,
            int source,
            java.math.BigDecimal value,
            ObservationStatus status,
            int load) {
        return jdbc.sql("insert into observation (indicator, area, period, category, source, value, status, load)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .params(indicator, area, period, category, source, value, status.ordinal(), load)
                        .update()
                == 1;
    }

    /**
     * Every value that was ever kept of an indicator in an area, newest first within a period.
     *
     * @param all also what is not told
     */
    public List<Revision> revisions(int indicator, int area, boolean all) {
        return jdbc.sql("""
                        select r.period, c.id, c.code, c.dimension, c.name, c.name_en, c.name_fr, s.name as source,
                            case when :all or h.indicator is null and r.status <> 2 then r.value::double precision end
                                as value,
                            case when h.indicator is null or :all then r.status else 2 end as status,
                            l.at, l.actor, l.why, l.file_name, r.current
                        from (select indicator, area, period, category, source, value, status, load, true as current,
                                  null::bigint as id
                              from observation where indicator = :indicator and area = :area
                              union all
                              select indicator, area, period, category, source, value, status, load, false, id
                              from observation_revision where indicator = :indicator and area = :area) r
                        join indicator_category c on c.id = r.category
                        join indicator_source s on s.id = r.source
                        join observation_load l on l.id = r.load
                        left join observation_hidden h on h.indicator = r.indicator and h.area = r.area
                            and h.category = r.category
                        order by r.period desc, r.category, s.name, r.current desc, r.id desc
                        """)
                .param("all", all)
                .param("indicator", indicator)
                .param("area", area)
                .query((row, index) -> new Revision(
                        new Period(row.getInt("period")),
                        new Category(
                                row.getInt("id"),
                                row.getString("code"),
                                row.getString("dimension"),
                                row.getString("name"),
                                row.getString("name_en"),
                                row.getString("name_fr")),
                        row.getString("source"),
                        row.getObject("value", Double.class),
                        ObservationStatus.values()[row.getInt("status")],
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("why"),
                        row.getString("file_name"),
                        row.getBoolean("current")))
                .list();
    }

    /** What somebody brought in: when, why and out of which file. */
    public List<Map<String, Object>> broughtBy(long account) {
        return jdbc.sql("select at, why, file_name from observation_load where account_id = ? order by id")
                .param(account)
                .query((row, index) -> Map.<String, Object>of(
                        "at",
                        row.getTimestamp("at").toInstant().toString(),
                        "why",
                        row.getString("why"),
                        "file",
                        row.getString("file_name")))
                .list();
    }

    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from indicator)")
                .query(Boolean.class)
                .single();
    }
}
