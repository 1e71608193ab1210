package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
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

    /** Every set that is wholly decided is handed over once; the last that none beats is the best, and its bound tells. */
    @Test
    void withoutAPlanTheTreeEndsAtTheBestSetOfFacilities() {
        for (long seed = 1; seed <= 5; seed++) {
            Network network = new Network(Warehouses.hard(new Random(seed), 8, 30));
            SearchState state =
                    new SearchState(network, new PlanOptions(1e-4, Duration.ofMinutes(1), seed, 1), PlanMonitor.SILENT);
            NetworkModel strong = NetworkModel.strong(network);
            Solution found = Highs.solve(strong.model, SolveOptions.DEFAULT.withGap(1e-7));
            double best = strong.objective(found);
            FacilityTree tree = new FacilityTree(
                    Volume.approach(new Relaxation(network), new byte[network.facilities.length], 1, () -> false),
                    network,
                    state);
            Set<List<Boolean>> decided = new HashSet<>();
            for (Volume next = tree.search(1000); next != null; next = tree.search(1000)) {
                byte[] states = next.states();
                if (IntStream.range(0, states.length).allMatch(h -> states[h] != NetworkModel.FREE)) {
                    List<Boolean> runs = IntStream.range(0, states.length)
                            .mapToObj(h -> states[h] == NetworkModel.RUNS)
                            .toList();
                    assertThat(decided.add(runs))
                            .as("seed %s: %s is new", seed, runs)
                            .isTrue();
                }
            }
            boolean[] runs = strong.runs(found);
            assertThat(decided)
                    .as("seed %s", seed)
                    .contains(IntStream.range(0, runs.length)
                            .mapToObj(h -> runs[h])
                            .toList());
            assertThat(state.bound()).as("seed %s", seed).isBetween(best * (1 - 1e-6), best * (1 + 1e-3));
        }
    }
}
