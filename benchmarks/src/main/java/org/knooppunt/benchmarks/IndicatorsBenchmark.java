package org.knooppunt.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Indicators at 500 indicators × 300 municipalities × 30 years, 4.5 million observations: the page of an indicator with its
 * thirteen cities against the list of offers of the same server under the same load; bringing 300,000 observations in
 * through the web, from upload to the page that says they are stored, against COPY of the very rows into a second table with the same checks, index and foreign keys; and a
 * formula over all areas. Arguments: {@code [--requests 1000] [--users 20] [--seed 1]}.
 */
public final class IndicatorsBenchmark {
    private static final int INDICATORS = 500;
    private static final int AREAS = 300;
    private static final int YEARS = 30;
    private static final int FIRST_YEAR = 1991;
    /** Indicators, beside those, of which the figures are brought in. */
    private static final int BROUGHT = 34;

    private static final double PAGE_BAR = 1.5;
    private static final double IMPORT_BAR = 6;
    private static final double RATE_BAR = 50_000;
    private static final double FORMULA_BAR = 2;

    private IndicatorsBenchmark() {}

    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args, "requests", "users", "seed");
        int requests = arguments.whole("requests", 1_000);
        Random random = new Random(arguments.whole("seed", 1));
        try (PlatformProcess platform = PlatformProcess.start();
                Connection connection = platform.connect()) {
            ImportClient.bring(platform, LargeInventory.generate(1));
            fill(connection);
            measurePages(platform, arguments.whole("users", 20), requests, random);
            measureImport(platform, connection, random);
            measureFormula(platform);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Municipalities, cards and figures, by SQL: what is measured is not how they came. */
    private static void fill(Connection connection) throws SQLException {
        execute(
                connection,
                "insert into indicator_area (code, kind, name) select 'bm' || n, 'municipality',"
                        + " 'Gemeente ' || n from generate_series(1, " + (AREAS - 14) + ") n");
        execute(connection, """
                insert into indicator (code, name, theme, unit, direction, kind, level, frequency, adds, formula)
                select 'bm_' || n, 'Meting ' || n, 'Thema ' || n %% 12, 'stuks', 'up', 'register', 'municipality', 'year',
                    true, case when n > %1$d then '100 * bm_1 / (bm_2 + bm_3)' else '' end
                from generate_series(1, %1$d + 1) n
                """.formatted(INDICATORS));
        execute(connection, """
                insert into indicator (code, name, theme, unit, direction, kind, level, frequency, adds)
                select 'brought_' || n, 'Levering ' || n, 'Levering', 'stuks', 'up', 'register', 'municipality', 'year',
                    true from generate_series(1, %d) n
                """.formatted(BROUGHT));
        execute(connection, "insert into indicator_source (name) values ('Meting')");
        execute(connection, "insert into observation_load (actor, why) values ('Bank', 'Meting')");
        execute(connection, """
                insert into observation (indicator, area, period, category, source, status, value, load)
                select i.id, a.id, y * 100, 0, (select id from indicator_source where name = 'Meting'), 1,
                    round((1000 + 500 * sin(i.id + y) + a.id)::numeric, 2), (select max(id) from observation_load)
                from indicator i cross join (select id from indicator_area where kind in ('municipality', 'centre_city')
                        and last_day is null order by id limit %d) a
                cross join generate_series(%d, %d) y
                where i.code like 'bm\\_%%' and i.formula = '' order by 1, 2, 3
                """.formatted(AREAS, FIRST_YEAR, FIRST_YEAR + YEARS - 1));
        execute(connection, "vacuum analyze observation");
        System.out.printf(
                Locale.ROOT, "%,d observations.%n%n", CopyPeer.one(connection, "select count(*) from observation"));
    }

    // ---- pages

    private static void measurePages(PlatformProcess platform, int users, int requests, Random random)
            throws Exception {
        List<WebUser> sessions = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            WebUser session = new WebUser(platform.address());
            session.signInAs("coordinator");
            sessions.add(session);
        }
        List<String> offers = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            offers.add("/offers?q=" + LargeInventory.words(random).replace(' ', '+'));
            pages.add("/indicators/bm_" + (1 + random.nextInt(INDICATORS)) + "?area="
                    + List.of("71016", "44021", "bm7", "bm200").get(random.nextInt(4)));
        }
        load(sessions, offers, requests / 4, new ConcurrentHistogram(3));
        load(sessions, pages, requests / 4, new ConcurrentHistogram(3));
        Histogram list = new ConcurrentHistogram(3);
        Histogram page = new ConcurrentHistogram(3);
        for (int round = 0; round < 2; round++) {
            load(sessions, offers, requests / 2, list);
            load(sessions, pages, requests / 2, page);
        }
        Histogram everybody = new ConcurrentHistogram(3);
        load(sessions, pages.stream().map(path -> path + "&compare=all").toList(), requests / 2, everybody);
        sessions.forEach(WebUser::close);
        double ratio = (double) page.getValueAtPercentile(95) / list.getValueAtPercentile(95);
        System.out.println("| " + users + " users without a pause | p50 | p95 | p99 |");
        System.out.println("|---|---|---|---|");
        print("list of offers, searched", list);
        print("indicator with 13 cities", page);
        print("the same among all " + AREAS + " areas", everybody);
        System.out.printf(
                Locale.ROOT,
                "%nThe page takes %.2f times as long as the list at p95; the bar of %.1f is %s.%n%n",
                ratio,
                PAGE_BAR,
                ratio <= PAGE_BAR ? "met" : "not met");
    }

    private static void print(String name, Histogram times) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f ms | %.1f ms | %.1f ms |%n",
                name,
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(95) / 1e6,
                times.getValueAtPercentile(99) / 1e6);
    }

    private static void load(List<WebUser> users, List<String> paths, int requests, Histogram times) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int u = 0; u < users.size(); u++) {
                WebUser user = users.get(u);
                Random random = new Random(u);
                int mine = requests / users.size();
                running.add(threads.submit(() -> {
                    for (int i = 0; i < mine; i++) {
                        WebUser.Answer answer = user.get(paths.get(random.nextInt(paths.size())))
                                .orFail();
                        times.recordValue(answer.nanos());
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    // ---- import

    private static void measureImport(PlatformProcess platform, Connection connection, Random random) throws Exception {
        Path folder = Files.createTempDirectory("knooppunt-observations");
        Path file = folder.resolve("observations.csv");
        int rows = write(file, connection, random);
        double reading;
        double storing;
        try (WebUser officer = new WebUser(platform.address())) {
            officer.signInAs("policy-officer");
            long start = System.nanoTime();
            WebUser.Answer read = officer.upload("/indicators/imports", "/indicators/imports", "file", file)
                    .orFail();
            String page = read.address().getPath();
            long id = Long.parseLong(page.substring(page.lastIndexOf('/') + 1));
            ImportClient.await(connection, "observation_import", id, "read");
            WebUser.Answer look = officer.get(page).orFail();
            reading = (System.nanoTime() - start) / 1e9;
            // a person looks at it now
            String token = WebUser.token(look);
            start = System.nanoTime();
            officer.postWithToken(page + "/accept", token, Map.of("why", "Meting"))
                    .orFail();
            ImportClient.await(connection, "observation_import", id, "stored");
            officer.get(page).orFail();
            storing = (System.nanoTime() - start) / 1e9;
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
        long stored = CopyPeer.one(
                connection,
                "select count(*) from observation o join indicator i on i.id = o.indicator"
                        + " where i.code like 'brought\\_%'");
        if (stored != rows) {
            throw new IllegalStateException(rows + " observations were brought, " + stored + " are stored");
        }
        double copy = copy(connection, rows);
        double together = reading + storing;
        System.out.println(
                "| observations | reading s | storing s | together s | per second | COPY s | together / COPY |");
        System.out.println("|---|---|---|---|---|---|---|");
        System.out.printf(
                Locale.ROOT,
                "| %,d | %.2f | %.2f | %.2f | %,.0f | %.2f | %.2f |%n%n",
                rows,
                reading,
                storing,
                together,
                rows / together,
                copy,
                together / copy);
        System.out.printf(
                Locale.ROOT,
                "The bar, %,.0f a second or %.0f times COPY, is %s.%n%n",
                RATE_BAR,
                IMPORT_BAR,
                rows / together >= RATE_BAR || together / copy <= IMPORT_BAR ? "met" : "not met");
    }

    private static int write(Path file, Connection connection, Random random) throws IOException, SQLException {
        StringBuilder text = new StringBuilder("indicator,area,period,value,source\n");
        int rows = 0;
        try (Statement statement = connection.createStatement();
                var areas = statement.executeQuery(
                        "select code from indicator_area where code like 'bm%' or code = '71016' order by id")) {
            while (areas.next()) {
                for (int i = 1; i <= BROUGHT; i++) {
                    for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
                        text.append("brought_")
                                .append(i)
                                .append(',')
                                .append(areas.getString(1))
                                .append(',')
                                .append(year)
                                .append(',')
                                .append(random.nextInt(100_000) / 100.0)
                                .append(",Meting\n");
                        rows++;
                    }
                }
            }
        }
        Files.writeString(file, text);
        return rows;
    }

    /** Seconds of COPY and commit of the very rows into a table like that of observations. */
    private static double copy(Connection connection, int rows) throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copy.copyOut(
                "copy (select o.* from observation o join indicator i on i.id = o.indicator where i.code like"
                        + " 'brought\\_%' order by 1, 2, 3) to stdout",
                out);
        execute(connection, "create table observation_copy (like observation including all)");
        execute(
                connection,
                "alter table observation_copy add foreign key (indicator) references indicator,"
                        + " add foreign key (area) references indicator_area,"
                        + " add foreign key (category) references indicator_category,"
                        + " add foreign key (source) references indicator_source,"
                        + " add foreign key (load) references observation_load");
        connection.setAutoCommit(false);
        long start = System.nanoTime();
        copy.copyIn("copy observation_copy from stdin", new ByteArrayInputStream(out.toByteArray()), 1 << 16);
        connection.commit();
        double seconds = (System.nanoTime() - start) / 1e9;
        connection.setAutoCommit(true);
        if (CopyPeer.one(connection, "select count(*) from observation_copy") != rows) {
            throw new IllegalStateException("COPY left other rows");
        }
        execute(connection, "drop table observation_copy");
        return seconds;
    }

    // ---- formula

    private static void measureFormula(PlatformProcess platform) throws Exception {
        String path = "/indicators/bm_" + (INDICATORS + 1) + "/file?format=csv";
        Histogram times = new Histogram(3);
        long lines = 0;
        try (WebUser visitor = new WebUser(platform.address())) {
            visitor.get(path).orFail();
            for (int i = 0; i < 10; i++) {
                WebUser.Answer answer = visitor.get(path).orFail();
                times.recordValue(answer.nanos() / 1_000);
                lines = answer.text().lines().count() - 1;
            }
        }
        if (lines != (long) AREAS * YEARS) {
            throw new IllegalStateException("the formula gave " + lines + " figures");
        }
        double seconds = times.getMaxValue() / 1e6;
        System.out.printf(
                Locale.ROOT,
                "A formula over three indicators, %,d figures of all areas and years, takes %.2f s at most in ten runs,"
                        + " file and all; the bar of %.0f s is %s.%n",
                lines,
                seconds,
                FORMULA_BAR,
                seconds <= FORMULA_BAR ? "met" : "not met");
    }
}
