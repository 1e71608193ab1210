package org.knooppunt.progress.internal;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.progress.ProgressReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Progress reports and their editions, in the database. */
@Repository
public class ProgressStore {
    private final JdbcClient jdbc;

    ProgressStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<ProgressReport.Line> list() {
        return jdbc.sql("""
                        select r.id, r.title, r.framework, r.first_day, r.last_day, count(e.number) as editions,
                            max(e.made_at) as latest
                        from progress_report r left join progress_edition e on e.report = r.id
                        where r.removed_at is null group by r.id order by r.last_day desc, r.id desc
                        """)
                .query((row, index) -> {
                    Timestamp latest = row.getTimestamp("latest");
                    return new ProgressReport.Line(
                            row.getLong("id"),
                            row.getString("title"),
                            row.getString("framework"),
                            row.getDate("first_day").toLocalDate(),
                            row.getDate("last_day").toLocalDate(),
                            row.getInt("editions"),
                            latest == null ? null : latest.toInstant());
                })
                .list();
    }

    /** The bare facts of a report. */
    public record Facts(long id, String title, String framework, LocalDate firstDay, LocalDate lastDay, int version) {}

    public Optional<Facts> find(long id) {
        return jdbc.sql("select title, framework, first_day, last_day, version from progress_report"
                        + " where id = ? and removed_at is null")
                .param(id)
                .query((row, index) -> new Facts(
                        id,
                        row.getString("title"),
                        row.getString("framework"),
                        row.getDate("first_day").toLocalDate(),
                        row.getDate("last_day").toLocalDate(),
                        row.getInt("version")))
                .optional();
    }

    public long create(String title, String framework, LocalDate first, LocalDate last, String creator) {
        return jdbc.sql("insert into progress_report (title, framework, first_day, last_day, creator)"
                        + " values (?, ?, ?, ?, ?) returning id")
                .params(title, framework, Date.valueOf(first), Date.valueOf(last), creator)
                .query(Long.class)
                .single();
    }

    public boolean change(long id, String title, String framework, LocalDate first, LocalDate last, int version) {
        return jdbc.sql("update progress_report set title = ?, framework = ?, first_day = ?, last_day = ?,"
                                + " version = version + 1 where id = ? and version = ? and removed_at is null")
                        .params(title, framework, Date.valueOf(first), Date.valueOf(last), id, version)
                        .update()
                == 1;
    }

    public boolean remove(long id, boolean removed) {
        return jdbc.sql("update progress_report set removed_at = case when ? then now() end where id = ?"
                                + " and (removed_at is null) = ?")
                        .params(removed, id, removed)
                        .update()
                == 1;
    }

    public Map<String, ProgressReport.Text> texts(long id) {
        Map<String, ProgressReport.Text> texts = new TreeMap<>();
        jdbc.sql("select place, words, version, writer, written_at from progress_text where report = ?")
                .param(id)
                .query(row -> {
                    texts.put(
                            row.getString("place"),
                            new ProgressReport.Text(
                                    row.getString("words"),
                                    row.getInt("version"),
                                    row.getString("writer"),
                                    row.getTimestamp("written_at").toInstant()));
                });
        return texts;
    }

    /** Writes a text, or takes it away when there are no words; false when somebody else wrote it first. */
    public boolean write(long id, String place, String words, int version, String writer) {
        if (words.isEmpty()) {
            return jdbc.sql("delete from progress_text where report = ? and place = ? and version = ?")
                                    .params(id, place, version)
                                    .update()
                            == 1
                    || version == 0 && !texts(id).containsKey(place);
        }
        if (version == 0) {
            return jdbc.sql("insert into progress_text (report, place, words, writer, version) values (?, ?, ?, ?, 1)"
                                    + " on conflict do nothing")
                            .params(id, place, words, writer)
                            .update()
                    == 1;
        }
        return jdbc.sql("update progress_text set words = ?, writer = ?, version = version + 1, written_at = now()"
                                + " where report = ? and place = ? and version = ?")
                        .params(words, writer, id, place, version)
                        .update()
                == 1;
    }

    public List<ProgressReport.Edition> editions(@Nullable Long id, boolean shownOnly) {
        return jdbc.sql("select e.report, e.number, e.made_at, e.maker, e.note, e.shown from progress_edition e"
                        + " join progress_report r on r.id = e.report and r.removed_at is null"
                        + " where (?::bigint is null or e.report = ?) and (e.shown or not ?)"
                        + " order by e.made_at desc, e.number desc")
                .params(id, id, shownOnly)
                .query((row, index) -> new ProgressReport.Edition(
                        row.getLong("report"),
                        row.getInt("number"),
                        row.getTimestamp("made_at").toInstant(),
                        row.getString("maker"),
                        row.getString("note"),
                        row.getBoolean("shown")))
                .list();
    }

    /** Two who make an edition wait for each other, so that numbers follow. */
    public int add(long id, String maker, String note, byte[] pdf, byte[] workbook) {
        jdbc.sql("select id from progress_report where id = ? for update")
                .param(id)
                .query(Long.class)
                .single();
        return jdbc.sql("insert into progress_edition (report, number, maker, note, pdf, workbook)"
                        + " select ?, coalesce(max(number), 0) + 1, ?, ?, ?, ? from progress_edition where report = ?"
                        + " returning number")
                .params(id, maker, note, pdf, workbook, id)
                .query(Integer.class)
                .single();
    }

    public void show(long id, int number, boolean shown) {
        jdbc.sql("update progress_edition set shown = ? where report = ? and number = ?")
                .params(shown, id, number)
                .update();
    }

    /** The bytes of an edition; nothing when there is none, or it is not for this reader. */
    public Optional<byte[]> file(long id, int number, boolean workbook, boolean shownOnly) {
        return jdbc.sql("select " + (workbook ? "e.workbook" : "e.pdf")
                        + " from progress_edition e join progress_report r"
                        + " on r.id = e.report and r.removed_at is null where e.report = ? and e.number = ?"
                        + " and (e.shown or not ?)")
                .params(id, number, shownOnly)
                .query(byte[].class)
                .optional();
    }

    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from progress_report)")
                .query(Boolean.class)
                .single();
    }
}
