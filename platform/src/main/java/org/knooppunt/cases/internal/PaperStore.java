package org.knooppunt.cases.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.CaseDocuments;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Dossier;
import org.knooppunt.cases.EarningModel;
import org.knooppunt.cases.Stories;
import org.knooppunt.database.Where;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Papers and stories of cases, in the database. */
@Repository
public class PaperStore {
    /** A story s that everybody may read: its case has partners, and each released this very text. */
    private static final String IS_PUBLIC = """
            not s.hidden and exists (select from business_case_partner p where p.business_case = s.business_case)
            and not exists (select from business_case_partner p where p.business_case = s.business_case
                and not exists (select from business_case_release r where r.business_case = p.business_case
                    and r.organisation = p.organisation and r.story_version = s.version))""";

    private final JdbcClient jdbc;

    PaperStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ---- papers

    public List<CaseDocuments.Line> documents(long id, boolean all) {
        return jdbc.sql("select id, title, file_name, length(content) as size, for_partners, added_at, adder"
                        + " from business_case_document where business_case = ? and removed_at is null"
                        + " and (? or for_partners) order by id")
                .params(id, all)
                .query((row, index) -> new CaseDocuments.Line(
                        row.getLong("id"),
                        row.getString("title"),
                        row.getString("file_name"),
                        row.getLong("size"),
                        row.getBoolean("for_partners"),
                        row.getTimestamp("added_at").toInstant(),
                        row.getString("adder")))
                .list();
    }

    public Optional<CaseDocuments.Content> content(long id, long document, boolean all) {
        return jdbc.sql("select file_name, content from business_case_document where business_case = ? and id = ?"
                        + " and removed_at is null and (? or for_partners)")
                .params(id, document, all)
                .query((row, index) -> new CaseDocuments.Content(row.getString("file_name"), row.getBytes("content")))
                .optional();
    }

    public void addDocument(long id, String title, String fileName, byte[] content, boolean forPartners, String adder) {
        jdbc.sql("insert into business_case_document (business_case, title, file_name, content, for_partners, adder)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(id, title, fileName, content, forPartners, adder)
                .update();
        touch(id);
    }

    public boolean share(long id, long document, boolean forPartners) {
        return jdbc.sql("update business_case_document set for_partners = ? where business_case = ? and id = ?")
                        .params(forPartners, id, document)
                        .update()
                == 1;
    }

    public boolean remove(long id, long document, boolean removed) {
        return jdbc.sql("update business_case_document set removed_at = case when ? then now() end"
                                + " where business_case = ? and id = ?")
                        .params(removed, id, document)
                        .update()
                == 1;
    }

    private void touch(long id) {
        jdbc.sql("update business_case set moved_at = now() where id = ?")
                .param(id)
                .update();
    }

    // ---- stories

    public Optional<Stories.Draft> draft(long id, Set<String> own) {
        return jdbc.sql("select title, words, show_expected, show_results, hidden, version, written_at"
                        + " from business_case_story where business_case = ?")
                .param(id)
                .query((row, index) -> new Stories.Draft(
                        row.getString("title"),
                        row.getString("words"),
                        row.getBoolean("show_expected"),
                        row.getBoolean("show_results"),
                        row.getBoolean("hidden"),
                        row.getInt("version"),
                        row.getTimestamp("written_at").toInstant(),
                        releases(id, row.getInt("version"), own)))
                .optional();
    }

    private List<Stories.Release> releases(long id, int version, Set<String> own) {
        return jdbc.sql("""
                        select p.organisation, p.name, coalesce(r.story_version = ?, false) as given,
                            coalesce(r.named, false) as named, coalesce(r.how, '') as how, r.released_at,
                            coalesce(r.releaser, '') as releaser
                        from business_case_partner p left join business_case_release r using (business_case, organisation)
                        where p.business_case = ? order by p.name, p.organisation
                        """)
                .params(version, id)
                .query((row, index) -> {
                    Timestamp at = row.getTimestamp("released_at");
                    return new Stories.Release(
                            row.getString("organisation"),
                            row.getString("name"),
                            own.contains(row.getString("organisation")),
                            row.getBoolean("given"),
                            row.getBoolean("named"),
                            row.getString("how"),
                            at == null ? null : at.toInstant(),
                            row.getString("releaser"));
                })
                .list();
    }

    public boolean write(
            long id,
            String title,
            String words,
            boolean showExpected,
            boolean showResults,
            int version,
            String writer) {
        if (version == 0) {
            return jdbc.sql("insert into business_case_story (business_case, title, words, show_expected, show_results,"
                                    + " writer) values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                            .params(id, title, words, showExpected, showResults, writer)
                            .update()
                    == 1;
        }
        return jdbc.sql("update business_case_story set title = ?, words = ?, show_expected = ?, show_results = ?,"
                                + " writer = ?, version = version + 1, written_at = now()"
                                + " where business_case = ? and version = ?")
                        .params(title, words, showExpected, showResults, writer, id, version)
                        .update()
                == 1;
    }

    public void hide(long id, boolean hidden) {
        jdbc.sql("update business_case_story set hidden = ? where business_case = ?")
                .params(hidden, id)
                .update();
    }

    public boolean release(long id, String organisation, boolean named, String how, int version, String releaser) {
        // the story is held, so that no other text slips in under a word that was given for this one
        boolean same = jdbc.sql("select 1 from business_case_story where business_case = ? and version = ? for share")
                .params(id, version)
                .query(Integer.class)
                .optional()
                .isPresent();
        return same
                && jdbc.sql("""
                                insert into business_case_release (business_case, organisation, story_version, named, how,
                                    releaser)
                                select business_case, organisation, ?, ?, ?, ? from business_case_partner
                                where business_case = ? and organisation = ?
                                on conflict (business_case, organisation) do update set
                                    story_version = excluded.story_version, named = excluded.named, how = excluded.how,
                                    released_at = now(), releaser = excluded.releaser
                                """)
                                .params(version, named, how, releaser, id, organisation)
                                .update()
                        == 1;
    }

    public boolean unrelease(long id, String organisation) {
        return jdbc.sql("delete from business_case_release where business_case = ? and organisation = ?")
                        .params(id, organisation)
                        .update()
                == 1;
    }

    public Slice<Stories.Line> stories(String text, int page, int size) {
        Where where = new Where()
                .words(text, "plain(s.title || ' ' || s.words) like :word")
                .add(IS_PUBLIC);
        long total = jdbc.sql("select count(*) from business_case_story s where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.max(1, page);
        List<Stories.Line> lines = jdbc.sql(
                        "select s.business_case, s.title, left(s.words, 240) as begin, c.status from business_case_story s"
                                + " join business_case c on c.id = s.business_case where " + where.sql()
                                + " order by s.written_at desc, s.business_case desc limit " + size + " offset "
                                + (long) (at - 1) * size)
                .params(where.parameters())
                .query((row, index) -> new Stories.Line(
                        row.getLong("business_case"), row.getString("title"), row.getString("begin"), status(row)))
                .list();
        return new Slice<>(lines, at, size, total);
    }

    public Optional<Stories.Page> story(long id) {
        return jdbc.sql("""
                        select s.title, s.words, s.show_expected, s.show_results, s.written_at, c.status, c.model, c.sdgs,
                            c.co2e_avoided, c.jobs,
                            array(select p.name from business_case_release r
                                join business_case_partner p using (business_case, organisation)
                                where r.business_case = s.business_case and r.named order by p.name) as partners,
                            (select count(*) from business_case_release r where r.business_case = s.business_case
                                and not r.named) as unnamed
                        from business_case_story s join business_case c on c.id = s.business_case
                        where s.business_case = ? and
                        """ + IS_PUBLIC)
                .param(id)
                .query((row, index) -> page(id, row))
                .optional();
    }

    private Stories.Page page(long id, ResultSet row) throws SQLException {
        boolean expected = row.getBoolean("show_expected");
        @Nullable String model = row.getString("model");
        return new Stories.Page(
                id,
                row.getString("title"),
                row.getString("words"),
                status(row),
                model == null ? null : Coded.of(EarningModel.class, model),
                List.of((Integer[]) row.getArray("sdgs").getArray()),
                List.of((String[]) row.getArray("partners").getArray()),
                row.getInt("unnamed"),
                expected ? (Double) row.getDouble("co2e_avoided") : null,
                expected ? (Double) row.getDouble("jobs") : null,
                row.getBoolean("show_results") ? reached(id) : List.of(),
                row.getTimestamp("written_at").toInstant());
    }

    /** Money stays out, since it tells what partners ask. */
    private List<Stories.Reached> reached(long id) {
        return jdbc.sql("select measure, quantity from business_case_reached"
                        + " where business_case = ? and measure <> 'money'"
                        + " order by array_position(array['material', 'co2e', 'jobs'], measure)")
                .param(id)
                .query((row, index) -> new Stories.Reached(
                        Coded.of(Dossier.Result.Measure.class, row.getString("measure")), row.getDouble("quantity")))
                .list();
    }

    private static CaseStatus status(ResultSet row) throws SQLException {
        return Coded.of(CaseStatus.class, row.getString("status"));
    }
}
