package org.knooppunt.expenditure.internal;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Where;
import org.knooppunt.expenditure.Expenditure;
import org.knooppunt.expenditure.Expenditures;
import org.knooppunt.expenditure.SpendingReports;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Expenditures, in the database. */
@Repository
public class ExpenditureStore {
    private static final String LINE = "select e.id, e.title, e.payee, e.last_day, e.place, e.cents, e.funded_cents,"
            + " (select count(*) from expenditure_goal g where g.expenditure = e.id) as goals from expenditure e where ";

    private final JdbcClient jdbc;

    ExpenditureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Where where(Expenditures.Filter filter) {
        Where where = new Where().add("e.removed_at is null").words(filter.text(), "e.search like :word");
        if (filter.from() != null) {
            where.add("e.last_day >= :from").with("from", Date.valueOf(filter.from()));
        }
        if (filter.until() != null) {
            where.add("e.last_day <= :until").with("until", Date.valueOf(filter.until()));
        }
        if (filter.fund() != null) {
            where.add("exists (select from expenditure_funder f where f.expenditure = e.id and f.fund = :fund)")
                    .with("fund", filter.fund());
        }
        if (!filter.goals().isEmpty()) {
            where.add("exists (select from expenditure_goal g where g.expenditure = e.id and g.goal = any(:goals))")
                    .with("goals", filter.goals().toArray(UUID[]::new));
        }
        return where.when(filter.place(), "e.place = :place", "place");
    }

    private static String order(String sort) {
        boolean down = sort.startsWith("-");
        String column =
                switch (down ? sort.substring(1) : sort) {
                    case "title" -> "lower(e.title)";
                    case "cents" -> "e.cents";
                    case "place" -> "lower(e.place)";
                    default -> "e.last_day";
                };
        return " order by " + column + (down ? " desc" : "") + ", e.id desc";
    }

    /** How many there are, and cents in all and of funds. */
    public record Sum(long count, long cents, long fundedCents) {}

    public Sum sum(Expenditures.Filter filter) {
        Where where = where(filter);
        return jdbc.sql("select count(*) as count, coalesce(sum(e.cents), 0)::bigint as cents,"
                        + " coalesce(sum(e.funded_cents), 0)::bigint as funded_cents from expenditure e where "
                        + where.sql())
                .params(where.parameters())
                .query((row, index) -> new Sum(row.getLong("count"), row.getLong("cents"), row.getLong("funded_cents")))
                .single();
    }

    public Slice<Expenditure.Line> list(Expenditures.Filter filter, int page, int size) {
        Where where = where(filter);
        long total = sum(filter).count();
        int at = Math.max(1, page);
        List<Expenditure.Line> rows = jdbc.sql(
                        LINE + where.sql() + order(filter.sort()) + " limit " + size + " offset " + (at - 1L) * size)
                .params(where.parameters())
                .query(ExpenditureStore::line)
                .list();
        return new Slice<>(rows, at, size, total);
    }

    public void each(Expenditures.Filter filter, Consumer<Expenditure.Line> consumer) {
        Where where = where(filter);
        jdbc.sql(LINE + where.sql() + order(filter.sort()))
                .params(where.parameters())
                .query((ResultSet row) -> consumer.accept(line(row, 0)));
    }

    private static Expenditure.Line line(ResultSet row, int index) throws SQLException {
        return new Expenditure.Line(
                row.getLong("id"),
                row.getString("title"),
                row.getString("payee"),
                row.getDate("last_day").toLocalDate(),
                row.getString("place"),
                row.getLong("cents"),
                row.getLong("funded_cents"),
                row.getInt("goals"));
    }

    public Optional<Expenditure> find(long id) {
        return jdbc.sql("select title, payee, reference, first_day, last_day, place, cents, version, creator"
                        + " from expenditure where id = ? and removed_at is null")
                .param(id)
                .query((row, index) -> new Expenditure(
                        id,
                        row.getString("title"),
                        row.getString("payee"),
                        row.getString("reference"),
                        row.getDate("first_day").toLocalDate(),
                        row.getDate("last_day").toLocalDate(),
                        row.getString("place"),
                        row.getLong("cents"),
                        payers(id),
                        tags(id),
                        row.getInt("version"),
                        row.getString("creator")))
                .optional();
    }

    private List<Expenditure.Payer> payers(long id) {
        return jdbc.sql("select f.id, f.name, p.cents from expenditure_funder p join fund f on f.id = p.fund"
                        + " where p.expenditure = ? order by p.cents desc, f.name")
                .param(id)
                .query((row, index) ->
                        new Expenditure.Payer(row.getLong("id"), row.getString("name"), row.getLong("cents")))
                .list();
    }

    private List<Expenditure.Tag> tags(long id) {
        return jdbc.sql("select t.goal, w.code, t.share from expenditure_goal t join strategy_framework w"
                        + " on w.id = t.framework join strategy_goal g on g.id = t.goal"
                        + " where t.expenditure = ? order by w.id, g.code")
                .param(id)
                .query((row, index) -> new Expenditure.Tag(
                        row.getObject("goal", UUID.class), row.getString("code"), row.getInt("share")))
                .list();
    }

    public long create(Expenditure.Draft draft, Map<UUID, Integer> shares, Person person) {
        long id = jdbc.sql("insert into expenditure (title, payee, reference, first_day, last_day, place, cents,"
                        + " created_by, creator) values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .params(
                        draft.title(),
                        draft.payee(),
                        draft.reference(),
                        Date.valueOf(draft.firstDay()),
                        Date.valueOf(draft.lastDay()),
                        draft.place(),
                        draft.cents(),
                        person.id(),
                        person.name())
                .query(Long.class)
                .single();
        addParts(id, draft, shares);
        return id;
    }

    /** False when somebody else changed it first. */
    public boolean change(long id, Expenditure.Draft draft, Map<UUID, Integer> shares, int version) {
        // what funds pay goes first, so that the whole may become less
        boolean held = jdbc.sql(
                        "select id from expenditure where id = ? and version = ? and removed_at is null for update")
                .params(id, version)
                .query(Long.class)
                .optional()
                .isPresent();
        if (!held) {
            return false;
        }
        jdbc.sql("delete from expenditure_funder where expenditure = ?")
                .param(id)
                .update();
        jdbc.sql("delete from expenditure_goal where expenditure = ?").param(id).update();
        jdbc.sql("update expenditure set title = ?, payee = ?, reference = ?, first_day = ?, last_day = ?, place = ?,"
                        + " cents = ?, version = version + 1, updated_at = now() where id = ?")
                .params(
                        draft.title(),
                        draft.payee(),
                        draft.reference(),
                        Date.valueOf(draft.firstDay()),
                        Date.valueOf(draft.lastDay()),
                        draft.place(),
                        draft.cents(),
                        id)
                .update();
        addParts(id, draft, shares);
        return true;
    }

    private void addParts(long id, Expenditure.Draft draft, Map<UUID, Integer> shares) {
        draft.payers()
                .forEach(payer -> jdbc.sql("insert into expenditure_funder (expenditure, fund, cents) values (?, ?, ?)")
                        .params(id, Long.parseLong(payer.key()), payer.amount())
                        .update());
        shares.forEach((goal, share) -> jdbc.sql("insert into expenditure_goal (expenditure, goal, framework, share)"
                        + " select ?, id, framework, ? from strategy_goal where id = ?")
                .params(id, share, goal)
                .update());
    }

    /** Takes it out of all reports, or back in; false when it was so before. */
    public boolean remove(long id, boolean removed) {
        return jdbc.sql("update expenditure set removed_at = case when ? then now() end, version = version + 1,"
                                + " updated_at = now() where id = ? and (removed_at is null) = ?")
                        .params(removed, id, removed)
                        .update()
                == 1;
    }

    /** Another expenditure with this number in the books. */
    public Optional<Long> withReference(String reference) {
        return jdbc.sql("select id from expenditure where lower(reference) = lower(?) and removed_at is null")
                .param(reference)
                .query(Long.class)
                .optional();
    }

    /** Whether another has the number in the books that this one had when it was removed. */
    public boolean isReferenceUsedAgain(long id) {
        return jdbc.sql(
                        "select exists (select from expenditure e join expenditure o on lower(o.reference) = lower(e.reference)"
                                + " and o.id <> e.id and o.removed_at is null where e.id = ? and e.reference <> '')")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    public List<String> places() {
        return jdbc.sql(
                        "select distinct place from expenditure where place <> '' and removed_at is null order by place")
                .query(String.class)
                .list();
    }

    public boolean isEmpty() {
        return jdbc.sql("select not exists (select from expenditure) and not exists (select from fund)")
                .query(Boolean.class)
                .single();
    }

    /** The frameworks' codes by goal, of those that exist. */
    public Map<UUID, String> frameworks(Set<UUID> goals) {
        Map<UUID, String> frameworks = new TreeMap<>();
        jdbc.sql("select g.id, w.code from strategy_goal g join strategy_framework w on w.id = g.framework"
                        + " where g.id = any(?)")
                .param(goals.toArray(UUID[]::new))
                .query(row -> {
                    frameworks.put(row.getObject("id", UUID.class), row.getString("code"));
                });
        return frameworks;
    }

    // ---- what reports ask

    /** Which expenditures a report is about. */
    public record Scope(
            LocalDate from, LocalDate until, @Nullable Long fund) {
        private Where where() {
            Where where = new Where()
                    .add("e.removed_at is null and e.last_day between :from and :until")
                    .with("from", Date.valueOf(from))
                    .with("until", Date.valueOf(until));
            if (fund != null) {
                where.add("p.fund = :fund").with("fund", fund);
            }
            return where;
        }
    }

    /** Cents by key and payer; the city itself is payer 0. */
    public record Cut(Map<String, Map<Long, Long>> cents, Map<String, Set<Long>> expenditures) {}

    private Cut cut(String key, String from, Scope scope, Where where) {
        Map<String, Map<Long, Long>> cents = new TreeMap<>();
        Map<String, Set<Long>> expenditures = new TreeMap<>();
        jdbc.sql("select " + key + " as key, coalesce(p.fund, 0) as payer, sum(p.cents)::bigint as cents,"
                        + " array_agg(distinct e.id) as ids from " + from + " where " + where.sql() + " group by 1, 2")
                .params(where.parameters())
                .query(row -> {
                    cents.computeIfAbsent(row.getString("key"), any -> new TreeMap<>())
                            .put(row.getLong("payer"), row.getLong("cents"));
                    expenditures
                            .computeIfAbsent(row.getString("key"), any -> new TreeSet<>())
                            .addAll(List.of((Long[]) row.getArray("ids").getArray()));
                });
        return new Cut(cents, expenditures);
    }

    /** By goal of one framework. */
    public Cut byGoal(String framework, Scope scope) {
        Where where = scope.where().add("w.code = :framework").with("framework", framework);
        return cut(
                "p.goal::text",
                "expenditure_cell p join expenditure e on e.id = p.expenditure join strategy_framework w"
                        + " on w.id = p.framework",
                scope,
                where);
    }

    /** What carries no goal of a framework; one key. */
    public Cut withoutGoal(String framework, Scope scope) {
        Where where = scope.where()
                .add("not exists (select from expenditure_goal g join strategy_framework w on w.id = g.framework"
                        + " where g.expenditure = e.id and w.code = :framework)")
                .with("framework", framework);
        return cut("''", "expenditure_payer p join expenditure e on e.id = p.expenditure", scope, where);
    }

    public Cut byPlace(Scope scope) {
        return cut("e.place", "expenditure_payer p join expenditure e on e.id = p.expenditure", scope, scope.where());
    }

    public Cut byYear(Scope scope) {
        return cut(
                "extract(year from e.last_day)::int::text",
                "expenditure_payer p join expenditure e on e.id = p.expenditure",
                scope,
                scope.where());
    }

    /** All of it; one key. */
    public Cut whole(Scope scope) {
        return cut("''", "expenditure_payer p join expenditure e on e.id = p.expenditure", scope, scope.where());
    }

    /** What a fund pays of each expenditure, the oldest first. */
    public List<SpendingReports.Claim> claims(Scope scope) {
        Where where = scope.where();
        return jdbc.sql("select e.id, e.title, e.payee, e.reference, e.first_day, e.last_day, e.place,"
                        + " e.cents as whole, p.cents from expenditure_payer p join expenditure e on e.id = p.expenditure where "
                        + where.sql()
                        + " order by e.last_day, e.id")
                .params(where.parameters())
                .query((row, index) -> new SpendingReports.Claim(
                        row.getLong("id"),
                        row.getString("title"),
                        row.getString("payee"),
                        row.getString("reference"),
                        row.getDate("first_day").toLocalDate(),
                        row.getDate("last_day").toLocalDate(),
                        row.getString("place"),
                        row.getLong("whole"),
                        row.getLong("cents")))
                .list();
    }

    /** Cents of a goal, and the latest day of an expenditure of it. */
    public record Spent(long cents, LocalDate latest) {}

    /** By goal, of those of these for which something was spent. */
    public Map<UUID, Spent> spent(Set<UUID> goals) {
        Map<UUID, Spent> spent = new HashMap<>();
        jdbc.sql("select c.goal, sum(c.cents)::bigint as cents, max(e.last_day) as latest"
                        + " from expenditure_cell c join expenditure e on e.id = c.expenditure"
                        + " where e.removed_at is null and c.goal = any(?) group by c.goal")
                .param(goals.toArray(UUID[]::new))
                .query(row -> {
                    spent.put(
                            row.getObject("goal", UUID.class),
                            new Spent(row.getLong("cents"), row.getObject("latest", LocalDate.class)));
                });
        return spent;
    }

    /** Keys of expenditures by goal, of those goals that have any. */
    public Map<GoalKey, Set<String>> of(Collection<GoalKey> goals) {
        Map<GoalKey, Set<String>> keys = new HashMap<>();
        jdbc.sql("select w.code as framework, g.code, t.expenditure::text as id from expenditure_goal t"
                        + " join expenditure e on e.id = t.expenditure and e.removed_at is null"
                        + " join strategy_goal g on g.id = t.goal join strategy_framework w on w.id = g.framework"
                        + " where (w.code, g.code) in (select * from unnest(?::text[], ?::text[]))")
                .params(
                        goals.stream().map(GoalKey::framework).toArray(String[]::new),
                        goals.stream().map(GoalKey::goal).toArray(String[]::new))
                .query(row -> {
                    keys.computeIfAbsent(
                                    new GoalKey(row.getString("framework"), row.getString("code")),
                                    any -> new TreeSet<>())
                            .add(row.getString("id"));
                });
        return keys;
    }

    /** Those of these goals for which something was spent or budgeted. */
    public Set<UUID> withMoney(Set<UUID> goals) {
        UUID[] ids = goals.toArray(UUID[]::new);
        return new HashSet<>(jdbc.sql("select c.goal from expenditure_cell c join expenditure e on e.id = c.expenditure"
                        + " where e.removed_at is null and c.cents > 0 and c.goal = any(?)"
                        + " union select goal from budget where cents > 0 and goal = any(?)")
                .params(ids, ids)
                .query(UUID.class)
                .list());
    }

    /** Pairs of framework and goal, by their codes. */
    public List<Map.Entry<String, String>> goalsOf(long id) {
        return jdbc.sql(
                        "select w.code as framework, g.code from expenditure_goal t join strategy_goal g on g.id = t.goal"
                                + " join strategy_framework w on w.id = g.framework where t.expenditure = ?")
                .param(id)
                .query((row, index) -> Map.entry(row.getString("framework"), row.getString("code")))
                .list();
    }

    public List<Expenditure.Line> lines(Collection<Long> ids) {
        return jdbc.sql(LINE + "e.removed_at is null and e.id = any(?) order by e.last_day desc, e.id desc")
                .param(ids.toArray(Long[]::new))
                .query(ExpenditureStore::line)
                .list();
    }

    // ---- budgets

    public Map<UUID, Long> budgets(int firstYear, int lastYear) {
        Map<UUID, Long> budgets = new TreeMap<>();
        jdbc.sql("select goal, sum(cents)::bigint as cents from budget where year between ? and ? group by goal")
                .params(firstYear, lastYear)
                .query(row -> {
                    budgets.put(row.getObject("goal", UUID.class), row.getLong("cents"));
                });
        return budgets;
    }

    /** What is budgeted of a goal, by year. */
    public Map<Integer, Long> budgets(UUID goal) {
        Map<Integer, Long> budgets = new TreeMap<>();
        jdbc.sql("select year, cents from budget where goal = ?").param(goal).query(row -> {
            budgets.put(row.getInt("year"), row.getLong("cents"));
        });
        return budgets;
    }

    /** Of all years, by goal, of those of these that have a budget. */
    public Map<UUID, Long> budgeted(Set<UUID> goals) {
        Map<UUID, Long> budgeted = new HashMap<>();
        jdbc.sql("select goal, sum(cents)::bigint as cents from budget where goal = any(?) group by goal")
                .param(goals.toArray(UUID[]::new))
                .query(row -> {
                    budgeted.put(row.getObject("goal", UUID.class), row.getLong("cents"));
                });
        return budgeted;
    }

    public void setBudget(UUID goal, int year, long cents, String source) {
        jdbc.sql(
                        "insert into budget (goal, year, cents, source) values (?, ?, ?, ?) on conflict (goal, year)"
                                + " do update set cents = excluded.cents, source = excluded.source, version = budget.version + 1")
                .params(goal, year, cents, source)
                .update();
    }

    public void removeBudget(UUID goal, int year) {
        jdbc.sql("delete from budget where goal = ? and year = ?")
                .params(goal, year)
                .update();
    }
}
