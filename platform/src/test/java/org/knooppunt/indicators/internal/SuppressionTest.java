package org.knooppunt.indicators.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.indicators.internal.Suppression.Figure;
import org.knooppunt.indicators.internal.Suppression.Key;
import org.knooppunt.indicators.internal.Suppression.Sum;

/** Tries to undo what is hidden. The attacker knows everything that is told and all that adds up, in every year. */
class SuppressionTest {
    private static final int THRESHOLD = 5;

    private static Key key(int area, int category) {
        return new Key(area, category);
    }

    private static Map<Key, Boolean> hide(List<Figure> figures, List<Sum> sums) {
        return Suppression.hidden(figures, sums, THRESHOLD);
    }

    private static Figure figure(int area, int category, int year, @Nullable Double value) {
        return new Figure(key(area, category), 100 * year, 1, value);
    }

    @Test
    void aSmallCountIsHiddenWithTheSmallestOneBesideIt() {
        List<Figure> figures = List.of(
                figure(1, 0, 2020, 103.0), figure(1, 1, 2020, 3.0), figure(1, 2, 2020, 60.0), figure(1, 3, 2020, 40.0));
        List<Sum> sums = List.of(new Sum(key(1, 0), List.of(key(1, 1), key(1, 2), key(1, 3))));
        assertThat(hide(figures, sums)).isEqualTo(Map.of(key(1, 1), true, key(1, 3), false));
    }

    @Test
    void zeroAndTheThresholdItselfAreTold() {
        List<Figure> figures = List.of(figure(1, 1, 2020, 0.0), figure(2, 1, 2020, 5.0), figure(3, 1, 2020, 4.0));
        assertThat(hide(figures, List.of()).keySet()).containsExactly(key(3, 1));
    }

    @Test
    void twoSmallCountsThatAreTogetherASmallNumberTakeAThirdAlong() {
        List<Figure> figures = List.of(
                figure(1, 0, 2020, 63.0), figure(1, 1, 2020, 1.0), figure(1, 2, 2020, 2.0), figure(1, 3, 2020, 60.0));
        List<Sum> sums = List.of(new Sum(key(1, 0), List.of(key(1, 1), key(1, 2), key(1, 3))));
        assertThat(hide(figures, sums)).hasSize(3);
    }

    @Test
    void whatTheSourceKeepsToItselfIsNotGivenAwayByATotal() {
        List<Figure> figures = List.of(figure(1, 0, 2020, 63.0), figure(1, 1, 2020, null), figure(1, 2, 2020, 60.0));
        List<Sum> sums = List.of(new Sum(key(1, 0), List.of(key(1, 1), key(1, 2))));
        assertThat(hide(figures, sums)).hasSize(2);
    }

    /** Municipalities within a province, men and women and ages, ten years, two sources; some figures are missing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void noSystemOfEquationsOverAllThatIsToldSettlesAHiddenSmallCount(long seed) {
        Random random = new Random(seed);
        int areas = 3 + random.nextInt(8);
        int sexes = 2;
        int ages = 2 + random.nextInt(4);
        List<Figure> figures = new ArrayList<>();
        for (int year = 2010; year < 2020; year++) {
            double[][] whole = new double[2][1 + sexes + ages];
            for (int area = 1; area <= areas; area++) {
                for (int source = 1; source <= 2; source++) {
                    double[] cells = new double[1 + sexes + ages];
                    for (int sex = 0; sex < sexes; sex++) {
                        for (int age = 0; age < ages; age++) {
                            // small and large, the same people whichever source counts them
                            double count = new Random(
                                            seed * 1_000_003L + year * 10_007L + area * 101L + sex * 11L + age)
                                    .nextInt(area % 3 == 0 ? 8 : 60);
                            cells[0] += count;
                            cells[1 + sex] += count;
                            cells[1 + sexes + age] += count;
                        }
                    }
                    for (int category = 0; category < cells.length; category++) {
                        whole[source - 1][category] += cells[category];
                        boolean missing = source == 2 && random.nextInt(3) == 0;
                        if (!missing) {
                            figures.add(new Figure(key(area, category), 100 * year, source, cells[category]));
                        }
                    }
                }
            }
            for (int category = 0; category < whole[0].length; category++) {
                figures.add(new Figure(key(0, category), 100 * year, 1, whole[0][category]));
            }
        }
        List<Sum> sums = new ArrayList<>();
        for (int area = 0; area <= areas; area++) {
            int here = area;
            sums.add(new Sum(key(area, 0), List.of(key(area, 1), key(area, 2))));
            List<Key> parts = new ArrayList<>();
            for (int age = 0; age < ages; age++) {
                parts.add(key(here, 1 + sexes + age));
            }
            sums.add(new Sum(key(area, 0), parts));
        }
        for (int category = 0; category < 1 + sexes + ages; category++) {
            List<Key> parts = new ArrayList<>();
            for (int area = 1; area <= areas; area++) {
                parts.add(key(area, category));
            }
            sums.add(new Sum(key(0, category), parts));
        }
        Map<Key, Boolean> hidden = hide(figures, sums);
        assertThat(figures.stream()
                        .filter(each -> each.value() != null && each.value() > 0 && each.value() < THRESHOLD)
                        .map(Figure::key))
                .as("seed %d", seed)
                .allMatch(hidden::containsKey);
        assertThat(attack(figures, sums, hidden)).as("seed %d", seed).isEmpty();
        assertThat(hidden.size())
                .as("seed %d: something is still told", seed)
                .isLessThan((areas + 1) * (1 + sexes + ages));
    }

    /** What an attacker learns: hidden figures that follow, per year, from what any source tells. Independent of the code under test. */
    private static Map<String, Double> attack(List<Figure> figures, List<Sum> sums, Map<Key, Boolean> hidden) {
        Map<String, Double> learnt = new LinkedHashMap<>();
        Map<Integer, Map<Key, Double>> byYear = new LinkedHashMap<>();
        for (Figure each : figures) {
            if (each.value() != null) {
                byYear.computeIfAbsent(each.period(), year -> new HashMap<>()).put(each.key(), each.value());
            }
        }
        byYear.forEach((year, values) -> {
            Map<Key, Integer> unknown = new LinkedHashMap<>();
            List<double[]> rows = new ArrayList<>();
            values.keySet().stream().filter(hidden::containsKey).forEach(each -> unknown.put(each, unknown.size()));
            for (Sum sum : sums) {
                if (!values.containsKey(sum.whole()) || !values.keySet().containsAll(sum.parts())) {
                    continue;
                }
                double[] row = new double[unknown.size() + 1];
                List<Key> all = new ArrayList<>(sum.parts());
                for (Key part : all) {
                    add(row, part, 1, unknown, values);
                }
                add(row, sum.whole(), -1, unknown, values);
                rows.add(row);
            }
            reduce(rows, unknown.size());
            for (double[] row : rows) {
                int only = -1;
                int count = 0;
                for (int i = 0; i < unknown.size(); i++) {
                    if (Math.abs(row[i]) > 1e-9) {
                        only = i;
                        count++;
                    }
                }
                if (count == 1) {
                    int column = only;
                    unknown.forEach((each, at) -> {
                        if (at == column && Set.of(1.0, 2.0, 3.0, 4.0).contains(values.get(each))) {
                            learnt.put(each + " in " + year, row[unknown.size()] / row[column]);
                        }
                    });
                }
            }
        });
        return learnt;
    }

    private static void add(double[] row, Key key, double sign, Map<Key, Integer> unknown, Map<Key, Double> values) {
        Integer column = unknown.get(key);
        if (column != null) {
            row[column] += sign;
        } else {
            row[row.length - 1] -= sign * values.getOrDefault(key, 0.0);
        }
    }

    private static void reduce(List<double[]> rows, int columns) {
        int at = 0;
        for (int column = 0; column < columns && at < rows.size(); column++) {
            int best = at;
            for (int i = at; i < rows.size(); i++) {
                if (Math.abs(rows.get(i)[column]) > Math.abs(rows.get(best)[column])) {
                    best = i;
                }
            }
            if (Math.abs(rows.get(best)[column]) < 1e-9) {
                continue;
            }
            java.util.Collections.swap(rows, at, best);
            double[] pivot = rows.get(at);
            double by = pivot[column];
            for (int i = 0; i <= columns; i++) {
                pivot[i] /= by;
            }
            for (int other = 0; other < rows.size(); other++) {
                double times = rows.get(other)[column];
                if (other != at && Math.abs(times) > 1e-12) {
                    for (int i = 0; i <= columns; i++) {
                        rows.get(other)[i] -= times * pivot[i];
                    }
                }
            }
            at++;
        }
    }
}
