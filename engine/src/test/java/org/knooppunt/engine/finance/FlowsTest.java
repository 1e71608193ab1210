package org.knooppunt.engine.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowsTest {
    private static double rate(double... flows) {
        return Flows.of(flows).internalRate().rate().orElseThrow();
    }

    private static InternalRate.Kind kind(double... flows) {
        InternalRate rate = Flows.of(flows).internalRate();
        assertThat(rate.rate().isPresent())
                .isEqualTo(
                        rate.kind() == InternalRate.Kind.UNIQUE || rate.kind() == InternalRate.Kind.UNIQUE_ABOVE_ZERO);
        return rate.kind();
    }

    /** What goes first and then comes, years without money in between. */
    static double[] investment(Random random, int years) {
        double[] flows = new double[years + 1];
        flows[0] = -1000 - 4000 * random.nextDouble();
        for (int year = 1; year <= years; year++) {
            flows[year] = random.nextInt(5) == 0 ? 0 : 100 + 800 * random.nextDouble();
        }
        flows[years] = 100 + 800 * random.nextDouble();
        return flows;
    }

    private static double gross(double[] flows) {
        double gross = 0;
        for (double flow : flows) {
            gross += Math.abs(flow);
        }
        return gross;
    }

    @Test
    void theValueOfYearNoughtIsNotDiscounted() {
        // 100 + 110 / 1.1 + 121 / 1.21
        assertThat(Flows.of(100, 110, 121).presentValue(0.1)).isCloseTo(300, within(1e-9));
        assertThat(Flows.of(100, 110, 121).presentValue(0)).isEqualTo(331);
    }

    @Test
    void theInternalRateOfOneChangeOfSignIsFoundWhereverItLies() {
        assertThat(rate(-100, 110)).isCloseTo(0.1, within(1e-15));
        // 121 / 1.1²
        assertThat(rate(-100, 0, 121)).isCloseTo(0.1, within(1e-15));
        assertThat(rate(-100, 100)).isZero();
        assertThat(rate(-100, 50)).isCloseTo(-0.5, within(1e-15));
        assertThat(rate(-1, 1001)).isCloseTo(1000, within(1e-9));
        assertThat(rate(-1000, 0.001)).isCloseTo(1e-6 - 1, within(1e-15));
        assertThat(rate(-1e-6, 1e12)).isCloseTo(1e18, within(1e6));
        // a loan: what comes first goes back later, the same rate
        assertThat(rate(100, -110)).isCloseTo(0.1, within(1e-15));
        // empty years before and after change nothing
        assertThat(rate(0, 0, -100, 110, 0)).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void aHundredYearsThatLoseNearlyAllOverflowNothing() {
        double[] flows = new double[101];
        flows[0] = -1e12;
        flows[100] = 1;
        // (1 + r)^100 = 1e-12
        assertThat(rate(flows)).isCloseTo(Math.pow(1e-12, 0.01) - 1, within(1e-12));
    }

    @Test
    void whereMoneyOnlyComesOrOnlyGoesThereIsNoInternalRate() {
        assertThat(kind(100, 10)).isEqualTo(InternalRate.Kind.NONE);
        assertThat(kind(-100, -10)).isEqualTo(InternalRate.Kind.NONE);
        assertThat(kind(0, 0)).isEqualTo(InternalRate.Kind.NONE);
    }

    @Test
    void severalChangesOfSignGiveNoRateWhetherThereAreTwoOrNone() {
        // 100 x² − 230 x + 132 with x = 1 + r is 0 at 1.1 and at 1.2
        Flows two = Flows.of(-100, 230, -132);
        assertThat(two.presentValue(0.1)).isCloseTo(0, within(1e-12));
        assertThat(two.presentValue(0.2)).isCloseTo(0, within(1e-12));
        assertThat(two.internalRate().kind()).isEqualTo(InternalRate.Kind.AMBIGUOUS);
        assertThat(two.internalRate().signChanges()).isEqualTo(2);
        // 300² < 4 × 100 × 250: no root
        assertThat(kind(-100, 300, -250)).isEqualTo(InternalRate.Kind.AMBIGUOUS);
    }

    @Test
    void whereOnlyTheCumulativeFlowChangesItsSignOnceTheOneRateAboveNoughtIsGiven() {
        // a replacement in year 3; cumulative −100, −20, 60, 10, 90
        Flows flows = Flows.of(-100, 80, 80, -50, 80);
        InternalRate rate = flows.internalRate();

        assertThat(rate.kind()).isEqualTo(InternalRate.Kind.UNIQUE_ABOVE_ZERO);
        assertThat(rate.signChanges()).isEqualTo(3);
        assertThat(rate.rate().orElseThrow()).isBetween(0.3, 0.5);
        assertThat(flows.presentValue(rate.rate().orElseThrow())).isCloseTo(0, within(1e-12));
        // cumulative −100, 10, −40, 40: three changes
        assertThat(kind(-100, 110, -50, 80)).isEqualTo(InternalRate.Kind.AMBIGUOUS);
        // cumulative −100, 50, 0: it ends at 0
        assertThat(kind(-100, 150, -50)).isEqualTo(InternalRate.Kind.AMBIGUOUS);
    }

    @Test
    void whatRoundingLeavesOfEqualAmountsHasNoSign() {
        // 0.1 + 0.2 is not 0.3 in doubles
        Flows flows = new Flows(new double[] {0.1 + 0.2, 0}, new double[] {0.3, 5});

        assertThat(flows.get(0)).isZero();
        assertThat(flows.internalRate().kind()).isEqualTo(InternalRate.Kind.NONE);
        assertThat(Flows.of(-0.3, 0.1, 0.1, 0.1).payback()).hasValue(3);
        // nor is a third of a billion, three times, taken off three times a third of a billion
        double third = 1e9 / 3;
        assertThat(-(3 * third) + third + third + third).isNotZero();
        assertThat(Flows.of(-(3 * third), third, third, third).payback()).hasValue(3);
    }

    @Test
    void paybackIsInterpolatedWithinTheYear() {
        // 100 = 40 + 40 + 20 of 80
        assertThat(Flows.of(-100, 40, 40, 80).payback()).hasValue(2.25);
        // exactly at the end of a year
        assertThat(Flows.of(-100, 40, 60, 80).payback()).hasValue(2);
        assertThat(Flows.of(-100, 40, 40).payback()).isEmpty();
        assertThat(Flows.of(0, 40).payback()).hasValue(0);
        // the money goes out in year 1
        assertThat(Flows.of(0, -100, 200).payback()).hasValue(1.5);
    }

    @Test
    void aLaterInvestmentIsPaidBackToo() {
        // cumulative −100, −20, 60, −40, 40: below 0 for the last time at the end of year 3, then 40 of 80
        assertThat(Flows.of(-100, 80, 80, -100, 80).payback()).hasValue(3.5);
        // and when it is not, it is never paid back
        assertThat(Flows.of(-100, 80, 80, -100).payback()).isEmpty();
    }

    @Test
    void atTheInternalRateOfRandomFlowsThePresentValueIsNought() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            double[] values = investment(random, 1 + random.nextInt(40));
            Flows flows = Flows.of(values);
            double rate = flows.internalRate().rate().orElseThrow();

            // far less than the value moves with a millionth of the rate
            double moved = Math.abs(flows.presentValue(rate - 1e-6 * (1 + rate)));
            assertThat(flows.presentValue(rate)).as("seed " + seed).isCloseTo(0, within(1e-6 * moved));
        }
    }

    @Test
    void thePresentValueOfAnInvestmentWithReturnsFallsWithTheRate() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            Flows flows = Flows.of(investment(random, 1 + random.nextInt(30)));
            double before = Double.POSITIVE_INFINITY;
            for (double rate = 0; rate <= 1; rate += 0.05) {
                double value = flows.presentValue(rate);
                assertThat(value).as("seed " + seed + ", rate " + rate).isLessThan(before);
                before = value;
            }
        }
    }

    @Test
    void whatIsCalledTheOnlyRateIsTheOnlyOneOnAFineScan() {
        int above = 0;
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            double[] values = new double[3 + random.nextInt(6)];
            for (int year = 0; year < values.length; year++) {
                values[year] = random.nextInt(41) - (year == 0 ? 40 : 15);
            }
            Flows flows = Flows.of(values);
            InternalRate rate = flows.internalRate();
            if (rate.rate().isEmpty()) {
                continue;
            }
            above += rate.kind() == InternalRate.Kind.UNIQUE_ABOVE_ZERO ? 1 : 0;
            double found = rate.rate().orElseThrow();
            double low = rate.kind() == InternalRate.Kind.UNIQUE ? -0.9 : 1e-9;
            double early = 0;
            for (int year = values.length - 1; year >= 0; year--) {
                early = values[year] == 0 ? early : Math.signum(values[year]);
            }
            for (double at = low; at < 50; at += 0.01 * (1 + at)) {
                if (Math.abs(at - found) > 1e-6) {
                    assertThat(Math.signum(flows.presentValue(at)))
                            .as("seed " + seed + ", rate " + at + ", found " + found)
                            .isEqualTo(at > found ? early : -early);
                }
            }
        }
        assertThat(above).isGreaterThan(50);
    }

    @Test
    void discountedFlowsAddUpToThePresentValue() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            double[] values = investment(random, 1 + random.nextInt(30));
            double rate = random.nextDouble();
            double[] cumulative = Flows.of(values).discounted(rate).cumulative();

            assertThat(cumulative[values.length - 1])
                    .as("seed " + seed)
                    .isCloseTo(Flows.of(values).presentValue(rate), within(1e-12 * gross(values)));
        }
    }
}
