package org.knooppunt.engine.coalition;

/**
 * What is held to be fair: a mix of three rules by weights, of which only the proportions count.
 *
 * <ul>
 *   <li><em>Shapley</em>: what a partner adds on average over all orders of coming together.
 *   <li><em>Proportional</em>: what each has alone, and of the rest a part in proportion to what it contributes beyond
 *       that (worth of all − worth without it − worth alone).
 *   <li><em>Equal gain</em>: what each has alone, and of the rest the same for everybody.
 * </ul>
 */
public record Fairness(double shapley, double proportional, double equalGain) {
    public static final Fairness SHAPLEY = new Fairness(1, 0, 0);
    public static final Fairness PROPORTIONAL = new Fairness(0, 1, 0);
    public static final Fairness EQUAL_GAIN = new Fairness(0, 0, 1);

    public Fairness {
        double sum = shapley + proportional + equalGain;
        if (!(shapley >= 0 && proportional >= 0 && equalGain >= 0 && sum > 0) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException("weights are " + shapley + ", " + proportional + " and " + equalGain
                    + "; expected finite numbers of at least 0, not all 0");
        }
    }

    /** The share of a partner by this mix. */
    double mix(double byShapley, double byProportion, double byEqualGain) {
        double sum = shapley + proportional + equalGain;
        return (shapley * byShapley + proportional * byProportion + equalGain * byEqualGain) / sum;
    }
}
