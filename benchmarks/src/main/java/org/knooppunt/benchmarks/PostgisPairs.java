package org.knooppunt.benchmarks;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.knooppunt.engine.candidates.CandidateProblem;
import org.knooppunt.engine.candidates.Streams;
import org.postgresql.PGConnection;

/**
 * The best pairs as SQL finds them: for each stream the other side's streams of its class whose point lies in a square
 * around it (a GiST index on class and point, in the metric projection of Europe), their exact distance over the sphere,
 * and of those within reach the k of most value. Latitudes stand in radians with their cosines, tables in the order of
 * class and place, two sessions share the work: what a careful author of such a query would do.
 */
final class PostgisPairs implements AutoCloseable {
    private static final int SESSIONS = 2;
    /** What PostgreSQL says of a statement that took too long. */
    private static final String CANCELLED = "57014";
    /** The projection stretches by less than this where the streams lie; the distance decides in the end. */
    private static final double STRETCH = 1.02;

    private final PostgisCluster cluster;
    private final Connection connection;
    private final double eurPerKm;

    private PostgisPairs(PostgisCluster cluster, Connection connection, double eurPerKm) {
        this.cluster = cluster;
        this.connection = connection;
        this.eurPerKm = eurPerKm;
    }

    /**
     * @param keys offer and need of each pair, in order
     */
    record Answer(long[] keys, double seconds) {}

    /** Fills the tables and makes their indexes. */
    static PostgisPairs load(PostgisCluster cluster, CandidateProblem problem) throws SQLException, IOException {
        Connection connection = cluster.connect();
        PostgisPairs pairs = new PostgisPairs(
                cluster,
                connection,
                problem.transport()
                        .rates()
                        .of(problem.classes().getFirst())
                        .cost(problem.transport().rates().travelledKm(1)));
        pairs.run("create extension postgis");
        pairs.run("create extension btree_gist");
        pairs.fill("offer", problem.sources());
        pairs.fill("need", problem.takers());
        return pairs;
    }

    private void fill(String table, Streams streams) throws SQLException, IOException {
        run("create unlogged table raw (id int, class int, lat float8, lon float8, price float8)");
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < streams.size(); i++) {
            rows.append(i)
                    .append(',')
                    .append(streams.resourceClass()[i])
                    .append(',')
                    .append(streams.lat()[i])
                    .append(',')
                    .append(streams.lon()[i])
                    .append(',')
                    .append(streams.price()[i])
                    .append('\n');
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy raw from stdin csv", new StringReader(rows.toString()));
        run("create unlogged table " + table + " as"
                + " select id, class, price, radians(lat) lat, cos(radians(lat)) cos_lat, lon,"
                + " st_transform(point, 3035) place"
                + " from (select *, st_setsrid(st_makepoint(lon, lat), 4326) point from raw) placed"
                + " order by class, st_geohash(point)");
        run("drop table raw");
        run("create index on " + table + " using gist (class, place)");
        run("vacuum analyze " + table);
    }

    /**
     * The k best of each stream of one side; nothing when it takes longer than that. PostgreSQL gives no part of a lateral
     * query with a limit to parallel workers, so two sessions do half the streams each.
     */
    Optional<Answer> best(boolean ofOffers, int k, double reachKm, int seconds)
            throws SQLException, InterruptedException {
        long start = System.nanoTime();
        List<Future<long[]>> halves = new ArrayList<>();
        try (ExecutorService sessions = Executors.newFixedThreadPool(SESSIONS)) {
            for (int session = 0; session < SESSIONS; session++) {
                String query = query(ofOffers, k, reachKm, session);
                halves.add(sessions.submit(() -> read(query, ofOffers, seconds)));
            }
        }
        double took = (System.nanoTime() - start) / 1e9;
        try {
            LongStream keys = LongStream.empty();
            for (Future<long[]> half : halves) {
                keys = LongStream.concat(keys, Arrays.stream(half.get()));
            }
            return Optional.of(new Answer(keys.sorted().toArray(), took));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException fault && CANCELLED.equals(fault.getSQLState())) {
                return Optional.empty();
            }
            throw new SQLException(e.getCause());
        }
    }

    private String query(boolean ofOffers, int k, double reachKm, int session) {
        String own = ofOffers ? "offer" : "need";
        String other = ofOffers ? "need" : "offer";
        return "select own.id, best.id from " + own
                + " own cross join lateral (select id from (select other.id, other.price,"
                + " 2 * 6371.0088 * asin(least(1, sqrt(sin((other.lat - own.lat) / 2) * sin((other.lat - own.lat) / 2)"
                + " + own.cos_lat * other.cos_lat * sin(radians(other.lon - own.lon) / 2)"
                + " * sin(radians(other.lon - own.lon) / 2)))) km from " + other
                + " other where other.class = own.class and other.place && st_expand(own.place, "
                + 1000 * reachKm * STRETCH + ") offset 0) near where km <= " + reachKm
                + " order by " + (ofOffers ? "price - own.price" : "own.price - price") + " - km * " + eurPerKm
                + " desc, id limit " + k + ") best where own.id % " + SESSIONS + " = " + session;
    }

    private long[] read(String query, boolean ofOffers, int seconds) throws SQLException {
        try (Connection session = cluster.connect();
                Statement statement = session.createStatement()) {
            statement.execute("set work_mem = '64MB'");
            statement.execute("set statement_timeout = '" + seconds + "s'");
            session.setAutoCommit(false);
            statement.setFetchSize(10_000);
            LongStream.Builder keys = LongStream.builder();
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    int offer = row.getInt(ofOffers ? 1 : 2);
                    int need = row.getInt(ofOffers ? 2 : 1);
                    keys.add(CandidatesBenchmark.key(offer, need));
                }
            }
            return keys.build().toArray();
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
