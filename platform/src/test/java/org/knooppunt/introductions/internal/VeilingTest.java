package org.knooppunt.introductions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.engine.transport.GreatCircle;
import org.knooppunt.introductions.Statement;
import org.knooppunt.introductions.StreamFacts;
import org.knooppunt.introductions.internal.Veiling.Group;
import org.knooppunt.inventory.Side;

/** What is told of streams that are not shown, in regions at random and against somebody who tries to find out more. */
class VeilingTest {
    private static final String ME = "attacker";
    private static final List<List<String>> CLASSES = List.of(
            List.of("rubber.fine", "rubber"),
            List.of("rubber.coarse", "rubber"),
            List.of("rubber"),
            List.of("wood.a.pallet", "wood.a", "wood"),
            List.of("wood.b", "wood"));

    /** Some regions are small and full, some wide and empty; firms have up to three streams. */
    private static List<Hidden> region(Random random) {
        List<Hidden> streams = new ArrayList<>();
        int firms = 1 + random.nextInt(60);
        double width = random.nextBoolean() ? 0.1 : 1.2;
        for (int firm = 0; firm < firms; firm++) {
            double lat = 50.6 + random.nextDouble() * width;
            double lon = 5.1 + random.nextDouble() * width;
            int number = 1 + random.nextInt(3);
            for (int i = 0; i < number; i++) {
                streams.add(stream("s" + firm + "-" + i, "firm" + firm, lat, lon, random));
            }
        }
        return streams;
    }

    private static Hidden stream(String key, String firm, double lat, double lon, Random random) {
        List<String> classes = CLASSES.get(random.nextInt(CLASSES.size()));
        return new Hidden("need", key, firm, classes, lat, lon, Math.pow(10, random.nextDouble() * 4), 0);
    }

    private static Set<String> firms(List<Hidden> streams) {
        return streams.stream()
                .map(Hidden::organisation)
                .filter(firm -> !firm.equals(ME))
                .collect(Collectors.toSet());
    }

    private static StreamFacts at(double lat, double lon) {
        return new StreamFacts(
                Side.OFFER,
                "mine",
                "rubber",
                "Rubber",
                "material",
                10,
                0,
                "",
                "members",
                ME,
                ME,
                "",
                "",
                lat,
                lon,
                false);
    }

    /** Whether a stream could be the one that this was told of, for somebody who stands there. */
    private static boolean couldBe(Hidden stream, Statement told, double lat, double lon) {
        double km = GreatCircle.km(lat, lon, stream.lat(), stream.lon());
        Integer from = told.kmFrom();
        Integer to = told.kmTo();
        Double less = told.to();
        return stream.classes().contains(told.className())
                && (from == null || km >= from)
                && (to == null || km <= to)
                && stream.quantity() >= told.from()
                && (less == null || stream.quantity() < less);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsToldIsTrueOfTheStreamAndOfSeveralFirms(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            List<Hidden> region = region(random);
            for (Group group : Veiling.renew(List.of(), region, 1)) {
                assertThat(firms(group.streams()).size()).isGreaterThanOrEqualTo(Veiling.FIRMS);
                double lat = 50.5 + random.nextDouble();
                double lon = 5 + random.nextDouble();
                Statement told =
                        Matches.veiled(at(lat, lon), group.veil(), group.veil().resourceClass());
                assertThat(group.streams()).allMatch(stream -> couldBe(stream, told, lat, lon), "fits " + told);
            }
        }
    }

    @Test
    void tooFewFirmsAreNotToldOfAtAll() {
        Random random = new Random(1);
        List<Hidden> three = new ArrayList<>();
        for (int firm = 0; firm < 3; firm++) {
            for (int i = 0; i < 5; i++) {
                three.add(new Hidden(
                        "need",
                        "s" + firm + i,
                        "firm" + firm,
                        List.of("rubber"),
                        50.9,
                        5.5,
                        random.nextDouble() * 100,
                        0));
            }
        }

        assertThat(Veiling.renew(List.of(), three, 1)).isEmpty();
    }

    @Test
    void manyFirmsAreToldOfMoreExactly() {
        List<Hidden> park = new ArrayList<>();
        for (int firm = 0; firm < 20; firm++) {
            double lat = firm < 10 ? 50.93 : 51.21;
            park.add(new Hidden("need", "s" + firm, "firm" + firm, List.of("rubber"), lat, 5.51, 250, 0));
        }

        List<Group> groups = Veiling.renew(List.of(), park, 1);

        assertThat(groups).hasSize(2);
        Statement told = Matches.veiled(at(50.93, 5.44), groups.getFirst().veil(), "rubber");
        assertThat(told.from()).isEqualTo(200);
        assertThat(told.to()).isEqualTo(300);
        assertThat(told.kmFrom()).isEqualTo(4);
        assertThat(told.kmTo()).isEqualTo(10);
    }

    /** The attacker's own offer stands everywhere in turn; what it is told of a partner is put together. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void whoMovesItsOwnStreamAllOverTheRegionIsLeftWithThreeFirmsAtLeast(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 12; round++) {
            List<Hidden> region = region(random);
            for (Group group : Veiling.renew(List.of(), region, 1)) {
                List<Hidden> candidates = new ArrayList<>(region);
                for (double lat = 50.4; lat < 52; lat += 0.05) {
                    for (double lon = 4.9; lon < 6.5; lon += 0.05) {
                        double hereLat = lat;
                        double hereLon = lon;
                        Statement told = Matches.veiled(
                                at(lat, lon), group.veil(), group.veil().resourceClass());
                        candidates.removeIf(stream -> !couldBe(stream, told, hereLat, hereLon));
                    }
                }
                assertThat(firms(candidates).size()).isGreaterThanOrEqualTo(Veiling.OTHERS);
                assertThat(candidates)
                        .extracting(Hidden::stream)
                        .containsAll(
                                group.streams().stream().map(Hidden::stream).toList());
            }
        }
    }

    /**
     * The attacker has needs too and puts them where it likes, night after night, to have firms cut apart in other ways; it
     * even knows who is under a veil, only not who of them is whom. Others come and go, too.
     */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void whoAddsAndRemovesStreamsOfItsOwnIsLeftWithThreeFirmsAtLeast(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            List<Hidden> region = region(random);
            List<Group> groups = List.of();
            Map<String, Set<String>> among = new HashMap<>();
            for (int night = 0; night < 25; night++) {
                List<Hidden> now = new ArrayList<>(region);
                for (int i = 0; i < random.nextInt(40); i++) {
                    Hidden near = region.get(random.nextInt(region.size()));
                    now.add(new Hidden(
                            "need", "x" + i, ME, near.classes(), near.lat(), near.lon(), near.quantity(), 0));
                }
                groups = nextNight(groups, now, night + 1);
                for (Group group : groups) {
                    Set<String> others = firms(group.streams());
                    for (Hidden stream : group.streams()) {
                        if (asLongAs(stream, group) >= Veiling.OTHERS) {
                            among.computeIfAbsent(stream.stream(), any -> new HashSet<>(others))
                                    .retainAll(others);
                        }
                    }
                }
                if (random.nextInt(2) == 0) {
                    Hidden near = region.get(random.nextInt(region.size()));
                    region.add(stream("new" + night, "new" + night, near.lat(), near.lon(), random));
                }
                if (random.nextInt(3) == 0 && region.size() > 1) {
                    region.remove(random.nextInt(region.size()));
                }
            }
            among.forEach((stream, firms) -> {
                if (!stream.startsWith("x")) {
                    assertThat(firms.size()).as(stream).isGreaterThanOrEqualTo(Veiling.OTHERS);
                }
            });
        }
    }

    /** Firms of others that were under the veil as long as this stream, which decides whether it is shown. */
    private static long asLongAs(Hidden stream, Group group) {
        return firms(group.streams().stream()
                        .filter(each -> each.since() <= stream.since())
                        .toList())
                .size();
    }

    private static List<Group> nextNight(List<Group> groups, List<Hidden> now, int night) {
        Map<String, Hidden> left = now.stream()
                .collect(Collectors.toMap(Hidden::stream, stream -> stream, (a, b) -> a, java.util.TreeMap::new));
        List<Group> then = new ArrayList<>();
        for (Group group : groups) {
            List<Hidden> stay = new ArrayList<>();
            for (Hidden stream : group.streams()) {
                Hidden is = left.remove(stream.stream());
                if (is != null) {
                    stay.add(is.on(stream.since()));
                }
            }
            then.add(new Group(group.veil(), stay));
        }
        return Veiling.renew(then, List.copyOf(left.values()), night);
    }

    @Test
    void aVeilStaysWhenItsFirmsGetFewAndIsNotCutAnew() {
        List<Hidden> four = new ArrayList<>();
        for (int firm = 0; firm < 4; firm++) {
            four.add(new Hidden(
                    "need", "s" + firm, "firm" + firm, List.of("rubber"), 50.9 + firm * 0.05, 5.5, 10 + firm * 40, 0));
        }
        List<Group> before = Veiling.renew(List.of(), four, 1);

        List<Group> after = nextNight(before, four.subList(0, 3), 2);

        assertThat(after).hasSize(1);
        assertThat(after.getFirst().veil()).isEqualTo(before.getFirst().veil());
    }

    @Test
    void theScaleHasNoGaps() {
        double last = 0;
        for (int step = 4; step <= Scales.LAST; step++) {
            assertThat(Scales.edge(step)).isGreaterThan(last);
            assertThat(Scales.step(Scales.edge(step))).isEqualTo(step);
            assertThat(Scales.step(Math.nextDown(Scales.edge(step)))).isEqualTo(step - 1);
            last = Scales.edge(step);
        }
        assertThat(Scales.kilometres(4, 4)).isEqualTo(new Scales.Kilometres(4, 10));
        assertThat(Scales.kilometres(0, 0.2)).isEqualTo(new Scales.Kilometres(0, 1));
        assertThat(Scales.kilometres(200, 200)).isEqualTo(new Scales.Kilometres(160, null));
    }
}
