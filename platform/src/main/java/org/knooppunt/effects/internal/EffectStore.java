package org.knooppunt.effects.internal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.effects.Approach;
import org.knooppunt.effects.ChosenPredictor;
import org.knooppunt.effects.Effect;
import org.knooppunt.effects.EffectDocument;
import org.knooppunt.effects.EffectLine;
import org.knooppunt.effects.EffectText;
import org.knooppunt.effects.FigureText;
import org.knooppunt.effects.Grade;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Effects in the database. Every reading says whether it is for everybody, and then leaves out what is not published. */
@Repository
public class EffectStore {
    /** The run that counts, and the judgement of it. */
    private static final String LAST = """
            left join lateral (select * from effect_run r where r.effect = e.id order by r.id desc limit 1) r on true
            left join lateral (select * from effect_judgement j where j.effect = e.id order by j.id desc limit 1) j
                on j.run = r.id""";

    private final JdbcClient jdbc;

    EffectStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was worked out and is to be kept. */
    public record NewRun(
            long effect,
            Approach approach,
            String treated,
            int started,
            FigureText figure,
            @Nullable String data,
            @Nullable String predictors,
            @Nullable EffectDocument document) {}

    /** A table as it was brought in. */
    public record Content(String fileName, byte[] content) {}

    public Slice<EffectLine> list(
            String words, @Nullable Grade grade, String sort, int page, int size, boolean openOnly) {
        Where where = new Where()
                .words(words, "plain(e.title || ' ' || e.place || ' ' || e.figure || ' ' || e.goal) like :word");
        if (openOnly) {
            where.add("e.published_at is not null");
        }
        if (grade != null) {
            where.add("j.grade = :grade").with("grade", grade.code());
        }
        long total = jdbc.sql("select count(*) from effect e " + LAST + " where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        boolean down = sort.startsWith("-");
        String column =
                switch (down ? sort.substring(1) : sort) {
                    case "title" -> "plain(e.title)";
                    case "place" -> "plain(e.place)";
                    case "started" -> "e.started";
                    case "grade" ->
                        "coalesce(array_position(array['asserted', 'trend', 'compared', 'counterfactual'], j.grade), 0)";
                    default -> "e.updated_at";
                };
        int at = Math.max(1, page);
        List<EffectLine> rows = jdbc.sql("""
                        select e.*, r.approach, r.refused, r.document, j.grade
                        from effect e %s where %s order by %s %s, e.id desc limit :size offset :offset
                        """.formatted(LAST, where.sql(), column, down ? "desc" : "asc"))
                .params(where.parameters())
                .param("size", size)
                .param("offset", (long) (at - 1) * size)
                .query((row, index) -> line(row))
                .list();
        return new Slice<>(rows, at, size, total);
    }

    private static EffectLine line(ResultSet row) throws SQLException {
        String grade = row.getString("grade");
        String approach = row.getString("approach");
        String document = row.getString("document");
        return new EffectLine(
                row.getLong("id"),
                row.getString("title"),
                row.getString("place"),
                row.getInt("started"),
                row.getString("figure"),
                row.getString("unit"),
                grade == null ? null : Coded.of(Grade.class, grade),
                approach == null ? null : Coded.of(Approach.class, approach),
                document == null || row.getBoolean("refused")
                        ? null
                        : (Double) EffectDocument.read(document).att(),
                row.getTimestamp("published_at") != null,
                row.getTimestamp("updated_at").toInstant());
    }

    public Optional<Effect> find(long id, boolean openOnly) {
        return jdbc.sql("select e.* from effect e where e.id = ?" + (openOnly ? " and e.published_at is not null" : ""))
                .param(id)
                .query((row, index) -> effect(row))
                .optional();
    }

    private Effect effect(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        String treated = row.getString("treated");
        Array compared = row.getArray("compared");
        Timestamp published = row.getTimestamp("published_at");
        return new Effect(
                id,
                row.getInt("version"),
                new EffectText(
                        row.getString("title"),
                        row.getString("story"),
                        row.getString("goal"),
                        row.getString("place"),
                        row.getInt("started")),
                new FigureText(
                        row.getString("figure"),
                        row.getString("unit"),
                        row.getString("source"),
                        row.getString("unit_column"),
                        row.getString("time_column"),
                        row.getString("figure_column")),
                row.getString("file_name"),
                treated.isEmpty()
                        ? null
                        : new Effect.Choice(
                                treated, row.getInt("from_period"), row.getInt("to_period"), List.of((String[])
                                        compared.getArray())),
                row.getString("indicator"),
                predictors(row),
                run(id),
                judgements(id),
                published == null ? null : published.toInstant(),
                row.getString("creator"),
                row.getTimestamp("created_at").toInstant());
    }

    private static List<ChosenPredictor> predictors(ResultSet row) throws SQLException {
        String[] variables = (String[]) row.getArray("predictors").getArray();
        Integer[] from = (Integer[]) row.getArray("predictors_from").getArray();
        Integer[] to = (Integer[]) row.getArray("predictors_to").getArray();
        List<ChosenPredictor> predictors = new ArrayList<>();
        for (int i = 0; i < variables.length; i++) {
            predictors.add(new ChosenPredictor(variables[i], from[i], to[i]));
        }
        return predictors;
    }

    private Effect.@Nullable Run run(long effect) {
        return jdbc.sql("select * from effect_run where effect = ? order by id desc limit 1")
                .param(effect)
                .query((row, index) -> {
                    String document = row.getString("document");
                    return new Effect.Run(
                            row.getLong("id"),
                            Coded.of(Approach.class, row.getString("approach")),
                            row.getString("treated"),
                            row.getInt("started"),
                            row.getString("figure"),
                            row.getString("unit"),
                            row.getString("source"),
                            row.getString("data"),
                            row.getString("predictors"),
                            document == null ? null : EffectDocument.read(document),
                            row.getBoolean("refused"),
                            row.getTimestamp("made_at").toInstant(),
                            row.getString("person"));
                })
                .optional()
                .orElse(null);
    }

    private List<Effect.Judgement> judgements(long effect) {
        return jdbc.sql("select * from effect_judgement where effect = ? order by id desc limit 100")
                .param(effect)
                .query((row, index) -> new Effect.Judgement(
                        row.getLong("run"),
                        Coded.of(Grade.class, row.getString("grade")),
                        row.getString("reason"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("person")))
                .list();
    }

    public boolean isEmpty() {
        return !jdbc.sql("select exists (select from effect)")
                .query(Boolean.class)
                .single();
    }

    public long add(EffectText text, Person person) {
        return jdbc.sql("""
                        insert into effect (title, story, goal, place, started, created_by, creator)
                        values (?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        text.title(),
                        text.story(),
                        text.goal(),
                        text.place(),
                        text.started(),
                        person.id(),
                        person.name())
                .query(Long.class)
                .single();
    }

    public boolean change(long id, EffectText text, int version) {
        return jdbc.sql("""
                        update effect set title = ?, story = ?, goal = ?, place = ?, started = ?,
                            version = version + 1, updated_at = now()
                        where id = ? and version = ?
                        """)
                        .params(text.title(), text.story(), text.goal(), text.place(), text.started(), id, version)
                        .update()
                == 1;
    }

    /** @param indicator whose figures these are; absent for a file of somebody's own */
    public void bring(long id, String fileName, byte[] content, @Nullable String indicator) {
        jdbc.sql("""
                        update effect set file_name = ?, content = ?, unit_column = '', time_column = '',
                            figure_column = '', treated = '', from_period = null, to_period = null, compared = '{}',
                            indicator = ?, predictors = '{}', predictors_from = '{}', predictors_to = '{}',
                            updated_at = now()
                        where id = ?
                        """).params(fileName, content, indicator, id).update();
    }

    public Optional<Content> content(long id) {
        return jdbc.sql("select file_name, content from effect where id = ? and content is not null")
                .param(id)
                .query((row, index) -> new Content(row.getString("file_name"), row.getBytes("content")))
                .optional();
    }

    public void name(long id, FigureText figure) {
        jdbc.sql("""
                        update effect set figure = ?, unit = ?, source = ?, unit_column = ?, time_column = ?,
                            figure_column = ?, treated = '', from_period = null, to_period = null, compared = '{}',
                            updated_at = now()
                        where id = ?
                        """)
                .params(
                        figure.figure(),
                        figure.unit(),
                        figure.source(),
                        figure.unitColumn(),
                        figure.timeColumn(),
                        figure.figureColumn(),
                        id)
                .update();
    }

    public void choose(long id, Effect.Choice choice) {
        jdbc.sql("""
                        update effect set treated = :treated, from_period = :from, to_period = :to,
                            compared = :compared, updated_at = now()
                        where id = :id
                        """)
                .param("treated", choice.treated())
                .param("from", choice.from())
                .param("to", choice.to())
                .param("compared", choice.compared().toArray(String[]::new))
                .param("id", id)
                .update();
    }

    public void predict(long id, List<ChosenPredictor> predictors) {
        jdbc.sql("update effect set predictors = ?, predictors_from = ?, predictors_to = ? where id = ?")
                .params(
                        predictors.stream().map(ChosenPredictor::variable).toArray(String[]::new),
                        predictors.stream().map(ChosenPredictor::from).toArray(Integer[]::new),
                        predictors.stream().map(ChosenPredictor::to).toArray(Integer[]::new),
                        id)
                .update();
    }

    /** A new answer is judged by nobody yet, so it is not for everybody either. */
    public void keep(NewRun run, Person person) {
        EffectDocument document = run.document();
        FigureText figure = run.figure();
        jdbc.sql("""
                        insert into effect_run (effect, approach, treated, started, figure, unit, source, data,
                            predictors, document, refused, account, person)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        run.effect(),
                        run.approach().code(),
                        run.treated(),
                        run.started(),
                        figure.figure(),
                        figure.unit(),
                        figure.source(),
                        run.data(),
                        run.predictors(),
                        document == null ? null : document.json(),
                        document != null && document.refused() != null,
                        person.id(),
                        person.name())
                .update();
        jdbc.sql("update effect set published_at = null, updated_at = now() where id = ?")
                .param(run.effect())
                .update();
    }

    public void judge(long id, long run, Grade grade, String reason, Person person) {
        jdbc.sql("""
                        insert into effect_judgement (effect, run, grade, reason, account, person)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(id, run, grade.code(), reason, person.id(), person.name())
                .update();
        jdbc.sql("update effect set updated_at = now() where id = ?").param(id).update();
    }

    public void publish(long id, boolean open) {
        jdbc.sql("update effect set published_at = case when ? then now() end, updated_at = now() where id = ?")
                .params(open, id)
                .update();
    }

    public boolean remove(long id) {
        return jdbc.sql("delete from effect where id = ? and published_at is null")
                        .param(id)
                        .update()
                == 1;
    }

    /** Titles by number. */
    public Map<Long, String> titles(Collection<Long> ids, boolean openOnly) {
        return titles(new Where().add("id = any(:ids)").with("ids", ids.toArray(new Long[0])), openOnly, "");
    }

    /** Titles of the newest, by number. */
    public Map<Long, String> latest(boolean openOnly, int most) {
        return titles(new Where().with("most", most), openOnly, " limit :most");
    }

    private Map<Long, String> titles(Where where, boolean openOnly, String limit) {
        if (openOnly) {
            where.add("published_at is not null");
        }
        Map<Long, String> titles = new LinkedHashMap<>();
        jdbc.sql("select id, title from effect where " + where.sql() + " order by id desc" + limit)
                .params(where.parameters())
                .query(row -> {
                    titles.put(row.getLong("id"), row.getString("title"));
                });
        return titles;
    }

    public Set<String> existing(Collection<Long> ids) {
        return new HashSet<>(jdbc.sql("select id::text from effect where id = any(?)")
                .param(ids.toArray(new Long[0]))
                .query(String.class)
                .list());
    }

    /** What a person did here. */
    public Map<String, List<Map<String, Object>>> of(long account) {
        return Map.of(
                "effects", done("select id, title, created_at as at from effect where created_by = ?", account),
                "worked_out",
                        done(
                                "select effect as id, approach as title, made_at as at from effect_run where account = ?",
                                account),
                "judgements",
                        done(
                                "select effect as id, grade as title, at from effect_judgement where account = ?",
                                account));
    }

    private List<Map<String, Object>> done(String sql, long account) {
        return jdbc.sql(sql + " order by 3 desc")
                .param(account)
                .query((row, index) -> Map.<String, Object>of(
                        "effect",
                        row.getLong("id"),
                        "what",
                        row.getString("title"),
                        "at",
                        instant(row).toString()))
                .list();
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getTimestamp("at").toInstant();
    }
}
