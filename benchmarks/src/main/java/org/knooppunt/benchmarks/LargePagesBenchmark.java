package org.knooppunt.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.knooppunt.engine.inventory.Inventory;

/**
 * The pages of a plan on a large region: imported and planned by the platform in its own memory, then every page asked for
 * by one coordinator, the first time and again. Arguments: {@code [--offers 20000] [--facilities 500] [--needs 10000]
 * [--requests 20] [--seconds 60] [--seed 1]}.
 */
public final class LargePagesBenchmark {
    private static final double BAR_SECONDS = 2;
    private static final int ARCS = 15;
    private static final Pattern TOTAL = Pattern.compile("1–50 \\S+ ([0-9.,\u00a0\u202f ]+)");
    private static final Pattern COUNT = Pattern.compile("\"count\":([0-9]+)");
    private static final Pattern FROM_OFFER =
            Pattern.compile("\"source\":\"offer:[^\"]*\",\"target\":\"[^\"]*\",\"value\":([0-9.E]+)");

    private LargePagesBenchmark() {}

    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args, "offers", "facilities", "needs", "requests", "seconds", "seed");
        RegionGenerator.Shape shape = new RegionGenerator.Shape(
                arguments.whole("offers", 20_000),
                arguments.whole("facilities", 500),
                arguments.whole("needs", 10_000),
                ARCS,
                true,
                1);
        Inventory region = RegionGenerator.generate(shape, arguments.whole("seed", 1));
        try (PlatformProcess platform = PlatformProcess.start();
                WebUser coordinator = new WebUser(platform.address());
                Connection connection = platform.connect()) {
            ImportClient.Times brought = ImportClient.bring(platform, region, "O(0|[1-9][0-9]*)");
            System.err.printf(Locale.ROOT, "imported in %.1f s%n", brought.total());
            coordinator.signInAs("coordinator");
            Plan plan = plan(coordinator, connection, arguments.whole("seconds", 60));
            System.out.printf(
                    Locale.ROOT,
                    "%,d flows in %,d cases, %,d things left out; a gap of %.2f %% was asked. From asking to the plan's page"
                            + " %.0f s: %.0f s to take the snapshot and queue it, %.0f s of search to a gap of %.2f %%,"
                            + " the rest to check it, make its cases and write it down. Peak memory of the server %,d MB.%n%n",
                    plan.count(connection, "plan_flow"),
                    plan.count(connection, "plan_case"),
                    plan.count(connection, "plan_left_out"),
                    1.0,
                    plan.asking() + plan.making(),
                    plan.asking(),
                    plan.number(connection, "(result ->> 'seconds')::double precision"),
                    100 * plan.number(connection, "reached_gap"),
                    platform.peakMegabytes());
            System.out.println("| page | first | p50 | p95 | KB |");
            System.out.println("|---|---|---|---|---|");
            List<String> slow = new ArrayList<>();
            for (Map.Entry<String, String> page : pages(plan.id()).entrySet()) {
                if (!measure(coordinator, page, arguments.whole("requests", 20))) {
                    slow.add(page.getKey());
                }
            }
            check(coordinator, connection, plan);
            System.out.printf(
                    Locale.ROOT,
                    "%n%s; peak memory of the server %,d MB%n",
                    slow.isEmpty()
                            ? "every page, files to take away apart, is under " + (int) BAR_SECONDS + " s"
                            : "over " + (int) BAR_SECONDS + " s: " + String.join(", ", slow),
                    platform.peakMegabytes());
        }
    }

    private static Map<String, String> pages(long id) {
        String plan = "/plans/" + id;
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("list of plans", "/plans");
        pages.put("form for a plan", "/plans/new?from=" + id);
        pages.put("plan", plan);
        pages.put("plan, one class", plan + "?kind=material&class=m1.raw");
        pages.put("plan, money", plan + "?measure=money");
        pages.put("largest case", plan + "/cases/C1");
        pages.put("largest case, a search", plan + "/cases/C1?q=O12&page=2");
        pages.put("flows", plan + "/flows");
        pages.put("flows, searched and sorted", plan + "/flows?q=N99&sort=-quantity");
        pages.put("flows, last page", plan + "/flows?page=200");
        pages.put("left out", plan + "/left-out");
        pages.put("assumptions", plan + "/assumptions");
        pages.put("Sankey, figures", plan + "/sankey.json?kind=material");
        pages.put("money, figures", plan + "/money.json");
        pages.put("map, far", plan + "/map.json");
        pages.put("map, near", plan + "/map.json?box=5.3,50.9,5.4,51.0");
        pages.put("export flows.csv", plan + "/flows.csv");
        pages.put("export plan.json", plan + "/plan.json");
        pages.put("export cases.json", plan + "/cases.json");
        pages.put("export workbook", plan + "/plan.xlsx");
        pages.put("export report.html", plan + "/report.html");
        pages.put("export report.pdf", plan + "/report.pdf");
        return pages;
    }

    /** @return whether it stays under the bar, which is one for pages, not for files to take away */
    private static boolean measure(WebUser coordinator, Map.Entry<String, String> page, int requests)
            throws IOException, InterruptedException {
        WebUser.Answer first = coordinator.get(page.getValue()).orFail();
        boolean export = page.getKey().startsWith("export");
        Histogram times = new Histogram(3);
        for (int i = 0; i < (export ? Math.max(3, requests / 5) : requests); i++) {
            times.recordValue(coordinator.get(page.getValue()).orFail().nanos() / 1000);
        }
        double firstSeconds = first.nanos() / 1e9;
        double p95 = times.getValueAtPercentile(95) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f s | %.3f s | %.3f s | %,d |%n",
                page.getKey(),
                firstSeconds,
                times.getValueAtPercentile(50) / 1e6,
                p95,
                first.body().length / 1024);
        return export || (firstSeconds < BAR_SECONDS && p95 < BAR_SECONDS);
    }

    /**
     * A plan that is there.
     *
     * @param asking seconds until it was queued
     * @param making seconds from then
     */
    private record Plan(long id, double asking, double making) {
        long count(Connection connection, String table) throws SQLException {
            return Math.round(one(connection, "select count(*) from " + table + " where plan = ?", id));
        }

        double number(Connection connection, String what) throws SQLException {
            return one(connection, "select " + what + " from plan where id = ?", id);
        }
    }

    private static double one(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        }
    }

    private static Plan plan(WebUser coordinator, Connection connection, int seconds)
            throws IOException, InterruptedException, SQLException {
        long start = System.nanoTime();
        WebUser.Answer asked = coordinator
                .post(
                        "/plans/new",
                        "/plans",
                        Map.of("name", "Large", "gap", "0.01", "seconds", Integer.toString(seconds)))
                .orFail();
        double asking = (System.nanoTime() - start) / 1e9;
        Matcher number =
                Pattern.compile("/plans/(\\d+)").matcher(asked.address().getPath());
        if (!number.find()) {
            throw new IllegalStateException("asking for a plan led to " + asked.address());
        }
        long id = Long.parseLong(number.group(1));
        start = System.nanoTime();
        while (one(connection, "select count(*) from plan where id = ? and status in ('queued', 'running')", id) > 0) {
            LockSupport.parkNanos(100_000_000);
        }
        double making = (System.nanoTime() - start) / 1e9;
        if (one(connection, "select count(*) from plan where id = ? and status = 'done'", id) == 0) {
            throw new IllegalStateException("the plan was not made; see its page");
        }
        return new Plan(id, asking, making);
    }

    private static void check(WebUser coordinator, Connection connection, Plan plan)
            throws IOException, InterruptedException, SQLException {
        String page = "/plans/" + plan.id();
        Matcher total = TOTAL.matcher(coordinator.get(page + "/flows").orFail().text());
        double told = total.find() ? Double.parseDouble(total.group(1).replaceAll("[^0-9]", "")) : -1;
        equal("flows", plan.count(connection, "plan_flow"), told);

        Matcher count =
                COUNT.matcher(coordinator.get(page + "/map.json").orFail().text());
        double places = 0;
        while (count.find()) {
            places += Double.parseDouble(count.group(1));
        }
        equal(
                "places",
                one(
                        connection,
                        "select count(*) from (select from_site from plan_flow where plan = ? union select to_site from"
                                + " plan_flow where plan = " + plan.id() + ") s",
                        plan.id()),
                places);

        Matcher given = FROM_OFFER.matcher(
                coordinator.get(page + "/sankey.json?kind=material").orFail().text());
        double quantity = 0;
        while (given.find()) {
            quantity += Double.parseDouble(given.group(1));
        }
        equal(
                "quantity that leaves offers",
                one(
                        connection,
                        "select sum(quantity) from plan_flow where plan = ? and from_role = 'offer' and kind = 'material'",
                        plan.id()),
                quantity);
    }

    private static void equal(String what, double expected, double told) {
        if (Math.abs(expected - told) > 1e-6 * Math.max(1, Math.abs(expected))) {
            throw new IllegalStateException(what + ": SQL says " + expected + ", the page " + told);
        }
    }
}
