package org.knooppunt.planning.internal;

import java.time.Instant;
import java.util.Optional;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.RiskDocument;
import org.knooppunt.planning.report.SplitDocument;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was worked out of the cases of plans: of every case and kind the last. */
@Repository
public class CaseAnswers {
    private final JdbcClient jdbc;

    CaseAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A kind of answer, with a table of its own.
     *
     * @param type of the document as JSON holds it
     */
    public record Kind<T>(String table, Class<T> type) {
        /** How sure a case is. */
        public static final Kind<RiskDocument> RISK = new Kind<>("plan_risk", RiskDocument.class);
        /** How its yield is shared. */
        public static final Kind<SplitDocument> SPLIT = new Kind<>("plan_split", SplitDocument.class);
    }

    /** An answer and when it was made. */
    public record Kept<T>(T document, Instant madeAt) {}

    public <T> Optional<Kept<T>> find(Kind<T> kind, long plan, String caseId) {
        return jdbc.sql("select document::text as document, made_at from " + kind.table()
                        + " where plan = ? and case_id = ?")
                .params(plan, caseId)
                .query((row, index) -> new Kept<>(
                        PlanJson.readLine(row.getString("document"), kind.type()),
                        row.getTimestamp("made_at").toInstant()))
                .optional();
    }

    public <T> void keep(Kind<T> kind, long plan, String caseId, T document) {
        jdbc.sql("insert into " + kind.table() + """
                         (plan, case_id, document) values (?, ?, ?::jsonb)
                        on conflict (plan, case_id) do update set document = excluded.document, made_at = now()
                        """)
                .params(plan, caseId, PlanJson.writeLine(document))
                .update();
    }
}
