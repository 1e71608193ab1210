package org.knooppunt.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.knooppunt.engine.candidates.CandidateProblem;
import org.knooppunt.engine.candidates.Streams;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.transport.DirectTransport;

/**
 * Offers and needs in 50 classes of material, strewn around 500 towns in a box of 300 by 300 km: every stream belongs to a
 * town and lies some 4 km from its centre. Offers ask -30 to 30 EUR/t, needs pay 0 to 60. The same for the same seed.
 */
final class CandidateRegion {
    static final int CLASSES = 50;
    private static final int TOWNS = 500;
    private static final double SIDE_KM = 300;
    private static final double SPREAD_KM = 4;
    private static final double KM_PER_DEGREE = 111.195;
    private static final double SOUTH = 49.5;
    private static final double WEST = 2.5;

    private final Random random;
    private final double[] townNorth = new double[TOWNS];
    private final double[] townEast = new double[TOWNS];

    private CandidateRegion(long seed) {
        random = new Random(seed);
        for (int town = 0; town < TOWNS; town++) {
            townNorth[town] = random.nextDouble() * SIDE_KM;
            townEast[town] = random.nextDouble() * SIDE_KM;
        }
    }

    /** As many offers as needs. */
    static CandidateProblem generate(int size, long seed) {
        List<ResourceClass> classes = new ArrayList<>();
        for (int c = 0; c < CLASSES; c++) {
            classes.add(new ResourceClass("m" + c, null, Kind.MATERIAL, "m" + c));
        }
        CandidateRegion region = new CandidateRegion(seed);
        Streams offers = region.streams(size, -30, 30);
        Streams needs = region.streams(size, 0, 60);
        return new CandidateProblem(
                classes,
                new DirectTransport(new DirectTransport.Rates(
                        DirectTransport.Rates.STANDARD.detour(),
                        DirectTransport.Rates.STANDARD.byKind(),
                        new TreeMap<>())),
                0,
                offers,
                needs,
                (offer, need) -> true);
    }

    private Streams streams(int size, double lowest, double highest) {
        int[] resourceClass = new int[size];
        double[] lat = new double[size];
        double[] lon = new double[size];
        double[] price = new double[size];
        for (int i = 0; i < size; i++) {
            int town = random.nextInt(TOWNS);
            resourceClass[i] = random.nextInt(CLASSES);
            lat[i] = SOUTH + (townNorth[town] + random.nextGaussian() * SPREAD_KM) / KM_PER_DEGREE;
            double kmPerDegree = KM_PER_DEGREE * Math.cos(Math.toRadians(lat[i]));
            lon[i] = WEST + (townEast[town] + random.nextGaussian() * SPREAD_KM) / kmPerDegree;
            price[i] = lowest + random.nextDouble() * (highest - lowest);
        }
        return new Streams(resourceClass, lat, lon, price);
    }
}
