package org.knooppunt.engine.coalition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShapleyValueTest {
    @Test
    void theOnlyRightGloveIsWorthTwoThirdsOfThePair() {
        assertThat(ShapleyValue.exact(Games.gloves(2, 1)).values())
                .containsExactly(new double[] {1 / 6.0, 1 / 6.0, 2 / 3.0}, within(1e-12));
    }

    @Test
    void valuesAddUpToTheWorthOfAll() {
        for (long seed = 1; seed <= 50; seed++) {
            TableGame game = Games.random(2 + (int) (seed % 6), new Random(seed));

            assertThat(Arrays.stream(ShapleyValue.exact(game).values()).sum())
                    .as("seed " + seed)
                    .isCloseTo(game.worth(game.all()), within(1e-9));
        }
    }

    @Test
    void partnersThatAddTheSameGetTheSame() {
        for (long seed = 1; seed <= 50; seed++) {
            TableGame random = Games.random(5, new Random(seed));
            // the mean of the game and the game with partners 0 and 1 exchanged
            TableGame game =
                    Games.of(5, s -> (random.worth(s) + random.worth((s & ~3) | (s & 1) << 1 | s >> 1 & 1)) / 2);
            double[] values = ShapleyValue.exact(game).values();

            assertThat(values[0]).as("seed " + seed).isCloseTo(values[1], within(1e-9));
        }
    }

    @Test
    void aPartnerThatAddsNothingButItsOwnGetsItsOwn() {
        for (long seed = 1; seed <= 50; seed++) {
            TableGame random = Games.random(4, new Random(seed));
            TableGame game = Games.of(5, s -> random.worth(s & 15) + 7 * (s >> 4));

            assertThat(ShapleyValue.exact(game).values()[4]).as("seed " + seed).isCloseTo(7, within(1e-9));
        }
    }

    @Test
    void theValueOfTheSumOfTwoGamesIsTheSumOfTheirs() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            TableGame one = Games.random(5, random);
            TableGame other = Games.random(5, random);
            double[] sum = ShapleyValue.exact(Games.of(5, s -> one.worth(s) + other.worth(s)))
                    .values();
            for (int i = 0; i < 5; i++) {
                assertThat(sum[i])
                        .as("seed " + seed)
                        .isCloseTo(
                                ShapleyValue.exact(one).values()[i]
                                        + ShapleyValue.exact(other).values()[i],
                                within(1e-9));
            }
        }
    }

    @Test
    void drawnValuesLieWithinFourOfTheirStandardErrorsAndAddUp() {
        for (long seed = 1; seed <= 20; seed++) {
            TableGame game = Games.random(8, new Random(seed));
            double[] exact = ShapleyValue.exact(game).values();
            ShapleyValue drawn = ShapleyValue.sampled(game, seed, 400, Long.MAX_VALUE);

            assertThat(drawn.samples()).isEqualTo(400);
            assertThat(Arrays.stream(drawn.values()).sum())
                    .as("seed " + seed)
                    .isCloseTo(game.worth(game.all()), within(1e-9));
            for (int i = 0; i < 8; i++) {
                assertThat(drawn.values()[i])
                        .as("seed %s, partner %s", seed, i)
                        .isCloseTo(exact[i], within(4 * drawn.errors()[i] + 1e-9));
            }
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        TableGame game = Games.random(8, new Random(3));

        assertThat(ShapleyValue.sampled(game, 5, 20, Long.MAX_VALUE).values())
                .containsExactly(
                        ShapleyValue.sampled(game, 5, 20, Long.MAX_VALUE).values());
    }

    @Test
    void moreDrawsMakeTheStandardErrorSmaller() {
        TableGame game = Games.random(8, new Random(3));
        double few = Arrays.stream(
                        ShapleyValue.sampled(game, 5, 50, Long.MAX_VALUE).errors())
                .sum();
        double many = Arrays.stream(
                        ShapleyValue.sampled(game, 5, 5000, Long.MAX_VALUE).errors())
                .sum();

        assertThat(many).isPositive().isLessThan(few / 5);
    }
}
