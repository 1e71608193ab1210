package org.knooppunt.engine.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ProductAsServiceTest {
    private static final ServiceProblem.Product MACHINE = new ServiceProblem.Product(100, 140, 20);

    private static ServiceProblem machines(double fee) {
        return new ServiceProblem(
                List.of(10, 10, 10, 10),
                MACHINE,
                new ServiceProblem.Contract(2, fee, 6),
                new ServiceProblem.Returns(0.8, 0.5, 30),
                0.1);
    }

    private static ServiceProblem random(Random random) {
        int contract = 1 + random.nextInt(5);
        List<Integer> fleet = new ArrayList<>();
        int[] began = new int[1 + random.nextInt(12)];
        for (int at = 0; at < began.length; at++) {
            began[at] = random.nextInt(4) + (at == 0 ? 1 : 0);
            int running = 0;
            for (int before = Math.max(0, at - contract + 1); before <= at; before++) {
                running += began[before];
            }
            fleet.add(running);
        }
        return new ServiceProblem(
                fleet,
                new ServiceProblem.Product(
                        500 * random.nextDouble(), 800 * random.nextDouble(), 100 * random.nextDouble() - 50),
                new ServiceProblem.Contract(contract, 20 * random.nextDouble(), 50 * random.nextDouble()),
                new ServiceProblem.Returns(random.nextDouble(), random.nextDouble(), 100 * random.nextDouble()),
                0.15 * random.nextDouble());
    }

    private static ServiceProblem withFee(ServiceProblem problem, double fee) {
        return new ServiceProblem(
                problem.fleet(),
                problem.product(),
                new ServiceProblem.Contract(
                        problem.contract().years(), fee, problem.contract().maintenance()),
                problem.returns(),
                problem.rate());
    }

    @Test
    void tenMachinesOverTwoContractsAreWhatAPersonCalculates() {
        ServiceReport report = ProductAsService.compare(machines(5));

        // year 0: 10 bought, −1000
        // year 1: 10 × (60 − 6) = 540
        // year 2: 540; 10 end, 8 come back, 4 refurbished (−120), 6 bought (−600), 4 sold (+80): −100
        // year 3: 540
        // year 4: 540; 10 end, 8 come back and are sold (+160): 700
        assertThat(report.years().stream().map(ServiceReport.Year::flow))
                .containsExactly(-1000.0, 540.0, -100.0, 540.0, 700.0);
        assertThat(report.years().stream().map(ServiceReport.Year::cumulative))
                .containsExactly(-1000.0, -460.0, -560.0, -20.0, 680.0);
        assertThat(report.years().stream().map(ServiceReport.Year::capital))
                .containsExactly(1000.0, 460.0, 560.0, 20.0, 0.0);
        assertThat(report.years().get(2)).isEqualTo(new ServiceReport.Year(2, 10, 10, 8, 4, 4, 10, 6, -100, -560, 240));
        assertThat(report.peakCapital()).isEqualTo(1000);
        assertThat(report.peakYear()).isZero();
        // −1000 + 490.9091 − 82.6446 + 405.7100 + 478.1094
        assertThat(report.presentValue()).isCloseTo(292.0839, within(1e-4));
        // 10 sold with EUR 40 margin at once, 6 after two years: 400 + 240 / 1.21
        assertThat(report.salePresentValue()).isCloseTo(598.3471, within(1e-4));
        // a euro of fee is worth 120 × (1/1.1 + 1/1.21 + 1/1.331 + 1/1.4641) = 380.3839
        assertThat(report.equalFee()).isCloseTo(5 + (598.3471 - 292.0839) / 380.3839, within(1e-6));
    }

    @Test
    void theCapitalNeededPeaksWhenAGrowingFleetIsStillBeingPlaced() {
        // fleet 1, 2, 3 of EUR 100 each, fee 12 × 2 = 24 a year, contracts run on:
        // −100, 24 − 100 = −76, 48 − 100 = −52, 72
        ServiceReport report = ProductAsService.compare(new ServiceProblem(
                List.of(1, 2, 3),
                new ServiceProblem.Product(100, 100, 0),
                new ServiceProblem.Contract(9, 2, 0),
                new ServiceProblem.Returns(1, 1, 0),
                0));

        assertThat(report.years().stream().map(ServiceReport.Year::cumulative))
                .containsExactly(-100.0, -176.0, -228.0, -156.0);
        assertThat(report.peakCapital()).isEqualTo(228);
        assertThat(report.peakYear()).isEqualTo(2);
        // at cost price nothing is earned by selling; 300 are paid by 12 × (1 + 2 + 3) unit-months of fee
        assertThat(report.salePresentValue()).isZero();
        assertThat(report.equalFee()).isCloseTo(300 / 72.0, within(1e-12));
    }

    @Test
    void returnedUnitsBeyondWhatIsPlacedAgainAreSold() {
        // 5 come back, all fit to be placed again, but only 2 are wanted
        ServiceReport report = ProductAsService.compare(new ServiceProblem(
                List.of(5, 2), MACHINE, new ServiceProblem.Contract(1, 0, 0), new ServiceProblem.Returns(1, 1, 30), 0));

        assertThat(report.years().get(1)).isEqualTo(new ServiceReport.Year(1, 5, 5, 5, 2, 3, 2, 0, 0, -500, 0));
        // 500 are out at the end of year 0 and of year 1; the first one is named
        assertThat(report.peakCapital()).isEqualTo(500);
        assertThat(report.peakYear()).isZero();
    }

    @Test
    void disposalCostsMoneyWhereTheResidualValueIsBelowNought() {
        ServiceReport report = ProductAsService.compare(new ServiceProblem(
                List.of(5),
                new ServiceProblem.Product(0, 0, -7),
                new ServiceProblem.Contract(1, 0, 0),
                new ServiceProblem.Returns(1, 1, 30),
                0));

        assertThat(report.years().getLast().flow()).isEqualTo(-35);
        // 35 by 60 unit-months
        assertThat(report.equalFee()).isCloseTo(35 / 60.0, within(1e-12));
    }

    @Test
    void aServiceThatCostsNothingNeedsNoCapital() {
        ServiceReport report = ProductAsService.compare(new ServiceProblem(
                List.of(5, 5),
                new ServiceProblem.Product(0, 10, 0),
                new ServiceProblem.Contract(1, 1, 0),
                new ServiceProblem.Returns(1, 1, 0),
                0));

        assertThat(report.peakCapital()).isZero();
        assertThat(report.peakYear()).isZero();
    }

    @Test
    void atTheEqualFeeOfRandomServicesBothAreWorthTheSame() {
        for (long seed = 1; seed <= 300; seed++) {
            ServiceProblem problem = random(new Random(seed));
            ServiceReport report = ProductAsService.compare(problem);
            if (report.equalFee() < 0) {
                continue;
            }
            ServiceReport at = ProductAsService.compare(withFee(problem, report.equalFee()));

            assertThat(at.presentValue()).as("seed " + seed).isCloseTo(at.salePresentValue(), within(1e-6));
            assertThat(at.equalFee()).as("seed " + seed).isCloseTo(report.equalFee(), within(1e-9));
        }
    }

    @Test
    void onRandomServicesUnitsAndMoneyAreThoseOfContractsFollowedOneByOne() {
        for (long seed = 1; seed <= 300; seed++) {
            ServiceProblem problem = random(new Random(seed));
            ServiceReport report = ProductAsService.compare(problem);
            int horizon = problem.years();
            ServiceProblem.Returns returns = problem.returns();
            // each contract is the year at whose end it stops
            List<Integer> contracts = new ArrayList<>();
            double sum = 0;
            for (ServiceReport.Year year : report.years()) {
                int t = year.year();
                double flow = contracts.size()
                        * (12 * problem.contract().fee() - problem.contract().maintenance());
                int before = contracts.size();
                contracts.removeIf(end -> end == t || t == horizon);
                int ended = before - contracts.size();
                int placed = t == horizon ? 0 : problem.fleet().get(t) - contracts.size();
                contracts.addAll(
                        Collections.nCopies(placed, t + problem.contract().years()));
                double back = ended * returns.returned();
                double again = Math.min(placed, back * returns.refurbishable());
                flow -= again * returns.refurbishmentCost()
                        + (placed - again) * problem.product().unitCost();
                flow += (back - again) * problem.product().residualValue();
                sum += flow;

                String named = "seed " + seed + ", year " + t;
                assertThat(year.inUse()).as(named).isEqualTo(before);
                assertThat(year.ended()).as(named).isEqualTo(ended);
                assertThat(year.placed()).as(named).isEqualTo(placed);
                assertThat(year.bought() + year.refurbished()).as(named).isCloseTo(placed, within(1e-9));
                assertThat(year.sold() + year.refurbished()).as(named).isCloseTo(back, within(1e-9));
                assertThat(year.flow()).as(named).isCloseTo(flow, within(1e-6));
                assertThat(year.cumulative()).as(named).isCloseTo(sum, within(1e-6));
                assertThat(year.capital()).as(named).isLessThanOrEqualTo(report.peakCapital());
            }
            assertThat(report.years().get(report.peakYear()).capital())
                    .as("seed " + seed)
                    .isEqualTo(report.peakCapital());
        }
    }

    @Test
    void wrongValuesAreRejectedWithPlaceValueAndExpectation() {
        ServiceProblem.Contract two = new ServiceProblem.Contract(2, 5, 6);
        ServiceProblem.Returns all = new ServiceProblem.Returns(1, 1, 0);
        assertRejected(
                () -> new ServiceProblem(List.of(7, 5), MACHINE, two, all, 0.1),
                "fleet in year 2 is 5; expected at least 7, the units whose contracts still run");
        assertRejected(
                () -> new ServiceProblem(List.of(7, -1), MACHINE, two, all, 0.1),
                "fleet in year 2 is -1; expected 0 to 100000000");
        assertRejected(
                () -> new ServiceProblem(List.of(0, 0), MACHINE, two, all, 0.1),
                "fleet is 0 in every year; expected units in at least one");
        assertRejected(() -> new ServiceProblem(List.of(), MACHINE, two, all, 0.1), "horizon is 0; expected 1 to 100");
        assertRejected(
                () -> new ServiceProblem(List.of(1), MACHINE, two, all, Double.NaN),
                "rate is NaN; expected a share from 0 to 1, such as 0.05 for 5 %");
        assertRejected(
                () -> new ServiceProblem.Product(-1, 0, 0), "unit cost is -1.0; expected EUR from 0 to 1000000000000");
        assertRejected(
                () -> new ServiceProblem.Product(1, 0, Double.NEGATIVE_INFINITY),
                "residual value is -Infinity; expected EUR from -1000000000000 to 1000000000000");
        assertRejected(() -> new ServiceProblem.Contract(0, 5, 6), "contract: years is 0; expected 1 to 100");
        assertRejected(
                () -> new ServiceProblem.Returns(80, 1, 0),
                "returned is 80.0; expected a share from 0 to 1, such as 0.05 for 5 %");
    }

    private static void assertRejected(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void whatTheAdvantageDependsOnIsToldTheWidestFirst() {
        List<ServiceSwing> swings = ProductAsService.swings(machines(5), 0.2);

        double advantage = 292.0839 - 598.3471;
        ServiceSwing fee = swings.stream()
                .filter(swing -> swing.input() == ServiceSwing.Input.FEE)
                .findFirst()
                .orElseThrow();
        // a euro of fee is worth 380.3839, see above
        assertThat(fee.atLess()).isCloseTo(advantage - 380.3839, within(1e-3));
        assertThat(fee.atMore()).isCloseTo(advantage + 380.3839, within(1e-3));
        // selling buys the same units at the same time, so what they cost is the same on both sides
        ServiceSwing cost = swings.stream()
                .filter(swing -> swing.input() == ServiceSwing.Input.UNIT_COST)
                .findFirst()
                .orElseThrow();
        assertThat(cost.spread()).isCloseTo(0, within(1e-9));
        // 10 at once and 6 after two years, at EUR 28 more or less
        ServiceSwing price = swings.stream()
                .filter(swing -> swing.input() == ServiceSwing.Input.SALE_PRICE)
                .findFirst()
                .orElseThrow();
        assertThat(price.spread()).isCloseTo(2 * 28 * (10 + 6 / 1.21), within(1e-9));
        assertThat(swings).hasSize(ServiceSwing.Input.values().length);
        assertThat(swings.stream().map(ServiceSwing::spread)).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void aShareGoesUpToAllAndNoFurther() {
        ServiceProblem problem = new ServiceProblem(
                List.of(10, 10, 10, 10),
                MACHINE,
                new ServiceProblem.Contract(2, 5, 6),
                new ServiceProblem.Returns(1, 0.5, 30),
                0.1);

        ServiceSwing returned = ProductAsService.swings(problem, 0.2).stream()
                .filter(swing -> swing.input() == ServiceSwing.Input.RETURNED)
                .findFirst()
                .orElseThrow();

        ServiceReport report = ProductAsService.compare(problem);
        assertThat(returned.atMore()).isCloseTo(report.presentValue() - report.salePresentValue(), within(1e-9));
        assertThatThrownBy(() -> ProductAsService.swings(problem, 1)).hasMessageContaining("range is 1.0");
    }

    @Test
    void aFleetThatShrinksFasterThanContractsEndNamesTheYear() {
        assertThat(ServiceProblem.shortfall(List.of(10, 10, 4, 4), 3)).hasValue(new ServiceProblem.Shortfall(3, 4, 10));
        assertThat(ServiceProblem.shortfall(List.of(10, 10, 4, 4), 2)).isEmpty();
    }
}
