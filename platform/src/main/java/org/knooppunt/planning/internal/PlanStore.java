package org.knooppunt.planning.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.engine.design.Floors;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.PlanGoal;
import org.knooppunt.planning.PlanQuery;
import org.knooppunt.planning.PlanRequest;
import org.knooppunt.planning.PlanScope;
import org.knooppunt.planning.PlanStatus;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.PlanDocument;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plans in the database. A run of a plan holds a token; what a run writes is only written while the plan still carries
 * that token, so of two runs of one plan only the last to begin leaves anything.
 */
@Repository
public class PlanStore {
    private static final String SUMMARY = """
            id, name, note, created_at, creator, version, deleted_at is not null as deleted, scope::text as scope, gap,
            time_limit, weight_co2, weight_jobs, aim, floor_co2e, floor_jobs, trade, seed, snapshot, offers, needs,
            facilities, remade_from, status, method, cancel_requested, started_at, finished_at, progress_surplus,
            progress_bound, progress_seconds, engine,
            surplus, bound, reached_gap, money, co2e_avoided, jobs, case_count, error, error_detail
            """;

    private final JdbcClient jdbc;
    private final PlanRows rows;
    private final JsonMapper json;

    PlanStore(JdbcClient jdbc, PlanRows rows, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.json = json;
    }

    /** What a run needs to make the plan. */
    public record Work(
            PlanOptions options, Weights weights, PlanGoal goal, String hash, byte[] snapshot, int attempt) {}

    /** What is in a snapshot, counted. */
    public record Contents(int offers, int needs, int facilities) {}

    public void keepSnapshot(String hash, byte[] content) {
        jdbc.sql("insert into plan_snapshot (hash, content) values (?, ?) on conflict (hash) do nothing")
                .params(hash, content)
                .update();
    }

    public long create(
            PlanRequest request, String hash, Contents contents, @Nullable Long remadeFrom, @Nullable Person who) {
        return jdbc.sql("""
                        insert into plan (name, note, created_by, creator, scope, gap, time_limit, weight_co2,
                            weight_jobs, aim, floor_co2e, floor_jobs, seed, method, snapshot, offers, needs,
                            facilities, remade_from)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        request.name().strip(),
                        request.note().strip(),
                        who == null ? null : who.id(),
                        who == null ? "Knooppunt" : who.name(),
                        json.writeValueAsString(request.scope()),
                        request.options().gap(),
                        request.options().timeLimit().toMillis() / 1000.0,
                        request.weights().co2(),
                        request.weights().jobs(),
                        PlanGoal.code(request.goal().aim()),
                        finite(request.goal().floors().co2e()),
                        finite(request.goal().floors().jobs()),
                        request.options().seed(),
                        request.options().method().name().toLowerCase(Locale.ROOT),
                        hash,
                        contents.offers(),
                        contents.needs(),
                        contents.facilities(),
                        remadeFrom)
                .query(Long.class)
                .single();
    }

    /**
     * Writes a plan that is there already: a point of a trade-off, with the scope and the snapshot of its plan. Its lists
     * are written when somebody opens it.
     */
    void addPoint(
            long trade,
            long plan,
            String name,
            Weights weights,
            PlanGoal goal,
            PlanDocument made,
            List<CaseDocument> cases) {
        jdbc.sql("""
                        insert into plan (name, note, created_by, creator, scope, gap, time_limit, weight_co2,
                            weight_jobs, aim, floor_co2e, floor_jobs, seed, method, snapshot, offers, needs, facilities,
                            trade, status, attempt, started_at, finished_at, engine, result, cases, surplus, bound,
                            reached_gap, money, co2e_avoided, jobs, case_count)
                        select left(?, 200), '', t.created_by, t.creator, p.scope, p.gap, p.time_limit, ?, ?, ?, ?, ?,
                            p.seed, p.method, p.snapshot, p.offers, p.needs, p.facilities, t.id, 'done', 1, t.started_at, now(),
                            ?, ?::json, ?::json, ?, ?, ?, ?, ?, ?, ?
                        from plan p join plan_trade t on t.plan = p.id where t.id = ? and p.id = ?
                        """)
                .params(
                        name,
                        weights.co2(),
                        weights.jobs(),
                        PlanGoal.code(goal.aim()),
                        finite(goal.floors().co2e()),
                        finite(goal.floors().jobs()),
                        made.engine(),
                        PlanJson.write(made),
                        PlanJson.write(cases),
                        made.surplus(),
                        made.bound(),
                        made.gap(),
                        made.money(),
                        made.co2eAvoidedT(),
                        made.jobs(),
                        cases.size(),
                        trade,
                        plan)
                .update();
    }

    public Optional<PlanSummary> find(long id) {
        return jdbc.sql("select " + SUMMARY + " from plan where id = ?")
                .param(id)
                .query(this::summary)
                .optional();
    }

    public Slice<PlanSummary> list(PlanQuery query) {
        Where where =
                // a point of a trade-off is found through its curve
                new Where()
                        .add("deleted_at is null")
                        .add("trade is null")
                        .words(query.text(), "plain(name || ' ' || note) like :word");
        PlanStatus status = query.status();
        if (status != null) {
            where.add("status = :status").with("status", status.code());
        }
        boolean down = query.sort().startsWith("-");
        String column =
                switch (down ? query.sort().substring(1) : query.sort()) {
                    case "name" -> "lower(name)";
                    case "status" -> "status";
                    case "surplus" -> "surplus";
                    case "cases" -> "case_count";
                    default -> "created_at";
                };
        long total = jdbc.sql("select count(*) from plan where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int page = Math.max(1, query.page());
        List<PlanSummary> rows = jdbc.sql("select " + SUMMARY + " from plan where " + where.sql() + " order by "
                        + column + (down ? " desc nulls last" : " asc nulls last") + ", id desc limit "
                        + query.size() + " offset " + (long) (page - 1) * query.size())
                .params(where.parameters())
                .query(this::summary)
                .list();
        return new Slice<>(rows, page, query.size(), total);
    }

    /** The document of a plan and its cases, when there is one. */
    public Optional<Result> findResult(long id) {
        return jdbc.sql("select result::text as result, cases::text as cases from plan where id = ?"
                        + " and result is not null")
                .param(id)
                .query((row, index) -> new Result(
                        PlanJson.readPlan(row.getString("result")), PlanJson.readCases(row.getString("cases"))))
                .optional();
    }

    /** A file of an answer, by the column that holds it. */
    public enum File {
        PLAN("result"),
        CASES("cases");

        private final String column;

        File(String column) {
            this.column = column;
        }
    }

    public Optional<String> findFile(long id, File file) {
        return jdbc.sql("select " + file.column + "::text from plan where id = ? and result is not null")
                .param(id)
                .query(String.class)
                .optional();
    }

    /** How the search went: best plan and bound over time. */
    public List<PlanSummary.Progress> course(long id) {
        return jdbc.sql("select course::text from plan where id = ?")
                .param(id)
                .query((row, index) -> List.of(PlanJson.readLine(row.getString(1), PlanSummary.Progress[].class)))
                .single();
    }

    /** A plan and its cases. */
    public record Result(PlanDocument plan, List<CaseDocument> cases) {}

    public byte[] getSnapshot(String hash) {
        return jdbc.sql("select content from plan_snapshot where hash = ?")
                .param(hash)
                .query((row, index) -> row.getBytes("content"))
                .single();
    }

    public boolean rename(long id, String name, String note, int version) {
        return jdbc.sql("update plan set name = ?, note = ?, version = version + 1 where id = ? and version = ?")
                        .params(name.strip(), note.strip(), id, version)
                        .update()
                == 1;
    }

    public boolean setDeleted(long id, boolean deleted) {
        return jdbc.sql("update plan set deleted_at = " + (deleted ? "now()" : "null")
                                + ", version = version + 1 where id = ? and (deleted_at is null) = ?")
                        .params(id, deleted)
                        .update()
                == 1;
    }

    /** Asks a running plan to stop; a waiting one is cancelled at once. */
    public boolean cancel(long id) {
        int waiting = jdbc.sql("update plan set status = 'cancelled', cancel_requested = true, finished_at = now()"
                        + " where id = ? and status = 'queued'")
                .param(id)
                .update();
        int running = jdbc.sql("update plan set cancel_requested = true where id = ? and status = 'running'")
                .param(id)
                .update();
        return waiting + running > 0;
    }

    // ---- what runs do

    /** Takes the plan for this run; another run that still goes loses it. Nothing when there is nothing to do. */
    @Transactional
    public Optional<Work> claim(long id, UUID token) {
        jdbc.sql("update plan set status = 'cancelled', finished_at = now()"
                        + " where id = ? and cancel_requested and status in ('queued', 'running')")
                .param(id)
                .update();
        return jdbc.sql("""
                        update plan set status = 'running', run_token = ?, attempt = attempt + 1,
                            started_at = now(), heartbeat_at = now(), progress_surplus = null,
                            progress_bound = null, progress_seconds = null, course = '[]'
                        where id = ? and status in ('queued', 'running') and deleted_at is null
                        returning gap, time_limit, seed, method, weight_co2, weight_jobs, aim, floor_co2e, floor_jobs,
                            snapshot, attempt,
                            (select content from plan_snapshot s where s.hash = plan.snapshot) as content
                        """)
                .params(token, id)
                .query((row, index) -> new Work(
                        options(row),
                        new Weights(row.getDouble("weight_co2"), row.getDouble("weight_jobs")),
                        goal(row),
                        row.getString("snapshot"),
                        row.getBytes("content"),
                        row.getInt("attempt")))
                .optional();
    }

    /** What the run hears back: whether it still holds the plan, and whether a person wants it to stop. */
    public record Pulse(boolean holds, boolean cancel) {}

    /** @param course how the search went until now; its last point is how far it is */
    public Pulse beat(long id, UUID token, List<PlanSummary.Progress> course) {
        PlanSummary.Progress progress = course.isEmpty() ? null : course.getLast();
        return jdbc.sql("""
                        update plan set heartbeat_at = now(), progress_surplus = ?, progress_bound = ?,
                            progress_seconds = ?, course = ?::jsonb
                        where id = ? and run_token = ? and status = 'running' returning cancel_requested
                        """)
                .params(
                        progress == null ? null : progress.surplus(),
                        progress == null ? null : progress.bound(),
                        progress == null ? null : progress.seconds(),
                        PlanJson.writeLine(course),
                        id,
                        token)
                .query((row, index) -> new Pulse(true, row.getBoolean("cancel_requested")))
                .optional()
                .orElse(new Pulse(false, false));
    }

    /** Writes the answer and its lists, if the run still holds the plan. */
    @Transactional
    public boolean finish(long id, UUID token, PlanReport report, List<PlanSummary.Progress> course) {
        PlanDocument plan = report.plan();
        List<CaseDocument> cases = report.cases();
        boolean mine = jdbc.sql("""
                        update plan set status = ?, finished_at = now(), engine = ?, result = ?::json,
                            cases = ?::json, course = ?::jsonb, surplus = ?, bound = ?, reached_gap = ?, money = ?, co2e_avoided = ?,
                            jobs = ?, case_count = ?, error = null, error_detail = null
                        where id = ? and run_token = ? and status = 'running'
                        """)
                        .params(
                                plan.stopped() ? "cancelled" : "done",
                                plan.engine(),
                                PlanJson.write(plan),
                                PlanJson.write(cases),
                                PlanJson.writeLine(course),
                                plan.surplus(),
                                plan.bound(),
                                plan.gap(),
                                plan.money(),
                                plan.co2eAvoidedT(),
                                plan.jobs(),
                                cases.size(),
                                id,
                                token)
                        .update()
                == 1;
        if (mine) {
            rows.write(id, report);
        }
        return mine;
    }

    public boolean fail(long id, UUID token, String error, String detail) {
        return jdbc.sql("update plan set status = 'failed', finished_at = now(), error = ?, error_detail = ?"
                                + " where id = ? and run_token = ? and status = 'running'")
                        .params(error, detail.substring(0, Math.min(detail.length(), 2000)), id, token)
                        .update()
                == 1;
    }

    // ---- rows

    private static PlanOptions options(ResultSet row) throws SQLException {
        return new PlanOptions(
                row.getDouble("gap"),
                Duration.ofMillis(Math.max(1, Math.round(row.getDouble("time_limit") * 1000))),
                row.getLong("seed"),
                1,
                PlanOptions.Method.valueOf(row.getString("method").toUpperCase(Locale.ROOT)));
    }

    private static @Nullable Double finite(double floor) {
        return Double.isInfinite(floor) ? null : floor;
    }

    private static PlanGoal goal(ResultSet row) throws SQLException {
        Double co2e = (Double) row.getObject("floor_co2e");
        Double jobs = (Double) row.getObject("floor_jobs");
        return new PlanGoal(
                PlanGoal.aim(row.getString("aim")),
                new Floors(
                        co2e == null ? Double.NEGATIVE_INFINITY : co2e,
                        jobs == null ? Double.NEGATIVE_INFINITY : jobs));
    }

    private PlanSummary summary(ResultSet row, int index) throws SQLException {
        Double progress = (Double) row.getObject("progress_surplus");
        Double surplus = (Double) row.getObject("surplus");
        return new PlanSummary(
                row.getLong("id"),
                row.getString("name"),
                row.getString("note"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("creator"),
                row.getInt("version"),
                row.getBoolean("deleted"),
                scope(row.getString("scope")),
                options(row),
                new Weights(row.getDouble("weight_co2"), row.getDouble("weight_jobs")),
                goal(row),
                row.getString("snapshot"),
                row.getInt("offers"),
                row.getInt("needs"),
                row.getInt("facilities"),
                (Long) row.getObject("remade_from"),
                (Long) row.getObject("trade"),
                Coded.of(PlanStatus.class, row.getString("status")),
                row.getBoolean("cancel_requested"),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("finished_at")),
                progress == null
                        ? null
                        : new PlanSummary.Progress(
                                progress, (Double) row.getObject("progress_bound"), row.getDouble("progress_seconds")),
                surplus == null
                        ? null
                        : new PlanSummary.Answer(
                                surplus,
                                row.getDouble("bound"),
                                row.getDouble("reached_gap"),
                                row.getDouble("money"),
                                row.getDouble("co2e_avoided"),
                                row.getDouble("jobs"),
                                row.getInt("case_count")),
                row.getString("engine"),
                row.getString("error"),
                row.getString("error_detail"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    private PlanScope scope(String text) {
        JsonNode node = json.readTree(text);
        return new PlanScope(
                words(node.path("areas")),
                words(node.path("kinds")),
                words(node.path("visibilities")),
                words(node.path("organisations")));
    }

    private static Set<String> words(JsonNode array) {
        Set<String> words = new HashSet<>();
        array.forEach(word -> words.add(word.asString()));
        return words;
    }
}
