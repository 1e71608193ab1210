package org.knooppunt.engine.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.solver.Highs;
import org.knooppunt.engine.solver.SolveOptions;

class ExactPlannerPropertiesTest {
    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofMinutes(1), 1, 1);

    private static Plan solve(PlanProblem problem) {
        return new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT);
    }

    private static Offset<Double> near(double value) {
        return within(1e-6 * Math.max(1, Math.abs(value)));
    }

    @Test
    void smallPlansAreAsGoodAsTryingEverySetOfFacilities() {
        int paying = 0;
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Region region = RandomRegion.of(random);
            if (random.nextInt(3) == 0) {
                region.weights(random.nextInt(100), random.nextInt(2000));
            }
            PlanProblem problem = region.problem();
            double best = BruteForce.bestSurplus(problem);
            Plan plan = solve(problem);

            assertThat(plan.surplus()).as("seed %s", seed).isCloseTo(best, near(best));
            assertThat(plan.status()).as("seed %s", seed).isEqualTo(Plan.Status.OPTIMAL);
            assertThat(plan.certificate().multiplierBound()).as("seed %s", seed).isGreaterThanOrEqualTo(best - 1e-6);
            paying += plan.facilities().stream().anyMatch(Plan.FacilityUse::runs) ? 1 : 0;
        }
        assertThat(paying).as("plans with a running facility").isGreaterThan(80);
    }

    @Test
    void withoutFacilitiesTheCertificateIsTight() {
        for (long seed = 1; seed <= 50; seed++) {
            PlanProblem random = RandomRegion.of(new Random(seed)).problem();
            Inventory all = random.inventory();
            Inventory direct = new Inventory(
                    List.copyOf(all.classes()),
                    List.copyOf(all.organisations()),
                    List.copyOf(all.sites()),
                    List.copyOf(all.offers()),
                    List.copyOf(all.needs()),
                    List.of(),
                    List.of(),
                    all.links());
            Plan plan = solve(new PlanProblem(direct, random.transport(), Weights.NONE));

            assertThat(plan.certificate().multiplierBound())
                    .as("seed %s", seed)
                    .isCloseTo(plan.surplus(), near(plan.surplus()));
        }
    }

    @Test
    void theCertificateProvesAllThatTheStrongRelaxationProves() {
        for (long seed = 1; seed <= 100; seed++) {
            PlanProblem problem = RandomRegion.of(new Random(seed)).problem();
            NetworkModel strong = NetworkModel.strong(new Network(problem));
            if (strong.model.columns() == 0) {
                continue;
            }
            double relaxed = strong.objective(Highs.solve(strong.model, SolveOptions.DEFAULT.asRelaxed()));

            assertThat(solve(problem).certificate().multiplierBound())
                    .as("seed %s", seed)
                    .isLessThanOrEqualTo(relaxed + 1e-6 * Math.max(1, relaxed));
        }
    }

    @Test
    void anotherOfferNeverLowersTheSurplus() {
        for (long seed = 1; seed <= 60; seed++) {
            PlanProblem problem = RandomRegion.of(new Random(seed)).problem();
            Inventory all = problem.inventory();
            List<Offer> offers = List.copyOf(all.offers());
            double before =
                    solve(replace(problem, offers.subList(1, offers.size()), 1)).surplus();
            double after = solve(problem).surplus();

            assertThat(after).as("seed %s", seed).isGreaterThanOrEqualTo(before - 1e-6 * Math.max(1, before));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-4, 0.5, 3, 1e5})
    void scalingEveryQuantityScalesTheSurplus(double factor) {
        for (long seed = 1; seed <= 40; seed++) {
            PlanProblem problem = RandomRegion.of(new Random(seed)).problem();
            double plain = solve(problem).surplus();
            double scaled = solve(
                            replace(problem, List.copyOf(problem.inventory().offers()), factor))
                    .surplus();

            assertThat(scaled / factor).as("seed %s", seed).isCloseTo(plain, near(plain));
        }
    }

    private static PlanProblem replace(PlanProblem problem, List<Offer> offers, double factor) {
        Inventory all = problem.inventory();
        List<Offer> scaledOffers = new ArrayList<>();
        for (Offer o : offers) {
            scaledOffers.add(new Offer(
                    o.id(),
                    o.site(),
                    o.resourceClass(),
                    o.quantity() * factor,
                    o.price(),
                    o.ewc(),
                    o.description(),
                    o.standardDeviation(),
                    o.profile(),
                    o.visibility(),
                    o.qualities()));
        }
        List<Need> scaledNeeds = new ArrayList<>();
        for (Need n : all.needs()) {
            scaledNeeds.add(new Need(
                    n.id(),
                    n.site(),
                    n.resourceClass(),
                    n.quantity() * factor,
                    n.price(),
                    n.description(),
                    n.standardDeviation(),
                    n.profile(),
                    n.visibility(),
                    n.limits()));
        }
        List<Facility> scaledFacilities = new ArrayList<>();
        for (Facility f : all.facilities()) {
            scaledFacilities.add(new Facility(
                    f.id(),
                    f.site(),
                    f.name(),
                    f.status(),
                    f.capacity() * factor,
                    f.minIntake() * factor,
                    f.fixedCost() * factor));
        }
        return new PlanProblem(
                new Inventory(
                        List.copyOf(all.classes()),
                        List.copyOf(all.organisations()),
                        List.copyOf(all.sites()),
                        scaledOffers,
                        scaledNeeds,
                        scaledFacilities,
                        List.copyOf(all.processes()),
                        all.links()),
                problem.transport(),
                problem.weights());
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        for (long seed = 1; seed <= 20; seed++) {
            PlanProblem problem = RandomRegion.of(new Random(seed)).problem();
            Plan one = solve(problem);
            Plan other = solve(problem);

            assertThat(other.flows()).as("seed %s", seed).isEqualTo(one.flows());
            assertThat(other.facilities()).as("seed %s", seed).isEqualTo(one.facilities());
            assertThat(other.prices()).as("seed %s", seed).isEqualTo(one.prices());
            assertThat(other.bound()).as("seed %s", seed).isEqualTo(one.bound());
        }
    }

    @Test
    void plansMadeSideBySideAreThePlansMadeAlone() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Plan>> together = new ArrayList<>();
            for (long seed = 1; seed <= 24; seed++) {
                PlanProblem problem = RandomRegion.of(new Random(seed)).problem();
                PlanOptions options = new PlanOptions(0, Duration.ofMinutes(1), 1, 1 + (int) (seed % 2));
                together.add(pool.submit(() -> new ExactPlanner().solve(problem, options, PlanMonitor.SILENT)));
            }
            for (long seed = 1; seed <= 24; seed++) {
                PlanProblem problem = RandomRegion.of(new Random(seed)).problem();
                PlanOptions options = new PlanOptions(0, Duration.ofMinutes(1), 1, 1 + (int) (seed % 2));
                Plan alone = new ExactPlanner().solve(problem, options, PlanMonitor.SILENT);
                assertThat(together.get((int) seed - 1).get().flows())
                        .as("seed %s", seed)
                        .isEqualTo(alone.flows());
            }
        }
    }

    @Test
    void aTimeLimitGivesAPlanWithABoundThatHolds() {
        PlanProblem problem = Warehouses.hard(new Random(1), 60, 120);
        PlanOptions hurried = new PlanOptions(0, Duration.ofMillis(400), 1, 1);
        Plan plan = new ExactPlanner().solve(problem, hurried, PlanMonitor.SILENT);

        assertThat(plan.status()).isEqualTo(Plan.Status.TIME_LIMIT);
        assertThat(plan.certificate().feasible()).isTrue();
        assertThat(plan.bound()).isGreaterThanOrEqualTo(plan.surplus());
        assertThat(plan.gap()).isCloseTo((plan.bound() - plan.surplus()) / Math.max(1, plan.bound()), within(1e-12));
    }

    @Test
    void aCancelGivesTheBestPlanSoFarWithABoundThatHolds() {
        PlanProblem problem = Warehouses.hard(new Random(1), 60, 120);
        AtomicInteger reports = new AtomicInteger();
        PlanMonitor monitor = new PlanMonitor() {
            @Override
            public void progress(double surplus, double bound, double seconds) {
                assertThat(bound).isGreaterThanOrEqualTo(surplus * (1 - 1e-9));
                reports.incrementAndGet();
            }

            @Override
            public boolean cancelled() {
                return reports.get() >= 6;
            }
        };
        Plan plan = new ExactPlanner().solve(problem, EXACT, monitor);

        assertThat(plan.status()).isEqualTo(Plan.Status.CANCELLED);
        assertThat(plan.bound()).isFinite().isGreaterThanOrEqualTo(plan.surplus());
    }

    @Test
    void aPlanCancelledBeforeItStartsIsEmptyAndItsBoundHolds() {
        PlanProblem problem = RandomRegion.of(new Random(3)).problem();
        PlanMonitor cancelled = new PlanMonitor() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        Plan plan = new ExactPlanner().solve(problem, EXACT, cancelled);

        assertThat(plan.flows()).isEmpty();
        assertThat(plan.bound())
                .isFinite()
                .isGreaterThanOrEqualTo(solve(problem).surplus() - 1e-6);
    }

    @Test
    void aWiderGapIsKept() {
        PlanProblem problem = Warehouses.hard(new Random(2), 20, 60);
        double best = solve(problem).surplus();
        PlanOptions loose = new PlanOptions(0.05, Duration.ofMinutes(1), 1, 1);
        Plan plan = new ExactPlanner().solve(problem, loose, PlanMonitor.SILENT);

        assertThat(plan.gap()).isLessThanOrEqualTo(0.05 + 1e-6);
        assertThat(plan.surplus()).isBetween(best * 0.94, best * (1 + 1e-6));
        assertThat(plan.bound()).isGreaterThanOrEqualTo(best * (1 - 1e-6));
    }
}
