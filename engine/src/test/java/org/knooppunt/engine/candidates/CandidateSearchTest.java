package org.knooppunt.engine.candidates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.transport.DirectTransport;

class CandidateSearchTest {
    private static final DirectTransport TRANSPORT = new DirectTransport(DirectTransport.Rates.STANDARD);
    private static final List<ResourceClass> CLASSES = List.of(
            new ResourceClass("wood", null, Kind.MATERIAL, "wood"),
            new ResourceClass("wood.pallets", "wood", Kind.MATERIAL, "pallets"),
            new ResourceClass("heat", null, Kind.ENERGY, "heat"));
    private static final int WOOD = 0;
    private static final int PALLETS = 1;
    private static final int HEAT = 2;

    private final CandidateSearch search = new CandidateSearch();

    private static CandidateOptions options(int k) {
        return new CandidateOptions(k, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1);
    }

    /** Streams on the meridian of 5 degrees, one row each: class, latitude, price. */
    private static Streams streams(double[]... rows) {
        int[] resourceClass = new int[rows.length];
        double[] lat = new double[rows.length];
        double[] lon = new double[rows.length];
        double[] price = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            resourceClass[i] = (int) rows[i][0];
            lat[i] = rows[i][1];
            lon[i] = 5;
            price[i] = rows[i][2];
        }
        return new Streams(resourceClass, lat, lon, price);
    }

    private static CandidateProblem problem(Streams sources, Streams takers) {
        return new CandidateProblem(CLASSES, TRANSPORT, 0, sources, takers, (s, t) -> true);
    }

    private static Set<List<Integer>> pairs(Candidates candidates) {
        Set<List<Integer>> pairs = bestOfSources(candidates);
        pairs.addAll(bestOfTakers(candidates));
        assertThat(pairs).hasSize(candidates.size());
        return pairs;
    }

    private static Set<List<Integer>> bestOfSources(Candidates candidates) {
        Set<List<Integer>> pairs = new HashSet<>();
        for (int s = 0; s < candidates.sources(); s++) {
            for (int pair = candidates.first(s); pair < candidates.first(s + 1); pair++) {
                if (candidates.isBestOfSource(pair)) {
                    pairs.add(List.of(s, candidates.taker(pair)));
                }
            }
        }
        return pairs;
    }

    private static Set<List<Integer>> bestOfTakers(Candidates candidates) {
        Set<List<Integer>> pairs = new HashSet<>();
        for (int s = 0; s < candidates.sources(); s++) {
            for (int pair = candidates.first(s); pair < candidates.first(s + 1); pair++) {
                if (candidates.isBestOfTaker(pair)) {
                    pairs.add(List.of(s, candidates.taker(pair)));
                }
            }
        }
        return pairs;
    }

    @Test
    void theBestIsTheOneOfMostValueAfterTransportAndNotTheNearest() {
        // a degree of latitude is 111.2 km, times 1.3 and 0.12 EUR makes 17.35 EUR
        Streams offer = streams(new double[] {WOOD, 50, 10});
        Streams needs = streams(new double[] {WOOD, 50, 30}, new double[] {WOOD, 51, 48}, new double[] {WOOD, 52, 64});

        Candidates best = search.solve(problem(offer, needs), options(1));

        // worth 20, 20.65 and 19.31
        assertThat(bestOfSources(best)).containsExactly(List.of(0, 1));
        assertThat(bestOfTakers(best)).hasSize(3);
    }

    @Test
    void bothSidesGetTheirBestSoThatNobodyIsLeftOut() {
        Streams offers = streams(new double[] {WOOD, 50, 1}, new double[] {WOOD, 50, 2}, new double[] {WOOD, 50, 3});
        Streams needs = streams(new double[] {WOOD, 50, 9}, new double[] {WOOD, 50, 8});

        Candidates best = search.solve(problem(offers, needs), options(1));

        assertThat(bestOfSources(best)).containsExactlyInAnyOrder(List.of(0, 0), List.of(1, 0), List.of(2, 0));
        assertThat(bestOfTakers(best)).containsExactlyInAnyOrder(List.of(0, 0), List.of(0, 1));
    }

    @Test
    void aNeedAcceptsItsClassAndWhatLiesBelowItAndNothingAbove() {
        Streams offers = streams(new double[] {WOOD, 50, 0}, new double[] {PALLETS, 50, 0}, new double[] {HEAT, 50, 0});
        Streams needs = streams(new double[] {WOOD, 50, 1}, new double[] {PALLETS, 50, 1});

        assertThat(pairs(search.solve(problem(offers, needs), options(5))))
                .containsExactlyInAnyOrder(List.of(0, 0), List.of(1, 0), List.of(1, 1));
    }

    @Test
    void heatGoesNoFartherThanItsPipe() {
        // 3 km of pipe are 2.31 km as the crow flies, or 0.0207 degrees
        Streams offer = streams(new double[] {HEAT, 50, 0});
        Streams needs = streams(new double[] {HEAT, 50.0207, 1}, new double[] {HEAT, 50.0208, 100});

        assertThat(pairs(search.solve(problem(offer, needs), options(5)))).containsExactly(List.of(0, 0));
    }

    @Test
    void theAskedReachBindsAsWell() {
        Streams offer = streams(new double[] {WOOD, 50, 0});
        Streams needs = streams(new double[] {WOOD, 50.5, 1}, new double[] {WOOD, 51, 100});
        CandidateOptions within80 = new CandidateOptions(5, 80, Double.NEGATIVE_INFINITY, 1);

        assertThat(pairs(search.solve(problem(offer, needs), within80))).containsExactly(List.of(0, 0));
    }

    @Test
    void streamsOfDifferentMonthsOrDifferentAudiencesDoNotMeet() {
        Streams offers = new Streams(
                new int[] {WOOD, WOOD, WOOD},
                new double[] {50, 50, 50},
                new double[] {5, 5, 5},
                new double[] {0, 0, 0},
                new short[] {0b1, 0b10, 0b11},
                new long[] {1, -1, 0});
        Streams needs = new Streams(
                new int[] {WOOD, WOOD},
                new double[] {50, 50},
                new double[] {5, 5},
                new double[] {1, 1},
                new short[] {0b1, Streams.ALL_YEAR},
                new long[] {2, 3});

        // offer 0 and need 0 share January but no audience; offer 2 is seen by nobody
        assertThat(pairs(search.solve(problem(offers, needs), options(5))))
                .containsExactlyInAnyOrder(List.of(0, 1), List.of(1, 1));
    }

    @Test
    void aPairThatThePartnersRefuseMakesPlaceForTheNext() {
        Streams offer = streams(new double[] {WOOD, 50, 0});
        Streams needs = streams(new double[] {WOOD, 50, 9}, new double[] {WOOD, 50, 8});
        CandidateProblem problem =
                new CandidateProblem(CLASSES, TRANSPORT, 0, offer, needs, (s, t) -> needs.price()[t] < 9);

        assertThat(pairs(search.solve(problem, options(1)))).containsExactly(List.of(0, 1));
    }

    @Test
    void ofEqualPairsTheLowerIndexComesFirst() {
        int size = 100;
        double[][] same = new double[size][];
        for (int i = 0; i < size; i++) {
            same[i] = new double[] {WOOD, 50, 7};
        }

        Candidates best = search.solve(problem(streams(same), streams(same)), options(2));

        assertThat(bestOfSources(best)).hasSize(2 * size).allMatch(pair -> pair.get(1) < 2);
        assertThat(bestOfTakers(best)).hasSize(2 * size).allMatch(pair -> pair.get(0) < 2);
    }

    @Test
    void onlyWhatEarnsMoreThanTheMinimumComesIn() {
        Streams offers = streams(new double[] {WOOD, 50, 0}, new double[] {WOOD, 50, 1});
        Streams need = streams(new double[] {WOOD, 50, 1});

        CandidateOptions earning = new CandidateOptions(5, Double.POSITIVE_INFINITY, 0, 1);
        assertThat(pairs(search.solve(problem(offers, need), earning))).containsExactly(List.of(0, 0));
    }

    @Test
    void nothingOnOneSideGivesNothing() {
        Streams none = streams();
        Streams one = streams(new double[] {WOOD, 50, 0});

        assertThat(search.solve(problem(none, one), options(1)).size()).isZero();
        assertThat(search.solve(problem(one, none), options(1)).size()).isZero();
    }

    @Test
    void pricingBringsTheBestOutsideFirstAndSaysWhenNoneIsLeft() {
        Streams offers = streams(new double[] {WOOD, 50, 0}, new double[] {WOOD, 50, 1}, new double[] {WOOD, 50, 2});
        Streams needs = streams(new double[] {WOOD, 50, 9}, new double[] {WOOD, 50, 8});
        CandidateProblem problem = problem(offers, needs);
        CandidateOptions earning = new CandidateOptions(1, Double.POSITIVE_INFINITY, 0, 1);
        Candidates known = search.solve(problem, earning);
        // known: 0-0, 1-0, 2-0, 0-1; at these duals 1-1 earns 8 - 2 - 1.5 and 2-1 earns 8 - 2 - 4
        CandidateProblem dual = problem.at(new double[] {0, 1.5, 4}, new double[] {9, 6});

        PricedPairs first = search.price(dual, earning, known, 1);
        assertThat(first.isAll()).isFalse();
        assertThat(first.source()).containsExactly(1);
        assertThat(first.taker()).containsExactly(1);
        assertThat(first.margin()).containsExactly(4.5);

        Candidates more = known.with(first);
        assertThat(more.size()).isEqualTo(5);
        assertThat(more.contains(1, 1)).isTrue();
        PricedPairs second = search.price(dual, earning, more, 1);
        assertThat(second.isAll()).isTrue();
        assertThat(second.margin()).containsExactly(2);

        PricedPairs last = search.price(dual, earning, more.with(second), 1);
        assertThat(last.size()).isZero();
        assertThat(last.isAll()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theAnswerIsThatOfTryingEveryPair(RandomMatching.Places places) {
        for (int round = 0; round < 60; round++) {
            long seed = 1_000L * places.ordinal() + round;
            Random random = new Random(seed);
            int most = round % 6 == 0 ? 300 : 40;
            CandidateProblem problem = RandomMatching.of(random, places, most, most);
            CandidateOptions options = randomOptions(random);

            Candidates found = search.solve(problem, options);

            EveryPair tried = new EveryPair(problem, options);
            String told = places + ", seed " + seed + ", " + options;
            assertThat(bestOfSources(found)).as(told).isEqualTo(tried.bestOfSources());
            assertThat(bestOfTakers(found)).as(told).isEqualTo(tried.bestOfTakers());
            assertThat(pairs(found)).as(told).hasSize(found.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void pricingIsThatOfTryingEveryPairOutside(RandomMatching.Places places) {
        for (int round = 0; round < 40; round++) {
            long seed = 50_000 + 1_000L * places.ordinal() + round;
            Random random = new Random(seed);
            CandidateProblem problem = RandomMatching.of(random, places, 60, 60);
            CandidateOptions options = randomOptions(random);
            Candidates known = search.solve(problem, options);
            CandidateProblem dual = problem.at(
                    shifted(problem.sources().price(), random, 1),
                    shifted(problem.takers().price(), random, -1));
            int most = 1 + random.nextInt(30);

            PricedPairs found = search.price(dual, options, known, most);

            List<EveryPair.Pair> outside = new EveryPair(dual, options)
                    .pairs.stream()
                            .filter(pair -> !known.contains(pair.source(), pair.taker()))
                            .sorted(EveryPair.Pair.BEST_FIRST)
                            .toList();
            List<EveryPair.Pair> listed = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                listed.add(new EveryPair.Pair(found.source()[i], found.taker()[i], found.margin()[i]));
            }
            String told = places + ", seed " + seed + ", " + options;
            assertThat(listed).as(told).isEqualTo(outside.subList(0, Math.min(most, outside.size())));
            assertThat(found.isAll()).as(told).isEqualTo(outside.size() <= most);
        }
    }

    private static double[] shifted(double[] prices, Random random, int sign) {
        double[] shifted = prices.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += random.nextBoolean() ? 0 : sign * 10 * random.nextDouble();
        }
        return shifted;
    }

    private static CandidateOptions randomOptions(Random random) {
        return new CandidateOptions(
                1 + random.nextInt(12),
                random.nextBoolean() ? Double.POSITIVE_INFINITY : 150 * random.nextDouble(),
                random.nextBoolean() ? Double.NEGATIVE_INFINITY : 0,
                1 + random.nextInt(3));
    }

    @Test
    void threeThousandOfEachAreFoundAsByTryingEveryPair() {
        CandidateProblem problem = RandomMatching.of(new Random(7), RandomMatching.Places.REGION, 1, 1);
        Random random = new Random(7);
        int size = 3_000;
        Streams offers = region(size, random);
        Streams needs = region(size, random);
        CandidateProblem large = new CandidateProblem(problem.classes(), TRANSPORT, 0, offers, needs, (s, t) -> true);
        CandidateOptions options = new CandidateOptions(10, 130, Double.NEGATIVE_INFINITY, 2);

        Candidates found = search.solve(large, options);

        EveryPair tried = new EveryPair(large, options);
        assertThat(bestOfSources(found)).isEqualTo(tried.bestOfSources());
        assertThat(bestOfTakers(found)).isEqualTo(tried.bestOfTakers());
    }

    @Test
    void threadsChangeNothing() {
        Random random = new Random(3);
        Streams offers = region(5_000, random);
        Streams needs = region(5_000, random);
        CandidateProblem problem = new CandidateProblem(CLASSES, TRANSPORT, 0, offers, needs, (s, t) -> true);
        double[] cheap = offers.price().clone();
        for (int s = 0; s < cheap.length; s++) {
            cheap[s] -= s % 7;
        }
        List<List<Integer>> answers = new ArrayList<>();
        for (int threads : new int[] {1, 2, 5}) {
            CandidateOptions options = new CandidateOptions(4, 100, 0, threads);
            Candidates found = search.solve(problem, options);
            PricedPairs priced = search.price(problem.at(cheap, needs.price()), options, found, 1_000);
            List<Integer> answer = new ArrayList<>();
            for (int pair = 0; pair < found.size(); pair++) {
                answer.add(found.taker(pair));
            }
            for (int i = 0; i < priced.size(); i++) {
                answer.add(priced.source()[i]);
                answer.add(priced.taker()[i]);
            }
            assertThat(priced.size()).isEqualTo(1_000);
            answers.add(answer);
        }
        assertThat(answers).allMatch(answers.get(0)::equals);
    }

    private static Streams region(int size, Random random) {
        int[] resourceClass = new int[size];
        double[] lat = new double[size];
        double[] lon = new double[size];
        double[] price = new double[size];
        for (int i = 0; i < size; i++) {
            resourceClass[i] = random.nextInt(2);
            lat[i] = 50 + 2.5 * random.nextDouble();
            lon[i] = 3 + 4 * random.nextDouble();
            price[i] = 50 * random.nextDouble();
        }
        return new Streams(resourceClass, lat, lon, price);
    }

    @Test
    void whatIsNoProblemIsRefused() {
        assertThatThrownBy(() -> streams(new double[] {WOOD, 91, 0})).hasMessageContaining("stream 0 lies at 91.0");
        assertThatThrownBy(() -> problem(streams(new double[] {9, 50, 0}), streams()))
                .hasMessageContaining("source 0 has class 9; expected an index below 3");
        assertThatThrownBy(() -> options(0)).hasMessageContaining("k 0");
        assertThatThrownBy(() -> new Streams(new int[1], new double[1], new double[2], new double[1]))
                .hasMessageContaining("expected as many of each");
        List<ResourceClass> circle = List.of(
                new ResourceClass("a", "b", Kind.MATERIAL, "a"), new ResourceClass("b", "a", Kind.MATERIAL, "b"));
        assertThatThrownBy(() -> search.solve(
                        new CandidateProblem(circle, TRANSPORT, 0, streams(), streams(), (s, t) -> true), options(1)))
                .hasMessageContaining("form a circle");
    }

    @Test
    void aFaultOfTheTestEndsTheSearchOnEveryThread() {
        Random random = new Random(4);
        Streams offers = region(2_000, random);
        CandidateProblem problem = new CandidateProblem(CLASSES, TRANSPORT, 0, offers, offers, (s, t) -> {
            throw new IllegalStateException("no limits known");
        });

        assertThatThrownBy(() -> search.solve(problem, new CandidateOptions(3, 100, 0, 2)))
                .hasStackTraceContaining("no limits known");
    }
}
