package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private static final Relaxation.Count ALL = Relaxation.Count.free(new int[] {0, 1, 2, 3, 4, 5});
    private static final Relaxation.Count FIRST = Relaxation.Count.free(new int[] {0, 1, 2});
    private static final Relaxation.Count LAST = Relaxation.Count.free(new int[] {4, 5});

    /** How many run, of all or of some. */
    private static List<List<Relaxation.Count>> rules() {
        List<List<Relaxation.Count>> rules = new ArrayList<>();
        for (int k = 0; k <= FACILITIES; k++) {
            rules.add(List.of(ALL.atMost(k)));
            rules.add(List.of(ALL.atLeast(k)));
            rules.add(List.of(ALL.atMost(k).atLeast(k)));
        }
        for (int k = 0; k <= 3; k++) {
            rules.add(List.of(FIRST.atMost(k), LAST.atLeast(1)));
            rules.add(List.of(FIRST.atLeast(k), LAST.atMost(1)));
        }
        return rules;
    }

    private static boolean holds(List<Relaxation.Count> counts, int set) {
        return counts.stream().allMatch(count -> {
            long running =
                    IntStream.of(count.among()).filter(h -> (set >> h & 1) == 1).count();
            return running >= count.least() && running <= count.most();
        });
    }

    private static String words(List<Relaxation.Count> counts) {
        return counts.stream()
                .map(count -> count.least() + " to " + count.most() + " of " + Arrays.toString(count.among()))
                .collect(Collectors.joining(", "));
    }

    @Test
    void noPlanInWhichSoManyFacilitiesRunIsBetterThanTheBoundForThatCount() {
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            Network network = new Network(Warehouses.hard(random, FACILITIES, 25));
            Relaxation relaxation = new Relaxation(network);
            double[] best = bestOfEverySet(network);
            byte[] free = new byte[FACILITIES];
            Volume start = Volume.approach(relaxation, free, 1, () -> false);
            for (List<Relaxation.Count> counts : rules()) {
                double most = Double.NEGATIVE_INFINITY;
                for (int set = 0; set < best.length; set++) {
                    most = holds(counts, set) ? Math.max(most, best[set]) : most;
                }
                List<Volume> searches = new ArrayList<>(List.of(start.beside(start.point(), free, counts)));
                if (counts.size() == 1) {
                    searches.add(start.counting(counts.getFirst()));
                }
                for (Volume volume : searches) {
                    for (int step = 0; step < 30; step++) {
                        volume.step(0);
                        assertThat(volume.bound())
                                .as("seed %s, %s", seed, words(counts))
                                .isGreaterThanOrEqualTo(most - 1e-6 * Math.max(1, Math.abs(most)));
                    }
                }
            }
        }
    }

    @Test
    void theStakeOfAFacilityIsWhatTheBoundLosesWhenItHasToDoTheOther() {
        List<List<Relaxation.Count>> all = new ArrayList<>(rules());
        all.add(List.of());
        for (long seed = 1; seed <= 20; seed++) {
            Network network = new Network(Warehouses.hard(new Random(seed), FACILITIES, 25));
            Relaxation relaxation = new Relaxation(network);
            Volume volume = Volume.approach(relaxation, new byte[FACILITIES], 1, () -> false);
            for (List<Relaxation.Count> counts : all) {
                for (int decided = -1; decided < FACILITIES; decided++) {
                    byte[] fixed = new byte[FACILITIES];
                    if (decided >= 0) {
                        fixed[decided] = decided % 2 == 0 ? NetworkModel.RUNS : NetworkModel.SHUT;
                    }
                    checkStakes(relaxation, volume.prices, fixed, counts, "seed " + seed + ", " + words(counts));
                }
            }
        }
    }

    private static void checkStakes(
            Relaxation relaxation, double[] prices, byte[] fixed, List<Relaxation.Count> counts, String what) {
        Relaxation.Answer answer = relaxation.answer();
        relaxation.evaluate(prices, fixed, counts, answer, 1);
        if (answer.bound == Double.NEGATIVE_INFINITY) {
            return;
        }
        double[] stakes = relaxation.stakes(answer, fixed, counts);
        for (int h = 0; h < FACILITIES; h++) {
            if (fixed[h] != NetworkModel.FREE) {
                continue;
            }
            byte[] changed = fixed.clone();
            changed[h] = answer.runs(h) ? NetworkModel.SHUT : NetworkModel.RUNS;
            Relaxation.Answer other = relaxation.answer();
            relaxation.evaluate(prices, changed, counts, other, 1);
            double loss = answer.runs(h) ? stakes[h] : -stakes[h];
            String where =
                    what + ", " + Arrays.toString(fixed) + ", facility " + h + " of " + Arrays.toString(answer.value);
            if (other.bound == Double.NEGATIVE_INFINITY) {
                assertThat(loss).as(where).isEqualTo(Double.POSITIVE_INFINITY);
            } else {
                assertThat(answer.bound - other.bound)
                        .as(where)
                        .isCloseTo(loss, within(1e-6 * Math.max(1, Math.abs(answer.bound))));
            }
        }
    }

    @Test
    void moreFacilitiesThanThereAreRunInNoPlan() {
        Network network = new Network(Warehouses.hard(new Random(1), FACILITIES, 25));
        Relaxation relaxation = new Relaxation(network);
        Relaxation.Answer answer = relaxation.answer();

        relaxation.evaluate(relaxation.start(), new byte[FACILITIES], List.of(ALL.atLeast(FACILITIES + 1)), answer, 1);

        assertThat(answer.bound).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
