package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

class RelaxationTest {
    private static final int FACILITIES = 6;

    /** Surplus of the best plan in which exactly these facilities run, fixed costs of idle ones included. */
    private static double[] bestOfEverySet(Network network) {
        double[] best = new double[1 << network.facilities.length];
        for (int set = 0; set < best.length; set++) {
            boolean[] runs = new boolean[network.facilities.length];
            for (int h = 0; h < runs.length; h++) {
                runs[h] = (set >> h & 1) == 1;
            }
            NetworkModel model = NetworkModel.operating(network, runs);
            Solution solution = Highs.solve(model.model, SolveOptions.DEFAULT);
            best[set] =
                    solution.status() == Solution.Status.OPTIMAL ? model.objective(solution) : Double.NEGATIVE_INFINITY;
        }
        return best;
    }

    @Test
    void noPlanInWhichSoManyFacilitiesRunIsBetterThanTheBoundForThatCount() {
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            Network network = new Network(Warehouses.hard(random, FACILITIES, 25));
            Relaxation relaxation = new Relaxation(network);
            double[] best = bestOfEverySet(network);
            byte[] free = new byte[FACILITIES];
            for (int k = 0; k <= FACILITIES; k++) {
                for (Relaxation.Count count : new Relaxation.Count[] {
                    Relaxation.Count.atMost(k), Relaxation.Count.atLeast(k), new Relaxation.Count(k, k)
                }) {
                    double most = Double.NEGATIVE_INFINITY;
                    for (int set = 0; set < best.length; set++) {
                        int running = Integer.bitCount(set);
                        if (running >= count.least() && running <= count.most()) {
                            most = Math.max(most, best[set]);
                        }
                    }
                    Volume volume =
                            Volume.approach(relaxation, free, 1, () -> false).counting(count);
                    for (int step = 0; step < 30; step++) {
                        volume.step(0);
                        assertThat(volume.bound())
                                .as("seed %s, %s", seed, count)
                                .isGreaterThanOrEqualTo(most - 1e-6 * Math.max(1, Math.abs(most)));
                    }
                }
            }
        }
    }

    @Test
    void theStakeOfAFacilityIsWhatTheBoundLosesWhenItHasToDoTheOther() {
        for (long seed = 1; seed <= 20; seed++) {
            Network network = new Network(Warehouses.hard(new Random(seed), FACILITIES, 25));
            Relaxation relaxation = new Relaxation(network);
            Volume volume = Volume.approach(relaxation, new byte[FACILITIES], 1, () -> false);
            for (int k = 1; k < FACILITIES; k++) {
                for (Relaxation.Count count : new Relaxation.Count[] {
                    Relaxation.Count.ANY, Relaxation.Count.atMost(k), Relaxation.Count.atLeast(k)
                }) {
                    Relaxation.Answer answer = relaxation.answer();
                    relaxation.evaluate(volume.prices, new byte[FACILITIES], count, answer, 1);
                    double[] stakes = relaxation.stakes(answer, count);
                    for (int h = 0; h < FACILITIES; h++) {
                        byte[] fixed = new byte[FACILITIES];
                        fixed[h] = answer.runs(h) ? NetworkModel.SHUT : NetworkModel.RUNS;
                        Relaxation.Answer other = relaxation.answer();
                        relaxation.evaluate(volume.prices, fixed, count, other, 1);
                        assertThat(answer.bound - other.bound)
                                .as("seed %s, %s, facility %s of %s", seed, count, h, Arrays.toString(answer.value))
                                .isCloseTo(
                                        answer.runs(h) ? stakes[h] : -stakes[h],
                                        within(1e-6 * Math.max(1, Math.abs(answer.bound))));
                    }
                }
            }
        }
    }

    @Test
    void moreFacilitiesThanThereAreRunInNoPlan() {
        Network network = new Network(Warehouses.hard(new Random(1), FACILITIES, 25));
        Relaxation relaxation = new Relaxation(network);
        Relaxation.Answer answer = relaxation.answer();

        relaxation.evaluate(
                relaxation.start(), new byte[FACILITIES], Relaxation.Count.atLeast(FACILITIES + 1), answer, 1);

        assertThat(answer.bound).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
