package org.knooppunt.planning.internal;

import java.time.Instant;
import java.util.Optional;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.RiskDocument;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was simulated of the cases of plans: of every case the last. */
@Repository
public class RiskStore {
    private final JdbcClient jdbc;

    RiskStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A simulation and when it was made. */
    public record Kept(RiskDocument document, Instant madeAt) {}

    public Optional<Kept> find(long plan, String caseId) {
        return jdbc.sql("select document::text as document, made_at from plan_risk where plan = ? and case_id = ?")
                .params(plan, caseId)
                .query((row, index) -> new Kept(
                        PlanJson.readRisk(row.getString("document")),
                        row.getTimestamp("made_at").toInstant()))
                .optional();
    }

    public void keep(long plan, String caseId, RiskDocument document) {
        jdbc.sql("""
                        insert into plan_risk (plan, case_id, document) values (?, ?, ?::jsonb)
                        on conflict (plan, case_id) do update set document = excluded.document, made_at = now()
                        """).params(plan, caseId, PlanJson.write(document)).update();
    }
}
