package org.knooppunt.engine.coalition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The point nearest to a target, in least squares, among the shares that add up to the worth of all, give nobody less
 * than it has alone and leave no coalition more than ε short:
 *
 * <pre>
 * minimise Σ (x(i) − target(i))²  with  x(N) = worth(N),  x(i) ≥ worth(i),  x(S) ≥ worth(S) − ε
 * </pre>
 *
 * By the dual active-set method (Goldfarb and Idnani 1983), which asks for one violated row at a time and so needs no
 * list of coalitions. At the end x(i) = target(i) + common + Σ weights of the claims partner i has a part in: the claims
 * are the coalitions that hold the shares away from the target.
 *
 * @param claims coalitions with a hold on the shares, and the hold, EUR per year, above 0
 * @param common what everybody gets more, or less, to pay for the claims
 * @param proven whether no coalition was found, by proof, that is more than ε short
 * @param feasible false when no shares meet the rows
 */
record NearestPoint(double[] shares, List<Claim> claims, double common, boolean proven, boolean feasible) {

    /** A coalition, by its bits, and the hold it has. */
    record Claim(long coalition, double weight) {}

    static NearestPoint of(
            Game game, double[] target, double[] alone, double epsilon, double tolerance, long deadline) {
        return new Search(game, target, alone, epsilon, tolerance, deadline).run();
    }

    private static final class Search {
        /** Square of the distance of a row from the span of the others below which it lies in it. */
        private static final double DEPENDENT = 1e-9;

        private final Game game;
        private final double[] alone;
        private final double epsilon;
        private final double tolerance;
        private final long deadline;
        private final double[] shares;
        /** The first row is the sum of all; it never leaves. */
        private final List<Long> active = new ArrayList<>();

        private double[] hold = new double[1];
        private boolean proven;

        Search(Game game, double[] target, double[] alone, double epsilon, double tolerance, long deadline) {
            this.game = game;
            this.alone = alone;
            this.epsilon = epsilon;
            this.tolerance = tolerance;
            this.deadline = deadline;
            shares = target.clone();
            double each = (game.worth(game.all()) - Arrays.stream(target).sum()) / target.length;
            for (int i = 0; i < shares.length; i++) {
                shares[i] += each;
            }
            active.add(game.all());
            hold[0] = each;
        }

        NearestPoint run() {
            boolean feasible = true;
            for (long row = violated(); row != 0 && feasible; row = violated()) {
                feasible = enter(row);
            }
            List<Claim> claims = new ArrayList<>();
            for (int k = 1; k < active.size(); k++) {
                if (hold[k] > tolerance) {
                    claims.add(new Claim(active.get(k), hold[k]));
                }
            }
            return new NearestPoint(shares, List.copyOf(claims), hold[0], proven && feasible, feasible);
        }

        private double limit(long row) {
            return Long.bitCount(row) == 1 ? alone[Long.numberOfTrailingZeros(row)] : game.worth(row) - epsilon;
        }

        /** A row that does not hold, the worst of those looked at; 0 when there is none or no time to find it. */
        private long violated() {
            long worst = 0;
            double most = tolerance;
            for (int i = 0; i < shares.length; i++) {
                if (alone[i] - shares[i] > most) {
                    most = alone[i] - shares[i];
                    worst = 1L << i;
                }
            }
            if (worst != 0) {
                return worst;
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                proven = false;
                return 0;
            }
            Game.Separation found = game.separate(shares, epsilon + tolerance);
            for (long row : found.coalitions()) {
                if (limit(row) - Shares.sum(shares, row) > tolerance && !active.contains(row)) {
                    return row;
                }
            }
            proven = found.bound() <= epsilon + 2 * tolerance;
            return 0;
        }

        /** Moves to where the row holds, letting go of others on the way; false when that cannot be. */
        private boolean enter(long row) {
            double pull = 0;
            while (true) {
                int count = active.size();
                double[] along = project(row);
                double[] direction = new double[shares.length];
                double length = 0;
                for (int i = 0; i < shares.length; i++) {
                    direction[i] = row >> i & 1;
                    for (int k = 0; k < count; k++) {
                        direction[i] -= (active.get(k) >> i & 1) * along[k];
                    }
                    length += direction[i] * direction[i];
                }
                double let = Double.POSITIVE_INFINITY;
                int leaving = -1;
                for (int k = 1; k < count; k++) {
                    if (along[k] > 1e-12 && hold[k] / along[k] < let) {
                        let = hold[k] / along[k];
                        leaving = k;
                    }
                }
                double lacking = limit(row) - Shares.sum(shares, row);
                double full = length > DEPENDENT ? lacking / length : Double.POSITIVE_INFINITY;
                double step = Math.min(let, full);
                if (Double.isInfinite(step)) {
                    return false;
                }
                for (int k = 0; k < count; k++) {
                    hold[k] -= step * along[k];
                }
                pull += step;
                if (length > DEPENDENT) {
                    for (int i = 0; i < shares.length; i++) {
                        shares[i] += step * direction[i];
                    }
                }
                if (full <= let) {
                    active.add(row);
                    hold = Arrays.copyOf(hold, count + 1);
                    hold[count] = pull;
                    return true;
                }
                active.remove(leaving);
                double[] rest = Arrays.copyOf(hold, count - 1);
                System.arraycopy(hold, leaving + 1, rest, leaving, count - 1 - leaving);
                hold = rest;
            }
        }

        /** Coefficients of the active rows that come nearest to the row: Cholesky on their products, whole numbers all. */
        private double[] project(long row) {
            int count = active.size();
            double[][] factor = new double[count][count];
            double[] solved = new double[count];
            for (int k = 0; k < count; k++) {
                for (int j = 0; j <= k; j++) {
                    double sum = Long.bitCount(active.get(k) & active.get(j));
                    for (int m = 0; m < j; m++) {
                        sum -= factor[k][m] * factor[j][m];
                    }
                    factor[k][j] = j == k ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[j][j];
                }
                double sum = Long.bitCount(active.get(k) & row);
                for (int m = 0; m < k; m++) {
                    sum -= factor[k][m] * solved[m];
                }
                solved[k] = sum / factor[k][k];
            }
            for (int k = count - 1; k >= 0; k--) {
                for (int m = k + 1; m < count; m++) {
                    solved[k] -= factor[m][k] * solved[m];
                }
                solved[k] /= factor[k][k];
            }
            return solved;
        }
    }
}
