package org.knooppunt.engine.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HighsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void aLinearModelGivesItsOptimumAndDuals() {
        // maximise 3x + 2y with x + y <= 4, x + 3y <= 6, x <= 3: x = 3, y = 1, duals 2 and 0, reduced cost of x 1
        Model.Builder builder = Model.maximise();
        int x = builder.column(3, 0, 3, false);
        int y = builder.column(2, 0, INFINITY, false);
        builder.row(-INFINITY, 4);
        builder.entry(x, 1).entry(y, 1);
        builder.row(-INFINITY, 7);
        builder.entry(x, 1).entry(y, 3);

        Solution solution = Highs.solve(builder.build(), SolveOptions.DEFAULT);

        assertThat(solution.status()).isEqualTo(Solution.Status.OPTIMAL);
        assertThat(solution.objective()).isCloseTo(11, within(1e-9));
        assertThat(solution.primal()).containsExactly(new double[] {3, 1}, within(1e-9));
        assertThat(solution.rowDuals()).containsExactly(new double[] {2, 0}, within(1e-9));
        assertThat(solution.reducedCosts()).containsExactly(new double[] {1, 0}, within(1e-9));
        assertThat(solution.bound()).isCloseTo(11, within(1e-9));
    }

    @Test
    void anInteriorPointMethodFindsTheValueOfTheSimplexMethod() {
        Random random = new Random(5);
        Model.Builder builder = Model.maximise();
        for (int column = 0; column < 200; column++) {
            builder.column(random.nextDouble(), 0, 1 + random.nextDouble(), false);
        }
        for (int row = 0; row < 50; row++) {
            builder.row(Double.NEGATIVE_INFINITY, 3 + random.nextDouble());
            for (int column = row; column < 200; column += 1 + random.nextInt(9)) {
                builder.entry(column, 0.5 + random.nextDouble());
            }
        }
        Model model = builder.build();

        Solution corner = Highs.solve(model, SolveOptions.DEFAULT);
        Solution inside = Highs.solve(model, SolveOptions.DEFAULT.byInteriorPoint());

        assertThat(inside.hasPrimal()).isTrue();
        assertThat(inside.objective()).isCloseTo(corner.objective(), within(1e-6 * corner.objective()));
    }

    @Test
    void aKnapsackGivesItsOptimumAndABoundThatMeetsIt() {
        Solution solution = Highs.solve(knapsack(20, 7), SolveOptions.DEFAULT.withGap(0));

        assertThat(solution.status()).isEqualTo(Solution.Status.OPTIMAL);
        assertThat(solution.objective()).isCloseTo(bestKnapsack(20, 7), within(1e-6));
        assertThat(solution.bound()).isCloseTo(solution.objective(), within(1e-6));
        assertThat(solution.hasDuals()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void everyEffortFindsTheOptimumFromAnyStart(SolveOptions.Effort effort) {
        Solution solution = Highs.solve(
                knapsack(20, 8),
                SolveOptions.DEFAULT.withGap(0).withEffort(effort).startingFrom(new double[20]));

        assertThat(solution.objective()).isCloseTo(bestKnapsack(20, 8), within(1e-6));
    }

    @Test
    void theRelaxationOfAKnapsackIsAboveItAndHasDuals() {
        Solution relaxed = Highs.solve(knapsack(20, 7), SolveOptions.DEFAULT.asRelaxed());

        assertThat(relaxed.objective()).isGreaterThanOrEqualTo(bestKnapsack(20, 7) - 1e-9);
        assertThat(relaxed.rowDuals()).hasSize(1);
        assertThat(relaxed.rowDuals()[0]).isPositive();
    }

    @Test
    void anInfeasibleModelSaysSo() {
        Model.Builder builder = Model.minimise();
        int x = builder.column(1, 0, 1, false);
        builder.row(2, INFINITY);
        builder.entry(x, 1);

        Solution solution = Highs.solve(builder.build(), SolveOptions.DEFAULT);

        assertThat(solution.status()).isEqualTo(Solution.Status.INFEASIBLE);
        assertThat(solution.hasPrimal()).isFalse();
    }

    @Test
    void anUnboundedModelSaysSo() {
        Model.Builder builder = Model.maximise();
        int x = builder.column(1, 0, INFINITY, false);
        builder.row(0, INFINITY);
        builder.entry(x, 1);

        assertThat(Highs.solve(builder.build(), SolveOptions.DEFAULT).status()).isEqualTo(Solution.Status.UNBOUNDED);
    }

    @Test
    void aTimeLimitGivesABoundThatHolds() {
        Model model = hard();
        Solution solution = Highs.solve(model, SolveOptions.DEFAULT.withGap(0).withTimeLimit(Duration.ofMillis(300)));

        assertThat(solution.status()).isEqualTo(Solution.Status.TIME_LIMIT);
        assertThat(solution.bound()).isGreaterThanOrEqualTo(solution.objective());
    }

    @Test
    void aCancelStopsTheSearch() {
        AtomicInteger reports = new AtomicInteger();
        SolveMonitor monitor = new SolveMonitor() {
            @Override
            public void progress(double objective, double bound) {
                reports.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return reports.get() >= 3;
            }
        };

        Solution solution = Highs.solve(hard(), SolveOptions.DEFAULT.withGap(0), monitor);

        assertThat(solution.status()).isEqualTo(Solution.Status.CANCELLED);
        assertThat(solution.bound()).isGreaterThanOrEqualTo(solution.objective());
    }

    @Test
    void whatTheMonitorThrowsComesOutAndStopsTheSearch() {
        SolveMonitor monitor = new SolveMonitor() {
            @Override
            public boolean cancelled() {
                throw new IllegalStateException("the monitor is broken");
            }
        };

        assertThatThrownBy(() -> Highs.solve(hard(), SolveOptions.DEFAULT, monitor))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the monitor is broken");
    }

    @Test
    void anInterruptOfTheCallerCancelsAndIsKept() {
        Thread.currentThread().interrupt();
        Solution solution = Highs.solve(hard(), SolveOptions.DEFAULT.withGap(0));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(solution.status()).isEqualTo(Solution.Status.CANCELLED);
    }

    @Test
    void aStartOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> Highs.solve(knapsack(5, 1), SolveOptions.DEFAULT.startingFrom(new double[3])))
                .hasMessageContaining("the start has 3 values; expected one for each of 5 columns");
    }

    @Test
    void modelsWithDifferentThreadsSolveSideBySide() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Callable<Double>> tasks = List.of(
                    () -> solve(3, 1),
                    () -> solve(3, 2),
                    () -> solve(4, 1),
                    () -> solve(4, 2),
                    () -> solve(3, 2),
                    () -> solve(4, 1));
            List<Future<Double>> found = pool.invokeAll(tasks);
            for (int i : new int[] {0, 1, 4}) {
                assertThat(found.get(i).get()).isCloseTo(bestKnapsack(25, 3), within(1e-6));
            }
            for (int i : new int[] {2, 3, 5}) {
                assertThat(found.get(i).get()).isCloseTo(bestKnapsack(25, 4), within(1e-6));
            }
        }
    }

    @Test
    void virtualThreadsMaySolveToo() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(pool.submit(() -> solve(3, 1)).get()).isCloseTo(bestKnapsack(25, 3), within(1e-6));
        }
    }

    private static double solve(int seed, int threads) {
        return Highs.solve(knapsack(25, seed), SolveOptions.DEFAULT.withGap(0).withThreads(threads))
                .objective();
    }

    private static int[][] things(int count, long seed) {
        Random random = new Random(seed);
        int[][] things = new int[count][];
        for (int i = 0; i < count; i++) {
            int weight = 10 + random.nextInt(40);
            things[i] = new int[] {weight + random.nextInt(10), weight};
        }
        return things;
    }

    private static Model knapsack(int count, long seed) {
        int[][] things = things(count, seed);
        Model.Builder builder = Model.maximise();
        for (int[] thing : things) {
            builder.column(thing[0], 0, 1, true);
        }
        builder.row(-INFINITY, count * 10);
        for (int i = 0; i < count; i++) {
            builder.entry(i, things[i][1]);
        }
        return builder.build();
    }

    private static double bestKnapsack(int count, long seed) {
        int[] best = new int[count * 10 + 1];
        for (int[] thing : things(count, seed)) {
            for (int room = best.length - 1; room >= thing[1]; room--) {
                best[room] = Math.max(best[room], best[room - thing[1]] + thing[0]);
            }
        }
        return best[count * 10];
    }

    /** A market-split model: no good solver finishes it quickly. */
    private static Model hard() {
        Random random = new Random(5);
        int columns = 40;
        int rows = 5;
        Model.Builder builder = Model.maximise();
        for (int i = 0; i < columns; i++) {
            builder.column(0, 0, 1, true);
        }
        int[] slack = new int[2 * rows];
        for (int i = 0; i < slack.length; i++) {
            slack[i] = builder.column(-1, 0, INFINITY, false);
        }
        for (int row = 0; row < rows; row++) {
            int[] weights = new int[columns];
            int sum = 0;
            for (int i = 0; i < columns; i++) {
                weights[i] = random.nextInt(100);
                sum += weights[i];
            }
            builder.row(sum / 2, sum / 2);
            for (int i = 0; i < columns; i++) {
                builder.entry(i, weights[i]);
            }
            builder.entry(slack[2 * row], 1).entry(slack[2 * row + 1], -1);
        }
        return builder.build();
    }
}
