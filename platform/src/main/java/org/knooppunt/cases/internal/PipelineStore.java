package org.knooppunt.cases.internal;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.Board;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Demand;
import org.knooppunt.cases.Dossier;
import org.knooppunt.cases.EarningModel;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What moves a case, in the database. Every reading of many cases says through which organisations one looks. */
@Repository
public class PipelineStore {
    private final JdbcClient jdbc;

    PipelineStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static CaseStatus status(String code) {
        return Coded.of(CaseStatus.class, code);
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getDate(column).toLocalDate();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    // ---- many cases

    public Map<CaseStatus, Long> totals(@Nullable Set<String> own) {
        Where where = CaseStore.visible(own);
        Map<CaseStatus, Long> totals = new EnumMap<>(CaseStatus.class);
        jdbc.sql("select c.status, count(*) as cases from business_case c where " + where.sql() + " group by c.status")
                .params(where.parameters())
                .query(row -> {
                    totals.put(status(row.getString("status")), row.getLong("cases"));
                });
        return totals;
    }

    /** The cases of each status that moved last. */
    public List<Board.Card> cards(@Nullable Set<String> own, int each, LocalDate today) {
        Where where = CaseStore.visible(own)
                .with("each", each)
                .with("today", Date.valueOf(today))
                .with(
                        "statuses",
                        Arrays.stream(CaseStatus.values()).map(CaseStatus::code).toArray(String[]::new));
        return jdbc.sql("""
                        select c.id, c.title, c.status, c.version, s.title as step, s.due, s.due < :today as late,
                            floor(extract(epoch from now() - c.moved_at) / 86400)::int as still_days,
                            array(select p.name from business_case_partner p where p.business_case = c.id
                                  order by p.name) as partners
                        from unnest(:statuses) k (status) cross join lateral (
                            select c.* from business_case c where c.status = k.status and
                        """ + where.sql() + """
                             order by c.moved_at desc, c.id desc limit :each
                        ) c left join lateral (select title, due from business_case_step
                                where business_case = c.id and done_at is null order by due, id limit 1) s on true
                        order by c.moved_at desc, c.id desc
                        """)
                .params(where.parameters())
                .query((row, index) -> new Board.Card(
                        row.getLong("id"),
                        row.getString("title"),
                        status(row.getString("status")),
                        row.getInt("version"),
                        List.of((String[]) row.getArray("partners").getArray()),
                        row.getString("step"),
                        row.getDate("due") == null ? null : day(row, "due"),
                        row.getBoolean("late"),
                        row.getInt("still_days")))
                .list();
    }

    public List<Pipeline.DueStep> due(@Nullable Set<String> own, LocalDate until, int most) {
        Where where = CaseStore.visible(own).with("until", Date.valueOf(until)).with("most", most);
        return jdbc.sql("""
                        select c.id, c.title as case_title, s.title, s.owner, s.due
                        from business_case_step s join business_case c on c.id = s.business_case
                        where s.done_at is null and s.due <= :until and c.status not in ('parked', 'stopped') and
                        """ + where.sql() + " order by s.due, s.id limit :most")
                .params(where.parameters())
                .query((row, index) -> new Pipeline.DueStep(
                        row.getLong("id"),
                        row.getString("case_title"),
                        row.getString("title"),
                        row.getString("owner"),
                        day(row, "due")))
                .list();
    }

    // ---- gates

    public Map<CaseStatus, Set<Demand>> gates() {
        Map<CaseStatus, Set<Demand>> gates = new EnumMap<>(CaseStatus.class);
        jdbc.sql("select stage, demand from business_case_gate").query(row -> {
            Demand demand = Coded.of(Demand.class, row.getString("demand"));
            gates.computeIfAbsent(status(row.getString("stage")), stage -> EnumSet.noneOf(Demand.class))
                    .add(demand);
        });
        return gates;
    }

    public void setGates(Map<CaseStatus, Set<Demand>> gates) {
        jdbc.sql("delete from business_case_gate").update();
        gates.forEach((stage, demands) ->
                demands.forEach(demand -> jdbc.sql("insert into business_case_gate (stage, demand) values (?, ?)")
                        .params(stage.code(), demand.code())
                        .update()));
    }

    /** The demands that what a case holds meets. */
    public Set<Demand> met(long id) {
        return jdbc.sql("""
                        select c.note <> '' as described,
                            (select count(*) from business_case_partner p where p.business_case = c.id) >= 2 as partners,
                            exists (select from business_case_step s where s.business_case = c.id and s.done_at is null)
                                as planned_step,
                            exists (select from business_case_entry e where e.business_case = c.id
                                and e.kind in ('talk', 'session')) as talk,
                            c.model is not null as model,
                            c.surplus <> 0 or c.co2e_avoided <> 0 or c.jobs <> 0 as expected,
                            exists (select from business_case_entry e where e.business_case = c.id
                                and e.kind = 'decision') as decision,
                            not exists (select from business_case_step s where s.business_case = c.id
                                and s.done_at is null) as steps_done,
                            exists (select from business_case_result r where r.business_case = c.id) as verified
                        from business_case c where c.id = ?
                        """)
                .param(id)
                .query((row, index) -> {
                    Set<Demand> met = EnumSet.noneOf(Demand.class);
                    for (Demand demand : Demand.values()) {
                        if (row.getBoolean(demand.code())) {
                            met.add(demand);
                        }
                    }
                    return met;
                })
                .single();
    }

    // ---- one case

    /** Its stage; of a case put aside the one it had before. */
    public CaseStatus stage(long id) {
        String code = jdbc.sql("""
                        select case when c.status not in ('parked', 'stopped') then c.status else coalesce(
                            (select m.from_status from business_case_move m where m.business_case = c.id
                                and m.from_status not in ('parked', 'stopped') order by m.id desc limit 1), 'seed') end
                        from business_case c where c.id = ?
                        """).param(id).query(String.class).single();
        return status(code);
    }

    /** Locks a case as it was when the person looked; nothing when it has changed since. */
    public Optional<CaseStatus> hold(long id, int version) {
        return jdbc.sql("select status from business_case where id = ? and version = ? for update")
                .params(id, version)
                .query(String.class)
                .optional()
                .map(PipelineStore::status);
    }

    public void move(
            long id, CaseStatus from, CaseStatus to, String reason, String words, List<String> missing, Person person) {
        jdbc.sql("update business_case set status = ?, version = version + 1, moved_at = now(), updated_at = now()"
                        + " where id = ?")
                .params(to.code(), id)
                .update();
        jdbc.sql("insert into business_case_move (business_case, from_status, to_status, reason, words, missing,"
                        + " moved_by, mover) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        from.code(),
                        to.code(),
                        reason,
                        words,
                        missing.toArray(new String[0]),
                        person.id(),
                        person.name())
                .update();
    }

    public long plant(String title, String note, Origin origin, Person person) {
        return jdbc.sql("insert into business_case (title, note, status, origin, created_by, creator)"
                        + " values (?, ?, 'seed', ?, ?, ?) returning id")
                .params(title, note, origin.code(), person.id(), person.name())
                .query(Long.class)
                .single();
    }

    public void describe(long id, @Nullable EarningModel model, Set<Integer> sdgs) {
        jdbc.sql("update business_case set model = ?, sdgs = ?, moved_at = now(), updated_at = now() where id = ?")
                .params(
                        model == null ? null : model.code(),
                        sdgs.stream().sorted().toArray(Integer[]::new),
                        id)
                .update();
    }

    public boolean expect(long id, double surplus, double co2eAvoided, double jobs) {
        return jdbc.sql("update business_case set surplus = ?, co2e_avoided = ?, jobs = ?, moved_at = now(),"
                                + " updated_at = now() where id = ? and figures is null")
                        .params(surplus, co2eAvoided, jobs, id)
                        .update()
                == 1;
    }

    public void addPartner(long id, String organisation, String name, String role) {
        jdbc.sql("insert into business_case_partner (business_case, organisation, name, role) values (?, ?, ?, ?)"
                        + " on conflict (business_case, organisation) do update set role = excluded.role")
                .params(id, organisation, name, role)
                .update();
        touch(id);
    }

    public boolean removePartner(long id, String organisation) {
        return jdbc.sql("delete from business_case_partner where business_case = ? and organisation = ?"
                                + " and alone is null")
                        .params(id, organisation)
                        .update()
                == 1;
    }

    private void touch(long id) {
        jdbc.sql("update business_case set moved_at = now(), updated_at = now() where id = ?")
                .param(id)
                .update();
    }

    public List<Dossier.Step> steps(long id) {
        return jdbc.sql("select id, title, owner, due, done_at, done_by from business_case_step where business_case = ?"
                        + " order by done_at is not null, due, id")
                .param(id)
                .query((row, index) -> new Dossier.Step(
                        row.getLong("id"),
                        row.getString("title"),
                        row.getString("owner"),
                        day(row, "due"),
                        instant(row, "done_at"),
                        row.getString("done_by")))
                .list();
    }

    public void addStep(long id, String title, String owner, LocalDate due) {
        jdbc.sql("insert into business_case_step (business_case, title, owner, due) values (?, ?, ?, ?)")
                .params(id, title, owner, Date.valueOf(due))
                .update();
        touch(id);
    }

    public boolean finish(long id, long step, boolean done, String who) {
        boolean changed = jdbc.sql("update business_case_step set done_at = case when :done then now() end,"
                                + " done_by = case when :done then :who end where id = :step and business_case = :id"
                                + " and (done_at is null) = :done")
                        .param("done", done)
                        .param("who", who)
                        .param("step", step)
                        .param("id", id)
                        .update()
                == 1;
        if (changed) {
            touch(id);
        }
        return changed;
    }

    public boolean removeStep(long id, long step) {
        return jdbc.sql("delete from business_case_step where id = ? and business_case = ?")
                        .params(step, id)
                        .update()
                == 1;
    }

    public List<Dossier.Entry> entries(long id) {
        return jdbc.sql("select id, kind, happened_on, words, written_at, writer from business_case_entry"
                        + " where business_case = ? order by happened_on desc, id desc")
                .param(id)
                .query((row, index) -> new Dossier.Entry(
                        row.getLong("id"),
                        Coded.of(Dossier.Entry.Kind.class, row.getString("kind")),
                        day(row, "happened_on"),
                        row.getString("words"),
                        row.getTimestamp("written_at").toInstant(),
                        row.getString("writer")))
                .list();
    }

    public void addEntry(long id, Dossier.Entry.Kind kind, LocalDate happenedOn, String words, String writer) {
        jdbc.sql("insert into business_case_entry (business_case, kind, happened_on, words, writer)"
                        + " values (?, ?, ?, ?, ?)")
                .params(id, kind.code(), Date.valueOf(happenedOn), words, writer)
                .update();
        touch(id);
    }

    public List<Dossier.Move> moves(long id) {
        return jdbc.sql("select id, from_status, to_status, reason, words, missing, moved_at, mover"
                        + " from business_case_move where business_case = ? order by id desc")
                .param(id)
                .query((row, index) -> new Dossier.Move(
                        row.getLong("id"),
                        status(row.getString("from_status")),
                        status(row.getString("to_status")),
                        row.getString("reason"),
                        row.getString("words"),
                        new ArrayList<>(
                                List.of((String[]) row.getArray("missing").getArray())),
                        row.getTimestamp("moved_at").toInstant(),
                        row.getString("mover")))
                .list();
    }

    public List<Dossier.Result> results(long id) {
        return jdbc.sql("select id, measure, quantity, for_whom, first_day, last_day, evidence, verified_at, verifier"
                        + " from business_case_result where business_case = ? order by first_day desc, id desc")
                .param(id)
                .query((row, index) -> new Dossier.Result(
                        row.getLong("id"),
                        Coded.of(Dossier.Result.Measure.class, row.getString("measure")),
                        row.getDouble("quantity"),
                        row.getString("for_whom"),
                        day(row, "first_day"),
                        day(row, "last_day"),
                        row.getString("evidence"),
                        row.getTimestamp("verified_at").toInstant(),
                        row.getString("verifier")))
                .list();
    }

    public void addResult(
            long id,
            Dossier.Result.Measure measure,
            double quantity,
            String forWhom,
            LocalDate firstDay,
            LocalDate lastDay,
            String evidence,
            String verifier) {
        jdbc.sql("insert into business_case_result (business_case, measure, quantity, for_whom, first_day, last_day,"
                        + " evidence, verifier) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        measure.code(),
                        quantity,
                        forWhom,
                        Date.valueOf(firstDay),
                        Date.valueOf(lastDay),
                        evidence,
                        verifier)
                .update();
        touch(id);
    }
}
