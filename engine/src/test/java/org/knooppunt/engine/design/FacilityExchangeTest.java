package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.SolveOptions;

class FacilityExchangeTest {
    /** What a search makes of a set of facilities: worth in EUR per year by a linear model of its own. */
    private record Outcome(double begun, double found, double bound, double optimum, byte[] states) {
        static Outcome of(long seed, int threads) {
            Random random = new Random(seed);
            Network network = new Network(Warehouses.hard(random, 12, 60));
            Relaxation relaxation = new Relaxation(network);
            SearchState state = new SearchState(
                    network, new PlanOptions(1e-3, Duration.ofMinutes(1), seed, threads), PlanMonitor.SILENT);
            Volume root = Volume.approach(relaxation, new byte[network.facilities.length], threads, () -> false);
            for (int i = 0; i < 300; i++) {
                root.step(0.99 * root.bound());
            }
            boolean[] runs = new boolean[network.facilities.length];
            for (int h = 0; h < runs.length; h++) {
                runs[h] = random.nextInt(3) > 0;
            }
            Volume found = Objects.requireNonNull(new FacilityExchange(network, relaxation, state)
                    .search(root, List.of(runs), Double.POSITIVE_INFINITY));
            NetworkModel strong = NetworkModel.strong(network);
            return new Outcome(
                    worth(network, NetworkModel.Scope.decided(runs)),
                    worth(network, NetworkModel.Scope.of(found.states())),
                    found.bound(),
                    strong.objective(Highs.solve(strong.model, SolveOptions.DEFAULT.withGap(1e-7))),
                    found.states());
        }

        private static double worth(Network network, NetworkModel.Scope scope) {
            NetworkModel model = NetworkModel.part(network, scope);
            return model.euros(Highs.solve(model.model, SolveOptions.DEFAULT).objective());
        }
    }

    @Test
    void anySetOfFacilitiesLeadsToOneThatIsNearlyTheBest() {
        int best = 0;
        for (long seed = 1; seed <= 10; seed++) {
            Outcome outcome = Outcome.of(seed, 1);

            assertThat(outcome.found).as("seed %s", seed).isGreaterThan(outcome.begun);
            assertThat(outcome.bound)
                    .as("seed %s: what prices say of a set is never less than it earns", seed)
                    .isGreaterThanOrEqualTo(outcome.found - 1e-6 * Math.abs(outcome.found));
            assertThat(outcome.found).as("seed %s", seed).isBetween(0.98 * outcome.optimum, 1.000001 * outcome.optimum);
            best += outcome.found > 0.9999 * outcome.optimum ? 1 : 0;
        }
        assertThat(best).as("sets that are the best, of 10").isGreaterThan(3);
    }

    @Test
    void twoThreadsFindTheSameSetAsOne() {
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(Outcome.of(seed, 2).states).as("seed %s", seed).isEqualTo(Outcome.of(seed, 1).states);
        }
    }
}
