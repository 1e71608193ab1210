package org.knooppunt.funding.internal;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.CaseReports;
import org.knooppunt.funding.FundingProject;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Funded projects, in the database. */
@Repository
public class FundingStore {
    private static final String PHASE_OF = "phase in (select id from funding_phase where project = ?)";

    private final JdbcClient jdbc;

    FundingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<FundingProject.Line> list() {
        return jdbc.sql("""
                        select p.id, p.title, p.funder, count(f.id) as phases, min(f.first_day) as first_day,
                            max(f.last_day) as last_day
                        from funding_project p left join funding_phase f on f.project = p.id
                        where p.removed_at is null group by p.id order by max(f.last_day) desc nulls first, p.id desc
                        """)
                .query((row, index) -> new FundingProject.Line(
                        row.getLong("id"),
                        row.getString("title"),
                        row.getString("funder"),
                        row.getInt("phases"),
                        day(row.getDate("first_day")),
                        day(row.getDate("last_day"))))
                .list();
    }

    private static @Nullable LocalDate day(@Nullable Date date) {
        return date == null ? null : date.toLocalDate();
    }

    public Optional<FundingProject> find(long id) {
        return jdbc.sql("select title, funder, reference, words, version from funding_project"
                        + " where id = ? and removed_at is null")
                .param(id)
                .query((row, index) -> new FundingProject(
                        id,
                        row.getString("title"),
                        row.getString("funder"),
                        row.getString("reference"),
                        row.getString("words"),
                        row.getInt("version"),
                        phases(id)))
                .optional();
    }

    private List<FundingProject.Phase> phases(long id) {
        Map<Long, List<FundingProject.Promise>> promises = promises(id);
        return jdbc.sql("select id, title, first_day, last_day, done from funding_phase where project = ?"
                        + " order by first_day, id")
                .param(id)
                .query((row, index) -> new FundingProject.Phase(
                        row.getLong("id"),
                        row.getString("title"),
                        row.getDate("first_day").toLocalDate(),
                        row.getDate("last_day").toLocalDate(),
                        row.getString("done"),
                        promises.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    private Map<Long, List<FundingProject.Promise>> promises(long id) {
        Map<Long, List<FundingProject.Promise>> promises = new HashMap<>();
        jdbc.sql("select id, phase, title, unit, promised, counted_by, reached, evidence from funding_promise where "
                        + PHASE_OF + " order by id")
                .param(id)
                .query(row -> {
                    String countedBy = row.getString("counted_by");
                    promises.computeIfAbsent(row.getLong("phase"), phase -> new ArrayList<>())
                            .add(new FundingProject.Promise(
                                    row.getLong("id"),
                                    row.getString("title"),
                                    row.getString("unit"),
                                    row.getBigDecimal("promised"),
                                    countedBy == null ? null : Coded.of(CaseReports.Count.class, countedBy),
                                    row.getBigDecimal("reached"),
                                    row.getString("evidence")));
                });
        return promises;
    }

    public long create(String title, String funder, String reference, String words, String creator) {
        return jdbc.sql("insert into funding_project (title, funder, reference, words, creator) values (?, ?, ?, ?, ?)"
                        + " returning id")
                .params(title, funder, reference, words, creator)
                .query(Long.class)
                .single();
    }

    public boolean change(long id, String title, String funder, String reference, String words, int version) {
        return jdbc.sql("update funding_project set title = ?, funder = ?, reference = ?, words = ?,"
                                + " version = version + 1 where id = ? and version = ? and removed_at is null")
                        .params(title, funder, reference, words, id, version)
                        .update()
                == 1;
    }

    public boolean remove(long id, boolean removed) {
        return jdbc.sql("update funding_project set removed_at = case when ? then now() end where id = ?")
                        .params(removed, id)
                        .update()
                == 1;
    }

    public boolean addPhase(long id, String title, LocalDate firstDay, LocalDate lastDay) {
        return jdbc.sql("insert into funding_phase (project, title, first_day, last_day)"
                                + " select id, ?, ?, ? from funding_project where id = ? and removed_at is null")
                        .params(title, Date.valueOf(firstDay), Date.valueOf(lastDay), id)
                        .update()
                == 1;
    }

    public boolean tell(long id, long phase, String done) {
        return jdbc.sql("update funding_phase set done = ? where project = ? and id = ?")
                        .params(done, id, phase)
                        .update()
                == 1;
    }

    public boolean removePhase(long id, long phase) {
        return jdbc.sql("delete from funding_phase where project = ? and id = ?")
                        .params(id, phase)
                        .update()
                == 1;
    }

    public boolean addPromise(
            long id,
            long phase,
            String title,
            String unit,
            BigDecimal promised,
            CaseReports.@Nullable Count countedBy) {
        return jdbc.sql("insert into funding_promise (phase, title, unit, promised, counted_by)"
                                + " select id, ?, ?, ?, ? from funding_phase where project = ? and id = ?")
                        .params(title, unit, promised, countedBy == null ? null : countedBy.code(), id, phase)
                        .update()
                == 1;
    }

    public boolean reach(long id, long promise, BigDecimal reached, String evidence) {
        return jdbc.sql("update funding_promise set reached = ?, evidence = ? where counted_by is null and id = ? and "
                                + PHASE_OF)
                        .params(reached, evidence, promise, id)
                        .update()
                == 1;
    }

    public boolean removePromise(long id, long promise) {
        return jdbc.sql("delete from funding_promise where id = ? and " + PHASE_OF)
                        .params(promise, id)
                        .update()
                == 1;
    }
}
