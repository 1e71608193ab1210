package org.knooppunt.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Keys;
import org.knooppunt.web.Missing;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How organisations are tied to each other. A coordinator and the two themselves see a relation; other members and the
 * administrator see those that were marked as known to all. Visitors see none.
 */
@Service
public class Relations {
    public static final List<String> KINDS = List.of("works_with", "customer_of", "owner_of");

    private final JdbcClient jdbc;
    private final Audit audit;

    Relations(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * One relation, read from the one to the other.
     *
     * @param shown whether all members see it
     */
    public record Relation(
            long id,
            String one,
            String oneName,
            String kind,
            String other,
            String otherName,
            @Nullable LocalDate since,
            String source,
            String note,
            boolean shown) {
        public String onePath() {
            return "/organisations/" + Keys.path(one);
        }

        public String otherPath() {
            return "/organisations/" + Keys.path(other);
        }
    }

    /** A relation as it is written down. */
    public record Draft(
            String one,
            String other,
            String kind,
            @Nullable LocalDate since,
            String source,
            String note,
            boolean shown) {}

    /** Which relations; what is empty does not matter. */
    public record Filter(
            @Nullable String text,
            @Nullable String kind,
            @Nullable String domain,
            @Nullable String organisation) {
        public static final Filter ALL = new Filter(null, null, null, null);
    }

    private static final String FROM = " from organisation_relation r join organisation a on a.key = r.one"
            + " join organisation b on b.key = r.other where ";

    @Transactional(readOnly = true)
    public Slice<Relation> list(Filter filter, int page, int size, Person person) {
        Where where = where(filter, person);
        long total = jdbc.sql("select count(*)" + FROM + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.clamp(page, 1, (int) Math.max(1, (total + size - 1) / size));
        List<Relation> rows = jdbc.sql("select r.*, a.name as one_name, b.name as other_name" + FROM + where.sql()
                        + " order by a.search, b.search, r.id limit :size offset :offset")
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (at - 1) * size)
                .query(Relations::relation)
                .list();
        return new Slice<>(rows, at, size, total);
    }

    private static Where where(Filter filter, Person person) {
        Where where = new Where().add("a.deleted_at is null and b.deleted_at is null");
        if (!person.is(Role.COORDINATOR)) {
            boolean network = person.is(Role.MEMBER) || person.is(Role.ADMINISTRATOR);
            String[] own = person.is(Role.MEMBER) ? person.organisations().toArray(String[]::new) : new String[0];
            where.add("(" + network + " and r.shown or r.one = any(:own) or r.other = any(:own))")
                    .with("own", own);
        }
        return where.when(filter.kind(), "r.kind = :kind", "kind")
                .when(filter.organisation(), "(r.one = :organisation or r.other = :organisation)", "organisation")
                .when(
                        filter.domain(),
                        "exists (select from organisation_domain d where d.domain = :domain"
                                + " and d.organisation in (r.one, r.other))",
                        "domain")
                .words(filter.text(), "(a.search like :word or b.search like :word)");
    }

    /** Writes a relation down; false when it is known already. */
    @Transactional
    public boolean add(Person person, Draft draft) {
        requireToChange(person, draft.one(), draft.other());
        if (!KINDS.contains(draft.kind()) || draft.one().equals(draft.other())) {
            throw new Missing("relation " + draft.kind() + " of " + draft.one() + " with " + draft.other());
        }
        boolean added = jdbc.sql("""
                                insert into organisation_relation (one, other, kind, since, source, note, shown, adder)
                                select ?, ?, ?, ?::date, ?, ?, ?, ?
                                where (select count(*) from organisation where key in (?, ?) and deleted_at is null) = 2
                                on conflict do nothing
                                """)
                        .params(
                                draft.one(),
                                draft.other(),
                                draft.kind(),
                                draft.since(),
                                draft.source(),
                                draft.note(),
                                draft.shown(),
                                person.name(),
                                draft.one(),
                                draft.other())
                        .update()
                == 1;
        if (added) {
            recorded(person, "related", draft.one(), draft.kind(), draft.other());
        }
        return added;
    }

    @Transactional
    public void remove(Person person, long id) {
        Relation gone = jdbc.sql("select r.*, a.name as one_name, b.name as other_name" + FROM + " r.id = ?")
                .param(id)
                .query(Relations::relation)
                .optional()
                .orElseThrow(() -> new Missing("relation " + id));
        requireToChange(person, gone.one(), gone.other());
        if (jdbc.sql("delete from organisation_relation where id = ?").param(id).update() > 0) {
            recorded(person, "unrelated", gone.one(), gone.kind(), gone.other());
        }
    }

    private void recorded(Person person, String action, String one, String kind, String other) {
        for (String organisation : List.of(one, other)) {
            audit.record(
                    person, action, "organisation", organisation, Map.of("one", one, "kind", kind, "other", other));
        }
    }

    private static void requireToChange(Person person, String one, String other) {
        if (!Organisations.mayEdit(person, one) && !Organisations.mayEdit(person, other)) {
            throw new AccessDeniedException("neither is an organisation of this person");
        }
    }

    private static Relation relation(ResultSet row, int index) throws SQLException {
        return new Relation(
                row.getLong("id"),
                row.getString("one"),
                row.getString("one_name"),
                row.getString("kind"),
                row.getString("other"),
                row.getString("other_name"),
                row.getObject("since", LocalDate.class),
                row.getString("source"),
                row.getString("note"),
                row.getBoolean("shown"));
    }
}
