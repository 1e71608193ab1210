package org.knooppunt.cases.internal;

import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.knooppunt.cases.CaseReports;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Dossier;
import org.knooppunt.cases.Origin;
import org.knooppunt.database.Where;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What reports on cases are made of, in the database. Days are those where the hub is. */
@Repository
public class ReportStore {
    private static final String PLANTED_ON = "(c.created_at at time zone 'Europe/Brussels')::date";

    private final JdbcClient jdbc;

    ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A move as it was written down. */
    public record Move(CaseStatus from, CaseStatus to, String reason, Instant at) {}

    /** A case with all its moves, the first one first. */
    public record Row(
            long id,
            String title,
            CaseStatus status,
            Origin origin,
            Instant planted,
            List<Move> moves,
            CaseReports.Expected expected,
            Map<Dossier.Result.Measure, CaseReports.Verified> verified) {}

    private static Where where(CaseReports.Question question) {
        Where where = new Where();
        if (question.from() != null) {
            where.add(PLANTED_ON + " >= :from").with("from", Date.valueOf(question.from()));
        }
        if (question.until() != null) {
            where.add(PLANTED_ON + " <= :until").with("until", Date.valueOf(question.until()));
        }
        if (question.origin() != null) {
            where.add("c.origin = :origin").with("origin", question.origin().code());
        }
        return where;
    }

    public List<Row> rows(CaseReports.Question question) {
        Where where = where(question);
        Map<Long, List<Move>> moves = moves(where);
        Map<Long, Map<Dossier.Result.Measure, CaseReports.Verified>> verified = verified(where);
        return jdbc.sql("""
                        select c.id, c.title, c.status, c.origin, c.created_at, c.surplus, c.co2e_avoided, c.jobs,
                            (select coalesce(sum((flow->>'quantity')::double precision), 0)
                                from jsonb_array_elements(c.flows) flow where flow->>'kind' = 'material') as material
                        from business_case c where
                        """ + where.sql() + " order by c.id")
                .params(where.parameters())
                .query((row, index) -> new Row(
                        row.getLong("id"),
                        row.getString("title"),
                        status(row.getString("status")),
                        Coded.of(Origin.class, row.getString("origin")),
                        row.getTimestamp("created_at").toInstant(),
                        moves.getOrDefault(row.getLong("id"), List.of()),
                        new CaseReports.Expected(
                                row.getDouble("material"),
                                row.getDouble("co2e_avoided"),
                                row.getDouble("surplus"),
                                row.getDouble("jobs")),
                        verified.getOrDefault(row.getLong("id"), Map.of())))
                .list();
    }

    private static CaseStatus status(String code) {
        return Coded.of(CaseStatus.class, code);
    }

    private Map<Long, List<Move>> moves(Where where) {
        Map<Long, List<Move>> moves = new HashMap<>();
        jdbc.sql("select m.business_case, m.from_status, m.to_status, m.reason, m.moved_at from business_case_move m"
                        + " join business_case c on c.id = m.business_case where " + where.sql() + " order by m.id")
                .params(where.parameters())
                .query(row -> {
                    moves.computeIfAbsent(row.getLong("business_case"), id -> new ArrayList<>())
                            .add(new Move(
                                    status(row.getString("from_status")),
                                    status(row.getString("to_status")),
                                    row.getString("reason"),
                                    row.getTimestamp("moved_at").toInstant()));
                });
        return moves;
    }

    private Map<Long, Map<Dossier.Result.Measure, CaseReports.Verified>> verified(Where where) {
        Map<Long, Map<Dossier.Result.Measure, CaseReports.Verified>> verified = new HashMap<>();
        jdbc.sql("select r.business_case, r.measure, r.quantity, r.days from business_case_reached r"
                        + " join business_case c on c.id = r.business_case where " + where.sql())
                .params(where.parameters())
                .query(row -> {
                    verified.computeIfAbsent(
                                    row.getLong("business_case"), id -> new EnumMap<>(Dossier.Result.Measure.class))
                            .put(
                                    Coded.of(Dossier.Result.Measure.class, row.getString("measure")),
                                    new CaseReports.Verified(row.getDouble("quantity"), row.getInt("days")));
                });
        return verified;
    }

    public double count(CaseReports.Count what, LocalDate from, LocalDate until) {
        String sql =
                switch (what) {
                    case PLANTED ->
                        "select count(*) from business_case c where " + PLANTED_ON + " between :from and :until";
                    case TALKS -> entries("talk");
                    case SESSIONS -> entries("session");
                    case PARTNERS -> """
                            select count(distinct p.organisation) from business_case_partner p
                            join business_case c on c.id = p.business_case
                            where (c.created_at at time zone 'Europe/Brussels')::date between :from and :until
                                or exists (select from business_case_move m where m.business_case = c.id
                                    and (m.moved_at at time zone 'Europe/Brussels')::date between :from and :until)
                            """;
                    case MATERIAL, CO2E, MONEY, JOBS ->
                        "select coalesce(sum(quantity), 0) from business_case_result where measure = '" + what.code()
                                + "' and last_day between :from and :until";
                    case FEASIBLE, REALISED ->
                        throw new IllegalArgumentException("count of " + what + "; expected one without a way");
                };
        return jdbc.sql(sql)
                .param("from", Date.valueOf(from))
                .param("until", Date.valueOf(until))
                .query(Double.class)
                .single();
    }

    private static String entries(String kind) {
        return "select count(*) from business_case_entry where kind = '" + kind
                + "' and happened_on between :from and :until";
    }
}
