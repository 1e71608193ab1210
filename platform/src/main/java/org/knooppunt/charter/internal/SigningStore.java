package org.knooppunt.charter.internal;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.charter.Commitment;
import org.knooppunt.charter.Outcome;
import org.knooppunt.charter.SelfReport;
import org.knooppunt.charter.Signature;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Signatures, commitments and what was reported of them, in the database. Every reading says through which organisations
 * one looks: through none, one sees what the signers released.
 */
@Repository
public class SigningStore {
    private static final String SIGNATURES = """
            select s.*, v.title, %s as own, %s as whole
            from charter_signature s
                join charter_text t on t.id = s.text
                join charter_version v on v.text = s.text and v.number = s.version
            where\s""";

    private static final String COMMITMENTS = """
            select c.*, s.text, s.organisation, s.organisation_name, v.title, s.withdrawn_on is not null as withdrawn,
                r.outcome, r.year, r.quantity as reached, a.year as asked_year, a.late_on <= :today as late
            from charter_commitment c
                join charter_signature s on s.id = c.signature
                join charter_text t on t.id = s.text
                join charter_version v on v.text = s.text and v.number = s.version
                left join lateral (select outcome, year, quantity from charter_report where commitment = c.id
                    order by year desc limit 1) r on true
                left join lateral (select year, late_on from charter_report_asked where commitment = c.id
                    and asked_on <= :today order by year limit 1) a on true
            where\s""";

    private final JdbcClient jdbc;

    SigningStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ---- signatures

    /** Through which organisations somebody looks: as own, and whether they see all of a signature. */
    private static String select(@Nullable Set<String> own, Where where) {
        if (own == null) {
            return SIGNATURES.formatted("false", "true");
        }
        if (own.isEmpty()) {
            return SIGNATURES.formatted("false", "false");
        }
        where.with("own", own);
        return SIGNATURES.formatted(
                "s.organisation in (:own)",
                "(s.organisation in (:own) or not t.everyone and exists (select from charter_party p"
                        + " where p.text = t.id and p.organisation in (:own)))");
    }

    /**
     * Signatures somebody may see: all; those of one's own organisations; those of the other parties of a text that is not
     * for everyone; and what was released on texts that are shown.
     */
    private static Where visible(@Nullable Set<String> own) {
        Where where = new Where();
        if (own == null) {
            return where;
        }
        if (own.isEmpty()) {
            return where.add("t.shown and s.show_name");
        }
        return where.add("(t.shown and s.show_name or s.organisation in (:own) or not t.everyone and exists"
                + " (select from charter_party p where p.text = t.id and p.organisation in (:own)))");
    }

    public List<Signature> ofVersion(long text, int version, @Nullable Set<String> own) {
        Where where = visible(own)
                .add("s.text = :text and s.version = :version")
                .with("text", text)
                .with("version", version);
        return jdbc.sql(select(own, where) + where.sql() + " order by s.signed_at, s.id")
                .params(where.parameters())
                .query(SigningStore::signature)
                .list();
    }

    public Optional<Signature> find(long id, @Nullable Set<String> own) {
        Where where = visible(own).add("s.id = :id").with("id", id);
        return jdbc.sql(select(own, where) + where.sql())
                .params(where.parameters())
                .query(SigningStore::signature)
                .optional();
    }

    /** Those of one person, for that person. */
    public List<Signature> ofAccount(long account) {
        return jdbc.sql(SIGNATURES.formatted("true", "true") + "s.account = ? order by s.id")
                .param(account)
                .query(SigningStore::signature)
                .list();
    }

    private static Where released(String search) {
        return visible(Set.of()).words(search, "plain(s.organisation_name || ' ' || v.title) like :word");
    }

    /** What signers released, the latest first. */
    public Slice<Signature> released(String search, int page, int size) {
        Where where = released(search);
        long total = jdbc.sql("select count(*) from charter_signature s join charter_text t on t.id = s.text"
                        + " join charter_version v on v.text = s.text and v.number = s.version where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int number = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        List<Signature> rows = jdbc.sql(select(Set.of(), where) + where.sql()
                        + " order by s.signed_at desc, s.id desc limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (number - 1) * size)
                .query(SigningStore::signature)
                .list();
        return new Slice<>(rows, number, size, total);
    }

    /** The commitments of these signatures that somebody may see, by signature. */
    public Map<Long, List<Commitment>> commitments(
            List<Signature> signatures, @Nullable Set<String> own, LocalDate today) {
        Map<Long, List<Commitment>> found = new LinkedHashMap<>();
        if (signatures.isEmpty()) {
            return found;
        }
        Where where = commitmentsSeen(own)
                .add("c.signature in (:signatures)")
                .with("signatures", signatures.stream().map(Signature::id).toList())
                .with("today", Date.valueOf(today));
        jdbc.sql(COMMITMENTS + where.sql() + " order by c.id")
                .params(where.parameters())
                .query(SigningStore::commitment)
                .list()
                .forEach(each -> found.computeIfAbsent(each.signature(), key -> new ArrayList<>())
                        .add(each));
        return found;
    }

    private static Where commitmentsSeen(@Nullable Set<String> own) {
        Where where = new Where();
        if (own == null) {
            return where;
        }
        if (own.isEmpty()) {
            return where.add("t.shown and s.show_name and s.show_commitments");
        }
        return where.add("(t.shown and s.show_name and s.show_commitments or s.organisation in (:own)"
                        + " or not t.everyone and exists (select from charter_party p where p.text = t.id"
                        + " and p.organisation in (:own)))")
                .with("own", own);
    }

    /** Who is asked to sign the latest version and has not: the parties, and who signed one before. */
    public List<String> missing(long text, int version) {
        return jdbc.sql("""
                        select organisation from (
                            select organisation from charter_party where text = :text
                            union
                            select organisation from charter_signature where text = :text and withdrawn_on is null) asked
                        where not exists (select from charter_signature s where s.text = :text and s.version = :version
                            and s.organisation = asked.organisation)
                        order by organisation
                        """)
                .param("text", text)
                .param("version", version)
                .query(String.class)
                .list();
    }

    /** The latest versions that an organisation of these is asked to sign and has not: as party or as a signer before. */
    public List<Waiting> waiting(Set<String> own, int most) {
        return own.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select t.id, v.title, v.published_at, o.organisation
                        from charter_text t
                            join lateral (select number, title, published_at from charter_version where text = t.id
                                and published_at is not null order by number desc limit 1) v on true
                            join lateral (select organisation from charter_party where text = t.id
                                union select organisation from charter_signature where text = t.id
                                    and withdrawn_on is null) o on o.organisation in (:own)
                        where not exists (select from charter_signature s where s.text = t.id and s.version = v.number
                            and s.organisation = o.organisation)
                        order by v.published_at desc, t.id limit :most
                        """)
                        .param("own", own)
                        .param("most", most)
                        .query((row, index) -> new Waiting(
                                row.getLong("id"),
                                row.getString("title"),
                                row.getTimestamp("published_at").toInstant(),
                                row.getString("organisation")))
                        .list();
    }

    /** A text that waits for an organisation. */
    public record Waiting(long text, String title, Instant publishedAt, String organisation) {}

    public boolean isParty(long text, String organisation) {
        return jdbc.sql(
                        "select exists (select from charter_party where text = :text and organisation = :organisation)"
                                + " or exists (select from charter_signature where text = :text and organisation = :organisation)")
                .param("text", text)
                .param("organisation", organisation)
                .query(Boolean.class)
                .single();
    }

    /** Its id, or nothing when this organisation signed this version before. */
    public Optional<Long> sign(
            long text,
            int version,
            String organisation,
            String organisationName,
            Person signer,
            String capacity,
            String hash,
            boolean showName,
            boolean showCommitments,
            Instant at) {
        return jdbc.sql(
                        "insert into charter_signature (text, version, organisation, organisation_name, account, signer,"
                                + " capacity, hash, show_name, show_commitments, signed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (text, version, organisation) do nothing returning id")
                .params(
                        text,
                        version,
                        organisation,
                        organisationName,
                        signer.id(),
                        signer.name(),
                        capacity,
                        hash,
                        showName,
                        showCommitments,
                        Timestamp.from(at))
                .query(Long.class)
                .optional();
    }

    public void commit(long signature, Commitment.Line line) {
        jdbc.sql("insert into charter_commitment (signature, what, quantity, unit, by_day, for_whom)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        signature,
                        line.what(),
                        line.quantity(),
                        line.unit(),
                        Date.valueOf(line.byDay()),
                        line.forWhom())
                .update();
    }

    /** False when it was withdrawn before. */
    public boolean withdraw(long signature, LocalDate day, String reason, String who) {
        return jdbc.sql("update charter_signature set withdrawn_on = ?, withdrawn_at = now(), withdrawn_by = ?,"
                                + " withdrawal_reason = ? where id = ? and withdrawn_on is null")
                        .params(Date.valueOf(day), who, reason, signature)
                        .update()
                > 0;
    }

    public void release(long signature, boolean name, boolean commitments) {
        jdbc.sql("update charter_signature set show_name = ?, show_commitments = ? where id = ?")
                .params(name, commitments, signature)
                .update();
    }

    private static Signature signature(ResultSet row, int index) throws SQLException {
        boolean whole = row.getBoolean("whole");
        Date withdrawn = row.getDate("withdrawn_on");
        return new Signature(
                row.getLong("id"),
                row.getLong("text"),
                row.getInt("version"),
                row.getString("title"),
                row.getString("organisation"),
                row.getString("organisation_name"),
                whole ? row.getString("signer") : "",
                whole ? row.getString("capacity") : "",
                row.getString("hash"),
                row.getTimestamp("signed_at").toInstant(),
                row.getBoolean("show_name"),
                row.getBoolean("show_commitments"),
                withdrawn == null
                        ? null
                        : new Signature.Withdrawal(
                                withdrawn.toLocalDate(), whole ? row.getString("withdrawal_reason") : ""),
                row.getBoolean("own"),
                List.of());
    }

    // ---- commitments

    private static Where listed(String search, boolean late, @Nullable Set<String> own, LocalDate today) {
        Where where = new Where().with("today", Date.valueOf(today));
        if (own != null) {
            where.add(own.isEmpty() ? "false" : "s.organisation in (:own)");
            if (!own.isEmpty()) {
                where.with("own", own);
            }
        }
        if (late) {
            where.add("exists (select from charter_report_asked l where l.commitment = c.id and l.late_on <= :today)");
        }
        return where.words(search, "plain(s.organisation_name || ' ' || v.title || ' ' || c.what) like :word");
    }

    /** Commitments of these organisations, or of all; those that are asked for first. */
    public Slice<Commitment> list(
            String search, boolean late, int page, int size, @Nullable Set<String> own, LocalDate today) {
        Where where = listed(search, late, own, today);
        long total = jdbc.sql("select count(*) from (" + COMMITMENTS + where.sql() + ") x")
                .params(where.parameters())
                .query(Long.class)
                .single();
        int number = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        List<Commitment> rows = jdbc.sql(COMMITMENTS + where.sql() + " order by a.late_on nulls last, c.by_day, c.id"
                        + " limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (number - 1) * size)
                .query(SigningStore::commitment)
                .list();
        return new Slice<>(rows, number, size, total);
    }

    public void each(
            String search, boolean late, @Nullable Set<String> own, LocalDate today, Consumer<Commitment> consumer) {
        Where where = listed(search, late, own, today);
        try (java.util.stream.Stream<Commitment> rows = jdbc
                .sql(COMMITMENTS + where.sql() + " order by s.organisation_name, c.id")
                .params(where.parameters())
                .withFetchSize(1_000)
                .query(SigningStore::commitment)
                .stream()) {
            rows.forEach(consumer);
        }
    }

    public Optional<Commitment> commitment(long id, @Nullable Set<String> own, LocalDate today) {
        Where where = listed("", false, own, today).add("c.id = :id").with("id", id);
        return jdbc.sql(COMMITMENTS + where.sql())
                .params(where.parameters())
                .query(SigningStore::commitment)
                .optional();
    }

    /** Years of which a report is asked of a commitment. */
    public List<Integer> asked(long commitment, LocalDate today) {
        return jdbc.sql("select year from charter_report_asked where commitment = ? and asked_on <= ? order by year")
                .params(commitment, Date.valueOf(today))
                .query(Integer.class)
                .list();
    }

    public long countLate(LocalDate today) {
        return jdbc.sql("select count(distinct commitment) from charter_report_asked where late_on <= ?")
                .param(Date.valueOf(today))
                .query(Long.class)
                .single();
    }

    public List<SelfReport> reports(long commitment) {
        return jdbc.sql("select * from charter_report where commitment = ? order by year desc")
                .param(commitment)
                .query((row, index) -> new SelfReport(
                        row.getInt("year"),
                        Coded.of(Outcome.class, row.getString("outcome")),
                        number(row, "quantity"),
                        row.getString("evidence"),
                        row.getString("remark"),
                        row.getTimestamp("reported_at").toInstant(),
                        row.getString("reporter")))
                .list();
    }

    public void report(long commitment, SelfReport report, long account) {
        jdbc.sql(
                        "insert into charter_report (commitment, year, outcome, quantity, evidence, remark, reported_at, account,"
                                + " reporter) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (commitment, year) do update set"
                                + " outcome = excluded.outcome, quantity = excluded.quantity, evidence = excluded.evidence,"
                                + " remark = excluded.remark, reported_at = excluded.reported_at, account = excluded.account,"
                                + " reporter = excluded.reporter")
                .params(
                        commitment,
                        report.year(),
                        report.outcome().code(),
                        report.quantity(),
                        report.evidence(),
                        report.remark(),
                        Timestamp.from(report.reportedAt()),
                        account,
                        report.reporter())
                .update();
    }

    /** What one person reported, for that person: commitment, year and outcome. */
    public List<Map<String, Object>> reportsOfAccount(long account) {
        return jdbc.sql("select c.what, r.year, r.outcome, r.remark from charter_report r join charter_commitment c"
                        + " on c.id = r.commitment where r.account = ? order by r.year, c.id")
                .param(account)
                .query()
                .listOfRows();
    }

    private static @Nullable Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    private static Commitment commitment(ResultSet row, int index) throws SQLException {
        String outcome = row.getString("outcome");
        return new Commitment(
                row.getLong("id"),
                row.getLong("signature"),
                row.getLong("text"),
                row.getString("title"),
                row.getString("organisation"),
                row.getString("organisation_name"),
                row.getString("what"),
                row.getDouble("quantity"),
                row.getString("unit"),
                row.getDate("by_day").toLocalDate(),
                row.getString("for_whom"),
                row.getBoolean("withdrawn"),
                outcome == null ? null : Coded.of(Outcome.class, outcome),
                CharterStore.integer(row, "year"),
                number(row, "reached"),
                CharterStore.integer(row, "asked_year"),
                row.getBoolean("late"));
    }
}
