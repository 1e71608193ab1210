package org.knooppunt.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InterruptedTimeSeriesTest {
    private static EffectProblem problem(int from, int start, double... values) {
        Panel panel = new Panel(
                "jobs",
                List.of("Genk"),
                IntStream.range(from, from + values.length).boxed().toList(),
                new double[][] {values});
        return new EffectProblem(panel, "Genk", start, List.of());
    }

    @Test
    void aLineThatBreaksIsFoundByHandWithoutError() {
        // 10 + t before; 2 higher and twice as steep from 2005 on
        SeriesReport report = InterruptedTimeSeries.estimate(problem(2000, 2005, 10, 11, 12, 13, 14, 17, 19, 21, 23));

        assertThat(report.slopeBefore().value()).isCloseTo(1, within(1e-12));
        assertThat(report.level().value()).isCloseTo(2, within(1e-12));
        assertThat(report.slope().value()).isCloseTo(1, within(1e-12));
        assertThat(report.atEnd().value()).isCloseTo(5, within(1e-12));
        assertThat(report.average().value()).isCloseTo(3.5, within(1e-12));
        assertThat(report.level().error()).isCloseTo(0, within(1e-9));
        assertThat(report.gaps().getLast().synthetic()).isCloseTo(18, within(1e-12));
        assertThat(report.cautions())
                .extracting(Caution::kind)
                .containsExactly(Caution.Kind.NO_COMPARISON, Caution.Kind.FEW_PERIODS);
    }

    @Test
    void errorsAreThoseOfNeweyAndWest() {
        // by numpy, written out
        SeriesReport report = InterruptedTimeSeries.estimate(
                problem(2000, 2006, 10, 11.2, 11.9, 13.1, 14.2, 14.8, 18.1, 20.3, 21.9, 24.4, 26.0, 27.7));

        assertThat(report.lag()).isEqualTo(2);
        assertThat(report.slopeBefore().value()).isCloseTo(0.97714286, within(1e-8));
        assertThat(report.slopeBefore().error()).isCloseTo(0.02750357, within(1e-8));
        assertThat(report.level().value()).isCloseTo(2.2847619, within(1e-7));
        assertThat(report.level().error()).isCloseTo(0.1371951, within(1e-7));
        assertThat(report.slope().value()).isCloseTo(0.95428571, within(1e-8));
        assertThat(report.slope().error()).isCloseTo(0.04959437, within(1e-8));
        assertThat(report.atEnd().value()).isCloseTo(7.05619048, within(1e-8));
        assertThat(report.atEnd().error()).isCloseTo(0.29016107, within(1e-8));
        // t with 8 degrees
        assertThat(report.level().high()).isCloseTo(2.2847619 + 2.306004 * 0.1371951, within(1e-6));
    }

    @Test
    void tooFewOrUnevenPeriodsAreRefused() {
        assertThatThrownBy(() -> InterruptedTimeSeries.estimate(problem(2000, 2003, 1, 2, 3, 4, 5, 6)))
                .hasMessage("there are 3 periods before the start and 3 from it on; expected at least 4 and 3");
        Panel uneven =
                new Panel("jobs", List.of("Genk"), List.of(2000, 2001, 2002, 2003, 2005, 2006, 2007), new double[][] {
                    {1, 2, 3, 4, 5, 6, 7}
                });
        assertThatThrownBy(() -> InterruptedTimeSeries.estimate(new EffectProblem(uneven, "Genk", 2005, List.of())))
                .hasMessageStartingWith("period 2005 comes 2 after the one before; expected 1 throughout");
    }
}
