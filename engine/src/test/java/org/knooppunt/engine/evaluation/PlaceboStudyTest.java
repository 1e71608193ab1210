package org.knooppunt.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceboStudyTest {
    private static final EvaluationOptions OPTIONS = EvaluationOptions.DEFAULT.withThreads(2);

    /** Cities on a common movement; the first gains something from 2010 on. */
    private static EffectProblem cities(int count, double gain, double offset, long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>();
        double[][] values = new double[count][16];
        for (int unit = 0; unit < count; unit++) {
            names.add("city " + unit);
            double level = unit == 0 ? 50 + offset : 40 + 20.0 * unit / count;
            double steep = unit == 0 ? 0.5 : random.nextDouble();
            for (int t = 0; t < 16; t++) {
                values[unit][t] = level + steep * t + 0.2 * random.nextGaussian() + (unit == 0 && t >= 10 ? gain : 0);
            }
        }
        Panel panel = new Panel(
                "figure", names, IntStream.rangeClosed(2000, 2015).boxed().toList(), values);
        return new EffectProblem(panel, "city 0", 2010, List.of());
    }

    @Test
    void aTrueEffectRanksFirstAndTheSmallestPIsStated() {
        PlaceboReport report = PlaceboStudy.study(cities(13, 8, 0, 1), OPTIONS);

        assertThat(report.refusal()).isEmpty();
        assertThat(report.rank()).isEqualTo(1);
        assertThat(report.p()).isEqualTo(1.0 / 13);
        assertThat(report.smallestP()).isEqualTo(1.0 / 13);
        assertThat(report.fit().att()).isCloseTo(8, within(1.0));
        assertThat(report.placebos()).hasSize(13);
        assertThat(report.placebos().getFirst().treated()).isTrue();
        assertThat(report.leaveOneOut()).isNotEmpty().allSatisfy(one -> assertThat(one.att())
                .isCloseTo(8, within(2.0)));
        assertThat(report.inTime())
                .extracting(PlaceboReport.EarlierStart::start)
                .containsExactly(2003, 2005, 2006);
        assertThat(report.cautions())
                .extracting(Caution::kind)
                .contains(Caution.Kind.OVER_REJECTION, Caution.Kind.SMALLEST_P);
        assertThat(report.cautions()).extracting(Caution::text).anySatisfy(text -> assertThat(text)
                .isEqualTo("with 12 units to compare with, p cannot be below 0.07692, however large the effect"));
    }

    @Test
    void aUnitThatNobodyIsLikeIsRefusedWithTheFiguresThatSayWhy() {
        PlaceboReport report = PlaceboStudy.study(cities(13, 8, 40, 2), OPTIONS);

        assertThat(report.refusal()).hasValueSatisfying(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Caution.Kind.POOR_FIT);
            assertThat(refusal.text())
                    .startsWith("refused: before the start the twin is off by")
                    .contains("0.25");
        });
        assertThat(report.cautions()).extracting(Caution::text).anySatisfy(text -> assertThat(text)
                .startsWith("in 10 of 10 periods before the start the unit lies outside"));
    }

    @Test
    void theAnswerDoesNotDependOnTheNumberOfThreads() {
        EffectProblem problem = cities(8, 3, 0, 3);

        assertThat(PlaceboStudy.study(problem, OPTIONS.withThreads(1)))
                .isEqualTo(PlaceboStudy.study(problem, OPTIONS.withThreads(4)));
    }

    @Test
    void twinsOfTheTreatedUnitNeverFlatterItsRank() {
        double[][] values = new double[4][6];
        for (int unit = 0; unit < 4; unit++) {
            for (int t = 0; t < 6; t++) {
                values[unit][t] = unit < 2 ? 10 + t : 20 + unit + t;
            }
        }
        Panel panel = new Panel("figure", List.of("one", "same", "c", "d"), List.of(1, 2, 3, 4, 5, 6), values);

        PlaceboReport report = PlaceboStudy.study(new EffectProblem(panel, "one", 5, List.of()), OPTIONS);

        assertThat(report.placebos().stream()
                        .filter(p -> p.unit().equals("same"))
                        .findFirst()
                        .orElseThrow()
                        .rank())
                .isLessThan(report.rank());
    }

    @Test
    void californiaIsFirstOf39ByTheRatioOfItsErrors() throws IOException {
        PlaceboReport report = PlaceboStudy.study(Proposition99.read().withPredictors(), OPTIONS);

        assertThat(report.refusal()).isEmpty();
        assertThat(report.rank()).isEqualTo(1);
        assertThat(report.placebos()).hasSize(39);
        assertThat(report.p()).isEqualTo(1.0 / 39);
        assertThat(report.leaveOneOut()).allSatisfy(one -> assertThat(one.att()).isBetween(-26.0, -12.0));
    }
}
