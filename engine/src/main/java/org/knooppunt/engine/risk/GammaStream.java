package org.knooppunt.engine.risk;

import java.util.random.RandomGenerator;
import org.knooppunt.engine.inventory.MonthProfile;

/**
 * A stream that comes as a gamma process along its month profile. With mean q and standard deviation s of a year, a month
 * with share w of the profile is gamma distributed with shape {@code w q²/s²} and scale {@code s²/q}, independent of other
 * months. So the mean of the month is {@code w q}, its standard deviation {@code s √w}, nothing is ever negative, and the
 * sum of a year is exactly gamma distributed with mean q and standard deviation s. Without s the month is {@code w q}.
 *
 * <p>Gamma inputs by independent periods are the classical model of what flows into a store: P. A. P. Moran, The Theory of
 * Storage, Methuen, 1959. Drawn after G. Marsaglia and W. W. Tsang, A simple method for generating gamma variables, ACM
 * Transactions on Mathematical Software 26(3), 2000.
 */
final class GammaStream {
    private final double mean;
    private final double shape;
    private final double scale;
    private final double[] shares;

    /**
     * @param mean units per year, at least 0
     * @param deviation standard deviation of a year, in units
     */
    GammaStream(double mean, double deviation, MonthProfile profile) {
        this.mean = mean;
        this.shares = profile.shares();
        boolean varies = mean > 0 && deviation > 0;
        double ratio = varies ? mean / deviation : 0;
        this.shape = ratio * ratio;
        this.scale = varies ? deviation / ratio : 0;
    }

    double mean() {
        return mean;
    }

    boolean varies() {
        return scale > 0;
    }

    /** Units in a month, 0 for January. */
    double draw(int month, RandomGenerator random) {
        double share = shares[month];
        if (share == 0 || !varies()) {
            return share * mean;
        }
        return scale * gamma(share * shape, random);
    }

    private static double gamma(double shape, RandomGenerator random) {
        if (shape < 1) {
            // a variable of shape a is one of shape a + 1 times U^(1/a)
            double boosted = gamma(shape + 1, random);
            return boosted * Math.exp(Math.log(1 - random.nextDouble()) / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v <= 0) {
                continue;
            }
            v = v * v * v;
            double u = 1 - random.nextDouble();
            double xx = x * x;
            if (u < 1 - 0.0331 * xx * xx || Math.log(u) < 0.5 * xx + d * (1 - v + Math.log(v))) {
                return d * v;
            }
        }
    }
}
