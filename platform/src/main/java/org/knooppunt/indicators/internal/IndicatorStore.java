package org.knooppunt.indicators.internal;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.indicators.AreaKind;
import org.knooppunt.indicators.Direction;
import org.knooppunt.indicators.Frequency;
import org.knooppunt.indicators.Indicator;
import org.knooppunt.indicators.IndicatorDraft;
import org.knooppunt.indicators.IndicatorFilter;
import org.knooppunt.indicators.IndicatorKind;
import org.knooppunt.indicators.IndicatorSummary;
import org.knooppunt.indicators.Period;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cards of indicators, in the database. */
@Repository
public class IndicatorStore {
    private static final String WORDS = """
            from indicator i where (:theme = '' or i.theme = :theme) and (:kind = '' or i.kind = :kind)
                and not exists (select from unnest(string_to_array(plain(:text), ' ')) w
                    where w <> '' and position(w in i.search) = 0)
            """;

    private final JdbcClient jdbc;

    IndicatorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<IndicatorSummary> all() {
        return jdbc.sql("select i.* from indicator i order by i.theme, i.name, i.id")
                .query(IndicatorStore::summary)
                .list();
    }

    private static IndicatorSummary summary(ResultSet row, int index) throws SQLException {
        return new IndicatorSummary(
                row.getInt("id"),
                row.getString("code"),
                row.getString("name"),
                row.getString("name_en"),
                row.getString("name_fr"),
                row.getString("theme"),
                row.getString("unit"),
                Coded.of(Direction.class, row.getString("direction")),
                Coded.of(IndicatorKind.class, row.getString("kind")),
                Coded.of(AreaKind.class, row.getString("level")),
                row.getBoolean("adds"),
                row.getString("formula"));
    }

    public List<String> themes() {
        return jdbc.sql("select distinct theme from indicator order by theme")
                .query(String.class)
                .list();
    }

    private JdbcClient.StatementSpec filtered(String sql, IndicatorFilter filter) {
        IndicatorKind kind = filter.kind();
        return jdbc.sql(sql)
                .param("theme", filter.theme())
                .param("kind", kind == null ? "" : kind.code())
                .param("text", filter.text().strip());
    }

    public long count(IndicatorFilter filter) {
        return filtered("select count(*) " + WORDS, filter).query(Long.class).single();
    }

    public List<IndicatorSummary> list(IndicatorFilter filter, long offset) {
        return filtered("select i.* " + WORDS + " order by i.theme, i.name, i.id limit :size offset :offset", filter)
                .param("size", filter.size())
                .param("offset", offset)
                .query(IndicatorStore::summary)
                .list();
    }

    public Optional<Indicator> find(String code) {
        return jdbc.sql("select i.* from indicator i where i.code = ?")
                .param(code)
                .query(IndicatorStore::indicator)
                .optional();
    }

    /** Those of these that there are, by code. */
    public Map<String, Indicator> find(Collection<String> codes) {
        Map<String, Indicator> found = new HashMap<>();
        jdbc.sql("select i.* from indicator i where i.code = any(?)")
                .param(codes.toArray(String[]::new))
                .query(IndicatorStore::indicator)
                .list()
                .forEach(one -> found.put(one.code(), one));
        return found;
    }

    private static Indicator indicator(ResultSet row, int index) throws SQLException {
        Date next = row.getDate("next_update");
        Integer baselinePeriod = row.getObject("baseline_period", Integer.class);
        return new Indicator(
                row.getInt("id"),
                new IndicatorDraft(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("name_en"),
                        row.getString("name_fr"),
                        row.getString("theme"),
                        row.getString("definition"),
                        row.getString("numerator"),
                        row.getString("denominator"),
                        row.getString("unit"),
                        Coded.of(Direction.class, row.getString("direction")),
                        row.getString("source"),
                        Coded.of(IndicatorKind.class, row.getString("kind")),
                        Coded.of(AreaKind.class, row.getString("level")),
                        Coded.of(Frequency.class, row.getString("frequency")),
                        next == null ? null : next.toLocalDate(),
                        row.getObject("target", Double.class),
                        row.getObject("target_year", Integer.class),
                        row.getObject("baseline", Double.class),
                        baselinePeriod == null ? null : new Period(baselinePeriod),
                        row.getString("formula"),
                        row.getBoolean("adds"),
                        row.getObject("small_below", Integer.class)),
                row.getInt("version"),
                row.getTimestamp("changed_at").toInstant());
    }

    private JdbcClient.StatementSpec card(String sql, IndicatorDraft card) {
        Period baselinePeriod = card.baselinePeriod();
        return jdbc.sql(sql)
                .param("code", card.code())
                .param("name", card.name())
                .param("name_en", card.nameEn())
                .param("name_fr", card.nameFr())
                .param("theme", card.theme())
                .param("definition", card.definition())
                .param("numerator", card.numerator())
                .param("denominator", card.denominator())
                .param("unit", card.unit())
                .param("direction", card.direction().code())
                .param("source", card.source())
                .param("kind", card.kind().code())
                .param("level", card.level().code())
                .param("frequency", card.frequency().code())
                .param("next_update", card.nextUpdate(), Types.DATE)
                .param("target", card.target(), Types.DOUBLE)
                .param("target_year", card.targetYear(), Types.INTEGER)
                .param("baseline", card.baseline(), Types.DOUBLE)
                .param("baseline_period", baselinePeriod == null ? null : baselinePeriod.code(), Types.INTEGER)
                .param("formula", card.formula())
                .param("adds", card.adds())
                .param("small_below", card.smallBelow(), Types.INTEGER);
    }

    /** The number of the new one; nothing when the code is taken. */
    public Optional<Integer> add(IndicatorDraft draft) {
        return card("""
                        insert into indicator (code, name, name_en, name_fr, theme, definition, numerator, denominator,
                            unit, direction, source, kind, level, frequency, next_update, target, target_year, baseline,
                            baseline_period, formula, adds, small_below)
                        values (:code, :name, :name_en, :name_fr, :theme, :definition, :numerator, :denominator, :unit,
                            :direction, :source, :kind, :level, :frequency, :next_update, :target, :target_year,
                            :baseline, :baseline_period, :formula, :adds, :small_below)
                        on conflict (code) do nothing returning id
                        """, draft).query(Integer.class).optional();
    }

    /** False when somebody changed it after that version. */
    public boolean change(IndicatorDraft draft, int version) {
        return card("""
                        update indicator set name = :name, name_en = :name_en, name_fr = :name_fr, theme = :theme,
                            definition = :definition, numerator = :numerator, denominator = :denominator, unit = :unit,
                            direction = :direction, source = :source, kind = :kind, level = :level,
                            frequency = :frequency, next_update = :next_update, target = :target,
                            target_year = :target_year, baseline = :baseline, baseline_period = :baseline_period,
                            formula = :formula, adds = :adds, small_below = :small_below, version = version + 1,
                            changed_at = now()
                        where code = :code and version = :version
                        """, draft).param("version", version).update() == 1;
    }

    /** Lets nobody else change figures of these until the transaction ends. */
    public void lock(List<Integer> ids) {
        jdbc.sql("select id from indicator where id = any(?) order by id for update")
                .param(ids.toArray(Integer[]::new))
                .query(Integer.class)
                .list();
    }

    /** The formulas in which a code occurs as an input may not lose it. */
    public List<String> formulas() {
        return jdbc.sql("select formula from indicator where formula <> ''")
                .query(String.class)
                .list();
    }

    /** The threshold of an indicator; nothing when its counts are told whatever they are. */
    public @Nullable Integer smallBelow(int id) {
        return jdbc.sql("select small_below from indicator where id = ?")
                .param(id)
                .query(Integer.class)
                .optional()
                .orElse(null);
    }
}
