package org.knooppunt.engine.design;

import java.util.Map;
import java.util.Random;

/** Facility location that is hard for its size: like facilities in a plane, high fixed costs, tight capacity. */
final class Warehouses {
    private Warehouses() {}

    static PlanProblem hard(Random random, int facilities, int offers) {
        Region region = new Region();
        double[][] at = new double[facilities][];
        region.need("N", "market", "good", 1e6, 100);
        for (int h = 0; h < facilities; h++) {
            at[h] = new double[] {random.nextDouble() * 60, random.nextDouble() * 60};
            region.facility("F" + h, "f" + h, 300, 150, 4000 + random.nextInt(3000));
            region.process("P" + h, "F" + h, "stuff", Map.of("good", 1.0), random.nextInt(5));
            region.link("f" + h, "market", 0);
        }
        for (int s = 0; s < offers; s++) {
            double x = random.nextDouble() * 60;
            double y = random.nextDouble() * 60;
            region.offer("O" + s, "o" + s, "stuff", 10 + random.nextInt(60), 20);
            for (int h = 0; h < facilities; h++) {
                region.link("o" + s, "f" + h, Math.hypot(x - at[h][0], y - at[h][1]));
            }
        }
        return region.problem();
    }
}
