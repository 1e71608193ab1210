package org.knooppunt.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.engine.solver.QuadraticHighs;

class NearestInHullTest {
    @Test
    void theNearestPointOfASegmentIsFoundByHand() {
        // from (1, 3) to (1, -1): nearest is (1, 0), a quarter of the first and three quarters of the second
        NearestInHull found = NearestInHull.of(new double[][] {{1, 3}, {1, -1}});

        assertThat(found.weights()).containsExactly(new double[] {0.25, 0.75}, within(1e-15));
        assertThat(found.distance()).isCloseTo(1, within(1e-15));
        assertThat(found.unique()).isTrue();
    }

    @Test
    void anEndOfTheSegmentCarriesAllWhenItIsNearest() {
        assertThat(NearestInHull.of(new double[][] {{1, 3}, {1, 1}}).weights())
                .containsExactly(new double[] {0, 1}, within(0.0));
    }

    @Test
    void aTargetAmongItsPointsIsReachedAndSaidNotToBeUnique() {
        NearestInHull found = NearestInHull.of(new double[][] {{1}, {-1}, {2}, {-3}});

        assertThat(found.distance()).isCloseTo(0, within(1e-12));
        assertThat(found.unique()).isFalse();
    }

    @Test
    void twinsAmongThePointsDoNoHarm() {
        double[][] points = {{1, 3}, {1, 3}, {1, -1}, {1, -1}, {1, -1}};

        NearestInHull found = NearestInHull.of(points);

        Optimality.check(points, found.weights(), 1e-12);
        assertThat(found.unique()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void onRandomPanelsItAgreesWithTheQuadraticProgrammeOfHighsAndIsOptimal(long seed) {
        System.out.println("random panel, seed " + seed);
        Random random = new Random(seed);
        int donors = 2 + random.nextInt(40);
        int periods = 2 + random.nextInt(30);
        double level = Math.pow(10, random.nextInt(4));
        double[][] points = new double[donors][periods];
        for (double[] point : points) {
            double own = random.nextGaussian() + (seed % 3 == 0 ? 2 : 0);
            for (int t = 0; t < periods; t++) {
                point[t] = level * (own + 0.5 * random.nextGaussian());
            }
        }

        double[] weights = NearestInHull.of(points).weights();

        Optimality.check(points, weights, 1e-11);
        double[] other = QuadraticHighs.nearestInHull(points);
        double mine = square(points, weights);
        double theirs = square(points, other);
        assertThat(mine).as("least squares").isLessThanOrEqualTo(theirs * (1 + 1e-9) + 1e-9 * level * level);
        assertThat(theirs).isCloseTo(mine, within(1e-5 * mine + 1e-6 * level * level));
        if (periods >= donors) {
            assertThat(weights).containsExactly(other, within(1e-4));
        }
        double[] near = weights.clone();
        Arrays.setAll(near, j -> (near[j] + 0.01 * (j % 2)) / 2);
        assertThat(square(points, NearestInHull.of(points, near).weights()))
                .as("begun elsewhere")
                .isCloseTo(mine, within(1e-9 * mine + 1e-12 * level * level));
    }

    private static double square(double[][] points, double[] weights) {
        double sum = 0;
        for (int i = 0; i < points[0].length; i++) {
            double mixed = 0;
            for (int j = 0; j < points.length; j++) {
                mixed += weights[j] * points[j][i];
            }
            sum += mixed * mixed;
        }
        return sum;
    }
}
