package org.knooppunt.engine.candidates;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.transport.DirectTransport;

/** Random matchings with all that can make a pair fit or not, at places of several sorts. */
final class RandomMatching {
    /** Where the streams lie. */
    enum Places {
        REGION,
        ONE_PLACE,
        FEW_PLACES,
        DATE_LINE,
        POLES,
        EARTH,
        ANTIPODES
    }

    private static final List<ResourceClass> CLASSES = List.of(
            new ResourceClass("raw", null, Kind.MATERIAL, "raw"),
            new ResourceClass("raw.a", "raw", Kind.MATERIAL, "a"),
            new ResourceClass("raw.b", "raw", Kind.MATERIAL, "b"),
            new ResourceClass("raw.a.x", "raw.a", Kind.MATERIAL, "x"),
            new ResourceClass("heat", null, Kind.ENERGY, "heat"),
            new ResourceClass("heat.low", "heat", Kind.ENERGY, "low"),
            new ResourceClass("space", null, Kind.SPACE, "space"),
            new ResourceClass("unwanted", null, Kind.PEOPLE, "unwanted"));

    private final Random random;
    private final Places places;
    private final boolean whole;

    private RandomMatching(Random random, Places places) {
        this.random = random;
        this.places = places;
        whole = random.nextBoolean();
    }

    static CandidateProblem of(Random random, Places places, int mostSources, int mostTakers) {
        RandomMatching matching = new RandomMatching(random, places);
        Streams sources = matching.streams(1 + random.nextInt(mostSources));
        Streams takers = matching.streams(1 + random.nextInt(mostTakers));
        int refused = random.nextInt(4);
        int modulus = 2 + random.nextInt(5);
        double co2Weight = random.nextInt(3) == 0 ? random.nextInt(400) - 150 : 0;
        return new CandidateProblem(
                CLASSES,
                matching.transport(),
                co2Weight,
                sources,
                takers,
                (s, t) -> refused > 0 || (s * 31 + t * 17) % modulus != 0);
    }

    private DirectTransport transport() {
        DirectTransport.Rates standard = DirectTransport.Rates.STANDARD;
        Map<Kind, DirectTransport.Rate> byKind = new java.util.HashMap<>(standard.byKind());
        TreeMap<String, DirectTransport.Rate> byClass = new TreeMap<>(standard.byClass());
        if (random.nextInt(3) == 0) {
            byClass.put("raw.a", new DirectTransport.Rate(0.5, -0.2, 60));
        }
        if (random.nextInt(4) == 0) {
            // paid to drive: far is better than near
            byClass.put("raw.b", new DirectTransport.Rate(-0.05, 0.1, Double.POSITIVE_INFINITY));
        }
        return new DirectTransport(new DirectTransport.Rates(1 + random.nextInt(4) * 0.1, byKind, byClass));
    }

    private Streams streams(int size) {
        int[] resourceClass = new int[size];
        double[] lat = new double[size];
        double[] lon = new double[size];
        double[] price = new double[size];
        short[] months = new short[random.nextBoolean() ? size : 0];
        long[] audience = new long[random.nextBoolean() ? size : 0];
        for (int i = 0; i < size; i++) {
            resourceClass[i] = random.nextInt(CLASSES.size() - 1);
            place(lat, lon, i);
            // whole prices make many ties
            price[i] = whole ? random.nextInt(8) : 40 * random.nextDouble() - 10;
        }
        for (int i = 0; i < months.length; i++) {
            months[i] = (short) (random.nextInt(4) == 0 ? 1 << random.nextInt(12) : random.nextInt(0x1000));
        }
        for (int i = 0; i < audience.length; i++) {
            audience[i] = random.nextInt(8) == 0 ? 0 : 1L << random.nextInt(3) | 1L << (62 + random.nextInt(2));
        }
        return new Streams(resourceClass, lat, lon, price, months, audience);
    }

    private void place(double[] lat, double[] lon, int i) {
        switch (places) {
            case REGION -> set(lat, lon, i, 50 + 2 * random.nextDouble(), 4 + 3 * random.nextDouble());
            case ONE_PLACE -> set(lat, lon, i, 51, 5);
            case FEW_PLACES -> set(lat, lon, i, 51 + 0.02 * random.nextInt(3), 5 + 0.02 * random.nextInt(3));
            case DATE_LINE ->
                set(
                        lat,
                        lon,
                        i,
                        random.nextDouble() - 0.5,
                        random.nextInt(5) == 0
                                ? (random.nextBoolean() ? 180 : -180)
                                : random.nextBoolean() ? 180 - random.nextDouble() : random.nextDouble() - 180);
            case POLES ->
                set(
                        lat,
                        lon,
                        i,
                        random.nextInt(6) == 0
                                ? (random.nextBoolean() ? 90 : -90)
                                : (90 - random.nextDouble()) * (random.nextBoolean() ? 1 : -1),
                        360 * random.nextDouble() - 180);
            case EARTH -> set(lat, lon, i, 180 * random.nextDouble() - 90, 360 * random.nextDouble() - 180);
            case ANTIPODES -> {
                boolean here = random.nextBoolean();
                double near = random.nextInt(3) * 1e-5;
                set(lat, lon, i, here ? 51 + near : -51 - near, here ? 5 : -175);
            }
        }
    }

    private static void set(double[] lat, double[] lon, int i, double north, double east) {
        lat[i] = north;
        lon[i] = east;
    }
}
