package org.knooppunt.challenges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knooppunt.challenges.Challenge.Criterion;

class JuryScoreTest {
    private static final List<Criterion> CRITERIA = List.of(new Criterion("Haalbaar", 2), new Criterion("Nieuw", 1));

    private static Sheet sheet(long solution, long juror, Integer... scores) {
        return new Sheet(solution, juror, "Jurylid", List.of(scores), "");
    }

    @Test
    void theTotalIsTheMeanOfTheJuryWithEachCriterionAsHeavyAsItWeighs() {
        // by hand: means 4.5 and 2, so (2 × 4.5 + 1 × 2) / 3 = 11 / 3
        List<JuryScore> scores = JuryScore.of(CRITERIA, List.of(sheet(7, 1, 5, 1), sheet(7, 2, 4, 3)));

        assertThat(scores).singleElement().satisfies(score -> {
            assertThat(score.means()).containsExactly(4.5, 2.0);
            assertThat(score.total()).isCloseTo(11.0 / 3, within(1e-12));
            assertThat(score.sheets()).isEqualTo(2);
            assertThat(score.rank()).isEqualTo(1);
            assertThat(score.tied()).isFalse();
        });
    }

    @Test
    void equalTotalsShareARankAlsoWhenTheirScoresDifferAndTheNextRankCountsThem() {
        // 2·4 + 1·1 = 9 and 2·3 + 1·3 = 9: both 3; the third 2·1 + 1·5 = 7
        List<JuryScore> scores =
                JuryScore.of(CRITERIA, List.of(sheet(1, 1, 1, 5), sheet(2, 1, 4, 1), sheet(3, 1, 3, 3)));

        assertThat(scores).extracting(JuryScore::solution).containsExactly(2L, 3L, 1L);
        assertThat(scores).extracting(JuryScore::rank).containsExactly(1, 1, 3);
        assertThat(scores).extracting(JuryScore::tied).containsExactly(true, true, false);
    }

    @Test
    void totalsOfDifferentNumbersOfJurorsAreComparedAsFractionsAndNotAsRoundedNumbers() {
        // three jurors give 10/3 in all, one juror 10/3 too: weights 1, 1, 1 and scores that add up to 10
        List<Criterion> three = List.of(new Criterion("a", 1), new Criterion("b", 1), new Criterion("c", 1));
        List<JuryScore> scores = JuryScore.of(
                three, List.of(sheet(1, 1, 5, 4, 1), sheet(1, 2, 2, 3, 5), sheet(1, 3, 4, 4, 2), sheet(2, 1, 3, 3, 4)));

        assertThat(scores).extracting(JuryScore::tied).containsExactly(true, true);
        assertThat(scores).extracting(JuryScore::rank).containsExactly(1, 1);
    }

    @Test
    void nothingScoredIsNothingTold() {
        assertThat(JuryScore.of(CRITERIA, List.of())).isEmpty();
    }

    @Test
    void aSheetThatLacksACriterionIsRefused() {
        assertThatThrownBy(() -> JuryScore.of(CRITERIA, List.of(sheet(1, 1, 5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 scores; expected 2");
    }
}
