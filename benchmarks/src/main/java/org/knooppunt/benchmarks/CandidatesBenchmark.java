package org.knooppunt.benchmarks;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.knooppunt.engine.candidates.CandidateOptions;
import org.knooppunt.engine.candidates.CandidateProblem;
import org.knooppunt.engine.candidates.CandidateSearch;
import org.knooppunt.engine.candidates.Candidates;
import org.knooppunt.engine.candidates.Streams;
import org.knooppunt.engine.inventory.Site;

/**
 * The ten best needs of every offer and the ten best offers of every need, by value after transport, within 100 km as the
 * crow flies: first against trying every pair, then against PostGIS, both sides equal pair by pair before a time counts;
 * then a million of each in a process of its own, whose memory is told. Arguments:
 * {@code [--size 1000000] [--tried 20000] [--gis 100000] [--patience 150] [--seed 1]}; {@code --patience} is how many
 * seconds PostGIS may take for each side.
 */
public final class CandidatesBenchmark {
    static final int K = 10;
    private static final double CROW_KM = 100;
    private static final int THREADS = 2;
    private static final String HEAP = "-Xmx420m";

    private CandidatesBenchmark() {}

    public static void main(String... args) throws IOException, InterruptedException, SQLException {
        Arguments arguments = Arguments.of(args, "size", "tried", "gis", "patience", "seed", "alone");
        long seed = arguments.whole("seed", 1);
        if (arguments.whole("alone", 0) > 0) {
            measure(arguments.whole("alone", 0), seed);
            return;
        }
        System.out.println("| offers / needs | classes | k | pairs | equal to | their s | s | ratio | peak MB |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        againstTrying(arguments.whole("tried", 20_000), seed);
        againstPostgis(arguments.whole("gis", 100_000), seed, arguments.whole("patience", 150));
        alone(arguments.whole("size", 1_000_000), seed);
        System.out.println();
        System.out.println("The process of the last row ran with `" + HEAP + "` on " + THREADS + " threads; the bar is "
                + "12 s and 600 MB.");
    }

    static CandidateOptions options(CandidateProblem problem) {
        double reach = problem.transport().rates().travelledKm(CROW_KM);
        return new CandidateOptions(K, reach, Double.NEGATIVE_INFINITY, THREADS);
    }

    private static void againstTrying(int size, long seed) {
        CandidateProblem problem = CandidateRegion.generate(size, seed);
        Candidates found = new CandidateSearch().solve(problem, options(problem));
        Tried tried = new Tried(problem);
        mustEqual("trying every pair", tried.best(true), keys(found, true));
        mustEqual("trying every pair", tried.best(false), keys(found, false));
        print(size, found, "trying every pair", "", Double.NaN, seconds(problem), "");
    }

    /** Every pair, one by one, with what transport itself answers for its two sites. */
    private static final class Tried {
        private final CandidateProblem problem;
        private final double reachKm;
        private final List<Site> offers;
        private final List<Site> needs;

        private record Pair(int offer, int need, double value) {}

        Tried(CandidateProblem problem) {
            this.problem = problem;
            reachKm = options(problem).reachKm();
            offers = sites("offer ", problem.sources());
            needs = sites("need ", problem.takers());
        }

        /** Offer and need of each pair among the best of one side. */
        long[] best(boolean ofOffers) {
            int[] ownClass = (ofOffers ? problem.sources() : problem.takers()).resourceClass();
            int[] otherClass = (ofOffers ? problem.takers() : problem.sources()).resourceClass();
            return IntStream.range(0, ownClass.length)
                    .parallel()
                    .boxed()
                    .flatMap(own -> IntStream.range(0, otherClass.length)
                            .filter(other -> otherClass[other] == ownClass[own])
                            .mapToObj(other -> ofOffers ? find(own, other) : find(other, own))
                            .flatMap(Optional::stream)
                            .sorted(Comparator.comparingDouble(Pair::value)
                                    .reversed()
                                    .thenComparingInt(Pair::offer)
                                    .thenComparingInt(Pair::need))
                            .limit(K))
                    .mapToLong(pair -> key(pair.offer(), pair.need()))
                    .sorted()
                    .toArray();
        }

        private Optional<Pair> find(int offer, int need) {
            double gross = problem.takers().price()[need] - problem.sources().price()[offer];
            int resourceClass = problem.sources().resourceClass()[offer];
            return problem.transport()
                    .find(problem.classes().get(resourceClass), offers.get(offer), needs.get(need))
                    .filter(haul -> haul.km() <= reachKm)
                    .map(haul -> new Pair(offer, need, gross - haul.cost()));
        }
    }

    /** Each stream at a site of its own, since transport asks nothing of a way within a site. */
    private static List<Site> sites(String who, Streams streams) {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            sites.add(new Site(who + i, "", "", "", streams.lat()[i], streams.lon()[i], Set.of()));
        }
        return sites;
    }

    static long key(int offer, int need) {
        return (long) offer << 32 | need;
    }

    private static void mustEqual(String peer, long[] theirs, long[] ours) {
        if (!Arrays.equals(theirs, ours)) {
            throw new IllegalStateException("the pairs differ from those of " + peer);
        }
    }

    private static long[] keys(Candidates found, boolean ofOffers) {
        long[] keys = new long[found.size()];
        int size = 0;
        for (int offer = 0; offer < found.sources(); offer++) {
            for (int pair = found.first(offer); pair < found.first(offer + 1); pair++) {
                if (ofOffers ? found.isBestOfSource(pair) : found.isBestOfTaker(pair)) {
                    keys[size++] = key(offer, found.taker(pair));
                }
            }
        }
        return Arrays.copyOf(keys, size);
    }

    private static double seconds(CandidateProblem problem) {
        long start = System.nanoTime();
        new CandidateSearch().solve(problem, options(problem));
        return (System.nanoTime() - start) / 1e9;
    }

    private static void againstPostgis(int size, long seed, int patience)
            throws IOException, InterruptedException, SQLException {
        if (!PostgisCluster.isInstalled()) {
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %d | %d | not compared: no PostGIS at %s | | | | | |%n",
                    size,
                    CandidateRegion.CLASSES,
                    K,
                    PostgisCluster.BINARIES);
            return;
        }
        CandidateProblem problem = CandidateRegion.generate(size, seed);
        Candidates found = new CandidateSearch().solve(problem, options(problem));
        double ours = seconds(problem);
        try (PostgisCluster cluster = PostgisCluster.start();
                PostgisPairs pairs = PostgisPairs.load(cluster, problem)) {
            Optional<PostgisPairs.Answer> ofOffers = pairs.best(true, K, CROW_KM, patience);
            Optional<PostgisPairs.Answer> ofNeeds = pairs.best(false, K, CROW_KM, patience);
            ofOffers.ifPresent(answer -> mustEqual("PostGIS", answer.keys(), keys(found, true)));
            ofNeeds.ifPresent(answer -> mustEqual("PostGIS", answer.keys(), keys(found, false)));
            double theirs = ofOffers.map(PostgisPairs.Answer::seconds).orElse((double) patience)
                    + ofNeeds.map(PostgisPairs.Answer::seconds).orElse((double) patience);
            boolean isWhole = ofOffers.isPresent() && ofNeeds.isPresent();
            print(
                    size,
                    found,
                    isWhole ? "PostGIS" : "(PostGIS, stopped)",
                    (isWhole ? "%.1f" : "more than %.1f").formatted(theirs),
                    theirs,
                    ours,
                    "");
        }
    }

    /** The large search in a process of its own: what it prints is the row. */
    private static void alone(int size, long seed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CandidatesBenchmark.class.getName(),
                        "--alone",
                        "" + size,
                        "--seed",
                        "" + seed)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Reader out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            System.out.print(out.readAllAsString());
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the search of " + size + " failed");
        }
    }

    private static void measure(int size, long seed) {
        CandidateProblem problem = CandidateRegion.generate(size, seed);
        long start = System.nanoTime();
        Candidates found = new CandidateSearch().solve(problem, options(problem));
        double seconds = (System.nanoTime() - start) / 1e9;
        print(size, found, "", "", Double.NaN, seconds, "" + PeakMemory.megabytes());
    }

    private static void print(
            int size, Candidates found, String peer, String theirs, double theirSeconds, double ours, String memory) {
        System.out.printf(
                Locale.ROOT,
                "| %,d | %d | %d | %,d | %s | %s | %.2f | %s | %s |%n",
                size,
                CandidateRegion.CLASSES,
                K,
                found.size(),
                peer,
                theirs,
                ours,
                Double.isNaN(theirSeconds) ? "" : "%.0f".formatted(theirSeconds / ours),
                memory);
    }
}
