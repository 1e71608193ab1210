package org.knooppunt.engine.coalition;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Model;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

/**
 * The least ε at which shares exist that leave no coalition more than ε short (Maschler, Peleg and Shapley 1979), among
 * shares that give nobody less than it has alone:
 *
 * <pre>
 * minimise ε   with  x(S) ≥ worth(S) − ε  for every coalition S but nobody and all
 *                    x(N) = worth(N),  x(i) ≥ worth(i),  ε ≥ 0
 * </pre>
 *
 * 0 means that the core is not empty. Rows are generated: the linear program knows a few coalitions, those worst off
 * under its shares come in until none is worse off than ε (Drechsel and Kimms 2010).
 *
 * @param epsilon EUR per year
 * @param shares that reach it
 * @param proven whether no coalition was found, by proof, that is further short
 */
record LeastCore(double epsilon, double[] shares, boolean proven) {

    /**
     * @param alone what each partner has at least
     * @param tolerance EUR per year
     */
    static LeastCore of(Game game, double[] alone, double tolerance, long deadline) {
        int n = alone.length;
        double all = game.worth(game.all());
        // so that tolerances of the solver are far below a cent
        double unit = Math.max(1, Math.abs(all)) / 1e3;
        Set<Long> rows = new LinkedHashSet<>();
        while (true) {
            Model.Builder builder = Model.minimise();
            for (int i = 0; i < n; i++) {
                builder.column(0, alone[i] / unit, Double.POSITIVE_INFINITY, false);
            }
            int epsilon = builder.column(1, 0, Double.POSITIVE_INFINITY, false);
            builder.row(all / unit, all / unit);
            for (int i = 0; i < n; i++) {
                builder.entry(i, 1);
            }
            for (long coalition : rows) {
                builder.row(game.worth(coalition) / unit, Double.POSITIVE_INFINITY);
                for (int i = 0; i < n; i++) {
                    if ((coalition >> i & 1) == 1) {
                        builder.entry(i, 1);
                    }
                }
                builder.entry(epsilon, 1);
            }
            Solution solution = Highs.solve(builder.build(), SolveOptions.DEFAULT);
            if (solution.status() != Solution.Status.OPTIMAL) {
                throw new IllegalStateException("the least core of " + game.partners() + " ended as "
                        + solution.status() + "; this is a fault of the program");
            }
            double[] shares = Arrays.copyOf(solution.primal(), n);
            for (int i = 0; i < n; i++) {
                shares[i] *= unit;
            }
            double least = Math.max(0, solution.primal()[epsilon] * unit);
            Game.Separation found = game.separate(shares, least + tolerance);
            boolean fresh = false;
            for (long coalition : found.coalitions()) {
                if (game.worth(coalition) - Shares.sum(shares, coalition) > least + tolerance) {
                    fresh |= rows.add(coalition);
                }
            }
            if (!fresh) {
                return new LeastCore(least, shares, found.bound() <= least + 2 * tolerance);
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return new LeastCore(least, shares, false);
            }
        }
    }
}
