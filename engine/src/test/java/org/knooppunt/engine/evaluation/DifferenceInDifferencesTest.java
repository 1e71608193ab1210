package org.knooppunt.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceInDifferencesTest {
    private static EffectProblem small() {
        Panel panel = new Panel(
                "jobs", List.of("Genk", "A", "B", "C"), List.of(2001, 2002, 2003, 2004, 2005, 2006), new double[][] {
                    {5, 6, 8, 11, 12.5, 13}, {4, 6, 7, 8, 9, 11}, {6, 6, 9, 10, 11, 10}, {3, 5, 5, 7, 8, 8.5}
                });
        return new EffectProblem(panel, "Genk", 2004, List.of());
    }

    @Test
    void theDifferenceOfTheDifferencesIsFoundByHand() {
        // Genk went from 19/3 to 36.5/3, the others from 51/9 to 82.5/9
        DifferenceReport report = DifferenceInDifferences.estimate(small());

        assertThat(report.att().value()).isCloseTo(17.5 / 3 - 31.5 / 9, within(1e-12));
        double gaps = report.gaps().stream()
                .filter(gap -> gap.period() >= 2004)
                .mapToDouble(SyntheticControlFit.Gap::gap)
                .average()
                .orElseThrow();
        assertThat(gaps).isCloseTo(report.att().value(), within(1e-12));
    }

    @Test
    void errorsAndEventsAreThoseOfARegressionWithADummyForEveryUnitAndPeriod() {
        // by numpy, with all dummies written out
        DifferenceReport report = DifferenceInDifferences.estimate(small());

        assertThat(report.att().error()).isCloseTo(0.10552402, within(1e-8));
        assertThat(report.events()).hasSize(6);
        double[] expected = {-0.33333333, -0.66666667, 0, 1.66666667, 2.16666667, 2.16666667};
        double[] errors = {0.41801775, 1.10597102, 0, 0.41801775, 0.41801775, 1.16371217};
        for (int t = 0; t < 6; t++) {
            DifferenceReport.Event event = report.events().get(t);
            assertThat(event.distance()).isEqualTo(t - 3);
            assertThat(event.coefficient().value()).isCloseTo(expected[t], within(1e-8));
            assertThat(event.coefficient().error()).isCloseTo(errors[t], within(1e-8));
        }
        // t with 3 degrees
        assertThat(report.att().high() - report.att().value()).isCloseTo(3.182446 * 0.10552402, within(1e-6));
    }

    @Test
    void oneTreatedUnitIsWarnedOfAndRankedAmongTheOthers() {
        DifferenceReport report = DifferenceInDifferences.estimate(small());

        assertThat(report.cautions())
                .extracting(Caution::kind)
                .contains(Caution.Kind.ONE_TREATED, Caution.Kind.SMALLEST_P);
        assertThat(report.placebos().rank()).isEqualTo(1);
        assertThat(report.placebos().p()).isEqualTo(0.25);
    }

    @Test
    void aUnitThatMovedApartBeforeIsWarnedOf() {
        double[][] values = new double[12][8];
        for (int unit = 0; unit < 12; unit++) {
            for (int t = 0; t < 8; t++) {
                values[unit][t] = unit == 0 ? 3 * t : unit + 0.1 * ((unit * 7 + t * 5) % 3);
            }
        }
        Panel panel = new Panel(
                "figure",
                List.of("Genk", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"),
                List.of(1, 2, 3, 4, 5, 6, 7, 8),
                values);

        DifferenceReport report = DifferenceInDifferences.estimate(new EffectProblem(panel, "Genk", 6, List.of()));

        assertThat(report.trend().rank()).isEqualTo(1);
        assertThat(report.cautions()).extracting(Caution::kind).contains(Caution.Kind.PRE_TREND);
    }

    @Test
    void oneOtherUnitIsTooFew() {
        Panel panel = new Panel("jobs", List.of("Genk", "A"), List.of(1, 2, 3), new double[][] {{1, 2, 3}, {1, 2, 3}});

        assertThatThrownBy(() -> DifferenceInDifferences.estimate(new EffectProblem(panel, "Genk", 3, List.of())))
                .hasMessageContaining("there are 1 units to compare Genk with; expected at least 2");
    }

    @Test
    void proposition99ComesOutAsPublished() throws IOException {
        DifferenceReport report =
                DifferenceInDifferences.estimate(Proposition99.read().outcomeOnly());

        assertThat(report.att().value()).isCloseTo(-27.349, within(0.0005));
        assertThat(report.events()).hasSize(31);
        assertThat(report.events().get(18).coefficient().value()).isZero();
    }
}
