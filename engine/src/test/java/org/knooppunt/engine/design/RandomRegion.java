package org.knooppunt.engine.design;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.knooppunt.engine.inventory.QualityLimit;

/** Small random regions with every feature of the model: stages, minima, fixed costs, qualities, class tree, links. */
public final class RandomRegion {
    private static final String[] RAW = {"raw", "raw.a", "raw.b"};
    private static final String[] MIDDLE = {"middle", "middle.a"};
    private static final String[] END = {"end", "end.a"};

    private RandomRegion() {}

    /** Up to 6 offers, 4 facilities and 4 needs over 6 places, linked sparsely and one way. */
    public static Region of(Random random) {
        Region region = new Region();
        String[] places = {"p0", "p1", "p2", "p3", "p4", "p5"};
        for (String from : places) {
            for (String to : places) {
                if (!from.equals(to) && random.nextInt(3) > 0) {
                    region.link(from, to, random.nextInt(6), random.nextInt(4));
                }
            }
        }
        int offers = 2 + random.nextInt(5);
        for (int s = 0; s < offers; s++) {
            String resourceClass = random.nextInt(5) == 0 ? pick(MIDDLE, random) : pick(RAW, random);
            region.offer(
                    "O" + s,
                    pick(places, random),
                    resourceClass,
                    random.nextInt(10) == 0 ? 0 : 10 + random.nextInt(90),
                    random.nextInt(30) - 10,
                    quality(random));
        }
        int facilities = 1 + random.nextInt(4);
        for (int h = 0; h < facilities; h++) {
            int capacity = 20 + random.nextInt(150);
            int least = random.nextInt(3) == 0 ? 0 : random.nextInt(capacity);
            region.facility(
                    "F" + h, pick(places, random), capacity, least, random.nextInt(4) == 0 ? 0 : random.nextInt(800));
            int processes = 1 + random.nextInt(2);
            for (int p = 0; p < processes; p++) {
                boolean first = random.nextBoolean();
                Map<String, Double> outputs = new TreeMap<>();
                outputs.put(pick(first && random.nextInt(3) > 0 ? MIDDLE : END, random), 0.3 + random.nextDouble());
                if (random.nextInt(3) == 0) {
                    outputs.put("end.b", 0.2);
                }
                region.process(
                        "F" + h + "P" + p,
                        "F" + h,
                        pick(first ? RAW : MIDDLE, random),
                        outputs,
                        random.nextInt(10),
                        random.nextInt(200) - 150,
                        random.nextInt(20),
                        quality(random));
            }
        }
        int needs = 1 + random.nextInt(4);
        for (int n = 0; n < needs; n++) {
            int kind = random.nextInt(6);
            String resourceClass = kind == 0 ? pick(RAW, random) : kind == 1 ? pick(MIDDLE, random) : pick(END, random);
            Map<String, QualityLimit> limits =
                    random.nextInt(3) == 0 ? Map.of("q", new QualityLimit(random.nextInt(5), 10)) : Map.of();
            region.need(
                    "N" + n, pick(places, random), resourceClass, 10 + random.nextInt(120), random.nextInt(70), limits);
        }
        return region;
    }

    private static Map<String, Double> quality(Random random) {
        return random.nextInt(3) == 0 ? Map.of() : Map.of("q", (double) random.nextInt(10));
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }
}
