package org.knooppunt.engine.risk;

/**
 * How a facility takes its months: at the even pace of the plan as long as there is something, faster when its storage
 * would overflow, never above its capacity; what then still does not fit is refused. Without storage it takes what comes.
 * What it takes and what it keeps never fall when more comes.
 *
 * @param pace units per month it takes in the plan
 * @param capacity most units per month, a twelfth of the yearly capacity
 * @param storage units that can lie there from one month to the next
 * @param minimum units per month, a twelfth of the yearly minimum
 */
record Store(double pace, double capacity, double storage, double minimum) {
    /** Beyond this many times the plan's intake, more volume is no answer. */
    static final double MOST_GROWTH = 100;

    /** The part by which a sum may stay below a minimum through rounding alone. */
    private static final double ROUNDING = 1e-9;

    /** Units taken in a month of those that are there. */
    double taken(double there) {
        return Math.min(capacity, Math.max(Math.min(there, pace), there - storage));
    }

    /** Units that do not fit after taking. */
    double refused(double there, double taken) {
        return Math.max(0, there - taken - storage);
    }

    boolean reachesMonth(double taken) {
        return taken >= minimum * (1 - ROUNDING);
    }

    boolean reachesYear(double taken) {
        return taken >= 12 * minimum * (1 - ROUNDING);
    }

    /**
     * The smallest factor of at least 1 by which to multiply all that arrives so that the last twelve months reach the
     * minimum, by bisection; infinite when even {@value #MOST_GROWTH} does not do it.
     *
     * @param arrivals units per month, oldest first, starting with an empty store
     * @param each whether each of the twelve months must reach its part, else only their sum
     */
    double factor(double[] arrivals, boolean each) {
        if (reaches(arrivals, 1, each)) {
            return 1;
        }
        double low = 1;
        double high = 2;
        while (!reaches(arrivals, high, each)) {
            if (high >= MOST_GROWTH) {
                return Double.POSITIVE_INFINITY;
            }
            low = high;
            high = Math.min(MOST_GROWTH, 2 * high);
        }
        while (high - low > 1e-7 * high) {
            double middle = (low + high) / 2;
            if (reaches(arrivals, middle, each)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private boolean reaches(double[] arrivals, double factor, boolean each) {
        double kept = 0;
        double sum = 0;
        for (int month = 0; month < arrivals.length; month++) {
            double there = kept + factor * arrivals[month];
            double taken = taken(there);
            kept = Math.min(storage, there - taken);
            if (month >= arrivals.length - 12) {
                if (each && !reachesMonth(taken)) {
                    return false;
                }
                sum += taken;
            }
        }
        return each || reachesYear(sum);
    }
}
