package org.knooppunt.engine.coalition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.cases.Case;
import org.knooppunt.engine.cases.Cases;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.RandomRegion;
import org.knooppunt.engine.design.Region;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.files.InventoryReader;
import org.knooppunt.engine.files.ReadOptions;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.Model;
import org.knooppunt.engine.solver.Solution;
import org.knooppunt.engine.solver.SolveOptions;
import org.knooppunt.engine.transport.Transport;

class CoalitionsTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final CoalitionOptions OPTIONS = new CoalitionOptions(1, 50, LIMIT, 2);

    private static List<Case> cases(PlanProblem problem) {
        Plan plan = new ExactPlanner().solve(problem, new PlanOptions(0, LIMIT, 1, 1), PlanMonitor.SILENT);
        return Cases.of(problem, plan, new ExactPlanner());
    }

    private static Split.Share share(CoalitionReport report, String partner) {
        return report.split().shares().stream()
                .filter(share -> share.partner().equals(partner))
                .findFirst()
                .orElseThrow();
    }

    private static Standing standing(CoalitionReport report, String partner) {
        return report.standings().stream()
                .filter(standing -> standing.partner().equals(partner))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void threeWhoNeedEachOtherShareAlikeAndEachIsCritical() {
        PlanProblem problem = CaseGameTest.twoSuppliers();
        CoalitionReport report = Coalitions.analyse(problem, cases(problem).getFirst(), Fairness.SHAPLEY, OPTIONS);

        assertThat(report.worth()).isCloseTo(1600, within(1e-6));
        assertThat(report.proven()).isTrue();
        assertThat(report.pairs()).isZero();
        assertThat(report.split().kind()).isEqualTo(Split.Kind.CORE);
        assertThat(report.split().shares())
                .extracting(share -> share.rounded().toPlainString())
                .containsExactly("533.34", "533.33", "533.33");
        Standing supplier = standing(report, "org-a");
        assertThat(supplier.without()).isZero();
        assertThat(supplier.contribution()).isCloseTo(1600, within(1e-6));
        assertThat(supplier.critical()).isTrue();
        assertThat(supplier.idle()).containsExactly("org-b", "org-f");
        assertThat(supplier.stopped()).containsExactly("F");
        // 60 t at the gate of a supplier must bring what was asked and its share
        assertThat(report.transfers().flows())
                .filteredOn(price -> price.giver().equals("org-a"))
                .singleElement()
                .satisfies(price -> {
                    assertThat(price.reference()).hasValue(5);
                    assertThat(price.price()).isCloseTo(5 + 1600 / 3.0 / 60, within(1e-6));
                });
    }

    @Test
    void aPartnerWhoCanBeReplacedIsNotCriticalAndItsLossIsWhatTheNextBestIsLess() {
        PlanProblem problem = new Region()
                .offer("O1", "a", "sand", 10, 1)
                .offer("O2", "b", "sand", 10, 2)
                .need("N", "c", "sand", 10, 9)
                .need("M", "b", "clay", 5, 1)
                .offer("P", "a", "clay", 5, 0)
                .link("a", "c", 0)
                .link("b", "c", 0)
                .link("a", "b", 0)
                .problem();
        CoalitionReport report = Coalitions.analyse(problem, cases(problem).getFirst(), Fairness.SHAPLEY, OPTIONS);

        assertThat(report.worth()).isCloseTo(85, within(1e-6));
        assertThat(standing(report, "org-a").without()).isCloseTo(70, within(1e-6));
        assertThat(standing(report, "org-a").critical()).isFalse();
        assertThat(standing(report, "org-a").idle()).isEmpty();
        assertThat(standing(report, "org-c").without()).isCloseTo(5, within(1e-6));
        assertThat(standing(report, "org-c").critical()).isTrue();
        assertThat(report.split().kind()).isEqualTo(Split.Kind.CORE);
    }

    @Test
    void onRandomRegionsNoGroupDoesBetterThanSaidAndPricesGiveEveryPartnerItsShare() {
        int looked = 0;
        for (long seed = 1; seed <= 40; seed++) {
            PlanProblem problem =
                    RandomRegion.of(new Random(seed)).weights(20, 500).problem();
            for (Case found : cases(problem)) {
                if (found.partners().size() < 2) {
                    continue;
                }
                looked++;
                String named = "seed " + seed + ", case " + found.id();
                CoalitionReport report = Coalitions.analyse(problem, found, new Fairness(1, 1, 1), OPTIONS);
                double accuracy = 1e-6 * Math.max(1, report.worth());

                assertThat(report.worth()).as(named).isCloseTo(found.surplus(), within(accuracy));
                assertThat(report.split().proven()).as(named).isTrue();
                assertThat(report.split().worstExcess())
                        .as(named)
                        .isLessThanOrEqualTo(report.split().epsilon() + accuracy);
                double sum = 0;
                for (String partner : found.partners()) {
                    sum += share(report, partner).amount();
                    assertThat(share(report, partner).amount())
                            .as(named)
                            .isGreaterThanOrEqualTo(standing(report, partner).alone());
                    assertThat(standing(report, partner).alone())
                            .as(named)
                            .isCloseTo(found.alone().getOrDefault(partner, 0.0), within(accuracy));
                }
                assertThat(sum).as(named).isCloseTo(report.worth(), within(1e-9 * Math.max(1, report.worth())));
                nets(problem, found, report.transfers()).forEach((partner, net) -> assertThat(net)
                        .as(named + " " + partner)
                        .isCloseTo(share(report, partner).amount(), within(accuracy)));
                assertThat(report.transfers().settlements().values()).as(named).allMatch(value -> value == 0);
            }
        }
        assertThat(looked).isGreaterThan(10);
    }

    /** What each partner ends with, counted anew from the inventory and the prices. */
    private static Map<String, Double> nets(PlanProblem problem, Case found, Transfers transfers) {
        Inventory inventory = problem.inventory();
        Map<String, Double> nets = new HashMap<>();
        found.partners()
                .forEach(partner -> nets.put(partner, transfers.settlements().getOrDefault(partner, 0.0)));
        for (FlowPrice price : transfers.flows()) {
            Plan.Flow flow = price.flow();
            double quantity = flow.quantity();
            double giver = quantity * price.price();
            double taker = -quantity * (price.price() + flow.unitCost())
                    - problem.weights().co2() * flow.co2e() / 1000;
            if (flow.fromProcess() == null) {
                giver -= quantity * inventory.getOffer(flow.from()).price();
            }
            if (flow.toProcess() == null) {
                taker += quantity * inventory.getNeed(flow.to()).price();
            } else {
                var process = inventory.getProcess(flow.toProcess());
                taker -= quantity
                        * (process.variableCost()
                                + problem.weights().co2() * process.co2PerUnit() / 1000
                                - problem.weights().jobs() * process.jobsPerThousand() / 1000);
            }
            nets.merge(price.giver(), giver, Double::sum);
            nets.merge(price.taker(), taker, Double::sum);
        }
        for (String facility : found.facilities()) {
            nets.merge(
                    inventory.ownerOf(inventory.getFacility(facility).site()).id(),
                    -inventory.getFacility(facility).fixedCost(),
                    Double::sum);
        }
        return nets;
    }

    @Test
    void pricesAreThoseOfTheInventoryWhereTheseGiveEverybodyItsShareAlready() {
        PlanProblem problem = new Region()
                .offer("O", "a", "sand", 10, 2)
                .need("N", "b", "sand", 10, 9)
                .link("a", "b", 1)
                .problem();
        CoalitionReport report = Coalitions.analyse(problem, cases(problem).getFirst(), Fairness.SHAPLEY, OPTIONS);

        // halfway between what is asked, 2, and what is paid less transport, 8
        assertThat(report.transfers().flows()).singleElement().satisfies(price -> {
            assertThat(price.reference()).hasValue(5);
            assertThat(price.price()).isCloseTo(5, within(1e-9));
        });
    }

    @Test
    void amongPricesOnACircleOfFlowsNoneIsNearer() {
        // c takes from a and b, a takes from b: two ways for money to go from c to b
        PlanProblem problem = new Region()
                .offer("O1", "a", "sand", 10, 1)
                .offer("O2", "b", "sand", 10, 2)
                .need("N", "c", "sand", 20, 9)
                .need("M", "a", "clay", 5, 4)
                .offer("P", "b", "clay", 5, 0)
                .link("a", "c", 1)
                .link("b", "c", 2)
                .link("b", "a", 0)
                .problem();
        CoalitionReport report = Coalitions.analyse(problem, cases(problem).getFirst(), Fairness.SHAPLEY, OPTIONS);
        Map<String, FlowPrice> byFlow = new HashMap<>();
        report.transfers().flows().forEach(price -> byFlow.put(price.giver() + ">" + price.taker(), price));

        assertThat(byFlow).hasSize(3);
        // money that goes round changes nobody's share, so at the nearest prices it brings nothing:
        // the corrections along b>a>c less that along b>c are 0
        assertThat(correction(byFlow, "org-b>org-a")
                        + correction(byFlow, "org-a>org-c")
                        - correction(byFlow, "org-b>org-c"))
                .isCloseTo(0, within(1e-7));
    }

    private static double correction(Map<String, FlowPrice> byFlow, String way) {
        FlowPrice price = java.util.Objects.requireNonNull(byFlow.get(way));
        return price.price() - price.reference().orElseThrow();
    }

    @Test
    void aCaseOfAPlanThatWasNotTheBestIsPlannedAnewForItsPrices() {
        PlanProblem problem = new Region()
                .offer("O", "a", "sand", 10, 2)
                .need("N", "b", "sand", 10, 9)
                .link("a", "b", 1)
                .problem();
        Case best = cases(problem).getFirst();
        Plan.Flow whole = best.flows().getFirst();
        Plan.Flow half = new Plan.Flow(
                whole.from(), null, whole.to(), null, whole.resourceClass(), 5, whole.unitCost(), 10, 0, whole.mode());
        Case poor = new Case(
                "C1",
                best.partners(),
                best.offers(),
                best.facilities(),
                best.needs(),
                List.of(half),
                30,
                30,
                0,
                0,
                best.alone());
        CoalitionReport report = Coalitions.analyse(problem, poor, Fairness.SHAPLEY, OPTIONS);

        assertThat(report.worth()).isCloseTo(60, within(1e-6));
        assertThat(report.transfers().flows().getFirst().flow().quantity()).isCloseTo(10, within(1e-6));
    }

    /** Chains of a supplier, a facility that two suppliers need, and a customer, all through one hub: 13 partners. */
    private static PlanProblem thirteen(long seed) {
        Random random = new Random(seed);
        Region region = new Region();
        for (int i = 0; i < 7; i++) {
            region.offer("O" + i, "s" + i, "raw", 40 + random.nextInt(60), random.nextInt(6));
            for (int h = 0; h < 3; h++) {
                region.link("s" + i, "f" + h, 1 + random.nextInt(8));
            }
        }
        for (int h = 0; h < 3; h++) {
            region.facility("F" + h, "f" + h, 250, 60 + random.nextInt(80), 1000 + random.nextInt(1500));
            region.process("P" + h, "F" + h, "raw", Map.of("end", 0.8), 2 + random.nextInt(4));
            for (int n = 0; n < 3; n++) {
                region.link("f" + h, "n" + n, 1 + random.nextInt(8));
            }
        }
        for (int n = 0; n < 3; n++) {
            region.need("N" + n, "n" + n, "end", 150 + random.nextInt(100), 35 + random.nextInt(20));
        }
        return region.problem();
    }

    @Test
    void aboveTwelvePartnersTheSplitFoundByGeneratedRowsIsThatOfAllCoalitions() {
        for (long seed = 1; seed <= 2; seed++) {
            PlanProblem problem = thirteen(seed);
            List<String> partners = problem.inventory().organisations().stream()
                    .map(organisation -> organisation.id())
                    .sorted()
                    .toList();
            String named = "seed " + seed;
            try (CaseGame game = new CaseGame(problem, partners, 2, LIMIT)) {
                // every coalition, which the game itself does not look at
                long[] all =
                        java.util.stream.LongStream.rangeClosed(0, game.all()).toArray();
                TableGame table;
                try (CaseGame apart = new CaseGame(problem, partners, 2, LIMIT)) {
                    table = new TableGame(partners, apart.worths(all));
                }
                List<Standing> standings = Coalitions.standings(table);
                double accuracy = 1e-4 * Math.max(1, table.worth(table.all()));
                Split enumerated = Coalitions.split(table, standings, Fairness.SHAPLEY, LIMIT);
                Split generated = Coalitions.split(game, standings, Fairness.SHAPLEY, LIMIT);

                assertThat(generated.proven()).as(named).isTrue();
                assertThat(generated.kind()).as(named).isEqualTo(enumerated.kind());
                assertThat(generated.epsilon()).as(named).isCloseTo(enumerated.epsilon(), within(accuracy));
                assertThat(generated.worstExcess()).as(named).isCloseTo(enumerated.worstExcess(), within(accuracy));
                for (int i = 0; i < partners.size(); i++) {
                    assertThat(generated.shares().get(i).amount())
                            .as(named)
                            .isCloseTo(enumerated.shares().get(i).amount(), within(accuracy));
                }
                ShapleyValue drawn = ShapleyValue.sampled(game, seed, 60, Long.MAX_VALUE);
                for (int i = 0; i < partners.size(); i++) {
                    assertThat(drawn.values()[i])
                            .as(named)
                            .isCloseTo(standings.get(i).shapley(), within(4 * drawn.errors()[i] + accuracy));
                }
            }
        }
    }

    @Test
    void aProofThatALimitCutsOffIsNotCalledOne() {
        PlanProblem problem = thirteen(1);
        List<String> partners = problem.inventory().organisations().stream()
                .map(organisation -> organisation.id())
                .sorted()
                .toList();
        try (CaseGame game = new CaseGame(problem, partners, 1, LIMIT)) {
            double each = game.worth(game.all()) / partners.size();
            List<Standing> standings = partners.stream()
                    .map(id -> new Standing(id, 0, 0, 0, false, List.of(), List.of(), each, 0, each, each))
                    .toList();
            Split split = Coalitions.split(game, standings, Fairness.SHAPLEY, Duration.ofNanos(1));

            assertThat(split.proven()).isFalse();
        }
    }

    /** Shares by the duals of the flows once the facilities that run are fixed, their fixed costs to their owners. */
    @Test
    void theOwenPointWithFixedCostsIsNotInTheCore() {
        PlanProblem problem = CaseGameTest.twoSuppliers();
        // x: 60 t of each supplier through the facility at 45 - 8 - 5 - 2 = 30 EUR/t; capacity 500, minimum 100
        Model.Builder builder = Model.maximise();
        int a = builder.column(30, 0, Double.POSITIVE_INFINITY, false);
        int b = builder.column(30, 0, Double.POSITIVE_INFINITY, false);
        builder.row(Double.NEGATIVE_INFINITY, 60);
        builder.entry(a, 1);
        builder.row(Double.NEGATIVE_INFINITY, 60);
        builder.entry(b, 1);
        builder.row(100, 500);
        builder.entry(a, 1).entry(b, 1);
        Solution open = Highs.solve(builder.build(), SolveOptions.DEFAULT);
        double[] owen = {60 * open.rowDuals()[0], 60 * open.rowDuals()[1], 500 * Math.max(0, open.rowDuals()[2]) - 2000
        };
        try (CaseGame game = new CaseGame(problem, List.of("org-a", "org-b", "org-f"), 1, LIMIT)) {
            assertThat(owen[0] + owen[1] + owen[2]).isCloseTo(game.worth(game.all()), within(1e-6));
            // the owner of the facility pays for it and gets nothing: it is better off alone
            assertThat(game.worth(4) - owen[2]).isGreaterThan(1999);
            Split split = Coalitions.split(game, Coalitions.standings(game), Fairness.SHAPLEY, LIMIT);
            assertThat(split.kind()).isEqualTo(Split.Kind.CORE);
            assertThat(split.worstExcess()).isLessThanOrEqualTo(1e-6);
        }
    }

    @Test
    void theUsedRubberOfPoortGenkIsSplitInTheCoreOrSaysHowFarFromIt() {
        Inventory inventory = InventoryReader.read(Path.of("../examples/poort-genk"), ReadOptions.WHOLE)
                .toInventory();
        PlanProblem problem = new PlanProblem(inventory, Transport.of(inventory), Weights.NONE);
        Case rubber = cases(problem).stream()
                .filter(found -> found.partners().contains("rubberhof"))
                .findFirst()
                .orElseThrow();
        CoalitionReport report = Coalitions.analyse(problem, rubber, Fairness.SHAPLEY, OPTIONS);

        assertThat(rubber.partners()).contains("bandenhuis", "bandwerk", "speelvloer");
        assertThat(report.worth()).isCloseTo(rubber.surplus(), within(1e-5 * rubber.surplus()));
        assertThat(report.split().proven()).isTrue();
        assertThat(report.split().worstExcess())
                .isLessThanOrEqualTo(report.split().epsilon() + 0.01);
        assertThat(standing(report, "rubberhof").critical()).isTrue();
        nets(problem, rubber, report.transfers()).forEach((partner, net) -> assertThat(net)
                .as(partner)
                .isCloseTo(share(report, partner).amount(), within(0.01)));
    }
}
