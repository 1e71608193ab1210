package org.knooppunt.planning.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.knooppunt.engine.design.Aim;
import org.knooppunt.engine.design.AimPlanner;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.TradeOff;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.PlanGoal;
import org.knooppunt.planning.PlanStatus;
import org.knooppunt.planning.Trade;
import org.knooppunt.planning.report.Planner;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Trade-offs in the database; their runs hold a token as those of plans do, see {@link PlanStore}. */
@Repository
public class TradeStore {
    private final JdbcClient jdbc;
    private final PlanStore plans;

    TradeStore(JdbcClient jdbc, PlanStore plans) {
        this.jdbc = jdbc;
        this.plans = plans;
    }

    /** What a run needs. */
    public record Work(
            long plan,
            String name,
            AimPlanner.Request request,
            PlanOptions options,
            String hash,
            byte[] snapshot,
            int attempt) {}

    /** One plan of the answer, as it is to be kept. */
    public record Made(Weights weights, PlanGoal goal, Planner.Planned planned) {}

    public long create(long plan, AimPlanner.Request request, Person who) {
        return jdbc.sql("""
                        insert into plan_trade (plan, first_aim, second_aim, points, created_by, creator)
                        values (?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        plan,
                        PlanGoal.code(request.first()),
                        PlanGoal.code(request.second()),
                        request.points(),
                        who.id(),
                        who.name())
                .query(Long.class)
                .single();
    }

    public Optional<Trade> find(long id) {
        return list("id = ?", id).stream().findFirst();
    }

    public Optional<Trade> findLatest(long plan) {
        return list(plan).stream().findFirst();
    }

    public List<Trade> list(long plan) {
        return list("plan = ?", plan);
    }

    private List<Trade> list(String where, long key) {
        return jdbc.sql("select * from plan_trade where " + where + " order by id desc limit 20")
                .param(key)
                .query(this::trade)
                .list();
    }

    private Trade trade(ResultSet row, int index) throws SQLException {
        long id = row.getLong("id");
        String coverage = row.getString("coverage");
        return new Trade(
                id,
                row.getLong("plan"),
                PlanGoal.aim(row.getString("first_aim")),
                PlanGoal.aim(row.getString("second_aim")),
                row.getInt("points"),
                Coded.of(PlanStatus.class, row.getString("status")),
                row.getInt("done"),
                row.getBoolean("cancel_requested"),
                coverage == null ? null : coverage.equals("supported"),
                (Boolean) row.getObject("complete"),
                row.getString("error"),
                jdbc.sql("select id, money, co2e_avoided, jobs from plan where trade = ? and deleted_at is null")
                        .param(id)
                        .query((point, at) -> new Trade.Point(
                                point.getLong("id"),
                                point.getDouble("money"),
                                point.getDouble("co2e_avoided"),
                                point.getDouble("jobs")))
                        .list());
    }

    /** Asks a running trade-off to stop; a waiting one is cancelled at once. */
    public boolean cancel(long id) {
        int waiting = jdbc.sql("update plan_trade set status = 'cancelled', cancel_requested = true,"
                        + " finished_at = now() where id = ? and status = 'queued'")
                .param(id)
                .update();
        int running = jdbc.sql("update plan_trade set cancel_requested = true where id = ? and status = 'running'")
                .param(id)
                .update();
        return waiting + running > 0;
    }

    @Transactional
    public Optional<Work> claim(long id, UUID token) {
        jdbc.sql("update plan_trade set status = 'cancelled', finished_at = now()"
                        + " where id = ? and cancel_requested and status in ('queued', 'running')")
                .param(id)
                .update();
        return jdbc.sql("""
                        update plan_trade t set status = 'running', run_token = ?, attempt = t.attempt + 1,
                            started_at = now(), heartbeat_at = now(), done = 0
                        from plan p join plan_snapshot s on s.hash = p.snapshot
                        where t.id = ? and p.id = t.plan and t.status in ('queued', 'running')
                        returning t.plan, p.name, t.first_aim, t.second_aim, t.points, p.gap, p.time_limit, p.seed,
                            p.snapshot, s.content, t.attempt
                        """)
                .params(token, id)
                .query((row, index) -> {
                    int points = row.getInt("points");
                    Aim first = PlanGoal.aim(row.getString("first_aim"));
                    Aim second = PlanGoal.aim(row.getString("second_aim"));
                    // the plan's own time for each of its points
                    Duration limit =
                            Duration.ofMillis(Math.max(1, Math.round(row.getDouble("time_limit") * 1000 * points)));
                    return new Work(
                            row.getLong("plan"),
                            row.getString("name"),
                            new AimPlanner.Request(first, second, points),
                            new PlanOptions(row.getDouble("gap"), limit, row.getLong("seed"), 1),
                            row.getString("snapshot"),
                            row.getBytes("content"),
                            row.getInt("attempt"));
                })
                .optional();
    }

    public PlanStore.Pulse beat(long id, UUID token, int done) {
        return jdbc.sql("update plan_trade set heartbeat_at = now(), done = ? where id = ? and run_token = ?"
                        + " and status = 'running' returning cancel_requested")
                .params(done, id, token)
                .query((row, index) -> new PlanStore.Pulse(true, row.getBoolean("cancel_requested")))
                .optional()
                .orElse(new PlanStore.Pulse(false, false));
    }

    /** Writes all points and the end of the run, if the run still holds the trade-off. */
    @Transactional
    public boolean finish(long id, UUID token, Work work, TradeOff trade, List<Made> points, boolean cancelled) {
        boolean held = jdbc.sql("""
                        update plan_trade set status = ?, finished_at = now(), coverage = ?, complete = ?, error = null,
                            error_detail = null
                        where id = ? and run_token = ? and status = 'running'
                        """)
                        .params(
                                cancelled ? "cancelled" : "done",
                                trade.coverage() == TradeOff.Coverage.EVEN ? "even" : "supported",
                                trade.complete() && !cancelled,
                                id,
                                token)
                        .update()
                == 1;
        if (held) {
            for (int i = 0; i < points.size(); i++) {
                Made made = points.get(i);
                plans.addPoint(
                        id,
                        work.plan(),
                        work.name() + " · " + Trade.letter(i),
                        made.weights(),
                        made.goal(),
                        made.planned().plan(),
                        made.planned().cases());
            }
        }
        return held;
    }

    public void fail(long id, UUID token, String error, String detail) {
        jdbc.sql("update plan_trade set status = 'failed', finished_at = now(), error = ?, error_detail = ?"
                        + " where id = ? and run_token = ? and status = 'running'")
                .params(error, detail.substring(0, Math.min(detail.length(), 2000)), id, token)
                .update();
    }
}
