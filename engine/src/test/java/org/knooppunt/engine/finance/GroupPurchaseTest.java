package org.knooppunt.engine.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GroupPurchaseTest {
    private static final List<PurchaseProblem.Tier> TIERS =
            List.of(tier("10", "100"), tier("30", "90"), tier("60", "80"));

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static PurchaseProblem.Tier tier(String threshold, String price) {
        return new PurchaseProblem.Tier(number(threshold), number(price));
    }

    private static PurchaseProblem.Pledge pledge(String partner, String volume, String limit) {
        return new PurchaseProblem.Pledge(partner, number(volume), number(limit));
    }

    private static PurchaseReport reach(String minimum, PurchaseProblem.Pledge... pledges) {
        return GroupPurchase.reach(new PurchaseProblem(TIERS, number(minimum), number("110"), List.of(pledges)));
    }

    @Test
    void eachTierCountsThoseWhoAcceptItsPrice() {
        PurchaseReport report = reach("0", pledge("A", "10", "100"), pledge("B", "15", "95"), pledge("C", "20", "85"));

        // at 100 only A accepts: 10 of 10; EUR 1,000 instead of 1,100
        assertThat(report.levels().get(0))
                .isEqualTo(new PurchaseReport.Level(
                        TIERS.get(0),
                        List.of("A"),
                        number("10"),
                        number("10"),
                        true,
                        number("0"),
                        number("1000.00"),
                        number("100.00")));
        // at 90 A and B: 25 of 30; EUR 2,250 instead of 2,750
        assertThat(report.levels().get(1))
                .isEqualTo(new PurchaseReport.Level(
                        TIERS.get(1),
                        List.of("A", "B"),
                        number("25"),
                        number("30"),
                        false,
                        number("5"),
                        number("2250.00"),
                        number("500.00")));
        // at 80 all: 45 of 60
        assertThat(report.levels().get(2).accepting()).containsExactly("A", "B", "C");
        assertThat(report.levels().get(2).missing()).isEqualTo(number("15"));
        assertThat(report.best()).contains(report.levels().get(0));
        assertThat(report.next()).contains(report.levels().get(1));
    }

    @Test
    void aCheaperTierCanBeReachedThoughADearerOneIsNot() {
        PurchaseReport report = reach(
                "0",
                pledge("A", "10", "100"),
                pledge("B", "15", "95"),
                pledge("C", "20", "85"),
                pledge("D", "15", "80"));

        assertThat(report.levels().stream().map(PurchaseReport.Level::reached)).containsExactly(true, false, true);
        assertThat(report.best()).contains(report.levels().get(2));
        // 60 × (110 − 80)
        assertThat(report.levels().get(2).saving()).isEqualTo(number("1800.00"));
        assertThat(report.next()).isEmpty();
    }

    @Test
    void whatIsMissingForTheLastTierIsToldOnTheOneBefore() {
        PurchaseReport report = reach("0", pledge("A", "32.5", "95"));

        assertThat(report.best()).contains(report.levels().get(1));
        assertThat(report.next()).contains(report.levels().get(2));
        assertThat(report.next().orElseThrow().missing()).isEqualTo(number("27.5"));
    }

    @Test
    void theSuppliersMinimumHoldsAtEveryTier() {
        PurchaseReport report = reach("40", pledge("A", "35", "100"));

        assertThat(report.best()).isEmpty();
        assertThat(report.next()).contains(report.levels().get(0));
        assertThat(report.levels().stream().map(PurchaseReport.Level::required))
                .containsExactly(number("40"), number("40"), number("60"));
        assertThat(report.levels().get(0).missing()).isEqualTo(number("5"));
    }

    @Test
    void whereNobodyAcceptsNothingIsReachedEvenFromNoVolume() {
        PurchaseProblem problem = new PurchaseProblem(
                List.of(tier("0", "50")), number("0"), number("60"), List.of(pledge("A", "9", "49")));
        PurchaseReport report = GroupPurchase.reach(problem);

        assertThat(report.best()).isEmpty();
        assertThat(report.levels().getFirst().accepting()).isEmpty();
        assertThat(report.levels().getFirst().reached()).isFalse();
    }

    @Test
    void volumesMeetAThresholdExactlyAndTotalsAreRoundedToTheCent() {
        // 0.1 + 0.2 is 0.3 here; 0.3 × 0.05 = 0.015 goes up to 0.02, 0.3 × (0.07 − 0.05) = 0.006 to 0.01
        PurchaseReport report = GroupPurchase.reach(new PurchaseProblem(
                List.of(tier("0.3", "0.05")),
                number("0"),
                number("0.07"),
                List.of(pledge("A", "0.1", "1"), pledge("B", "0.2", "1"))));

        PurchaseReport.Level level = report.best().orElseThrow();
        assertThat(level.total()).isEqualTo(number("0.02"));
        assertThat(level.saving()).isEqualTo(number("0.01"));
    }

    @Test
    void aPriceAboveTheReferenceSavesLessThanNothing() {
        PurchaseReport report = GroupPurchase.reach(new PurchaseProblem(
                List.of(tier("1", "50")), number("0"), number("40"), List.of(pledge("A", "2", "50"))));

        assertThat(report.best().orElseThrow().saving()).isEqualTo(number("-20.00"));
    }

    @Test
    void onRandomPledgesNoGroupBuysCheaperThanTheBestTier() {
        int reached = 0;
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            List<PurchaseProblem.Tier> tiers = new ArrayList<>();
            int threshold = random.nextInt(10);
            int price = 100;
            for (int at = 0; at < 1 + random.nextInt(5); at++) {
                tiers.add(tier("" + threshold, "" + price));
                threshold += 1 + random.nextInt(20);
                price -= 1 + random.nextInt(15);
            }
            List<PurchaseProblem.Pledge> pledges = new ArrayList<>();
            for (int at = 0; at < random.nextInt(9); at++) {
                pledges.add(pledge("P" + at, "" + (1 + random.nextInt(40)), "" + (30 + random.nextInt(80))));
            }
            BigDecimal minimum = number("" + random.nextInt(20));
            PurchaseReport report = GroupPurchase.reach(new PurchaseProblem(tiers, minimum, number("110"), pledges));
            reached += report.best().isPresent() ? 1 : 0;

            assertThat(report.best().map(level -> level.tier().price()))
                    .as("seed " + seed)
                    .isEqualTo(cheapest(tiers, minimum, pledges));
        }
        assertThat(reached).isBetween(100, 490);
    }

    /** By looking at every group and every tier. */
    private static Optional<BigDecimal> cheapest(
            List<PurchaseProblem.Tier> tiers, BigDecimal minimum, List<PurchaseProblem.Pledge> pledges) {
        Optional<BigDecimal> cheapest = Optional.empty();
        for (int group = 1; group < 1 << pledges.size(); group++) {
            BigDecimal volume = BigDecimal.ZERO;
            BigDecimal limit = number("1000");
            for (int at = 0; at < pledges.size(); at++) {
                if ((group >> at & 1) == 1) {
                    volume = volume.add(pledges.get(at).volume());
                    limit = limit.min(pledges.get(at).limit());
                }
            }
            for (PurchaseProblem.Tier tier : tiers) {
                boolean sold = volume.compareTo(tier.threshold()) >= 0 && volume.compareTo(minimum) >= 0;
                boolean bought = limit.compareTo(tier.price()) >= 0;
                if (sold && bought && (cheapest.isEmpty() || tier.price().compareTo(cheapest.get()) < 0)) {
                    cheapest = Optional.of(tier.price());
                }
            }
        }
        return cheapest;
    }

    @Test
    void wrongValuesAreRejectedWithPlaceValueAndExpectation() {
        BigDecimal one = BigDecimal.ONE;
        assertRejected(
                () -> new PurchaseProblem(List.of(), one, one, List.of()),
                "there are no tiers; expected at least one price");
        assertRejected(
                () -> new PurchaseProblem(List.of(tier("10", "5"), tier("10", "4")), one, one, List.of()),
                "tier 2: threshold is 10; expected more than 10, that of the tier before");
        assertRejected(
                () -> new PurchaseProblem(List.of(tier("10", "5"), tier("20", "5")), one, one, List.of()),
                "tier 2: price is 5; expected less than 5, that of the tier before");
        assertRejected(
                () -> new PurchaseProblem(TIERS, one, one, List.of(pledge("A", "1", "1"), pledge("A", "2", "1"))),
                "pledge of A is there twice; expected one per partner");
        assertRejected(
                () -> new PurchaseProblem(TIERS, number("-1"), one, List.of()),
                "minimum is -1; expected a number from 0 to 1000000000000 with at most 10 decimals");
        assertRejected(
                () -> pledge("A", "0", "1"),
                "pledge of A: volume is 0; expected a number above 0, up to 1000000000000, with at most 10 decimals");
        assertRejected(
                () -> pledge("A", "1", "1E-11"),
                "pledge of A: limit is 1E-11; expected a number from 0 to 1000000000000 with at most 10 decimals");
        assertRejected(
                () -> tier("1E+999999999", "1"),
                "threshold is 1E+999999999; expected a number from 0 to 1000000000000 with at most 10 decimals");
        assertRejected(() -> pledge("", "1", "1"), "pledge: partner is ''; expected 1 to 100 characters");
    }

    private static void assertRejected(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
