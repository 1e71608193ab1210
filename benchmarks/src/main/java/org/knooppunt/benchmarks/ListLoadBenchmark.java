package org.knooppunt.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/**
 * The list of offers with search and filter, at 100,000 offers and with 20 users at once, against a static file of the
 * same server under the same load. Once without a pause between a user's clicks, once with one of a second on average.
 * Every page must say as many offers as SQL counts. Times are from the request to the last byte, in the users' process,
 * which shares the machine with the server and the database. Arguments: {@code [--requests 2000] [--users 20] [--seed 1]}.
 */
public final class ListLoadBenchmark {
    private static final String STATIC_FILE = "/css/theme.css";
    private static final int QUERIES = 200;
    private static final int ROUNDS = 2;
    private static final Pattern TOTAL = Pattern.compile("class=\"sums\"><strong>([^<]*)</strong>");

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
            Load load = new Load(sessions, queries);
            load.run(requests / 4, 0, true, new ConcurrentHistogram(3));
            load.run(requests / 4, 0, false, new ConcurrentHistogram(3));
            System.out.println("| 20 users | list p50 | p95 | p99 | static p50 | p95 | p99 | ratio of p95 |"
                    .replace("20", users + ""));
            System.out.println("|---|---|---|---|---|---|---|---|");
            compare("without a pause", load, requests, 0);
            compare("1 s between clicks", load, Math.min(requests, users * 30), 1_000);
            sessions.forEach(WebUser::close);
        }
    }

    private static void compare(String name, Load load, int requests, int pauseMillis) throws Exception {
        Histogram list = new ConcurrentHistogram(3);
        Histogram file = new ConcurrentHistogram(3);
        double listSeconds = 0;
        for (int round = 0; round < ROUNDS; round++) {
            load.run(requests / ROUNDS, pauseMillis, false, file);
            listSeconds += load.run(requests / ROUNDS, pauseMillis, true, list);
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

    /**
     * What a user asks of the list.
     *
     * @param expected offers in the list, all pages together
     */
    private record Query(String path, long expected) {}

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
                queries.add(new Query(path, count(connection, words, group)));
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
    private record Load(List<WebUser> users, List<Query> queries) {
        /** Spreads the requests over the users, each asking one after the other; returns the seconds it took. */
        double run(int requests, int pauseMillis, boolean list, Histogram histogram) throws Exception {
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
                            ask(user, queries.get(random.nextInt(queries.size())), list, histogram);
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

        private void ask(int user, Query query, boolean list, Histogram histogram)
                throws IOException, InterruptedException {
            WebUser.Answer answer =
                    users.get(user).get(list ? query.path() : STATIC_FILE).orFail();
            histogram.recordValue(answer.nanos());
            if (list) {
                check(query, answer.text());
            } else if (answer.body().length < 1_000) {
                throw new IllegalStateException(STATIC_FILE + " has only " + answer.body().length + " bytes");
            }
        }

        private static void check(Query query, String page) {
            Matcher matcher = TOTAL.matcher(page);
            long told = matcher.find() ? Long.parseLong(matcher.group(1).replaceAll("\\D", "")) : 0;
            if (told != query.expected()) {
                throw new IllegalStateException(
                        query.path() + " tells of " + told + " offers; SQL counts " + query.expected());
            }
        }
    }
}
