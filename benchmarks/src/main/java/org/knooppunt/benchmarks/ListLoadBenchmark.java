package org.knooppunt.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The list of offers with search and filter, at 100,000 offers and with 20 users at once, against a static file of the
 * same server under the same load. Once without a pause between a user's clicks, once with one of a second on average.
 * Every page must say as many offers as SQL counts. Times are from the request to the last byte, in the users' process,
 * which shares the machine with the server and the database. Then the lists of 2,000 cases and 5,000 organisations and
 * the board of the cases, without a pause, beside the list of offers. Arguments:
 * {@code [--requests 2000] [--users 20] [--seed 1]}.
 */
public final class ListLoadBenchmark {
    private static final String STATIC_FILE = "/css/theme.css";
    private static final int QUERIES = 200;
    private static final int ROUNDS = 2;
    private static final Pattern TOTAL = Pattern.compile("class=\"sums\"><strong>([^<]*)</strong>");
    private static final Pattern CASES = Pattern.compile("<span>[^<]*–[^<]* van ([^<]*)</span>");
    private static final int MADE_CASES = 2_000;
    private static final int MADE_ORGANISATIONS = 5_000;

    private ListLoadBenchmark() {}

    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args, "requests", "users", "seed");
        int requests = arguments.whole("requests", 2_000);
        int users = arguments.whole("users", 20);
        Random random = new Random(arguments.whole("seed", 1));
        try (PlatformProcess platform = PlatformProcess.start()) {
            ImportClient.bring(platform, LargeInventory.generate(1));
            List<Query> queries = queries(platform, random);
            List<WebUser> sessions = new ArrayList<>();
            for (int user = 0; user < users; user++) {
                WebUser session = new WebUser(platform.address());
                session.signInAs("coordinator");
                sessions.add(session);
            }
            Load load = new Load(sessions);
            load.run(requests / 4, 0, queries, new ConcurrentHistogram(3));
            load.run(requests / 4, 0, FILE, new ConcurrentHistogram(3));
            System.out.println("| 20 users | list p50 | p95 | p99 | static p50 | p95 | p99 | ratio of p95 |"
                    .replace("20", users + ""));
            System.out.println("|---|---|---|---|---|---|---|---|");
            compare("without a pause", load, queries, requests, 0);
            compare("1 s between clicks", load, queries, Math.min(requests, users * 30), 1_000);
            others(platform, load, queries, requests / 2);
            sessions.forEach(WebUser::close);
        }
    }

    /** The other long lists, in turns with that of offers. */
    private static void others(PlatformProcess platform, Load load, List<Query> offers, int requests) throws Exception {
        Map<String, List<Query>> pages = new LinkedHashMap<>();
        pages.put("offers, 50 a page", offers);
        try (Connection connection = platform.connect()) {
            addCases(connection);
            pages.put("cases, 50 a page", cases(connection));
            pages.put("board of cases, 15 a column", List.of(new Query("/cases/board", 0, null)));
            pages.put("organisations, 50 a page", organisations(connection));
        }
        Map<String, Histogram> times = new LinkedHashMap<>();
        for (List<Query> queries : pages.values()) {
            load.run(requests / 4, 0, queries, new ConcurrentHistogram(3));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, List<Query>> page : pages.entrySet()) {
                Histogram histogram = times.computeIfAbsent(page.getKey(), name -> new ConcurrentHistogram(3));
                load.run(requests / ROUNDS, 0, page.getValue(), histogram);
            }
        }
        double offersP95 = times.values().iterator().next().getValueAtPercentile(95);
        System.out.printf(
                Locale.ROOT,
                "%nWith %,d cases and %,d organisations, without a pause, %,d requests each:%n%n",
                MADE_CASES,
                MADE_ORGANISATIONS,
                requests);
        System.out.println("| page | p50 | p95 | p99 | p95 against offers |");
        System.out.println("|---|---|---|---|---|");
        times.forEach((name, histogram) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.2f |%n",
                name,
                quantiles(histogram),
                histogram.getValueAtPercentile(95) / offersP95));
    }

    private static void addCases(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into organisation (key, name, type) select 'o' || n, 'Firma ' || n, 'company'"
                    + " from generate_series((select count(*) from organisation) + 1, " + MADE_ORGANISATIONS + ") n");
            statement.execute("""
                    insert into business_case (title, note, status, origin, creator, surplus, co2e_avoided, jobs,
                        created_at, moved_at)
                    select 'Casus ' || n || case when n %% 7 = 0 then ' met rubber' else ' met hout' end, 'Nota ' || n,
                        (array['seed', 'potential', 'pre_business_case', 'feasible', 'guided', 'realised', 'parked',
                            'stopped'])[1 + n %% 8], 'desk', 'Bank', n * 10, n, n %% 5, now() - n * interval '3 hours',
                        now() - n * interval '1 hour'
                    from generate_series((select count(*) from business_case) + 1, %d) n
                    """.formatted(MADE_CASES));
            statement.execute("""
                    insert into business_case_partner (business_case, organisation, name)
                    select c.id, o.key, o.name from business_case c join lateral (
                        select key, name from organisation where deleted_at is null
                        order by md5(key || c.id) limit 4) o on true where c.creator = 'Bank'
                    """);
            statement.execute("""
                    insert into business_case_step (business_case, title, owner, due)
                    select c.id, 'Stap ' || k, 'An', current_date + (c.id % 60)::int - 20
                    from business_case c, generate_series(1, 3) k where c.creator = 'Bank'
                    """);
            statement.execute("analyze");
        }
    }

    private static List<Query> cases(Connection connection) throws SQLException {
        List<Query> queries = new ArrayList<>();
        for (String status : List.of("", "seed", "feasible", "parked")) {
            for (String words : List.of("", "rubber", "12")) {
                for (String sort : List.of("", "title", "-surplus")) {
                    long expected = total(
                            connection,
                            "select count(*) from business_case c where (status = ? or ? = '')"
                                    + " and (? = '' or lower(title || ' ' || note) like ? or exists (select from"
                                    + " business_case_partner p where p.business_case = c.id and lower(p.name) like ?))",
                            words,
                            status);
                    if (expected > 0) {
                        queries.add(new Query(
                                "/cases?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + "&status=" + status
                                        + "&sort=" + sort,
                                expected,
                                CASES));
                    }
                }
            }
        }
        return queries;
    }

    private static List<Query> organisations(Connection connection) throws SQLException {
        List<Query> queries = new ArrayList<>();
        for (String words : List.of("", "firma", "12")) {
            for (String page : List.of("", "2", "40")) {
                long expected = total(
                        connection,
                        "select count(*) from organisation o where deleted_at is null and (? = '' or ? = '')"
                                + " and (? = '' or lower(concat_ws(' ', key, name, type, enterprise_number, nace)) like ?"
                                + " or exists (select from site_place s where s.organisation = o.key"
                                + " and s.deleted_at is null and lower(concat_ws(' ', s.name, s.area_name)) like ?))",
                        words,
                        "");
                if (page.isEmpty() || expected > Integer.parseInt(page) * 50L) {
                    queries.add(new Query("/organisations?q=" + words + "&page=" + page, expected, TOTAL));
                }
            }
        }
        return queries;
    }

    private static long total(Connection connection, String sql, String words, String status) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, status);
            statement.setString(2, status);
            statement.setString(3, words);
            statement.setString(4, "%" + words + "%");
            statement.setString(5, "%" + words + "%");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void compare(String name, Load load, List<Query> queries, int requests, int pauseMillis)
            throws Exception {
        Histogram list = new ConcurrentHistogram(3);
        Histogram file = new ConcurrentHistogram(3);
        double listSeconds = 0;
        for (int round = 0; round < ROUNDS; round++) {
            load.run(requests / ROUNDS, pauseMillis, FILE, file);
            listSeconds += load.run(requests / ROUNDS, pauseMillis, queries, list);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s, %,d requests, %.0f pages/s | %s | %s | %.1f |%n",
                name,
                list.getTotalCount(),
                list.getTotalCount() / listSeconds,
                quantiles(list),
                quantiles(file),
                (double) list.getValueAtPercentile(95) / file.getValueAtPercentile(95));
    }

    private static String quantiles(Histogram histogram) {
        return "%.1f ms | %.1f ms | %.1f ms"
                .formatted(
                        histogram.getValueAtPercentile(50) / 1e6,
                        histogram.getValueAtPercentile(95) / 1e6,
                        histogram.getValueAtPercentile(99) / 1e6);
    }

    private static final List<Query> FILE = List.of(new Query(STATIC_FILE, 0, null));

    /**
     * What a user asks.
     *
     * @param expected things in the list, all pages together
     * @param total where the page tells how many there are; absent when it does not
     */
    private record Query(
            String path, long expected, @Nullable Pattern total) {}

    private static List<Query> queries(PlatformProcess platform, Random random) throws IOException, SQLException {
        List<Query> queries = new ArrayList<>();
        try (Connection connection = platform.connect()) {
            for (int q = 0; q < QUERIES; q++) {
                int kind = random.nextInt(10);
                String words = kind < 8 ? LargeInventory.words(random) : "";
                String group = kind >= 4 ? "g%02d".formatted(random.nextInt(20)) : "";
                String sort = List.of("", "quantity", "-price", "class").get(random.nextInt(4));
                String page = kind == 9 ? "3" : "";
                String path = "/offers?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + "&class=" + group
                        + "&sort=" + sort + "&page=" + page;
                queries.add(new Query(path, count(connection, words, group), TOTAL));
            }
        }
        return queries;
    }

    /** What the list must say, asked in another way than the platform asks it. */
    private static long count(Connection connection, String words, String group) throws SQLException {
        String[] parts = words.isEmpty() ? new String[0] : words.split(" ");
        StringBuilder sql = new StringBuilder("select count(*) from offer o join site s on s.key = o.site"
                + " join resource_class c on c.key = o.resource_class join organisation w on w.key = s.organisation"
                + " where o.deleted_at is null and (o.resource_class like ? or ? = '')");
        for (int p = 0; p < parts.length; p++) {
            sql.append(" and lower(concat_ws(' ', o.key, o.description, o.ewc, s.name, w.name, c.name)) like ?");
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            statement.setString(1, group + "%");
            statement.setString(2, group);
            for (int p = 0; p < parts.length; p++) {
                statement.setString(3 + p, "%" + parts[p] + "%");
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The users. */
    private record Load(List<WebUser> users) {
        /** Spreads the requests over the users, each asking one after the other; returns the seconds it took. */
        double run(int requests, int pauseMillis, List<Query> queries, Histogram histogram) throws Exception {
            long start = System.nanoTime();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> running = new ArrayList<>();
                for (int u = 0; u < users.size(); u++) {
                    int user = u;
                    int mine = requests / users.size();
                    running.add(threads.submit(() -> {
                        Random random = new Random(user);
                        for (int i = 0; i < mine; i++) {
                            if (pauseMillis > 0) {
                                LockSupport.parkNanos(1_000_000L * random.nextInt(2 * pauseMillis));
                            }
                            ask(user, queries.get(random.nextInt(queries.size())), histogram);
                        }
                        return null;
                    }));
                }
                for (Future<?> one : running) {
                    one.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a user's request failed: " + e.getCause(), e);
            }
            return (System.nanoTime() - start) / 1e9;
        }

        private void ask(int user, Query query, Histogram histogram) throws IOException, InterruptedException {
            WebUser.Answer answer = users.get(user).get(query.path()).orFail();
            histogram.recordValue(answer.nanos());
            if (answer.body().length < 1_000) {
                throw new IllegalStateException(query.path() + " has only " + answer.body().length + " bytes");
            }
            if (query.total() != null) {
                check(query, query.total(), answer.text());
            }
        }

        private static void check(Query query, Pattern total, String page) {
            Matcher matcher = total.matcher(page);
            long told = matcher.find() ? Long.parseLong(matcher.group(1).replaceAll("\\D", "")) : 0;
            if (told != query.expected()) {
                throw new IllegalStateException(
                        query.path() + " tells of " + told + "; SQL counts " + query.expected());
            }
        }
    }
}
