package org.knooppunt.visitation.internal;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.visitation.Recommendation;
import org.knooppunt.visitation.Visitation;
import org.knooppunt.web.Coded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Visitations and recommendations, in the database. */
@Repository
public class VisitationStore {
    private final JdbcClient jdbc;

    VisitationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static @Nullable LocalDate day(@Nullable Date date) {
        return date == null ? null : date.toLocalDate();
    }

    // ---- visitations

    public List<Visitation.Line> list() {
        return jdbc.sql("""
                        select v.id, v.title, v.year, v.held_on, count(r.id) as recommendations,
                            count(r.id) filter (where (select y.status from recommendation_year y
                                where y.recommendation = r.id order by y.year desc limit 1) in ('done', 'dropped')) as finished
                        from visitation v left join recommendation r on r.visitation = v.id
                        group by v.id order by v.year desc, v.id desc
                        """)
                .query((row, index) -> new Visitation.Line(
                        row.getLong("id"),
                        row.getString("title"),
                        row.getInt("year"),
                        day(row.getDate("held_on")),
                        row.getInt("recommendations"),
                        row.getInt("finished")))
                .list();
    }

    public Optional<Visitation> find(long id) {
        return jdbc.sql("select * from visitation where id = ?")
                .param(id)
                .query((row, index) -> new Visitation(
                        id,
                        row.getString("title"),
                        row.getInt("year"),
                        day(row.getDate("held_on")),
                        row.getString("place"),
                        row.getObject("first_year", Integer.class),
                        row.getObject("last_year", Integer.class),
                        row.getString("words"),
                        row.getString("source"),
                        row.getInt("version"),
                        parts(id)))
                .optional();
    }

    private List<Visitation.Part> parts(long id) {
        return jdbc.sql("select id, kind, title, words, source from visitation_part where visitation = ? order by id")
                .param(id)
                .query((row, index) -> new Visitation.Part(
                        row.getLong("id"),
                        Coded.of(Visitation.PartKind.class, row.getString("kind")),
                        row.getString("title"),
                        row.getString("words"),
                        row.getString("source")))
                .list();
    }

    public long create(Visitation.Draft draft, String creator) {
        return jdbc.sql("insert into visitation (title, year, held_on, place, first_year, last_year, words, source,"
                        + " creator) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .params(
                        draft.title(),
                        draft.year(),
                        draft.heldOn(),
                        draft.place(),
                        draft.firstYear(),
                        draft.lastYear(),
                        draft.words(),
                        draft.source(),
                        creator)
                .query(Long.class)
                .single();
    }

    public boolean change(long id, Visitation.Draft draft, int version) {
        return jdbc.sql("update visitation set title = ?, year = ?, held_on = ?, place = ?, first_year = ?,"
                                + " last_year = ?, words = ?, source = ?, version = version + 1"
                                + " where id = ? and version = ?")
                        .params(
                                draft.title(),
                                draft.year(),
                                draft.heldOn(),
                                draft.place(),
                                draft.firstYear(),
                                draft.lastYear(),
                                draft.words(),
                                draft.source(),
                                id,
                                version)
                        .update()
                > 0;
    }

    public void addPart(long visitation, Visitation.PartKind kind, String title, String words, String source) {
        jdbc.sql("insert into visitation_part (visitation, kind, title, words, source) values (?, ?, ?, ?, ?)")
                .params(visitation, kind.code(), title, words, source)
                .update();
    }

    public boolean removePart(long visitation, long part) {
        return jdbc.sql("delete from visitation_part where visitation = ? and id = ?")
                        .params(visitation, part)
                        .update()
                > 0;
    }

    // ---- recommendations

    /**
     * Recommendations in the order of visitations, the latest first.
     *
     * @param visitation only of this one
     */
    public List<Recommendation> recommendations(
            String text, Recommendation.@Nullable Addressee addressee, @Nullable Long visitation) {
        Where where = new Where()
                .words(text, "plain(concat_ws(' ', r.title, r.words, r.response, r.source)) like :word")
                .when(
                        addressee == null ? null : addressee.code(),
                        "exists (select from recommendation_addressee a where a.recommendation = r.id"
                                + " and a.addressee = :addressee)",
                        "addressee");
        if (visitation != null) {
            where.add("r.visitation = :visitation").with("visitation", visitation);
        }
        return read(where);
    }

    public Optional<Recommendation> recommendation(long id) {
        return read(new Where().add("r.id = :id").with("id", id)).stream().findFirst();
    }

    private List<Recommendation> read(Where where) {
        Map<Long, Set<Recommendation.Addressee>> addressees = new HashMap<>();
        jdbc.sql("select a.recommendation, a.addressee from recommendation_addressee a join recommendation r"
                        + " on r.id = a.recommendation where " + where.sql())
                .params(where.parameters())
                .query(row -> {
                    addressees
                            .computeIfAbsent(
                                    row.getLong("recommendation"), id -> EnumSet.noneOf(Recommendation.Addressee.class))
                            .add(Coded.of(Recommendation.Addressee.class, row.getString("addressee")));
                });
        Map<Long, List<Recommendation.Year>> years = new HashMap<>();
        jdbc.sql("select y.* from recommendation_year y join recommendation r on r.id = y.recommendation where "
                        + where.sql() + " order by y.year desc")
                .params(where.parameters())
                .query(row -> {
                    years.computeIfAbsent(row.getLong("recommendation"), id -> new ArrayList<>())
                            .add(year(row));
                });
        Map<Long, List<Recommendation.Link>> later = new HashMap<>();
        jdbc.sql(
                        "select n.follows, n.id, n.title, v.year from recommendation n join recommendation r on r.id = n.follows"
                                + " join visitation v on v.id = n.visitation where " + where.sql()
                                + " order by v.year, n.id")
                .params(where.parameters())
                .query(row -> {
                    later.computeIfAbsent(row.getLong("follows"), id -> new ArrayList<>())
                            .add(new Recommendation.Link(
                                    row.getLong("id"), row.getString("title"), row.getInt("year")));
                });
        return jdbc.sql("""
                        select r.*, v.title as visitation_title, v.year as visitation_year, e.title as earlier_title,
                            w.year as earlier_year
                        from recommendation r join visitation v on v.id = r.visitation
                            left join recommendation e on e.id = r.follows left join visitation w on w.id = e.visitation
                        where\s""" + where.sql() + " order by v.year desc, r.id")
                .params(where.parameters())
                .query((row, index) -> {
                    long id = row.getLong("id");
                    Long follows = row.getObject("follows", Long.class);
                    Timestamp responded = row.getTimestamp("responded_at");
                    return new Recommendation(
                            id,
                            row.getLong("visitation"),
                            row.getString("visitation_title"),
                            row.getInt("visitation_year"),
                            row.getString("title"),
                            row.getString("words"),
                            row.getString("source"),
                            addressees.getOrDefault(id, Set.of()),
                            day(row.getDate("due_on")),
                            follows == null
                                    ? null
                                    : new Recommendation.Link(
                                            follows, row.getString("earlier_title"), row.getInt("earlier_year")),
                            later.getOrDefault(id, List.of()),
                            row.getString("response"),
                            responded == null ? null : responded.toInstant(),
                            row.getString("responder"),
                            years.getOrDefault(id, List.of()),
                            row.getInt("version"));
                })
                .list();
    }

    private static Recommendation.Year year(ResultSet row) throws SQLException {
        return new Recommendation.Year(
                row.getInt("year"),
                Coded.of(Recommendation.Status.class, row.getString("status")),
                row.getString("words"),
                row.getString("evidence"),
                row.getTimestamp("told_at").toInstant(),
                row.getString("teller"));
    }

    public long add(long visitation, Recommendation.Draft draft) {
        long id = jdbc.sql("insert into recommendation (visitation, title, words, source, due_on, follows)"
                        + " values (?, ?, ?, ?, ?, ?) returning id")
                .params(visitation, draft.title(), draft.words(), draft.source(), draft.dueOn(), draft.follows())
                .query(Long.class)
                .single();
        address(id, draft.addressees());
        return id;
    }

    public boolean change(long id, Recommendation.Draft draft, int version) {
        boolean changed =
                jdbc.sql("update recommendation set title = ?, words = ?, source = ?, due_on = ?, follows = ?,"
                                        + " version = version + 1 where id = ? and version = ?")
                                .params(
                                        draft.title(),
                                        draft.words(),
                                        draft.source(),
                                        draft.dueOn(),
                                        draft.follows(),
                                        id,
                                        version)
                                .update()
                        > 0;
        if (changed) {
            address(id, draft.addressees());
        }
        return changed;
    }

    private void address(long id, Set<Recommendation.Addressee> addressees) {
        jdbc.sql("delete from recommendation_addressee where recommendation = ?")
                .param(id)
                .update();
        for (Recommendation.Addressee addressee : addressees) {
            jdbc.sql("insert into recommendation_addressee (recommendation, addressee) values (?, ?)")
                    .params(id, addressee.code())
                    .update();
        }
    }

    public boolean respond(long id, String response, String responder) {
        return jdbc.sql("update recommendation set response = ?, responded_at = now(), responder = ? where id = ?")
                        .params(response, responder, id)
                        .update()
                > 0;
    }

    /** How it stands in a year from now on; what was told of that year before is kept in the audit trail. */
    public void tell(long id, int year, Recommendation.Status status, String words, String evidence, String teller) {
        jdbc.sql("""
                        insert into recommendation_year (recommendation, year, status, words, evidence, teller)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (recommendation, year) do update set status = excluded.status,
                            words = excluded.words, evidence = excluded.evidence, teller = excluded.teller, told_at = now()
                        """).params(id, year, status.code(), words, evidence, teller).update();
    }

    // ---- for goals

    public Map<Long, String> titles(Collection<Long> ids) {
        return titles("where id = any(?) order by id", ids.toArray(new Long[0]));
    }

    public Map<Long, String> latest(int most) {
        return titles("order by id desc limit ?", most);
    }

    private Map<Long, String> titles(String rest, Object parameter) {
        Map<Long, String> titles = new LinkedHashMap<>();
        jdbc.sql("select id, title from recommendation " + rest)
                .param(parameter)
                .query(row -> {
                    titles.put(row.getLong("id"), row.getString("title"));
                });
        return titles;
    }

    public Set<String> existing(Collection<Long> ids) {
        return new HashSet<>(jdbc.sql("select id::text from recommendation where id = any(?)")
                .param(ids.toArray(new Long[0]))
                .query(String.class)
                .list());
    }
}
