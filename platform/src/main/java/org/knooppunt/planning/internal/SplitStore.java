package org.knooppunt.planning.internal;

import java.time.Instant;
import java.util.Optional;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.SplitDocument;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How the cases of plans were split: of every case the last. */
@Repository
public class SplitStore {
    private final JdbcClient jdbc;

    SplitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A split and when it was made. */
    public record Kept(SplitDocument document, Instant madeAt) {}

    public Optional<Kept> find(long plan, String caseId) {
        return jdbc.sql("select document::text as document, made_at from plan_split where plan = ? and case_id = ?")
                .params(plan, caseId)
                .query((row, index) -> new Kept(
                        PlanJson.readSplit(row.getString("document")),
                        row.getTimestamp("made_at").toInstant()))
                .optional();
    }

    public void keep(long plan, String caseId, SplitDocument document) {
        jdbc.sql("""
                        insert into plan_split (plan, case_id, document) values (?, ?, ?::jsonb)
                        on conflict (plan, case_id) do update set document = excluded.document, made_at = now()
                        """).params(plan, caseId, PlanJson.write(document)).update();
    }
}
