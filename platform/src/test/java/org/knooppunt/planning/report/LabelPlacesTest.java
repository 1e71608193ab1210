package org.knooppunt.planning.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelPlacesTest {
    @Test
    void wordsStandAtTheRightOfTheirPointWhereThatIsFree() {
        LabelPlaces.Place place = new LabelPlaces(400, 300).find(100, 100, 60, 14, false);

        assertThat(place).isEqualTo(new LabelPlaces.Place(new LabelPlaces.Box(109, 93, 169, 107), false));
    }

    @Test
    void atTheRightEdgeTheyStandAtTheLeft() {
        LabelPlaces.Place place = new LabelPlaces(400, 300).find(380, 100, 60, 14, false);

        assertThat(place).isNotNull();
        assertThat(place.box().right()).isEqualTo(371);
    }

    @Test
    void wordsThatMustBeThereGoFurtherOffAndOthersAreLeftOut() {
        LabelPlaces room = new LabelPlaces(400, 300);
        room.take(new LabelPlaces.Box(60, 60, 240, 140));

        assertThat(room.find(150, 100, 60, 14, false)).isNull();
        LabelPlaces.Place far = room.find(150, 100, 60, 14, true);
        assertThat(far).isNotNull();
        assertThat(far.far()).isTrue();
    }

    @Test
    void noWordsEverLieOverOthersHoweverCloseTheirPoints() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            double spread = 2 + random.nextInt(300);
            LabelPlaces room = new LabelPlaces(960, 720);
            List<LabelPlaces.Box> placed = new ArrayList<>();
            for (int point = 0; point < 60; point++) {
                double x = 480 + (random.nextDouble() - 0.5) * spread;
                double y = 360 + (random.nextDouble() - 0.5) * spread;
                LabelPlaces.Place place = room.find(x, y, 20 + random.nextInt(150), 14, random.nextBoolean());
                if (place != null) {
                    for (LabelPlaces.Box other : placed) {
                        assertThat(place.box().overlaps(other))
                                .as("seed %d: %s over %s", seed, place.box(), other)
                                .isFalse();
                    }
                    placed.add(place.box());
                }
            }
            assertThat(placed).as("seed %d", seed).hasSizeGreaterThan(5);
        }
    }

    @Test
    void twelveFacilitiesAtOnePlaceAreAllNamed() {
        LabelPlaces room = new LabelPlaces(960, 720);
        for (int facility = 0; facility < 12; facility++) {
            assertThat(room.find(480 + facility, 360, 150, 14, true)).isNotNull();
        }
    }
}
