package org.knooppunt.places.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.places.Continues;
import org.knooppunt.places.Experiment;
import org.knooppunt.places.ExperimentDraft;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Experiments in the database: who sees the place sees what is tried out there. */
@Repository
public class ExperimentStore {
    private static final String SELECT = """
            select e.*, p.name as place_name, p.organisation as owner
            from place_experiment e join place p on p.id = e.place
            """;

    private final JdbcClient jdbc;

    ExperimentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Where seen(@Nullable Person person) {
        return new Where().add(PlaceStore.seen("p", person)).with("own", PlaceStore.own(person));
    }

    public List<Experiment> list(@Nullable Long place, @Nullable Person person, int most) {
        Where where = seen(person);
        if (place != null) {
            where.add("e.place = :place").with("place", place);
        }
        return jdbc.sql(SELECT + " where " + where.sql() + " order by e.until_day desc, e.id desc limit :most")
                .params(where.parameters())
                .param("most", most)
                .query((row, index) -> experiment(row, List.of()))
                .list();
    }

    public Optional<Experiment> find(long id, @Nullable Person person) {
        Where where = seen(person).add("e.id = :id").with("id", id);
        // what stands in a condition, and who watches it, is for people with an account
        List<Experiment.Condition> conditions = person == null ? List.of() : conditions(id);
        return jdbc.sql(SELECT + " where " + where.sql())
                .params(where.parameters())
                .query((row, index) -> experiment(row, conditions))
                .optional();
    }

    private List<Experiment.Condition> conditions(long id) {
        return jdbc.sql("select * from place_condition where experiment = ? order by id")
                .param(id)
                .query((row, index) -> {
                    Timestamp kept = row.getTimestamp("kept_at");
                    return new Experiment.Condition(
                            row.getLong("id"),
                            row.getString("words"),
                            row.getString("watcher"),
                            kept == null ? null : kept.toInstant(),
                            row.getString("keeper"));
                })
                .list();
    }

    public long insert(long place, ExperimentDraft draft) {
        return of("""
                        insert into place_experiment (place, business_case, title, authority, permit, permit_from, permit_until,
                            from_day, until_day, evaluate_by)
                        values (:place, :case, :title, :authority, :permit, :permitFrom, :permitUntil, :from, :until, :by)
                        returning id
                        """, draft).param("place", place).query(Long.class).single();
    }

    public boolean update(long id, ExperimentDraft draft, int version) {
        return of("""
                                update place_experiment set business_case = :case, title = :title, authority = :authority,
                                    permit = :permit, permit_from = :permitFrom, permit_until = :permitUntil,
                                    from_day = :from, until_day = :until, evaluate_by = :by, version = version + 1,
                                    changed_at = now()
                                where id = :id and version = :version
                                """, draft).param("id", id).param("version", version).update() == 1;
    }

    private JdbcClient.StatementSpec of(String sql, ExperimentDraft draft) {
        return jdbc.sql(sql)
                .param("case", draft.businessCase())
                .param("title", draft.title())
                .param("authority", draft.authority())
                .param("permit", draft.permit())
                .param("permitFrom", draft.permitFrom())
                .param("permitUntil", draft.permitUntil())
                .param("from", draft.fromDay())
                .param("until", draft.untilDay())
                .param("by", draft.evaluateBy());
    }

    public void addCondition(long id, String words, String watcher) {
        jdbc.sql("insert into place_condition (experiment, words, watcher) values (?, ?, ?)")
                .params(id, words, watcher)
                .update();
    }

    public boolean removeCondition(long id, long condition) {
        return jdbc.sql("delete from place_condition where experiment = ? and id = ?")
                        .params(id, condition)
                        .update()
                == 1;
    }

    /** Says that a condition was seen to be kept, now. */
    public boolean keep(long id, long condition, String keeper) {
        return jdbc.sql("update place_condition set kept_at = now(), keeper = ? where experiment = ? and id = ?")
                        .params(keeper, id, condition)
                        .update()
                == 1;
    }

    public boolean evaluate(long id, String learned, Continues continues, String evaluator, int version) {
        return jdbc.sql("update place_experiment set learned = ?, continues = ?, evaluated_at = now(), evaluator = ?,"
                                + " version = version + 1, changed_at = now() where id = ? and version = ?")
                        .params(learned, continues.code(), evaluator, id, version)
                        .update()
                == 1;
    }

    /** Experiments that end within so many days or wait for an evaluation, for reminders; the system reads all. */
    public List<Experiment> near(LocalDate today, int days) {
        return jdbc.sql(SELECT + """
                        where e.continues is null and (e.until_day between :today and :soon
                            or e.until_day < :today and e.evaluate_by <= :soon)
                        order by e.until_day, e.id
                        """)
                .param("today", today)
                .param("soon", today.plusDays(days))
                .query((row, index) -> experiment(row, List.of()))
                .list();
    }

    private static Experiment experiment(ResultSet row, List<Experiment.Condition> conditions) throws SQLException {
        String continues = row.getString("continues");
        Timestamp evaluated = row.getTimestamp("evaluated_at");
        return new Experiment(
                row.getLong("id"),
                row.getLong("place"),
                row.getString("place_name"),
                row.getString("owner"),
                row.getObject("business_case", Long.class),
                row.getString("title"),
                row.getString("authority"),
                row.getString("permit"),
                ContractStore.day(row, "permit_from"),
                ContractStore.day(row, "permit_until"),
                row.getDate("from_day").toLocalDate(),
                row.getDate("until_day").toLocalDate(),
                row.getDate("evaluate_by").toLocalDate(),
                row.getString("learned"),
                continues == null ? null : Coded.of(Continues.class, continues),
                evaluated == null ? null : evaluated.toInstant(),
                row.getString("evaluator"),
                conditions,
                row.getInt("version"));
    }
}
