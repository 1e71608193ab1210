package org.knooppunt.engine.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearSessionTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void boundsThatChangeGiveWhatAFreshModelGives() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            double[] upper = new double[6];
            Arrays.setAll(upper, i -> random.nextInt(5));
            double[][] matrix = new double[4][6];
            for (double[] row : matrix) {
                Arrays.setAll(row, i -> random.nextInt(4));
            }
            try (LinearSession session = new LinearSession(model(matrix, upper))) {
                for (int change = 0; change < 20; change++) {
                    int column = random.nextInt(6);
                    upper[column] = random.nextInt(5);
                    session.setBounds(column, 0, upper[column]);
                    Solution fresh = Highs.solve(model(matrix, upper), SolveOptions.DEFAULT);

                    assertThat(session.solve()).as("seed " + seed).isEqualTo(Solution.Status.OPTIMAL);
                    assertThat(session.objective()).as("seed " + seed).isCloseTo(fresh.objective(), within(1e-9));
                    double sum = 0;
                    for (int i = 0; i < 6; i++) {
                        assertThat(session.primal(i)).as("seed " + seed).isBetween(-1e-9, upper[i] + 1e-9);
                        sum += (i + 1) * session.primal(i);
                    }
                    assertThat(sum).as("seed " + seed).isCloseTo(session.objective(), within(1e-9));
                }
            }
        }
    }

    private static Model model(double[][] matrix, double[] upper) {
        Model.Builder builder = Model.maximise();
        for (int i = 0; i < upper.length; i++) {
            builder.column(i + 1.0, 0, upper[i], false);
        }
        for (double[] row : matrix) {
            builder.row(-INFINITY, 10);
            for (int i = 0; i < row.length; i++) {
                builder.entry(i, row[i]);
            }
        }
        return builder.build();
    }

    @Test
    void aModelThatBecomesInfeasibleSaysSoAndRecovers() {
        Model.Builder builder = Model.maximise();
        int x = builder.column(1, 0, 5, false);
        builder.row(2, INFINITY);
        builder.entry(x, 1);
        try (LinearSession session = new LinearSession(builder.build())) {
            assertThat(session.solve()).isEqualTo(Solution.Status.OPTIMAL);
            session.setBounds(x, 0, 1);
            assertThat(session.solve()).isEqualTo(Solution.Status.INFEASIBLE);
            session.setBounds(x, 0, 3);
            assertThat(session.solve()).isEqualTo(Solution.Status.OPTIMAL);
            assertThat(session.primal()).containsExactly(new double[] {3}, within(1e-9));
        }
    }

    @Test
    void aSwitchTurnsItsRowsAndColumnsOnAndItsReducedCostIsWhatItIsWorth() {
        // maximise 3x - 4r with x <= 10 under switch 0, x <= 6r, r <= 1 under switch 1
        Model.Builder builder = Model.maximise();
        int x = builder.column(3, 0, INFINITY, false);
        int r = builder.column(-4, 0, 1, true);
        builder.row(-INFINITY, 10);
        builder.entry(x, 1);
        builder.row(-INFINITY, 0);
        builder.entry(x, 1).entry(r, -6);
        Model plain = builder.build();
        double[] none = {0, 0};
        double[] both = {1, 1};
        int[] rows = {0, -1};
        int[] columns = {-1, 1};

        Model on = plain.switched(none, both, both, rows, columns).build();
        Solution solution = Highs.solve(on, SolveOptions.DEFAULT.asRelaxed());

        assertThat(solution.objective()).isCloseTo(14, within(1e-9));
        assertThat(solution.reducedCosts()[2]).isCloseTo(0, within(1e-9));
        assertThat(solution.reducedCosts()[3]).isCloseTo(14, within(1e-9));
        for (double[] one : new double[][] {{0, 1}, {1, 0}, {0, 0}}) {
            Model off = plain.switched(none, one, one, rows, columns).build();
            assertThat(Highs.solve(off, SolveOptions.DEFAULT).objective()).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void aRowThatMustBeReachedHasNoSwitch() {
        Model.Builder builder = Model.maximise();
        int x = builder.column(1, 0, 5, false);
        builder.row(2, 4);
        builder.entry(x, 1);
        Model model = builder.build();

        assertThatThrownBy(() ->
                        model.switched(new double[1], new double[1], new double[1], new int[] {0}, new int[] {-1}))
                .hasMessageContaining("at least 2.0");
    }
}
