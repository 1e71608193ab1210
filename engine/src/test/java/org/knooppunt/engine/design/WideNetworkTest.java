package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.engine.transport.DirectTransport;

class WideNetworkTest {
    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofMinutes(1), 1, 1);

    /** Everything can go to everything: raw into middle or end, middle into end, over roads. */
    static PlanProblem region(Random random, int offers, int facilities, int needs) {
        List<Organisation> organisations = List.of(new Organisation("all", "all", "", null, null));
        List<ResourceClass> classes = List.of(
                new ResourceClass("raw", null, Kind.MATERIAL, "raw"),
                new ResourceClass("raw.a", "raw", Kind.MATERIAL, "raw a"),
                new ResourceClass("middle", null, Kind.MATERIAL, "middle"),
                new ResourceClass("end", null, Kind.MATERIAL, "end"));
        List<Site> sites = new ArrayList<>();
        List<Offer> offerList = new ArrayList<>();
        for (int s = 0; s < offers; s++) {
            offerList.add(new Offer(
                    "O" + s,
                    site("o" + s, random, sites),
                    random.nextBoolean() ? "raw" : "raw.a",
                    10 + random.nextInt(50),
                    random.nextInt(20) - 10,
                    null,
                    "",
                    0,
                    MonthProfile.EVEN,
                    Visibility.PUBLIC,
                    new TreeMap<>()));
        }
        List<Need> needList = new ArrayList<>();
        for (int n = 0; n < needs; n++) {
            String wanted = List.of("raw", "raw.a", "middle", "end").get(random.nextInt(4));
            needList.add(new Need(
                    "N" + n,
                    site("n" + n, random, sites),
                    wanted,
                    10 + random.nextInt(50),
                    (wanted.equals("end") ? 60 : wanted.equals("middle") ? 30 : 10) + random.nextInt(20),
                    "",
                    0,
                    MonthProfile.EVEN,
                    Visibility.PUBLIC,
                    new TreeMap<>()));
        }
        List<Facility> facilityList = new ArrayList<>();
        List<Process> processes = new ArrayList<>();
        for (int h = 0; h < facilities; h++) {
            int capacity = 30 + random.nextInt(100);
            facilityList.add(new Facility(
                    "F" + h,
                    site("f" + h, random, sites),
                    "F" + h,
                    FacilityStatus.CANDIDATE,
                    capacity,
                    random.nextInt(capacity),
                    random.nextInt(1500)));
            boolean second = random.nextInt(3) == 0;
            processes.add(new Process(
                    "P" + h,
                    "F" + h,
                    "P" + h,
                    second ? "middle" : "raw",
                    new TreeMap<>(Map.of(!second && random.nextBoolean() ? "middle" : "end", 0.8)),
                    random.nextInt(10),
                    0,
                    0,
                    new TreeMap<>()));
        }
        Inventory inventory =
                new Inventory(classes, organisations, sites, offerList, needList, facilityList, processes, List.of());
        return new PlanProblem(inventory, new DirectTransport(DirectTransport.Rates.STANDARD), Weights.NONE);
    }

    private static String site(String id, Random random, List<Site> sites) {
        sites.add(new Site(id, "all", id, "", 50.5 + random.nextDouble() * 1.5, 4 + random.nextDouble() * 2, Set.of()));
        return id;
    }

    @Test
    void fewPairsToBeginWithGiveThePlanOfAllPairs() {
        int running = 0;
        for (long seed = 1; seed <= 60; seed++) {
            PlanProblem problem = region(new Random(seed), 14, 4, 12);
            Plan exact = new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT);
            Plan plan = new LagrangianPlanner().solve(WideNetwork.of(problem, 1, 1, 1), EXACT, PlanMonitor.SILENT);

            assertThat(plan.surplus())
                    .as("seed %s", seed)
                    .isCloseTo(exact.surplus(), within(1e-6 * Math.max(1, exact.surplus())));
            assertThat(plan.bound())
                    .as("seed %s", seed)
                    .isGreaterThanOrEqualTo(exact.surplus() - 1e-6 * Math.max(1, exact.surplus()));
            assertThat(plan.status()).as("seed %s", seed).isEqualTo(Plan.Status.OPTIMAL);
            running += plan.facilities().stream().anyMatch(Plan.FacilityUse::runs) ? 1 : 0;
        }
        assertThat(running).as("plans with a running facility").isGreaterThan(20);
    }

    @Test
    void noBoundIsToldBeforeThePairsOutsideWerePriced() {
        for (long seed = 1; seed <= 10; seed++) {
            PlanProblem problem = region(new Random(seed), 60, 6, 50);
            double best =
                    new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT).surplus();
            long said = seed;
            Plan plan = new LagrangianPlanner()
                    .solve(
                            WideNetwork.of(problem, 1, 1, 1),
                            new PlanOptions(0.001, Duration.ofMinutes(1), 1, 2),
                            new PlanMonitor() {
                                @Override
                                public void progress(double surplus, double bound, double seconds) {
                                    assertThat(bound).as("seed %s", said).isGreaterThanOrEqualTo(best - 1e-6 * best);
                                }
                            });

            assertThat(plan.surplus()).as("seed %s", seed).isGreaterThanOrEqualTo(best * (1 - 0.001) - 1e-6);
        }
    }

    @Test
    void whatIsOutsideLeavesNoMoreThanItIsSaidTo() {
        PlanProblem problem = region(new Random(3), 300, 10, 250);
        WideNetwork wide = WideNetwork.of(problem, 2, 2, 1);
        Network before = wide.network();
        Relaxation relaxation = new Relaxation(before);
        Volume volume = Volume.approach(relaxation, new byte[before.facilities.length], 1, () -> false);

        wide.grow(volume.prices, relaxation.firstNeed, relaxation.firstProduct, relaxation.made(volume.prices));

        Network all = new Network(problem);
        Relaxation ofAll = new Relaxation(all);
        double[] margins = ofAll.margins(volume.prices);
        Set<String> arcs = new HashSet<>();
        for (int a = 0; a < wide.network().arcs; a++) {
            arcs.add(name(wide.network(), a));
        }
        int out = 0;
        for (int a = 0; a < all.arcs; a++) {
            if (!arcs.contains(name(all, a))) {
                out++;
                assertThat(margins[a]).as(name(all, a)).isLessThanOrEqualTo(wide.outside() + 1e-9);
            }
        }
        assertThat(wide.network().arcs).isGreaterThan(before.arcs);
        assertThat(out).isPositive();
    }

    private static String name(Network network, int a) {
        return network.startsAtOffer(a) + " " + network.tail[a] + " " + network.endsAtNeed(a) + " " + network.head[a];
    }
}
