package org.knooppunt.engine.design;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The volume algorithm (Barahona and Anbil 2000): a subgradient method on the prices of a {@link Relaxation} whose
 * direction is a moving average of the relaxed answers. The average comes near the optimum of the linear relaxation, so
 * it tells where things flow and how much each facility wants to run. Rows are measured by their own size, so that a
 * tenth too much moves every price alike. Deterministic: no randomness, and sums in one order on any number of threads.
 */
final class Volume {
    private static final int APPROACH_STEPS = 150;
    private static final double APPROACH_STEP = 3;
    private static final int DECIDED_STEPS = 75;
    private static final double DECIDED_STEP = 0.3;
    /** How much shorter each hurried step is than the one before it. */
    private static final double SHORTER = 0.97;

    private static final int NEARBY_STEPS = 80;
    private static final double NEARBY_STEP = 0.1;
    private static final double NEARBY_SHORTER = 0.952;

    /** Steps in which the bound of a search that settled falls by less than this share; and at most so many in all. */
    private static final int SETTLING_STEPS = 100;

    private static final double SETTLED = 2e-6;
    private static final int MOST_SETTLING_STEPS = 1500;
    /** What plans may well earn, of the bound, while it is not known better. */
    private static final double HOPED = 0.9995;

    private static final double MOMENTUM = 0.7;
    private static final double AVERAGED = 0.05;
    /** Of a new answer, in the average. */
    private static final double FIRST_SHARE = 0.1;

    private static final int PATIENCE = 20;
    private static final double[] LOWER_PRICES = {0.5, 0};
    private static final double SMALLEST_STEP = 1e-6;
    private static final double LARGEST_STEP = 2;

    private final Relaxation relaxation;
    private final int threads;
    private final byte[] fixed;
    private final List<Relaxation.Count> counts;
    /** Prices with the lowest bound so far. */
    final double[] prices;
    /** The relaxed answer at those prices. */
    Relaxation.Answer best;
    /** Moving average of flows, empty where only prices are searched for, and of which facilities run. */
    final double[] flow;

    final double[] running;
    private final double[] use;
    private final double[] trial;
    private final double[] trialUse;
    private Relaxation.Answer answer;
    private double step = 1;
    /** How far prices go in the first step for a row that is wholly over; NaN leaves it to the target. */
    private double firstLength = Double.NaN;

    private double share = FIRST_SHARE;
    private int failures;
    private int iterations;
    private double boundAtLastLook = Double.POSITIVE_INFINITY;

    Volume(Relaxation relaxation, double[] start, byte[] fixed, List<Relaxation.Count> counts, int threads) {
        this(relaxation, start, fixed, counts, threads, true);
    }

    private Volume(
            Relaxation relaxation,
            double[] start,
            byte[] fixed,
            List<Relaxation.Count> counts,
            int threads,
            boolean averagesFlows) {
        this.relaxation = relaxation;
        this.counts = counts;
        this.threads = threads;
        this.fixed = fixed;
        prices = start.clone();
        best = relaxation.answer();
        answer = relaxation.answer();
        flow = new double[averagesFlows ? relaxation.network.arcs : 0];
        running = new double[relaxation.network.facilities.length];
        use = new double[relaxation.rows];
        trial = new double[relaxation.rows];
        trialUse = new double[relaxation.rows];
        relaxation.evaluate(prices, fixed, counts, best, threads);
        System.arraycopy(best.flow, 0, flow, 0, flow.length);
        relaxation.addUse(best.flow, use);
        for (int h = 0; h < running.length; h++) {
            running[h] = best.runs(h) ? 1 : 0;
        }
    }

    /** Prices to start from. */
    static Volume approach(Relaxation relaxation, byte[] fixed, int threads, BooleanSupplier stop) {
        Volume volume = new Volume(relaxation, relaxation.start(), fixed, List.of(), threads);
        volume.hurry(APPROACH_STEPS, APPROACH_STEP * relaxation.scale, SHORTER, stop);
        return volume;
    }

    /**
     * Steps of a length that shrinks: every price follows what its own row is over, at most all of it, with momentum.
     * Measured on woven regions: a hundred such steps from nothing come nearer than a thousand of the algorithm proper, and
     * without momentum five hundred do not. The average they leave is rough; {@link #step} makes it fine.
     */
    private void hurry(int steps, double first, double shorter, BooleanSupplier stop) {
        double length = first;
        double[] direction = new double[relaxation.rows];
        System.arraycopy(prices, 0, trial, 0, prices.length);
        for (int k = 0; k < steps && !stop.getAsBoolean(); k++) {
            relaxation.evaluate(trial, fixed, counts, answer, threads);
            relaxation.addUse(answer.flow, trialUse);
            average(Math.max(AVERAGED, 1.0 / (k + 1)));
            for (int row = 0; row < relaxation.rows; row++) {
                if (relaxation.size[row] > 0) {
                    double over = (trialUse[row] - relaxation.right[row]) / relaxation.size[row];
                    direction[row] += (1 - MOMENTUM) * (Math.clamp(over, -1.0, 1.0) - direction[row]);
                }
            }
            if (answer.bound < best.bound) {
                keepTrial();
            }
            for (int row = 0; row < relaxation.rows; row++) {
                trial[row] = Math.max(relaxation.floor[row], trial[row] + length * direction[row]);
            }
            length *= shorter;
        }
        firstLength = length;
    }

    private void average(double weight) {
        for (int a = 0; a < flow.length; a++) {
            flow[a] += weight * (answer.flow[a] - flow[a]);
        }
        for (int row = 0; row < use.length; row++) {
            use[row] += weight * (trialUse[row] - use[row]);
        }
        for (int h = 0; h < running.length; h++) {
            running[h] += weight * ((answer.runs(h) ? 1 : 0) - running[h]);
        }
    }

    /** The prices tried have the lowest bound so far. */
    private void keepTrial() {
        Relaxation.Answer better = answer;
        answer = best;
        best = better;
        System.arraycopy(trial, 0, prices, 0, prices.length);
    }

    /** The same search on a network with more arcs, or as many, from these prices; averages begin anew. */
    Volume in(Relaxation wider) {
        Volume other = new Volume(wider, prices, fixed, counts, threads);
        other.step = step;
        return other;
    }

    /** The same search with facilities decided, from where this one is and some hurried steps on. */
    Volume decided(NetworkModel.Scope scope, BooleanSupplier stop) {
        Volume other = new Volume(relaxation, prices, scope.states(), List.of(), threads);
        other.hurry(DECIDED_STEPS, DECIDED_STEP * relaxation.scale, SHORTER, stop);
        return other;
    }

    /**
     * The same search among plans in which so many facilities run, from where this one is, or from lower prices where
     * they are so few that it is not the rows that are scarce.
     */
    Volume counting(Relaxation.Count wanted) {
        Volume other = new Volume(relaxation, prices, fixed, List.of(wanted), threads);
        for (double part : LOWER_PRICES) {
            for (int row = 0; row < trial.length; row++) {
                other.trial[row] = relaxation.floor[row] + part * (prices[row] - relaxation.floor[row]);
            }
            relaxation.evaluate(other.trial, fixed, other.counts, other.answer, threads);
            if (other.answer.bound < other.best.bound) {
                Relaxation.Answer better = other.answer;
                other.answer = other.best;
                other.best = better;
                System.arraycopy(other.trial, 0, other.prices, 0, other.prices.length);
            }
        }
        System.arraycopy(flow, 0, other.flow, 0, flow.length);
        System.arraycopy(running, 0, other.running, 0, running.length);
        System.arraycopy(use, 0, other.use, 0, use.length);
        return other;
    }

    /** Where a search stands: enough to go on from later, without its flows. */
    record Point(double[] prices, double[] use, double[] running, double step, double firstLength, double share) {
        /** The same, ready to move far again. */
        Point lively() {
            return new Point(prices, use, running, step, firstLength, FIRST_SHARE);
        }
    }

    Point point() {
        return new Point(prices.clone(), use.clone(), running.clone(), step, firstLength, share);
    }

    /** The same search from a point on, with facilities decided, for prices alone. */
    Volume at(Point point, byte[] decided) {
        return at(point, decided, counts, threads);
    }

    /** Likewise among plans in which so many facilities run. */
    Volume at(Point point, byte[] decided, List<Relaxation.Count> among) {
        return at(point, decided, among, threads);
    }

    /** Likewise on one thread, where several searches go on side by side. */
    Volume beside(Point point, byte[] decided) {
        return at(point, decided, counts, 1);
    }

    /** Likewise among plans in which so many facilities run. */
    Volume beside(Point point, byte[] decided, List<Relaxation.Count> among) {
        return at(point, decided, among, 1);
    }

    private Volume at(Point point, byte[] decided, List<Relaxation.Count> among, int onThreads) {
        Volume other = new Volume(relaxation, point.prices, decided, among, onThreads, false);
        System.arraycopy(point.use, 0, other.use, 0, use.length);
        System.arraycopy(point.running, 0, other.running, 0, running.length);
        other.step = point.step;
        other.firstLength = point.firstLength;
        other.share = point.share;
        return other;
    }

    /** Some hurried steps on, where little was decided since prices were found; fewer once the bound is as low as this. */
    Volume movedOn(double enough, BooleanSupplier stop) {
        hurry(
                NEARBY_STEPS,
                NEARBY_STEP * relaxation.scale,
                NEARBY_SHORTER,
                () -> bound() <= enough || stop.getAsBoolean());
        return this;
    }

    /**
     * Steps until the bound is near to the lowest there is, or as low as this. With all facilities decided that is what the
     * best plan with them earns.
     */
    Volume settled(double enough, BooleanSupplier stop) {
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MOST_SETTLING_STEPS && before - bound() > SETTLED * bound(); i += SETTLING_STEPS) {
            before = bound();
            for (int k = 0; k < SETTLING_STEPS && bound() > enough && !stop.getAsBoolean(); k++) {
                step(Math.max(enough, HOPED * bound()));
            }
        }
        return this;
    }

    /** Per facility that is a choice what its running is to the bound, as {@link Relaxation#stakes} tells. */
    double[] stakes() {
        return relaxation.stakes(best, fixed, counts);
    }

    /** Per facility what is decided of it. */
    byte[] states() {
        return fixed.clone();
    }

    double bound() {
        return best.bound;
    }

    /**
     * One step.
     *
     * @param target a surplus the bound may well come down to, such as that of the best plan
     */
    void step(double target) {
        double norm = 0;
        for (int row = 0; row < relaxation.rows; row++) {
            double over = use[row] - relaxation.right[row];
            if (relaxation.size[row] > 0 && (over > 0 || prices[row] > relaxation.floor[row])) {
                norm += over * over / relaxation.size[row];
            }
        }
        iterations++;
        if (!(norm > 0)) {
            return;
        }
        double distance = Math.max(best.bound - target, 1e-9 * Math.abs(best.bound)) / norm;
        if (firstLength > 0) {
            step = Math.min(1, firstLength / distance);
            firstLength = Double.NaN;
        }
        double length = step * distance;
        for (int row = 0; row < relaxation.rows; row++) {
            if (relaxation.size[row] > 0) {
                double over = use[row] - relaxation.right[row];
                trial[row] = Math.max(relaxation.floor[row], prices[row] + length * over / relaxation.size[row]);
            }
        }
        relaxation.evaluate(trial, fixed, counts, answer, threads);
        relaxation.addUse(answer.flow, trialUse);

        double ownOwn = 0;
        double ownNew = 0;
        double newNew = 0;
        for (int row = 0; row < relaxation.rows; row++) {
            if (relaxation.size[row] > 0) {
                double own = use[row] - relaxation.right[row];
                double fresh = trialUse[row] - relaxation.right[row];
                ownOwn += own * own / relaxation.size[row];
                ownNew += own * fresh / relaxation.size[row];
                newNew += fresh * fresh / relaxation.size[row];
            }
        }
        double apart = ownOwn - 2 * ownNew + newNew;
        double wanted = apart > 0 ? (ownOwn - ownNew) / apart : share;
        double weight = Math.min(share, Math.max(share / 10, wanted));
        average(weight);
        if (answer.bound < best.bound) {
            keepTrial();
            failures = 0;
            if (ownNew > 0) {
                step = Math.min(LARGEST_STEP, step * 1.1);
            }
        } else if (++failures >= PATIENCE) {
            step = Math.max(SMALLEST_STEP, step * 0.66);
            failures = 0;
        }
        if (iterations % 100 == 0) {
            if (boundAtLastLook - best.bound < 0.1 * Math.abs(best.bound - target)) {
                share = Math.max(1e-3, share / 2);
            }
            boundAtLastLook = best.bound;
        }
    }
}
