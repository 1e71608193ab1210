package org.knooppunt.planning.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.knooppunt.database.Where;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.planning.FlowQuery;
import org.knooppunt.planning.PlanCase;
import org.knooppunt.planning.PlanMap;
import org.knooppunt.planning.report.CaseDocument;
import org.knooppunt.planning.report.MoneyFlows;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.PlanOverview;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.planning.report.Sankey;
import org.knooppunt.web.Slice;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The lists of an answer as rows: written once, read by the page. */
@Repository
public class PlanRows {
    /** Lines that go to the database at once. */
    private static final int CHUNK = 1_000;

    /** Cells that a box of the map is divided in, along a side. */
    private static final int CELLS = 12;

    /** Cases whose money is shown one by one; they are numbered from the largest surplus. */
    private static final int CASES_ALONE = 12;

    private static final String[] KINDS =
            Stream.of(Kind.values()).map(Kind::code).toArray(String[]::new);

    private final JdbcClient jdbc;

    PlanRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    // ---- write

    /** Writes all lists of an answer anew, and what is told of the whole. */
    @Transactional
    public void write(long plan, PlanReport report) {
        Map<String, List<PlanReport.FlowLine>> flowsOf = new HashMap<>();
        report.flows().forEach(flow -> flowsOf.computeIfAbsent(flow.caseId(), id -> new ArrayList<>())
                .add(flow));
        List<PlanCase> cases = new ArrayList<>();
        List<PlanCase.Partner> partners = new ArrayList<>();
        for (CaseDocument one : report.cases()) {
            List<PlanReport.FlowLine> flows = flowsOf.getOrDefault(one.id(), List.of());
            int count = one.partners().size();
            cases.add(new PlanCase(one.brief(count <= PlanCase.MOST_PARTNERS), count, flows.size()));
            partners.addAll(partners(one, flows));
        }
        write(plan, "plan_flow", report.flows());
        write(plan, "plan_case", cases);
        write(plan, "plan_partner", partners);
        write(plan, "plan_facility", report.facilities());
        write(plan, "plan_left_out", report.leftOut());
        write(plan, "plan_payment", report.money().payments());
        jdbc.sql("update plan set overview = ?::jsonb where id = ?")
                .params(PlanJson.writeLine(report.overview()), plan)
                .update();
    }

    /** The partners of a case, who takes part in most flows first. */
    private static List<PlanCase.Partner> partners(CaseDocument one, List<PlanReport.FlowLine> flows) {
        Map<String, Integer> count = new HashMap<>();
        for (PlanReport.FlowLine flow : flows) {
            String giver = flow.fromSite().organisation();
            String taker = flow.toSite().organisation();
            count.merge(giver, 1, Integer::sum);
            if (!taker.equals(giver)) {
                count.merge(taker, 1, Integer::sum);
            }
        }
        return one.partners().stream()
                .map(partner -> new PlanCase.Partner(
                        one.id(),
                        partner.organisation(),
                        partner.name(),
                        partner.alone(),
                        count.getOrDefault(partner.organisation(), 0)))
                .sorted(Comparator.comparingInt(PlanCase.Partner::flows)
                        .reversed()
                        .thenComparing(PlanCase.Partner::name))
                .toList();
    }

    private void write(long plan, String table, List<?> lines) {
        jdbc.sql("delete from " + table + " where plan = ?").param(plan).update();
        for (int first = 0; first < lines.size(); first += CHUNK) {
            jdbc.sql("insert into " + table + " (plan, number, line) select ?, ? + each.ordinality, each.value"
                            + " from jsonb_array_elements(?::jsonb) with ordinality each")
                    .params(
                            plan,
                            first,
                            PlanJson.writeLine(lines.subList(first, Math.min(lines.size(), first + CHUNK))))
                    .update();
        }
    }

    // ---- read

    private static <T> RowMapper<T> line(Class<T> type) {
        return (row, index) -> PlanJson.readLine(row.getString("line"), type);
    }

    public Optional<PlanOverview> findOverview(long plan) {
        return jdbc.sql("select overview::text as line from plan where id = ? and overview is not null")
                .param(plan)
                .query(line(PlanOverview.class))
                .optional();
    }

    private <T> Slice<T> slice(String table, Where where, String order, int page, int size, Class<T> type) {
        long total = jdbc.sql("select count(*) from " + table + " where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
        int at = Math.max(1, page);
        List<T> rows = jdbc.sql("select line::text as line from " + table + " where " + where.sql() + " order by "
                        + order + " limit " + size + " offset " + (long) (at - 1) * size)
                .params(where.parameters())
                .query(line(type))
                .list();
        return new Slice<>(rows, at, size, total);
    }

    private static Where of(long plan) {
        return new Where().add("plan = :plan").with("plan", plan);
    }

    private static Where flows(long plan, FlowQuery query) {
        Where where = of(plan).words(query.text(), "search like :word")
                .when(query.kind(), "kind = :kind", "kind")
                .when(query.resourceClass(), "class = :class", "class")
                .when(query.at(), "(from_id = :at or to_id = :at)", "at");
        if (!query.inCase().isEmpty()) {
            where.add("in_case = :case").with("case", number(query.inCase()));
        }
        return where;
    }

    /** The number in the id of a case, C12; 0, which no case has, for what is no such id. */
    private static int number(String caseId) {
        return caseId.matches("C[0-9]{1,8}") ? Integer.parseInt(caseId.substring(1)) : 0;
    }

    /** One page of flows. */
    public Slice<PlanReport.FlowLine> flows(long plan, FlowQuery query, String sort, int page, int size) {
        boolean down = sort.startsWith("-");
        String column =
                switch (down ? sort.substring(1) : sort) {
                    case "from" -> "from_name";
                    case "to" -> "to_name";
                    case "class" -> "class_name";
                    case "quantity" -> "quantity";
                    case "km" -> "km";
                    case "cost" -> "cost";
                    default -> "in_case";
                };
        return slice(
                "plan_flow",
                flows(plan, query),
                column + (down ? " desc" : "") + ", number",
                page,
                size,
                PlanReport.FlowLine.class);
    }

    /** EUR of transport per year of all flows that are asked for. */
    public double transport(long plan, FlowQuery query) {
        Where where = flows(plan, query);
        return jdbc.sql("select coalesce(sum(cost), 0) from plan_flow where " + where.sql())
                .params(where.parameters())
                .query(Double.class)
                .single();
    }

    /** The flows asked for, in the order of the plan, at most so many. */
    public List<PlanReport.FlowLine> first(long plan, FlowQuery query, int most) {
        Where where = flows(plan, query);
        return jdbc.sql("select line::text as line from plan_flow where " + where.sql() + " order by number limit "
                        + most)
                .params(where.parameters())
                .query(line(PlanReport.FlowLine.class))
                .list();
    }

    /** The flows asked for of which most moves, each measured against the largest of its kind. */
    public List<PlanReport.FlowLine> largest(long plan, FlowQuery query, PlanMap.Box box, int most) {
        Where where = flows(plan, query);
        in(where, box, "(" + inBox("from_") + " or " + inBox("to_") + ")");
        where.with("kinds", KINDS).with("most", most);
        return jdbc.sql(
                        "select line::text as line from (select f.*, quantity / max(quantity) over (partition by kind) as"
                                + " share from unnest(:kinds) as each (of_kind) cross join lateral (select line, number, kind,"
                                + " quantity from plan_flow where " + where.sql()
                                + " and kind = of_kind order by quantity desc, number limit :most) f) shares"
                                + " order by share desc, number limit :most")
                .params(where.parameters())
                .query(line(PlanReport.FlowLine.class))
                .list();
    }

    /** Tells every flow, one at a time, so that a file of them needs no memory for all. */
    @Transactional(readOnly = true)
    public void each(long plan, Consumer<PlanReport.FlowLine> told) {
        try (Stream<PlanReport.FlowLine> lines = jdbc
                .sql("select line::text as line from plan_flow where plan = ? order by number")
                .withFetchSize(CHUNK)
                .param(plan)
                .query(line(PlanReport.FlowLine.class))
                .stream()) {
            lines.forEach(told);
        }
    }

    public long count(long plan, FlowQuery query) {
        Where where = flows(plan, query);
        return jdbc.sql("select count(*) from plan_flow where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
    }

    /** The kinds that move, in their order. */
    public List<Kind> kinds(long plan, FlowQuery query) {
        Where where = flows(plan, query);
        return jdbc
                .sql("select of_kind from unnest(:kinds) as each (of_kind) where exists (select from plan_flow where "
                        + where.with("kinds", KINDS).sql() + " and kind = of_kind)")
                .params(where.parameters())
                .query(String.class)
                .list()
                .stream()
                .map(code -> Kind.find(code).orElseThrow())
                .sorted()
                .toList();
    }

    /** The classes that move, by id, with their names. */
    public Map<String, String> classes(long plan) {
        Map<String, String> classes = new LinkedHashMap<>();
        jdbc.sql("select class, min(class_name) as name from plan_flow where plan = ? group by class order by 2, 1")
                .param(plan)
                .query(row -> {
                    classes.put(row.getString("class"), row.getString("name"));
                });
        return classes;
    }

    /**
     * The flows asked for, taken together.
     *
     * @param byArea whether offers and needs are taken together by area, else by class
     */
    public List<Sankey.Strand> strands(long plan, FlowQuery query, boolean byArea) {
        Where where = flows(plan, query);
        String sql = """
                select from_role, case when from_role = 'facility' then from_id else FROM end as from_key,
                    case when from_role = 'facility' then from_name else FROM_NAME end as from_name,
                    from_feed, to_role,
                    case when to_role = 'facility' then to_id else TO end as to_key,
                    case when to_role = 'facility' then to_name else TO_NAME end as to_name,
                    to_feed, class, class_name, sum(quantity) as quantity, count(*) as flows
                from plan_flow where WHERE group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 order by 1 desc, 11 desc, 2, 6
                """.replace("FROM_NAME", byArea ? "from_area" : "class_name")
                .replace("TO_NAME", byArea ? "to_area" : "class_name")
                .replace("FROM end", (byArea ? "from_area" : "class") + " end")
                .replace("TO end", (byArea ? "to_area" : "class") + " end")
                .replace("WHERE", where.sql());
        return jdbc.sql(sql).params(where.parameters()).query(PlanRows::strand).list();
    }

    private static Sankey.Strand strand(ResultSet row, int index) throws SQLException {
        return new Sankey.Strand(
                row.getString("from_role"),
                row.getString("from_key"),
                row.getString("from_name"),
                "",
                row.getString("from_feed"),
                row.getString("to_role"),
                row.getString("to_key"),
                row.getString("to_name"),
                "",
                row.getString("to_feed"),
                row.getString("class"),
                row.getString("class_name"),
                row.getDouble("quantity"),
                row.getInt("flows"));
    }

    public Slice<PlanCase> cases(long plan, int page, int size) {
        return slice("plan_case", of(plan), "number", page, size, PlanCase.class);
    }

    public Optional<PlanCase> findCase(long plan, String caseId) {
        return jdbc.sql("select line::text as line from plan_case where plan = ? and id = ?")
                .params(plan, caseId)
                .query(line(PlanCase.class))
                .optional();
    }

    /** Titles of the first cases by their ids. */
    public Map<String, String> titles(long plan, int most) {
        Map<String, String> titles = new LinkedHashMap<>();
        jdbc.sql("select id, line -> 'document' ->> 'title' as title from plan_case where plan = ?"
                        + " order by number limit ?")
                .params(plan, most)
                .query(row -> {
                    titles.put(row.getString("id"), row.getString("title"));
                });
        return titles;
    }

    public Slice<PlanCase.Partner> partners(long plan, String caseId, String text, int page, int size) {
        Where where = of(plan).add("in_case = :case").with("case", caseId).words(text, "search like :word");
        return slice("plan_partner", where, "number", page, size, PlanCase.Partner.class);
    }

    public Slice<PlanReport.FacilityLine> facilities(long plan, int page, int size) {
        return slice("plan_facility", of(plan), "number", page, size, PlanReport.FacilityLine.class);
    }

    public Slice<PlanReport.LeftOutLine> leftOut(long plan, String role, String text, int page, int size) {
        Where where = of(plan).when(role, "role = :role", "role").words(text, "search like :word");
        return slice("plan_left_out", where, "number", page, size, PlanReport.LeftOutLine.class);
    }

    /** Those that a price would bring in first, and those of which nothing takes part. */
    public List<PlanReport.LeftOutLine> nearlyIn(long plan, int most) {
        return jdbc.sql("select line::text as line from plan_left_out where plan = ?"
                        + " order by entry_price is null, part, number limit ?")
                .params(plan, most)
                .query(line(PlanReport.LeftOutLine.class))
                .list();
    }

    /** What is paid, one by one; of much taken together by kind, and beyond the largest cases for all others. */
    public List<MoneyFlows.Payment> payments(long plan, String inCase) {
        Where where = of(plan);
        if (!inCase.isEmpty()) {
            where.add("in_case = :case").with("case", number(inCase));
        }
        List<MoneyFlows.Payment> few = jdbc.sql("select line::text as line from plan_payment where " + where.sql()
                        + " order by number limit " + (MoneyFlows.MOST + 1))
                .params(where.parameters())
                .query(line(MoneyFlows.Payment.class))
                .list();
        if (few.size() <= MoneyFlows.MOST) {
            return few;
        }
        String alone = inCase.isEmpty() ? "case when in_case <= " + CASES_ALONE + " then in_case end" : "in_case";
        return jdbc.sql("select " + alone + " as case_number, incoming, party, kind, sum(amount) as amount"
                        + " from plan_payment where " + where.sql()
                        + " group by 1, 2, 3, 4 order by 1 nulls last, 2 desc, min(number)")
                .params(where.parameters())
                .query((row, index) -> {
                    String kind = row.getString("kind");
                    int number = row.getInt("case_number");
                    return new MoneyFlows.Payment(
                            number == 0 ? "" : "C" + number,
                            row.getBoolean("incoming"),
                            row.getString("party"),
                            "",
                            "",
                            "",
                            kind == null ? null : Kind.find(kind).orElseThrow(),
                            row.getDouble("amount"));
                })
                .list();
    }

    // ---- the map

    private static String inBox(String end) {
        return "(" + end + "lon between :west and :east and " + end + "lat between :south and :north)";
    }

    private static void in(Where where, PlanMap.Box box, String condition) {
        if (!box.equals(PlanMap.Box.WORLD)) {
            where.add(condition)
                    .with("west", box.west())
                    .with("east", box.east())
                    .with("south", box.south())
                    .with("north", box.north());
        }
    }

    /** The ends of flows in a box, each place once, with what it does. */
    private static String ends(Where where, PlanMap.Box box) {
        String ends = "select from_site as site, from_role as role, kind, from_lat as lat, from_lon as lon"
                + " from plan_flow where " + where.sql()
                + " union all select to_site, to_role, kind, to_lat, to_lon from plan_flow where " + where.sql();
        Where inside = new Where();
        in(inside, box, inBox(""));
        inside.parameters().forEach(where::with);
        return "(select site, min(lat) as lat, min(lon) as lon, min(kind) as kind, bool_or(role = 'facility') as"
                + " facility, bool_or(role = 'offer') as offer from (" + ends + ") e where " + inside.sql()
                + " group by site) p";
    }

    /** How many places there are in a box. */
    public int places(long plan, FlowQuery query, PlanMap.Box box) {
        Where where = flows(plan, query);
        String ends = ends(where, box);
        return jdbc.sql("select count(*) from " + ends)
                .params(where.parameters())
                .query(Integer.class)
                .single();
    }

    /** The places in a box by the cells of a grid that lies still when the box moves. */
    public List<PlanMap.Cluster> clusters(long plan, FlowQuery query, PlanMap.Box box) {
        Where where = flows(plan, query);
        String ends = ends(where, box);
        PlanMap.Box part = box.equals(PlanMap.Box.WORLD)
                ? jdbc.sql("select min(lon), min(lat), max(lon), max(lat) from " + ends)
                        .params(where.parameters())
                        .query((row, index) ->
                                new PlanMap.Box(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4)))
                        .single()
                : box;
        double wide = Math.max(part.east() - part.west(), part.north() - part.south());
        double cell = Math.pow(2, Math.ceil(Math.log(Math.max(1e-6, wide) / CELLS) / Math.log(2)));
        where.with("cell", cell);
        return jdbc.sql("select avg(lat) as lat, avg(lon) as lon, min(lat) as south, max(lat) as north, min(lon) as"
                        + " west, max(lon) as east, mode() within group (order by kind) as kind, count(*) as places,"
                        + " count(*) filter (where facility) as facilities, count(*) filter (where offer and not"
                        + " facility) as offers from " + ends
                        + " group by floor(lon / :cell), floor(lat * 1.6 / :cell) order by places desc, lat, lon")
                .params(where.parameters())
                .query((row, index) -> {
                    int places = row.getInt("places");
                    int facilities = row.getInt("facilities");
                    int offers = row.getInt("offers");
                    Map<String, Integer> roles = new LinkedHashMap<>();
                    roles.put("offer", offers);
                    roles.put("need", places - facilities - offers);
                    roles.put("facility", facilities);
                    return new PlanMap.Cluster(
                            row.getDouble("lat"),
                            row.getDouble("lon"),
                            new PlanMap.Box(
                                    row.getDouble("west"),
                                    row.getDouble("south"),
                                    row.getDouble("east"),
                                    row.getDouble("north")),
                            row.getString("kind"),
                            places,
                            roles);
                })
                .list();
    }
}
