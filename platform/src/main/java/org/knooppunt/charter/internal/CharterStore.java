package org.knooppunt.charter.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.charter.CharterText;
import org.knooppunt.charter.Clause;
import org.knooppunt.charter.Proposal;
import org.knooppunt.charter.TextKind;
import org.knooppunt.charter.Version;
import org.knooppunt.database.Where;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Texts and their versions, in the database. Every reading for somebody says through which organisations one looks. */
@Repository
public class CharterStore {
    private final JdbcClient jdbc;

    CharterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Texts, as t, that somebody may see: all with the drafts, or those that are published and for everybody, for any
     * organisation, or for one of these.
     *
     * @param own keys of organisations; absent for who sees all
     */
    static Where visible(@Nullable Set<String> own) {
        Where where = new Where();
        if (own == null) {
            return where;
        }
        where.add("exists (select from charter_version p where p.text = t.id and p.published_at is not null)");
        if (own.isEmpty()) {
            return where.add("t.shown");
        }
        return where.add("(t.shown or t.everyone or exists (select from charter_party p where p.text = t.id"
                        + " and p.organisation in (:own)) or exists (select from charter_signature s where s.text = t.id"
                        + " and s.organisation in (:own)))")
                .with("own", own);
    }

    // ---- read

    public Slice<CharterText.Line> list(
            String search, @Nullable TextKind kind, int page, int size, @Nullable Set<String> own) {
        Where where = visible(own)
                .when(kind == null ? null : kind.code(), "t.kind = :kind", "kind")
                .words(search, "plain(t.title) like :word");
        long total = jdbc.sql("select count(*) from charter_text t where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int number = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        List<CharterText.Line> rows = jdbc.sql(
                        """
                        select t.*, l.number, l.published_at, l.title as published_title,
                            exists (select from charter_version d where d.text = t.id and d.published_at is null) as draft,
                            (select count(*) from charter_signature s where s.text = t.id and s.version = l.number
                                and s.withdrawn_on is null) as signatures
                        from charter_text t left join lateral (select number, published_at, title from charter_version v
                            where v.text = t.id and v.published_at is not null order by number desc limit 1) l on true
                        where
                        """ + where.sql() + " order by coalesce(l.published_at, t.created_at) desc, t.id desc"
                                + " limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (number - 1) * size)
                .query((row, index) -> new CharterText.Line(
                        row.getLong("id"),
                        Coded.of(TextKind.class, row.getString("kind")),
                        own == null || row.getString("published_title") == null
                                ? row.getString("title")
                                : row.getString("published_title"),
                        row.getBoolean("everyone"),
                        row.getBoolean("shown"),
                        integer(row, "number"),
                        instant(row, "published_at"),
                        own == null && row.getBoolean("draft"),
                        row.getLong("signatures")))
                .list();
        return new Slice<>(rows, number, size, total);
    }

    /** A text as far as its own row and its versions go; the parties' names come from elsewhere. */
    public Optional<CharterText> find(long id, @Nullable Set<String> own) {
        Where where = visible(own).add("t.id = :id").with("id", id);
        return jdbc.sql(
                        "select t.*, (select number from charter_version d where d.text = t.id and d.published_at is null)"
                                + " as draft from charter_text t where " + where.sql())
                .params(where.parameters())
                .query((row, index) -> {
                    List<CharterText.Edition> editions = editions(id);
                    String title = own == null || editions.isEmpty()
                            ? row.getString("title")
                            : title(id, editions.getFirst().number());
                    return new CharterText(
                            id,
                            Coded.of(TextKind.class, row.getString("kind")),
                            title,
                            row.getBoolean("everyone"),
                            row.getBoolean("shown"),
                            row.getObject("business_case") == null ? null : row.getLong("business_case"),
                            row.getInt("version"),
                            editions,
                            own == null ? integer(row, "draft") : null,
                            java.util.Map.of());
                })
                .optional();
    }

    private String title(long text, int version) {
        return jdbc.sql("select title from charter_version where text = ? and number = ?")
                .params(text, version)
                .query(String.class)
                .single();
    }

    private List<CharterText.Edition> editions(long text) {
        return jdbc.sql(
                        "select v.*, (select count(*) from charter_signature s where s.text = v.text"
                                + " and s.version = v.number and s.withdrawn_on is null) as signatures"
                                + " from charter_version v where v.text = ? and v.published_at is not null order by number desc")
                .param(text)
                .query((row, index) -> new CharterText.Edition(
                        row.getInt("number"),
                        row.getTimestamp("published_at").toInstant(),
                        row.getString("publisher"),
                        row.getString("hash"),
                        row.getLong("signatures")))
                .list();
    }

    public List<String> parties(long text) {
        return jdbc.sql("select organisation from charter_party where text = ? order by organisation")
                .param(text)
                .query(String.class)
                .list();
    }

    /** A version, whoever may see it. */
    public Optional<Version> version(long text, int number) {
        List<Clause> clauses = jdbc.sql("select * from charter_clause where text = ? and version = ? order by place")
                .params(text, number)
                .query((row, index) -> new Clause(
                        row.getLong("id"),
                        row.getLong("root"),
                        row.getInt("place"),
                        row.getString("heading"),
                        row.getString("words")))
                .list();
        List<Proposal> proposals = jdbc.sql(
                        "select * from charter_proposal where text = ? and version = ? order by place")
                .params(text, number)
                .query((row, index) -> new Proposal(
                        row.getLong("id"),
                        row.getInt("place"),
                        row.getString("what"),
                        row.getString("unit"),
                        row.getString("for_whom")))
                .list();
        return jdbc.sql("select v.*, t.kind from charter_version v join charter_text t on t.id = v.text"
                        + " where v.text = ? and v.number = ?")
                .params(text, number)
                .query((row, index) -> new Version(
                        text,
                        Coded.of(TextKind.class, row.getString("kind")),
                        number,
                        row.getString("title"),
                        row.getString("preamble"),
                        clauses,
                        proposals,
                        row.getString("hash"),
                        instant(row, "published_at"),
                        row.getString("publisher")))
                .optional();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    // ---- change

    public long create(
            TextKind kind, String title, boolean everyone, boolean shown, @Nullable Long businessCase, String creator) {
        long id = jdbc.sql("insert into charter_text (kind, title, everyone, shown, business_case, creator)"
                        + " values (?, ?, ?, ?, ?, ?) returning id")
                .params(kind.code(), title, everyone, shown, businessCase, creator)
                .query(Long.class)
                .single();
        jdbc.sql("insert into charter_version (text, number, title) values (?, 1, ?)")
                .params(id, title)
                .update();
        return id;
    }

    /**
     * Holds a text until the transaction ends, so that one thing after the other happens to it.
     *
     * @param version as it was when somebody looked
     * @return false when it was changed since
     */
    public boolean hold(long id, int version) {
        return jdbc.sql("select version from charter_text where id = ? for update")
                .param(id)
                .query(Integer.class)
                .optional()
                .filter(found -> found == version)
                .isPresent();
    }

    /** Holds it against change only: many can do so at once. */
    public void holdShared(long id) {
        jdbc.sql("select id from charter_text where id = ? for share")
                .param(id)
                .query(Long.class)
                .optional();
    }

    public void touch(long id) {
        jdbc.sql("update charter_text set version = version + 1 where id = ?")
                .param(id)
                .update();
    }

    public void describe(long id, int draft, String title, String preamble, boolean everyone, boolean shown) {
        jdbc.sql("update charter_version set title = ?, preamble = ? where text = ? and number = ?")
                .params(title, preamble, id, draft)
                .update();
        jdbc.sql("update charter_text set title = ?, everyone = ?, shown = ? where id = ?")
                .params(title, everyone, shown, id)
                .update();
    }

    public void addParties(long id, Collection<String> organisations) {
        for (String organisation : organisations) {
            jdbc.sql("insert into charter_party (text, organisation) values (?, ?) on conflict do nothing")
                    .params(id, organisation)
                    .update();
        }
    }

    public boolean removeParty(long id, String organisation) {
        return jdbc.sql("delete from charter_party where text = ? and organisation = ?")
                        .params(id, organisation)
                        .update()
                > 0;
    }

    public void addClause(long id, int draft, String heading, String words) {
        jdbc.sql("insert into charter_clause (text, version, root, place, heading, words) values (:text, :version,"
                        + " nextval('charter_clause_root'), (select coalesce(max(place), 0) + 1 from charter_clause"
                        + " where text = :text and version = :version), :heading, :words)")
                .param("text", id)
                .param("version", draft)
                .param("heading", heading)
                .param("words", words)
                .update();
    }

    public boolean changeClause(long id, int draft, long clause, String heading, String words) {
        return jdbc.sql("update charter_clause set heading = ?, words = ? where text = ? and version = ? and id = ?")
                        .params(heading, words, id, draft, clause)
                        .update()
                > 0;
    }

    public boolean removeClause(long id, int draft, long clause) {
        int removed = jdbc.sql("delete from charter_clause where text = ? and version = ? and id = ?")
                .params(id, draft, clause)
                .update();
        jdbc.sql(
                        "update charter_clause c set place = n.place from (select id, row_number() over (order by place) as place"
                                + " from charter_clause where text = ? and version = ?) n where n.id = c.id and n.place <> c.place")
                .params(id, draft)
                .update();
        return removed > 0;
    }

    /** Changes places with the clause before or after; false when there is none. */
    public boolean moveClause(long id, int draft, long clause, boolean up) {
        Optional<Long> other = jdbc.sql("select o.id from charter_clause c join charter_clause o on o.text = c.text"
                        + " and o.version = c.version and o.place = c.place + ? where c.text = ? and c.version = ?"
                        + " and c.id = ?")
                .params(up ? -1 : 1, id, draft, clause)
                .query(Long.class)
                .optional();
        if (other.isEmpty()) {
            return false;
        }
        // in one statement, and the order is checked at its end
        jdbc.sql("update charter_clause set place = case when id = :clause then place + :step else place - :step end"
                        + " where id in (:clause, :other)")
                .param("clause", clause)
                .param("other", other.get())
                .param("step", up ? -1 : 1)
                .update();
        return true;
    }

    public void addProposal(long id, int draft, String what, String unit, String forWhom) {
        jdbc.sql("insert into charter_proposal (text, version, place, what, unit, for_whom) values (:text, :version,"
                        + " (select coalesce(max(place), 0) + 1 from charter_proposal where text = :text"
                        + " and version = :version), :what, :unit, :whom)")
                .param("text", id)
                .param("version", draft)
                .param("what", what)
                .param("unit", unit)
                .param("whom", forWhom)
                .update();
    }

    public boolean removeProposal(long id, int draft, long proposal) {
        return jdbc.sql("delete from charter_proposal where text = ? and version = ? and id = ?")
                        .params(id, draft, proposal)
                        .update()
                > 0;
    }

    /** Holds a draft until it is published: who writes in it waits, and is then refused. */
    public void holdDraft(long id, int draft) {
        jdbc.sql("select number from charter_version where text = ? and number = ? for update")
                .params(id, draft)
                .query(Integer.class)
                .optional();
    }

    public void publish(long id, int draft, String hash, Instant at, String publisher) {
        jdbc.sql("update charter_version set hash = ?, published_at = ?, publisher = ? where text = ? and number = ?")
                .params(hash, Timestamp.from(at), publisher, id, draft)
                .update();
    }

    /** A draft with the words of a published version. */
    public void copy(long id, int from, int to) {
        jdbc.sql("insert into charter_version (text, number, title, preamble)"
                        + " select text, ?, title, preamble from charter_version where text = ? and number = ?")
                .params(to, id, from)
                .update();
        jdbc.sql(
                        "insert into charter_clause (text, version, root, place, heading, words)"
                                + " select text, ?, root, place, heading, words from charter_clause where text = ? and version = ?")
                .params(to, id, from)
                .update();
        jdbc.sql("insert into charter_proposal (text, version, place, what, unit, for_whom)"
                        + " select text, ?, place, what, unit, for_whom from charter_proposal where text = ?"
                        + " and version = ?")
                .params(to, id, from)
                .update();
    }

    /** Throws a draft away; a text without any other version goes with it. */
    public void discard(long id, int draft) {
        jdbc.sql("delete from charter_version where text = ? and number = ?")
                .params(id, draft)
                .update();
        boolean left = jdbc.sql("select exists (select from charter_version where text = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
        if (left) {
            jdbc.sql("update charter_text set title = (select title from charter_version where text = :id"
                            + " order by number desc limit 1) where id = :id")
                    .param("id", id)
                    .update();
        } else {
            jdbc.sql("delete from charter_text where id = ?").param(id).update();
        }
    }

    public boolean isEmpty() {
        return !jdbc.sql("select exists (select from charter_text)")
                .query(Boolean.class)
                .single();
    }
}
