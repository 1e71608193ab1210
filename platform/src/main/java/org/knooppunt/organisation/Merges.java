package org.knooppunt.organisation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Ledger;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Keys;
import org.knooppunt.web.Missing;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Organisations that are in the list twice. Which look alike; what would move; and making them one, in one transaction.
 * Everything that refers to the one that goes then refers to the one that stays: what has a foreign key is found in the
 * database's own catalogue, what has none is moved by its room, see {@link OrganisationReferences}. What the one that stays
 * has already, goes. Each row is kept as it was, with the merge.
 */
@Service
public class Merges {
    private static final int MOST_PAIRS = 100;
    /** As alike as names have to be, of 1, for two with a place in common and for others. */
    private static final double ALIKE_NEARBY = 0.55;

    private static final double ALIKE = 0.65;
    private static final double WORTH_A_LOOK = 0.45;

    /** Columns that are no more than a note of where something went. */
    private static final List<String> STAY =
            List.of("organisation.merged_into", "organisation_distinct.one", "organisation_distinct.other");

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Audit audit;
    private final List<OrganisationReferences> rooms;

    Merges(JdbcClient jdbc, Ledger ledger, Audit audit, List<OrganisationReferences> rooms) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.audit = audit;
        this.rooms = rooms;
    }

    /** Two that look alike. */
    public record Pair(
            String one,
            String oneName,
            String other,
            String otherName,
            double alike,
            boolean sameNumber,
            boolean sameArea) {
        public String path() {
            return "/organisations/" + Keys.path(other) + "/merge?into=" + Keys.path(one);
        }
    }

    /** One that looks like what somebody typed. */
    public record Like(String key, String name, double alike, boolean sameNumber) {
        public String path() {
            return "/organisations/" + Keys.path(key);
        }
    }

    /** How much of something moves; {@code what} is part of a message key. */
    public record Count(String what, int number) {}

    /** What came of it. */
    public enum Outcome {
        DONE,
        /** One of the two is gone by now. */
        GONE
    }

    /** A merge that was made. */
    public record Made(
            long id, String gone, String goneName, String kept, Instant at, String merger, int moved, int dropped) {}

    private record Column(String table, String name) {
        String key() {
            return table + "." + name;
        }
    }

    private static void require(Person person) {
        if (!person.is(Role.COORDINATOR)) {
            throw new AccessDeniedException("only a coordinator merges organisations");
        }
    }

    /** Pairs that may be one, the likeliest first. */
    @Transactional
    public List<Pair> likely(Person person) {
        require(person);
        jdbc.sql("select set_config('pg_trgm.similarity_threshold', ?, true)")
                .param(String.valueOf(ALIKE_NEARBY))
                .query(String.class)
                .single();
        return jdbc.sql("""
                        with pair as (
                            select a.key as one, b.key as other, a.name as one_name, b.name as other_name,
                                similarity(a.bare, b.bare) as alike, false as same_number
                            from organisation a join organisation b on a.bare % b.bare and a.key < b.key
                            where a.deleted_at is null and b.deleted_at is null
                            union all
                            select a.key, b.key, a.name, b.name, similarity(a.bare, b.bare), true
                            from organisation a join organisation b on a.enterprise_number = b.enterprise_number
                                and a.key < b.key
                            where a.deleted_at is null and b.deleted_at is null
                        ), judged as (
                            select one, other, one_name, other_name, max(alike) as alike, bool_or(same_number) as same_number,
                                exists (select from site_place p join site_place q on q.area = p.area
                                    where p.organisation = one and q.organisation = other and p.area <> ''
                                        and p.deleted_at is null and q.deleted_at is null) as same_area
                            from pair group by one, other, one_name, other_name
                        )
                        select * from judged j
                        where (same_number or alike >= :alike or same_area)
                            and not exists (select from organisation_distinct d where d.one = j.one and d.other = j.other)
                        order by same_number desc, alike desc, one, other limit :most
                        """)
                .param("alike", ALIKE)
                .param("most", MOST_PAIRS)
                .query((row, index) -> new Pair(
                        row.getString("one"),
                        row.getString("one_name"),
                        row.getString("other"),
                        row.getString("other_name"),
                        row.getDouble("alike"),
                        row.getBoolean("same_number"),
                        row.getBoolean("same_area")))
                .list();
    }

    /** Organisations that may be the one somebody describes. */
    @Transactional(readOnly = true)
    public List<Like> like(String name, @Nullable String enterpriseNumber, int most, Person person) {
        require(person);
        return jdbc.sql("""
                        select * from (
                            select key, name, coalesce(enterprise_number = :number, false) as same_number,
                                greatest(similarity(bare, bare_name(:name)), word_similarity(
                                    replace(bare_name(:name), ' ', ''), replace(bare, ' ', ''))) as alike
                            from organisation where deleted_at is null) o
                        where same_number or alike >= :least
                        order by same_number desc, alike desc, key limit :most
                        """)
                .param("least", WORTH_A_LOOK)
                .param("name", name)
                .param("number", enterpriseNumber == null ? "" : enterpriseNumber)
                .param("most", most)
                .query((row, index) -> new Like(
                        row.getString("key"),
                        row.getString("name"),
                        row.getDouble("alike"),
                        row.getBoolean("same_number")))
                .list();
    }

    /** Notes that two are two. */
    @Transactional
    public void keepApart(Person person, String one, String other) {
        require(person);
        jdbc.sql("insert into organisation_distinct (one, other, sayer) values (least(?, ?), greatest(?, ?), ?)"
                        + " on conflict do nothing")
                .params(one, other, one, other, person.name())
                .update();
        audit.record(person, "kept-apart", "organisation", one, Map.of("other", other));
    }

    /** What would move; what there is none of is left out. */
    @Transactional(readOnly = true)
    public List<Count> preview(Person person, String from) {
        require(person);
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (OrganisationReferences room : rooms) {
            counts.merge(room.name(), room.count(from), Integer::sum);
        }
        for (Column column : columns()) {
            int number = jdbc.sql("select count(*) from " + column.table() + " where " + column.name() + " = ?")
                    .param(from)
                    .query(Integer.class)
                    .single();
            counts.merge(column.table(), number, Integer::sum);
        }
        List<Count> all = new ArrayList<>();
        counts.forEach((what, number) -> {
            if (number > 0) {
                all.add(new Count(what, number));
            }
        });
        return all;
    }

    /** Makes two organisations one. */
    @Transactional
    public Outcome merge(Person person, String from, String into) {
        require(person);
        if (from.equals(into)) {
            throw new Missing("organisation " + from + " to merge with itself");
        }
        // always in the same order, so that two who merge the same two the other way round do not wait for each other
        Map<String, Organisation> found = new LinkedHashMap<>();
        Map<String, Integer> versions = new LinkedHashMap<>();
        jdbc.sql("select * from organisation where key in (?, ?) and deleted_at is null order by key for update")
                .params(from, into)
                .query(row -> {
                    Organisation each =
                            OrganisationTables.ORGANISATIONS.reader().mapRow(row, 0);
                    found.put(each.id(), each);
                    versions.put(each.id(), row.getInt("version"));
                });
        Organisation gone = found.get(from);
        Organisation kept = found.get(into);
        Integer goneVersion = versions.get(from);
        Integer keptVersion = versions.get(into);
        if (gone == null || kept == null || goneVersion == null || keptVersion == null) {
            return Outcome.GONE;
        }
        long merge = jdbc.sql("insert into organisation_merge (gone, gone_name, kept, account_id, merger)"
                        + " values (?, ?, ?, ?, ?) returning id")
                .params(from, gone.name(), into, person.id(), person.name())
                .query(Long.class)
                .single();
        List<Count> moved = preview(person, from);
        rooms.forEach(room -> room.move(person, from, into));
        int[] number = {0};
        for (Column column : columns()) {
            move(merge, number, column, from, into);
        }
        fill(person, gone, kept, keptVersion);
        ledger.delete(person, OrganisationTables.ORGANISATIONS, from, goneVersion);
        jdbc.sql("update organisation set merged_into = ? where key = ?")
                .params(into, from)
                .update();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("merge", merge);
        detail.put("gone", from);
        detail.put("kept", into);
        moved.forEach(count -> detail.put(count.what(), count.number()));
        audit.record(person, "merged", "organisation", into, detail);
        audit.record(person, "merged-away", "organisation", from, detail);
        return Outcome.DONE;
    }

    /** What the one that stays does not say of itself, and the other did. */
    private void fill(Person person, Organisation gone, Organisation kept, int version) {
        EnterpriseNumber number = kept.enterpriseNumber() == null ? gone.enterpriseNumber() : kept.enterpriseNumber();
        Organisation filled = new Organisation(
                kept.id(),
                kept.name(),
                kept.type().isEmpty() ? gone.type() : kept.type(),
                number,
                kept.nace() == null ? gone.nace() : kept.nace());
        if (!filled.equals(kept)) {
            ledger.update(person, OrganisationTables.ORGANISATIONS, filled, version);
        }
    }

    private void move(long merge, int[] number, Column column, String from, String into) {
        List<String> rows = jdbc.sql("select ctid::text from " + column.table() + " where " + column.name()
                        + " = ? order by ctid for update")
                .param(from)
                .query(String.class)
                .list();
        for (String row : rows) {
            String was = jdbc.sql("select to_jsonb(t)::text from " + column.table() + " t where ctid = ?::tid")
                    .param(row)
                    .query(String.class)
                    .single();
            boolean fits = fits(
                    () -> jdbc.sql("update " + column.table() + " set " + column.name() + " = ? where ctid = ?::tid")
                            .params(into, row)
                            .update());
            if (!fits) {
                jdbc.sql("delete from " + column.table() + " where ctid = ?::tid")
                        .param(row)
                        .update();
            }
            jdbc.sql("insert into organisation_merge_row (merge, number, table_name, was, moved)"
                            + " values (?, ?, ?, ?::jsonb, ?)")
                    .params(merge, ++number[0], column.table(), was, fits)
                    .update();
        }
    }

    /** Whether a change breaks no rule of its table; one that does leaves nothing behind. */
    private static boolean fits(Runnable change) {
        Object point = TransactionAspectSupport.currentTransactionStatus().createSavepoint();
        try {
            change.run();
            TransactionAspectSupport.currentTransactionStatus().releaseSavepoint(point);
            return true;
        } catch (DataIntegrityViolationException e) {
            TransactionAspectSupport.currentTransactionStatus().rollbackToSavepoint(point);
            return false;
        }
    }

    /** Columns that refer to an organisation by a foreign key, of every room. */
    private List<Column> columns() {
        return jdbc
                .sql("""
                        select c.conrelid::regclass::text as table_name, a.attname as column_name
                        from pg_constraint c
                        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                        where c.contype = 'f' and c.confrelid = 'organisation'::regclass and cardinality(c.conkey) = 1
                        order by 1, 2
                        """)
                .query((row, index) -> new Column(row.getString("table_name"), row.getString("column_name")))
                .list()
                .stream()
                .filter(column -> !STAY.contains(column.key()))
                .toList();
    }

    /** Where an organisation went that was merged. */
    @Transactional(readOnly = true)
    public Optional<String> wentTo(String key) {
        return jdbc.sql("""
                        with recursive way (key, at) as (
                            select merged_into, 1 from organisation where key = ? and deleted_at is not null
                            union all
                            select o.merged_into, w.at + 1 from way w join organisation o on o.key = w.key
                            where o.deleted_at is not null and w.at < 20
                        )
                        select key from way where key is not null order by at desc limit 1
                        """).param(key).query(String.class).optional();
    }

    /** The latest merges. */
    @Transactional(readOnly = true)
    public List<Made> made(Person person, int most) {
        require(person);
        return jdbc.sql("""
                        select m.*, (select count(*) from organisation_merge_row r where r.merge = m.id and r.moved) as moved,
                            (select count(*) from organisation_merge_row r where r.merge = m.id and not r.moved) as dropped
                        from organisation_merge m order by m.id desc limit ?
                        """)
                .param(most)
                .query((row, index) -> new Made(
                        row.getLong("id"),
                        row.getString("gone"),
                        row.getString("gone_name"),
                        row.getString("kept"),
                        row.getTimestamp("merged_at").toInstant(),
                        row.getString("merger"),
                        row.getInt("moved"),
                        row.getInt("dropped")))
                .list();
    }

    /** The rows of a merge as they were, for putting something back: JSON lines. */
    @Transactional(readOnly = true)
    public String log(Person person, long merge) {
        require(person);
        return String.join(
                "\n",
                jdbc.sql("select jsonb_build_object('table', table_name, 'moved', moved, 'was', was)::text"
                                + " from organisation_merge_row where merge = ? order by number")
                        .param(merge)
                        .query(String.class)
                        .list());
    }
}
