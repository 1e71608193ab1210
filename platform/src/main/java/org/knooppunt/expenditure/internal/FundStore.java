package org.knooppunt.expenditure.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.expenditure.Fund;
import org.knooppunt.expenditure.SpendingReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Funds and what may be drawn of them, in the database. */
@Repository
public class FundStore {
    private final JdbcClient jdbc;

    FundStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Fund.Line> list() {
        return jdbc.sql("""
                        select f.id, f.name, f.funder, f.external, coalesce(sum(p.cents), 0)::bigint as cents,
                            count(p.expenditure) as expenditures
                        from fund f
                        left join (expenditure_funder p join expenditure e on e.id = p.expenditure and e.removed_at is null)
                            on p.fund = f.id
                        where f.removed_at is null group by f.id order by lower(f.name)
                        """)
                .query((row, index) -> new Fund.Line(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("funder"),
                        row.getBoolean("external"),
                        row.getLong("cents"),
                        row.getInt("expenditures")))
                .list();
    }

    public Optional<Fund> find(long id) {
        return jdbc.sql("select name, funder, external, words, version from fund where id = ? and removed_at is null")
                .param(id)
                .query((row, index) -> new Fund(
                        id,
                        row.getString("name"),
                        row.getString("funder"),
                        row.getBoolean("external"),
                        row.getString("words"),
                        row.getInt("version")))
                .optional();
    }

    /** A fund as a column of a report, also one that was removed. */
    public SpendingReport.Payer named(long id) {
        return jdbc.sql("select name, external from fund where id = ?")
                .param(id)
                .query((row, index) -> new SpendingReport.Payer(id, row.getString("name"), row.getBoolean("external")))
                .single();
    }

    /** Nothing when the name is taken. */
    public Optional<Long> create(String name, String funder, boolean external, String words, String creator) {
        return jdbc.sql("insert into fund (name, funder, external, words, creator) values (?, ?, ?, ?, ?)"
                        + " on conflict (lower(name)) where removed_at is null do nothing returning id")
                .params(name, funder, external, words, creator)
                .query(Long.class)
                .optional();
    }

    public Optional<Long> withName(String name) {
        return jdbc.sql("select id from fund where lower(name) = lower(?) and removed_at is null")
                .param(name)
                .query(Long.class)
                .optional();
    }

    public boolean change(long id, String name, String funder, boolean external, String words, int version) {
        return jdbc.sql("update fund set name = ?, funder = ?, external = ?, words = ?, version = version + 1"
                                + " where id = ? and version = ? and removed_at is null")
                        .params(name, funder, external, words, id, version)
                        .update()
                == 1;
    }

    /** Rights, those of the city first; with what expenditures took of them when the area is the city. */
    public List<Fund.Right> rights(long fund, String city) {
        return jdbc.sql("""
                        select r.id, r.area, r.first_year, r.last_year, r.cents, r.source,
                            case when r.area = :city then (select coalesce(sum(p.cents), 0)::bigint
                                from expenditure_funder p join expenditure e on e.id = p.expenditure
                                where p.fund = r.fund and e.removed_at is null
                                    and extract(year from e.last_day) between r.first_year and r.last_year) end as spent
                        from fund_right r where r.fund = :fund
                        order by r.area <> :city, r.area, r.first_year desc, r.last_year desc
                        """)
                .param("fund", fund)
                .param("city", city)
                .query((row, index) -> new Fund.Right(
                        row.getLong("id"),
                        row.getString("area"),
                        row.getInt("first_year"),
                        row.getInt("last_year"),
                        row.getLong("cents"),
                        row.getString("source"),
                        (Long) row.getObject("spent")))
                .list();
    }

    /** False when this area has a right over these years already. */
    public boolean addRight(long fund, String area, int firstYear, int lastYear, long cents, String source) {
        return jdbc.sql("insert into fund_right (fund, area, first_year, last_year, cents, source)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .params(fund, area, firstYear, lastYear, cents, source)
                        .update()
                == 1;
    }

    public boolean removeRight(long fund, long right) {
        return jdbc.sql("delete from fund_right where fund = ? and id = ?")
                        .params(fund, right)
                        .update()
                == 1;
    }

    public void account(String area, int year, long inhabitants, long ordinaryCents, String source) {
        jdbc.sql("insert into area_account (area, year, inhabitants, ordinary_cents, source) values (?, ?, ?, ?, ?)"
                        + " on conflict (area, year) do update set inhabitants = excluded.inhabitants,"
                        + " ordinary_cents = excluded.ordinary_cents, source = excluded.source")
                .params(area, year, inhabitants, ordinaryCents, source)
                .update();
    }

    public void state(long fund, String area, int year, String measure, BigDecimal value, String source) {
        jdbc.sql("insert into fund_statement (fund, area, year, measure, value, source) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (fund, area, year, measure) do update set value = excluded.value,"
                        + " source = excluded.source")
                .params(fund, area, year, measure, value, source)
                .update();
    }

    /** Years of which there is what all areas spent. */
    public List<Integer> years(long fund) {
        return jdbc.sql("select distinct a.year from area_account a join fund_right r on r.area = a.area and r.fund = ?"
                        + " and r.first_year = a.year and r.last_year = a.year order by a.year desc")
                .param(fund)
                .query(Integer.class)
                .list();
    }

    /** Areas with a right of just this year and what they spent in it; the rights over several years are the widest. */
    public List<Fund.ShareLine> shares(long fund, int year) {
        Map<String, Map<String, BigDecimal>> printed = new HashMap<>();
        jdbc.sql("select area, measure, value from fund_statement where fund = ? and year = ?")
                .params(fund, year)
                .query(row -> {
                    printed.computeIfAbsent(row.getString("area"), any -> new HashMap<>())
                            .put(row.getString("measure"), row.getBigDecimal("value"));
                });
        List<Fund.ShareLine> lines = new ArrayList<>(jdbc.sql("""
                        select a.area, a.inhabitants, a.ordinary_cents, r.cents as right_cents,
                            coalesce((select w.cents from fund_right w where w.fund = r.fund and w.area = r.area
                                and w.first_year <= :year and w.last_year >= :year and w.id <> r.id
                                order by w.last_year - w.first_year desc limit 1), r.cents) as rights_cents
                        from area_account a
                        join fund_right r on r.area = a.area and r.fund = :fund and r.first_year = :year and r.last_year = :year
                        where a.year = :year order by a.area
                        """)
                .param("fund", fund)
                .param("year", year)
                .query((row, index) -> new Fund.ShareLine(
                        row.getString("area"),
                        row.getLong("inhabitants"),
                        row.getLong("rights_cents"),
                        row.getLong("right_cents"),
                        row.getLong("ordinary_cents"),
                        printed.getOrDefault(row.getString("area"), Map.of())))
                .list());
        if (!lines.isEmpty()) {
            lines.add(new Fund.ShareLine(
                    "",
                    lines.stream().mapToLong(Fund.ShareLine::inhabitants).sum(),
                    lines.stream().mapToLong(Fund.ShareLine::rightsCents).sum(),
                    lines.stream().mapToLong(Fund.ShareLine::rightCents).sum(),
                    lines.stream().mapToLong(Fund.ShareLine::ordinaryCents).sum(),
                    printed.getOrDefault("", Map.of())));
        }
        return lines;
    }

    /** The years over which rights that hold in a year were added up; nothing when there are none but of the year. */
    public Optional<int[]> span(long fund, int year) {
        return jdbc.sql(
                        "select first_year, last_year from fund_right where fund = ? and first_year <= ? and last_year >= ?"
                                + " and first_year < last_year order by last_year - first_year desc limit 1")
                .params(fund, year, year)
                .query((row, index) -> new int[] {row.getInt("first_year"), row.getInt("last_year")})
                .optional();
    }

    public @Nullable String source(long fund, int year) {
        return jdbc.sql(
                        "select max(r.source) from fund_right r where r.fund = ? and r.first_year = ? and r.last_year = ?")
                .params(fund, year, year)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    public Fund.Leverage leverage(long fund, int firstYear, int lastYear) {
        return jdbc.sql("""
                        with mine as (select e.id, e.cents - e.funded_cents as own, p.cents from expenditure_funder p
                            join expenditure e on e.id = p.expenditure where p.fund = :fund and e.removed_at is null
                                and extract(year from e.last_day) between :first and :last)
                        select coalesce(sum(m.cents), 0)::bigint as cents, coalesce(sum(m.own), 0)::bigint as own,
                            count(*) as expenditures,
                            coalesce((select sum(o.cents) from expenditure_funder o join fund f on f.id = o.fund
                                where f.external and o.fund <> :fund and o.expenditure in (select id from mine)), 0)::bigint
                                as others
                        from mine m
                        """)
                .param("fund", fund)
                .param("first", firstYear)
                .param("last", lastYear)
                .query((row, index) -> new Fund.Leverage(
                        row.getLong("cents"), row.getLong("others"), row.getLong("own"), row.getInt("expenditures")))
                .single();
    }
}
