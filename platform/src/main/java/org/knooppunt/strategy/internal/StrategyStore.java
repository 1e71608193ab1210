package org.knooppunt.strategy.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.strategy.Framework;
import org.knooppunt.strategy.FrameworkDraft;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalChoice;
import org.knooppunt.strategy.GoalDraft;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.Level;
import org.knooppunt.strategy.Tree;
import org.knooppunt.strategy.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Frameworks, their versions and what serves their goals, in the database. */
@Repository
public class StrategyStore {
    /** Of every goal the wording of the version in force. */
    private static final String IN_FORCE = """
            strategy_text t join strategy_framework f on f.id = t.framework
                and t.version = (select max(v.number) from strategy_version v
                    where v.framework = t.framework and v.published_at is not null)
            """;

    /** Reads a goal of t and f; priority rises from below where the framework says so, counted here and stored nowhere. */
    private static final String GOAL = """
            select t.goal, f.code as framework, f.name_nl as framework_nl, f.name_en as framework_en,
                f.name_fr as framework_fr, g.code, t.version, t.level, l.name_nl as level_nl, l.name_en as level_en,
                l.name_fr as level_fr, t.named, t.title_nl, t.title_en, t.title_fr, t.words_nl, t.words_en, t.words_fr,
                t.priority as own, t.source,
                t.priority or (f.priority_rises and exists (
                    with recursive below (goal) as (
                        select u.child from strategy_under u where u.parent = t.goal and u.version = t.version
                        union
                        select u.child from strategy_under u join below b on u.parent = b.goal and u.version = t.version)
                    select from below b join strategy_text x on x.goal = b.goal and x.version = t.version
                    where x.priority)) as priority
            from %s
                join strategy_goal g on g.id = t.goal
                join strategy_level l on l.framework = t.framework and l.version = t.version and l.code = t.level
            """;

    private static final String GOAL_IN_FORCE = GOAL.formatted(IN_FORCE);
    private static final String GOAL_OF_VERSION =
            GOAL.formatted("strategy_text t join strategy_framework f on f.id = t.framework");

    private final JdbcClient jdbc;

    StrategyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Words words(ResultSet row, String column) throws SQLException {
        return new Words(row.getString(column + "_nl"), row.getString(column + "_en"), row.getString(column + "_fr"));
    }

    private static Goal goal(ResultSet row, int index) throws SQLException {
        return new Goal(
                row.getObject("goal", UUID.class),
                row.getString("framework"),
                words(row, "framework"),
                row.getString("code"),
                row.getInt("version"),
                row.getString("level"),
                words(row, "level"),
                row.getBoolean("named"),
                words(row, "title"),
                words(row, "words"),
                row.getBoolean("own"),
                row.getBoolean("priority"),
                row.getString("source"));
    }

    // ---- frameworks

    private static final String FRAMEWORK = """
            select f.id, f.code, f.name_nl, f.name_en, f.name_fr, f.source, f.priority_rises, p.latest,
                (select v.number from strategy_version v where v.framework = f.id and v.published_at is null) as draft,
                (select count(*) from strategy_text t where t.framework = f.id and t.version = p.latest) as goals
            from strategy_framework f cross join lateral (
                select coalesce(max(v.number), 0) as latest from strategy_version v
                where v.framework = f.id and v.published_at is not null) p
            """;

    private static Framework framework(ResultSet row, int index) throws SQLException {
        int draft = row.getInt("draft");
        return new Framework(
                row.getLong("id"),
                row.getString("code"),
                words(row, "name"),
                row.getString("source"),
                row.getBoolean("priority_rises"),
                row.getInt("latest"),
                draft == 0 ? null : draft,
                row.getInt("goals"));
    }

    /** @param all also those of which nothing is published yet */
    public List<Framework> list(boolean all) {
        return jdbc.sql(FRAMEWORK + " where :all or p.latest > 0 order by f.id")
                .param("all", all)
                .query(StrategyStore::framework)
                .list();
    }

    public Optional<Framework> find(String code, boolean all) {
        return jdbc.sql(FRAMEWORK + " where f.code = :code and (:all or p.latest > 0)")
                .param("code", code)
                .param("all", all)
                .query(StrategyStore::framework)
                .optional();
    }

    /** Nobody else changes this framework until the end of the transaction. */
    public void lock(long framework) {
        jdbc.sql("select id from strategy_framework where id = ? for update")
                .param(framework)
                .query(Long.class)
                .single();
    }

    /** A framework of this code, made when there is none. */
    public long create(String code, Words name, String source, boolean priorityRises, String creator) {
        jdbc.sql("""
                        insert into strategy_framework (code, name_nl, name_en, name_fr, source, priority_rises, creator)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (code) do nothing
                        """)
                .params(code, name.nl(), name.en(), name.fr(), source, priorityRises, creator)
                .update();
        return jdbc.sql("select id from strategy_framework where code = ?")
                .param(code)
                .query(Long.class)
                .single();
    }

    // ---- versions

    /** A version that was published, or the draft. */
    public record VersionLine(
            int number,
            String note,
            java.time.@Nullable Instant publishedAt,
            @Nullable String publisher,
            int edits) {}

    public List<VersionLine> versions(long framework, boolean drafts) {
        return jdbc.sql("select number, note, published_at, publisher, edits from strategy_version"
                        + " where framework = ? and (? or published_at is not null) order by number desc")
                .params(framework, drafts)
                .query((row, index) -> {
                    Timestamp at = row.getTimestamp("published_at");
                    return new VersionLine(
                            row.getInt("number"),
                            row.getString("note"),
                            at == null ? null : at.toInstant(),
                            row.getString("publisher"),
                            row.getInt("edits"));
                })
                .list();
    }

    public Tree tree(Framework framework, VersionLine version) {
        return new Tree(
                framework,
                version.number(),
                version.note(),
                version.publishedAt(),
                version.publisher(),
                version.edits(),
                levels(framework.id(), version.number()),
                jdbc.sql(GOAL_OF_VERSION + " where t.framework = ? and t.version = ? order by t.place, g.code")
                        .params(framework.id(), version.number())
                        .query(StrategyStore::goal)
                        .list(),
                jdbc.sql("select child, parent from strategy_under where framework = ? and version = ?")
                        .params(framework.id(), version.number())
                        .query((row, index) ->
                                new Tree.Under(row.getObject("child", UUID.class), row.getObject("parent", UUID.class)))
                        .list(),
                jdbc.sql("""
                                select r.goal, r.kind, r.words_nl, r.words_en, r.words_fr, r.source from strategy_remark r
                                    join strategy_text t on t.goal = r.goal and t.version = r.version
                                where t.framework = ? and t.version = ? order by r.place, r.id
                                """)
                        .params(framework.id(), version.number())
                        .query((row, index) -> new Tree.Remark(
                                row.getObject("goal", UUID.class),
                                row.getString("kind"),
                                words(row, "words"),
                                row.getString("source")))
                        .list());
    }

    private List<Level> levels(long framework, int version) {
        return jdbc.sql("select code, name_nl, name_en, name_fr, parents from strategy_level"
                        + " where framework = ? and version = ? order by place")
                .params(framework, version)
                .query((row, index) -> new Level(row.getString("code"), words(row, "name"), List.of((String[])
                        row.getArray("parents").getArray())))
                .list();
    }

    public void addVersion(long framework, int number) {
        jdbc.sql("insert into strategy_version (framework, number) values (?, ?)")
                .params(framework, number)
                .update();
    }

    /** Drops the draft with all it says. */
    public boolean dropDraft(long framework) {
        return jdbc.sql("delete from strategy_version where framework = ? and published_at is null")
                        .param(framework)
                        .update()
                > 0;
    }

    public boolean publish(long framework, String note, String publisher) {
        return jdbc.sql("update strategy_version set published_at = now(), publisher = ?, note = ?"
                                + " where framework = ? and published_at is null")
                        .params(publisher, note, framework)
                        .update()
                > 0;
    }

    /** The draft becomes what a file says. */
    public void fill(long framework, int version, FrameworkDraft draft) {
        int place = 0;
        for (Level level : draft.levels()) {
            jdbc.sql("insert into strategy_level (framework, version, code, place, name_nl, name_en, name_fr, parents)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            framework,
                            version,
                            level.code(),
                            ++place,
                            level.name().nl(),
                            level.name().en(),
                            level.name().fr(),
                            level.parents().toArray(new String[0]))
                    .update();
        }
        Map<String, UUID> ids = new HashMap<>();
        for (GoalDraft goal : draft.goals()) {
            ids.put(goal.code(), identity(framework, goal.code()));
            write(framework, version, ids.get(goal.code()), goal, ids.size());
        }
        for (GoalDraft goal : draft.goals()) {
            hang(
                    framework,
                    version,
                    ids.get(goal.code()),
                    goal.parents().stream().map(ids::get).toList());
        }
        place = 0;
        for (FrameworkDraft.Remark remark : draft.remarks()) {
            jdbc.sql("insert into strategy_remark (goal, version, kind, place, words_nl, words_en, words_fr, source)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            ids.get(remark.goal()),
                            version,
                            remark.kind(),
                            ++place,
                            remark.words().nl(),
                            remark.words().en(),
                            remark.words().fr(),
                            remark.source())
                    .update();
        }
    }

    /** The id of a goal of this code, the same in every version. */
    public UUID identity(long framework, String code) {
        jdbc.sql("insert into strategy_goal (framework, code) values (?, ?) on conflict do nothing")
                .params(framework, code)
                .update();
        return jdbc.sql("select id from strategy_goal where framework = ? and code = ?")
                .params(framework, code)
                .query(UUID.class)
                .single();
    }

    private void write(long framework, int version, UUID id, GoalDraft goal, int place) {
        jdbc.sql("""
                        insert into strategy_text (goal, framework, version, level, place, named, title_nl, title_en,
                            title_fr, words_nl, words_en, words_fr, priority, source)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (goal, version) do update set level = excluded.level, named = excluded.named,
                            title_nl = excluded.title_nl, title_en = excluded.title_en, title_fr = excluded.title_fr,
                            words_nl = excluded.words_nl, words_en = excluded.words_en, words_fr = excluded.words_fr,
                            priority = excluded.priority, source = excluded.source
                        """)
                .params(
                        id,
                        framework,
                        version,
                        goal.level(),
                        place,
                        goal.named(),
                        goal.title().nl(),
                        goal.title().en(),
                        goal.title().fr(),
                        goal.words().nl(),
                        goal.words().en(),
                        goal.words().fr(),
                        goal.priority(),
                        goal.source())
                .update();
    }

    private void hang(long framework, int version, UUID child, List<UUID> parents) {
        jdbc.sql("delete from strategy_under where version = ? and child = ?")
                .params(version, child)
                .update();
        for (UUID parent : parents) {
            jdbc.sql("insert into strategy_under (framework, version, child, parent) values (?, ?, ?, ?)")
                    .params(framework, version, child, parent)
                    .update();
        }
    }

    /** Writes one goal of a draft, at the end when it is new. */
    public void save(long framework, int version, UUID id, GoalDraft goal, List<UUID> parents) {
        int place = jdbc.sql(
                        "select coalesce(max(place), 0) + 1 from strategy_text where framework = ? and version = ?")
                .params(framework, version)
                .query(Integer.class)
                .single();
        write(framework, version, id, goal, place);
        hang(framework, version, id, parents);
    }

    public boolean removeGoal(long framework, int version, UUID id) {
        return jdbc.sql("delete from strategy_text where framework = ? and version = ? and goal = ?")
                        .params(framework, version, id)
                        .update()
                > 0;
    }

    /** Counts a change of the draft; false when somebody else changed it since. */
    public boolean edited(long framework, int version, int edits) {
        return jdbc.sql("update strategy_version set edits = edits + 1"
                                + " where framework = ? and number = ? and published_at is null and edits = ?")
                        .params(framework, version, edits)
                        .update()
                > 0;
    }

    // ---- goals

    public Optional<Goal> goal(UUID id) {
        return jdbc.sql(GOAL_IN_FORCE + " where t.goal = ?")
                .param(id)
                .query(StrategyStore::goal)
                .optional();
    }

    public Optional<Goal> goal(GoalKey key) {
        return jdbc.sql(GOAL_IN_FORCE + " where f.code = ? and g.code = ?")
                .params(key.framework(), key.goal())
                .query(StrategyStore::goal)
                .optional();
    }

    /** @param framework its code; nothing for all */
    public List<GoalChoice> choices(@Nullable String framework) {
        return jdbc.sql(GOAL_IN_FORCE + " where (:code::text is null or f.code = :code) order by f.id, t.place")
                .param("code", framework)
                .query((row, index) -> new GoalChoice(
                        row.getObject("goal", UUID.class),
                        words(row, "framework"),
                        words(row, "level"),
                        row.getString("code"),
                        words(row, "title")))
                .list();
    }

    public List<Goal> search(String text, int most) {
        Where where = new Where().words(text, """
                plain(concat_ws(' ', g.code, t.title_nl, t.title_en, t.title_fr, t.words_nl, t.words_en, t.words_fr))
                    like :word""");
        return jdbc.sql(GOAL_IN_FORCE + " where " + where.sql() + " order by f.id, t.place limit :most")
                .params(where.parameters())
                .param("most", most)
                .query(StrategyStore::goal)
                .list();
    }

    // ---- what serves a goal

    public boolean link(UUID goal, String kind, String ref, String linker) {
        return jdbc.sql(
                                "insert into strategy_link (goal, kind, ref, linker) values (?, ?, ?, ?) on conflict do nothing")
                        .params(goal, kind, ref, linker)
                        .update()
                > 0;
    }

    public boolean unlink(UUID goal, String kind, String ref) {
        return jdbc.sql("delete from strategy_link where goal = ? and kind = ? and ref = ?")
                        .params(goal, kind, ref)
                        .update()
                > 0;
    }

    public List<Goal> goalsOf(String kind, String ref) {
        return jdbc.sql(GOAL_IN_FORCE
                        + " where exists (select from strategy_link k where k.goal = t.goal and k.kind = ?"
                        + " and k.ref = ?) order by f.id, t.place")
                .params(kind, ref)
                .query(StrategyStore::goal)
                .list();
    }

    /** Keys of what is linked with any of these goals, by kind. */
    public Map<String, List<String>> links(Collection<UUID> goals) {
        Map<String, List<String>> links = new HashMap<>();
        jdbc.sql("select distinct kind, ref from strategy_link where goal = any(?) order by kind, ref")
                .param(goals.toArray(new UUID[0]))
                .query(row -> {
                    links.computeIfAbsent(row.getString("kind"), kind -> new java.util.ArrayList<>())
                            .add(row.getString("ref"));
                });
        return links;
    }

    /** The same for each of these goals. */
    public Map<UUID, Map<String, Set<String>>> linksByGoal(Collection<UUID> goals) {
        Map<UUID, Map<String, Set<String>>> links = new HashMap<>();
        jdbc.sql("select goal, kind, ref from strategy_link where goal = any(?)")
                .param(goals.toArray(new UUID[0]))
                .query(row -> {
                    links.computeIfAbsent(row.getObject("goal", UUID.class), goal -> new HashMap<>())
                            .computeIfAbsent(row.getString("kind"), kind -> new HashSet<>())
                            .add(row.getString("ref"));
                });
        return links;
    }

    /** Codes of these goals, by goal. */
    public Map<UUID, GoalKey> keysByGoal(Collection<UUID> goals) {
        Map<UUID, GoalKey> keys = new HashMap<>();
        jdbc.sql("select g.id, f.code as framework, g.code from strategy_goal g join strategy_framework f"
                        + " on f.id = g.framework where g.id = any(?)")
                .param(goals.toArray(new UUID[0]))
                .query(row -> {
                    keys.put(
                            row.getObject("id", UUID.class),
                            new GoalKey(row.getString("framework"), row.getString("code")));
                });
        return keys;
    }

    /** Codes of these goals. */
    public List<GoalKey> keys(Collection<UUID> goals) {
        return jdbc.sql("select f.code as framework, g.code from strategy_goal g join strategy_framework f"
                        + " on f.id = g.framework where g.id = any(?)")
                .param(goals.toArray(new UUID[0]))
                .query((row, index) -> new GoalKey(row.getString("framework"), row.getString("code")))
                .list();
    }

    public boolean serve(UUID goal, UUID serves, String linker) {
        return jdbc.sql("insert into strategy_serves (goal, serves, linker) values (?, ?, ?) on conflict do nothing")
                        .params(goal, serves, linker)
                        .update()
                > 0;
    }

    public boolean unserve(UUID goal, UUID serves) {
        return jdbc.sql("delete from strategy_serves where goal = ? and serves = ?")
                        .params(goal, serves)
                        .update()
                > 0;
    }

    /** What a goal serves in other frameworks. */
    public List<Goal> serves(UUID goal) {
        return jdbc.sql(GOAL_IN_FORCE + " where exists (select from strategy_serves s where s.serves = t.goal"
                        + " and s.goal = ?) order by f.id, t.place")
                .param(goal)
                .query(StrategyStore::goal)
                .list();
    }

    /** What of other frameworks serves a goal. */
    public List<Goal> servedBy(Collection<UUID> goals) {
        return jdbc.sql(GOAL_IN_FORCE + " where exists (select from strategy_serves s where s.goal = t.goal"
                        + " and s.serves = any(?)) order by f.id, t.place")
                .param(goals.toArray(new UUID[0]))
                .query(StrategyStore::goal)
                .list();
    }
}
