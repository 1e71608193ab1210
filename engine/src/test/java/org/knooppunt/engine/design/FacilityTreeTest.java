package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

class FacilityTreeTest {
    private static final double GAP = 0.005;

    /** What a tree makes of the bound of a region, knowing its best plan or nothing. */
    private record Outcome(double best, double before, double after) {
        static Outcome of(long seed, boolean knowing, int threads) {
            Network network = new Network(Warehouses.hard(new Random(seed), 12, 60));
            SearchState state = new SearchState(
                    network, new PlanOptions(GAP, Duration.ofMinutes(1), seed, threads), PlanMonitor.SILENT);
            NetworkModel strong = NetworkModel.strong(network);
            Solution found = Highs.solve(strong.model, SolveOptions.DEFAULT.withGap(1e-7));
            if (knowing) {
                assertThat(state.take(strong.flows(found), strong.runs(found))).isTrue();
            }
            Volume root =
                    Volume.approach(new Relaxation(network), new byte[network.facilities.length], threads, () -> false);
            for (int i = 0; i < 300; i++) {
                root.step(strong.objective(found));
            }
            new FacilityTree(root, network, state).search(100);
            return new Outcome(strong.objective(found), root.bound(), state.bound());
        }
    }

    @Test
    void theBoundComesDownAndNeverBelowTheBestPlan() {
        int lower = 0;
        for (long seed = 1; seed <= 10; seed++) {
            for (boolean knowing : new boolean[] {false, true}) {
                Outcome outcome = Outcome.of(seed, knowing, 1);

                assertThat(outcome.after)
                        .as("seed %s, knowing %s", seed, knowing)
                        .isBetween(outcome.best * (1 - 1e-6), outcome.before);
                lower += outcome.after < outcome.before ? 1 : 0;
            }
        }
        assertThat(lower).as("bounds that came down, of 20").isGreaterThan(10);
    }

    @Test
    void twoThreadsGiveTheSameBoundAsOne() {
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(Outcome.of(seed, true, 2).after).as("seed %s", seed).isEqualTo(Outcome.of(seed, true, 1).after);
        }
    }
}
