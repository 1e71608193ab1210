package org.knooppunt.engine.evaluation;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * The mix of points that lies nearest to the origin, in least squares:
 *
 * <pre>
 * minimise |Σ w(j) p(j)|²  with  Σ w(j) = 1,  w(j) ≥ 0
 * </pre>
 *
 * By the method of Wolfe ("Finding the nearest point in a polytope", 1976): it keeps few points that span a simplex,
 * steps to the nearest point of their affine hull (least squares by QR, commons-math), lets go of points whose weight
 * would be negative, and takes in the point that lies furthest towards the origin until there is none. Finite and exact up
 * to rounding: it ends when no point promises more than 10^-13 of the largest squared length. Deterministic.
 *
 * @param weights per point
 * @param distance from the origin
 * @param unique whether no other point could carry weight at the same distance
 */
record NearestInHull(double[] weights, double distance, boolean unique) {
    private static final double TOLERANCE = 1e-13;
    private static final double TIE = 1e-12;
    private static final double NOTHING = 1e-13;

    static NearestInHull of(double[][] points) {
        return new Search(points).run(null);
    }

    /**
     * @param start weights of a solution nearby, which the search begins at
     */
    static NearestInHull of(double[][] points, double[] start) {
        return new Search(points).run(start);
    }

    private static final class Search {
        private final double[][] points;
        private final int dimension;
        private final double scale;
        private int[] corral;
        private double[] weight;
        private int size;
        private final double[] x;

        Search(double[][] points) {
            this.points = points;
            dimension = points[0].length;
            corral = new int[dimension + 2];
            weight = new double[dimension + 2];
            x = new double[dimension];
            double longest = 0;
            for (double[] point : points) {
                longest = Math.max(longest, dot(point, point));
            }
            scale = longest;
        }

        NearestInHull run(double @org.jspecify.annotations.Nullable [] start) {
            if (start == null || !begin(start)) {
                beginAtNearest();
            }
            place();
            double last = Double.POSITIVE_INFINITY;
            double square = dot(x, x);
            while (square < last) {
                int entering = furthest();
                if (dot(x, points[entering]) >= square - TOLERANCE * scale || holds(entering)) {
                    break;
                }
                int[] corralBefore = Arrays.copyOf(corral, size);
                double[] weightBefore = Arrays.copyOf(weight, size);
                corral[size] = entering;
                weight[size++] = 0;
                boolean stepped = settle();
                place();
                last = square;
                square = dot(x, x);
                if (!stepped || square >= last) {
                    size = corralBefore.length;
                    System.arraycopy(corralBefore, 0, corral, 0, size);
                    System.arraycopy(weightBefore, 0, weight, 0, size);
                    place();
                    square = dot(x, x);
                    break;
                }
            }
            double[] weights = new double[points.length];
            for (int k = 0; k < size; k++) {
                weights[corral[k]] = weight[k];
            }
            return new NearestInHull(weights, Math.sqrt(square), unique(square));
        }

        private void beginAtNearest() {
            int nearest = 0;
            for (int j = 1; j < points.length; j++) {
                if (dot(points[j], points[j]) < dot(points[nearest], points[nearest])) {
                    nearest = j;
                }
            }
            corral[0] = nearest;
            weight[0] = 1;
            size = 1;
        }

        private boolean begin(double[] start) {
            for (int j = 0; j < start.length; j++) {
                if (start[j] > NOTHING) {
                    if (size > dimension) {
                        return restart();
                    }
                    corral[size] = j;
                    weight[size++] = start[j];
                }
            }
            return size > 0 && settle() || restart();
        }

        private boolean restart() {
            size = 0;
            return false;
        }

        /** Steps to the nearest point of the hull of the corral, letting go of points; false when it has no volume. */
        private boolean settle() {
            while (true) {
                double[] nearest = affine();
                if (nearest.length == 0) {
                    return false;
                }
                double step = 1;
                for (int k = 0; k < size; k++) {
                    if (nearest[k] <= NOTHING) {
                        double gone = weight[k] - nearest[k];
                        step = gone > 0 ? Math.min(step, weight[k] / gone) : 0;
                    }
                }
                boolean whole = true;
                int kept = 0;
                for (int k = 0; k < size; k++) {
                    double moved = weight[k] + step * (nearest[k] - weight[k]);
                    if (moved > NOTHING) {
                        corral[kept] = corral[k];
                        weight[kept++] = moved;
                    } else {
                        whole = false;
                    }
                }
                size = kept;
                if (whole) {
                    normalise();
                    return true;
                }
                if (size == 0) {
                    return false;
                }
            }
        }

        private void normalise() {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                sum += weight[k];
            }
            for (int k = 0; k < size; k++) {
                weight[k] /= sum;
            }
        }

        /** Weights of the point of the affine hull that lies nearest to the origin; empty when it has no volume. */
        private double[] affine() {
            if (size == 1) {
                return new double[] {1};
            }
            if (size - 1 > dimension) {
                return new double[0];
            }
            double[] base = points[corral[0]];
            double[][] differences = new double[dimension][size - 1];
            double[] target = new double[dimension];
            for (int i = 0; i < dimension; i++) {
                target[i] = -base[i];
                for (int k = 1; k < size; k++) {
                    differences[i][k - 1] = points[corral[k]][i] - base[i];
                }
            }
            try {
                double[] solved = new QRDecomposition(
                                new Array2DRowRealMatrix(differences, false), 1e-12 * Math.sqrt(scale))
                        .getSolver()
                        .solve(new ArrayRealVector(target, false))
                        .toArray();
                double[] nearest = new double[size];
                nearest[0] = 1;
                for (int k = 1; k < size; k++) {
                    nearest[k] = solved[k - 1];
                    nearest[0] -= solved[k - 1];
                }
                return nearest;
            } catch (SingularMatrixException e) {
                return new double[0];
            }
        }

        private void place() {
            Arrays.fill(x, 0);
            for (int k = 0; k < size; k++) {
                double[] point = points[corral[k]];
                for (int i = 0; i < dimension; i++) {
                    x[i] += weight[k] * point[i];
                }
            }
        }

        private int furthest() {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < points.length; j++) {
                double along = dot(x, points[j]);
                if (along < least) {
                    least = along;
                    best = j;
                }
            }
            return best;
        }

        private boolean holds(int point) {
            for (int k = 0; k < size; k++) {
                if (corral[k] == point) {
                    return true;
                }
            }
            return false;
        }

        private boolean unique(double square) {
            for (int j = 0; j < points.length; j++) {
                if (!holds(j) && dot(x, points[j]) - square <= TIE * scale) {
                    return false;
                }
            }
            return true;
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
