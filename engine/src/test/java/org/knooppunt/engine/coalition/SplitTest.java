package org.knooppunt.engine.coalition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Model;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;

class SplitTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static Split split(Game game, Fairness fairness) {
        return Coalitions.split(game, Coalitions.standings(game), fairness, LIMIT);
    }

    private static double[] amounts(Split split) {
        return split.shares().stream().mapToDouble(Split.Share::amount).toArray();
    }

    @Test
    void theScarceGloveTakesAllInTheCore() {
        Split split = split(Games.gloves(2, 1), Fairness.SHAPLEY);

        assertThat(split.kind()).isEqualTo(Split.Kind.CORE);
        assertThat(split.epsilon()).isZero();
        assertThat(split.proven()).isTrue();
        assertThat(amounts(split)).containsExactly(new double[] {0, 0, 1}, within(1e-7));
        assertThat(split.shares().getLast().byRule()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void threeOfWhomAnyTwoReachAllHaveNoCoreAndComeAThirdShort() {
        TableGame majority = Games.of(3, s -> Long.bitCount(s) >= 2 ? 90 : 0);
        Split split = split(majority, Fairness.EQUAL_GAIN);

        assertThat(split.kind()).isEqualTo(Split.Kind.LEAST_CORE);
        assertThat(split.epsilon()).isCloseTo(30, within(1e-4));
        assertThat(split.worstExcess()).isCloseTo(30, within(1e-4));
        assertThat(split.worstOff()).hasSize(2);
        assertThat(amounts(split)).containsExactly(new double[] {30, 30, 30}, within(1e-4));
        assertThat(split.proven()).isTrue();
    }

    @Test
    void whereNobodyAddsToAnybodyEachKeepsItsOwn() {
        TableGame additive = Games.of(4, s -> 10 * (s & 1) + 20 * (s >> 1 & 1) + 30 * (s >> 2 & 1) + 0 * (s >> 3));

        for (Fairness fairness : List.of(Fairness.SHAPLEY, Fairness.PROPORTIONAL, Fairness.EQUAL_GAIN)) {
            assertThat(amounts(split(additive, fairness)))
                    .as(fairness.toString())
                    .containsExactly(new double[] {10, 20, 30, 0}, within(1e-9));
        }
    }

    @Test
    void inAConvexGameTheShapleyValueIsInTheCoreAndStaysAsItIs() {
        TableGame convex = Games.of(5, s -> Math.pow(Long.bitCount(s), 2) + 3 * (s & 1));
        Split split = split(convex, Fairness.SHAPLEY);

        assertThat(split.kind()).isEqualTo(Split.Kind.CORE);
        assertThat(split.claims()).isEmpty();
        for (Split.Share share : split.shares()) {
            assertThat(share.amount()).isCloseTo(share.byRule(), within(1e-9));
        }
    }

    @Test
    void aMixOfRulesLiesBetweenThem() {
        TableGame convex = Games.of(4, s -> Math.pow(Long.bitCount(s), 2) + 5 * (s & 1));
        double[] mixed = amounts(split(convex, new Fairness(2, 1, 1)));
        double[] shapley = amounts(split(convex, Fairness.SHAPLEY));
        double[] proportional = amounts(split(convex, Fairness.PROPORTIONAL));
        double[] equal = amounts(split(convex, Fairness.EQUAL_GAIN));

        for (int i = 0; i < 4; i++) {
            assertThat(mixed[i]).isCloseTo(shapley[i] / 2 + proportional[i] / 4 + equal[i] / 4, within(1e-7));
        }
    }

    @Test
    void theRulesGiveWhatTheyPromise() {
        // alone 10, 0, 0; without each: 0, 40, 60; all 100
        TableGame game = Games.of(3, s -> switch ((int) s) {
            case 1 -> 10;
            case 3 -> 60;
            case 5 -> 40;
            case 7 -> 100;
            default -> 0;
        });
        List<Standing> standings = Coalitions.standings(game);

        assertThat(standings).extracting(Standing::alone).containsExactly(10.0, 0.0, 0.0);
        assertThat(standings).extracting(Standing::without).containsExactly(0.0, 40.0, 60.0);
        assertThat(standings).extracting(Standing::contribution).containsExactly(100.0, 60.0, 40.0);
        assertThat(standings).extracting(Standing::critical).containsExactly(true, true, false);
        assertThat(standings).extracting(Standing::equalGain).containsExactly(40.0, 30.0, 30.0);
        // 90 shared as 90 : 60 : 40
        assertThat(standings.get(0).proportional()).isCloseTo(10 + 90 * 90 / 190.0, within(1e-9));
        assertThat(standings.get(2).proportional()).isCloseTo(90 * 40 / 190.0, within(1e-9));
    }

    @Test
    void onRandomGamesNoCoalitionIsFurtherShortThanSaidAndTheSplitIsNearest() {
        int cores = 0;
        int leastCores = 0;
        for (long seed = 1; seed <= 120; seed++) {
            Random random = new Random(seed);
            TableGame game = Games.random(3 + (int) (seed % 5), random);
            Split split = split(game, new Fairness(random.nextDouble(), random.nextDouble(), random.nextDouble()));
            String named = "seed " + seed;
            double[] shares = amounts(split);
            double all = game.worth(game.all());
            double accuracy = 1e-5 * Math.max(1, all);

            assertThat(split.proven()).as(named).isTrue();
            assertThat(Arrays.stream(shares).sum()).as(named).isCloseTo(all, within(1e-9));
            double worst = Double.NEGATIVE_INFINITY;
            for (long s = 1; s < game.all(); s++) {
                worst = Math.max(worst, game.worth(s) - Shares.sum(shares, s));
            }
            assertThat(split.worstExcess()).as(named).isCloseTo(worst, within(1e-9));
            assertThat(worst).as(named).isLessThanOrEqualTo(split.epsilon() + accuracy);
            for (int i = 0; i < shares.length; i++) {
                assertThat(shares[i]).as(named).isGreaterThanOrEqualTo(game.worth(1L << i));
            }
            double enumerated = leastCore(game);
            assertThat(split.epsilon()).as(named).isCloseTo(Math.max(0, enumerated), within(accuracy));
            assertThat(split.kind())
                    .as(named)
                    .isEqualTo(enumerated > accuracy ? Split.Kind.LEAST_CORE : Split.Kind.CORE);
            cores += split.kind() == Split.Kind.CORE ? 1 : 0;
            leastCores += split.kind() == Split.Kind.LEAST_CORE ? 1 : 0;
            assertNearest(game, split, accuracy, named);
        }
        assertThat(cores).isPositive();
        assertThat(leastCores).isPositive();
    }

    /** The least ε that a linear program finds that knows every coalition. */
    private static double leastCore(TableGame game) {
        int n = game.partners().size();
        Model.Builder builder = Model.minimise();
        for (int i = 0; i < n; i++) {
            builder.column(0, game.worth(1L << i), Double.POSITIVE_INFINITY, false);
        }
        builder.column(1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);
        for (long s = 1; s <= game.all(); s++) {
            double worth = game.worth(s);
            builder.row(worth, s == game.all() ? worth : Double.POSITIVE_INFINITY);
            for (int i = 0; i < n; i++) {
                if ((s >> i & 1) == 1) {
                    builder.entry(i, 1);
                }
            }
            if (s < game.all()) {
                builder.entry(n, 1);
            }
        }
        Solution solution = Highs.solve(builder.build(), SolveOptions.DEFAULT);
        assertThat(solution.status()).isEqualTo(Solution.Status.OPTIMAL);
        return solution.objective();
    }

    /**
     * The conditions of Karush, Kuhn and Tucker, from what the split itself tells: shares = rule + common + holds, with
     * holds above 0 only for coalitions without room. In a convex problem these prove the nearest point.
     */
    private static void assertNearest(TableGame game, Split split, double accuracy, String named) {
        List<Split.Share> shares = split.shares();
        for (Split.Claim claim : split.claims()) {
            assertThat(claim.hold()).as(named).isPositive();
            double paid = shares.stream()
                    .filter(share -> claim.partners().contains(share.partner()))
                    .mapToDouble(Split.Share::amount)
                    .sum();
            double limit = claim.partners().size() == 1 ? claim.worth() : claim.worth() - split.epsilon();
            assertThat(paid).as(named + " " + claim).isCloseTo(limit, within(accuracy));
        }
        for (Split.Share share : shares) {
            double holds = split.claims().stream()
                    .filter(claim -> claim.partners().contains(share.partner()))
                    .mapToDouble(Split.Claim::hold)
                    .sum();
            assertThat(share.amount())
                    .as(named + " " + share)
                    .isCloseTo(share.byRule() + split.common() + holds, within(accuracy));
        }
    }

    @Test
    void roundedSharesAddUpToTheRoundedWorth() {
        TableGame thirds = Games.of(3, s -> s == 7 ? 100 : 0);

        assertThat(split(thirds, Fairness.EQUAL_GAIN).shares())
                .extracting(Split.Share::rounded)
                .containsExactly(new BigDecimal("33.34"), new BigDecimal("33.33"), new BigDecimal("33.33"));
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            TableGame whole = Games.random(6, random);
            double factor = random.nextDouble() * 1000;
            TableGame game = Games.of(6, s -> whole.worth(s) * factor);
            Split split = split(game, Fairness.SHAPLEY);
            BigDecimal sum = split.shares().stream().map(Split.Share::rounded).reduce(BigDecimal.ZERO, BigDecimal::add);

            assertThat(sum.movePointRight(2).longValueExact())
                    .as("seed " + seed)
                    .isEqualTo(Math.round(game.worth(game.all()) * 100));
            for (int i = 0; i < 6; i++) {
                double alone = Math.floor(game.worth(1L << i) * 100) / 100;
                assertThat(split.shares().get(i).rounded().doubleValue())
                        .as("seed " + seed)
                        .isGreaterThanOrEqualTo(alone);
            }
        }
    }

    @Test
    void onePartnerKeepsAll() {
        Split split = split(Games.of(1, s -> 42), Fairness.SHAPLEY);

        assertThat(amounts(split)).containsExactly(42);
        assertThat(split.kind()).isEqualTo(Split.Kind.CORE);
        assertThat(split.worstOff()).isEmpty();
    }

    @Test
    void twoWhoWouldLoseTogetherAreRefused() {
        TableGame game = Games.of(2, s -> s == 3 ? 5 : 10);

        assertThatThrownBy(() -> split(game, Fairness.SHAPLEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worth no less");
    }

    @Test
    void weightsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new Fairness(0, 0, 0)).hasMessageContaining("not all 0");
        assertThatThrownBy(() -> new Fairness(-1, 2, 0)).hasMessageContaining("at least 0");
    }
}
