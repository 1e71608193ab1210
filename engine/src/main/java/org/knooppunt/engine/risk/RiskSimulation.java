package org.knooppunt.engine.risk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Inventory;

/**
 * Simulates how a plan, or a case of it, fares when supplies and demands vary, month by month, over independent years.
 *
 * <p>What varies. Every offer and need is a gamma process along its month profile, see {@link GammaStream}: a month has
 * mean {@code w q} and standard deviation {@code s √w}, with w the month's share of the profile, q the yearly quantity
 * and s its standard deviation; months and streams are independent. Without s a stream follows its profile exactly.
 *
 * <p>How a month is operated. A flow takes a fixed share of what its source gives that month ({@link Operation}). A
 * facility takes what comes up to a twelfth of its capacity; with storage it keeps to the plan's pace and keeps up to its
 * storage for later months ({@link Store}); what does not fit is refused, from all sources in the same proportion.
 * Between facilities that feed each other in a circle, what comes back arrives a month later. A need takes up to what it
 * asks that month, from all sources in the same proportion. What is refused is neither paid nor moved; output without a
 * taker is lost. Fixed costs go on whatever comes: a facility below its minimum is counted, not stopped.
 *
 * <p>Surplus of a year, EUR = Σ moved × (need's price − offer's price − transport per unit) − Σ intake × variable cost −
 * fixed costs − Σ over months of units left in storage × storage cost, and the weighed effects as in
 * {@link org.knooppunt.engine.design.PlanValue}. Without deviations, with even profiles and without storage it equals
 * the plan's surplus.
 *
 * <p>Where something is remembered (storage, circles) every simulated year begins empty and runs
 * {@value #WARM_UP_YEARS} years before the one that counts, so years stay independent and standard errors honest.
 *
 * <p>Years are simulated in blocks of {@value #BLOCK}, each with its own generator split from the seed (LXM
 * L64X128Mix; Steele and Vigna 2021) and added up in the order of the blocks: the report does not depend on the threads.
 * Time: years × 12 × (flows + streams), three times that where something is remembered; memory: years × facilities.
 */
public final class RiskSimulation {
    static final int WARM_UP_YEARS = 2;
    private static final int BLOCK = 100;

    /** Streams that explain less of a figure are not named. */
    private static final double LEAST_SHARE = 0.01;

    private final Operation operation;
    private final RiskOptions options;

    private RiskSimulation(Operation operation, RiskOptions options) {
        this.operation = operation;
        this.options = options;
    }

    /**
     * Simulates flows and running facilities, a whole plan or one case of it.
     *
     * @param facilities keys of the facilities that run
     * @throws CancellationException when the monitor says so
     */
    public static RiskReport run(
            Inventory inventory,
            Weights weights,
            Collection<String> facilities,
            Collection<Plan.Flow> flows,
            RiskOptions options,
            RiskMonitor monitor) {
        return new RiskSimulation(new Operation(inventory, weights, facilities, flows), options).run(monitor);
    }

    private RiskReport run(RiskMonitor monitor) {
        int blocks = (options.years() + BLOCK - 1) / BLOCK;
        SplittableGenerator root = RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom")
                .create(options.seed());
        List<SplittableGenerator> generators = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            generators.add(root.split());
        }
        Years years = new Years(operation, options.years());
        Sums sums = new Sums(operation);
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                options.threads(), Thread.ofPlatform().daemon().name("risk-", 0).factory())) {
            List<Future<Sums>> futures = new ArrayList<>();
            for (int block = 0; block < blocks; block++) {
                int first = block * BLOCK;
                int last = Math.min(options.years(), first + BLOCK);
                RandomGenerator random = generators.get(block);
                futures.add(threads.submit(() -> {
                    if (monitor.cancelled()) {
                        throw new CancellationException("the simulation was stopped");
                    }
                    Sums own = new SimulatedYear(operation).run(first, last, random, years);
                    monitor.progress(done.addAndGet(last - first), options.years());
                    return own;
                }));
            }
            for (Future<Sums> future : futures) {
                sums.add(get(future, threads));
            }
        }
        return report(years, sums);
    }

    private static Sums get(Future<Sums> future, ExecutorService threads) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            threads.shutdownNow();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new CancellationException("the simulation was interrupted");
        }
    }

    private RiskReport report(Years years, Sums sums) {
        int n = options.years();
        double[] sorted = years.surplus.clone();
        Arrays.sort(sorted);
        double mean = mean(years.surplus, n);
        double squares = 0;
        for (double surplus : years.surplus) {
            squares += (surplus - mean) * (surplus - mean);
        }
        double deviation = Math.sqrt(squares / (n - 1));
        int tail = Math.max(1, (int) Math.ceil(options.tail() * n - 1e-9));
        List<FacilityRisk> facilities = new ArrayList<>();
        for (int facility = 0; facility < operation.facilities.size(); facility++) {
            facilities.add(facility(facility, years, sums));
        }
        List<Driver> drivers = new ArrayList<>();
        int offers = operation.offers.size();
        for (int stream = 0; stream < sums.streams.length; stream++) {
            String id = stream < offers
                    ? operation.offers.get(stream).id()
                    : operation.needs.get(stream - offers).id();
            addDriver(drivers, id, sums.streams[stream].squaredCorrelation(n));
        }
        drivers.sort(STRONGEST);
        return new RiskReport(
                options,
                operation.plannedSurplus,
                mean,
                deviation / Math.sqrt(n),
                deviation,
                sorted[tail - 1],
                mean(sorted, tail),
                List.copyOf(drivers),
                List.copyOf(facilities));
    }

    private static final Comparator<Driver> STRONGEST =
            Comparator.comparingDouble((Driver driver) -> -driver.share()).thenComparing(Driver::stream);

    private static void addDriver(List<Driver> drivers, String id, double share) {
        if (share >= LEAST_SHARE) {
            drivers.add(new Driver(id, Math.min(1, share)));
        }
    }

    private static double mean(double[] values, int count) {
        double sum = 0;
        for (int at = 0; at < count; at++) {
            sum += values[at];
        }
        return sum / count;
    }

    private FacilityRisk facility(int facility, Years years, Sums sums) {
        int n = options.years();
        List<Probability> months = new ArrayList<>();
        for (int month = 0; month < 12; month++) {
            months.add(Probability.of(sums.months[facility][month], n));
        }
        List<Driver> drivers = new ArrayList<>();
        int[] reaching = operation.reaching.get(facility);
        for (int at = 0; at < reaching.length; at++) {
            addDriver(
                    drivers,
                    operation.offers.get(reaching[at]).id(),
                    sums.intakes.get(facility)[at].squaredCorrelation(n));
        }
        drivers.sort(STRONGEST);
        return new FacilityRisk(
                operation.facilities.get(facility).id(),
                operation.planned[facility],
                operation.facilities.get(facility).minIntake(),
                sums.intake[facility] / n,
                Probability.of(sums.year[facility], n),
                Probability.of(sums.everyMonth[facility], n),
                List.copyOf(months),
                extra(facility, years.factorYear[facility]),
                extra(facility, years.factorMonths[facility]),
                List.copyOf(drivers));
    }

    /** The factor that enough of the years need, over all years the same draws, as extra units per year. */
    private @Nullable Double extra(int facility, double[] factors) {
        double[] sorted = factors.clone();
        Arrays.sort(sorted);
        double factor = sorted[(int) Math.ceil(options.level() * sorted.length - 1e-9) - 1];
        return Double.isInfinite(factor) ? null : (factor - 1) * operation.planned[facility];
    }

    /** What each year left that cannot be added up; each year writes its own place. */
    static final class Years {
        final double[] surplus;
        final double[][] factorYear;
        final double[][] factorMonths;

        Years(Operation operation, int years) {
            surplus = new double[years];
            factorYear = new double[operation.facilities.size()][years];
            factorMonths = new double[operation.facilities.size()][years];
        }
    }

    /** What the years of a block add up to. */
    static final class Sums {
        final int[] year;
        final int[] everyMonth;
        final int[][] months;
        final double[] intake;

        /** Per facility and offer that reaches it: the offer's year against the facility's intake. */
        final List<Moments[]> intakes = new ArrayList<>();

        /** Per offer and then per need: its year against the surplus. */
        final Moments[] streams;

        Sums(Operation operation) {
            int count = operation.facilities.size();
            year = new int[count];
            everyMonth = new int[count];
            months = new int[count][12];
            intake = new double[count];
            for (int facility = 0; facility < count; facility++) {
                intakes.add(Moments.some(operation.reaching.get(facility).length));
            }
            streams = Moments.some(operation.offers.size() + operation.needs.size());
        }

        void add(Sums other) {
            for (int facility = 0; facility < year.length; facility++) {
                year[facility] += other.year[facility];
                everyMonth[facility] += other.everyMonth[facility];
                for (int month = 0; month < 12; month++) {
                    months[facility][month] += other.months[facility][month];
                }
                intake[facility] += other.intake[facility];
                Moments.addAll(intakes.get(facility), other.intakes.get(facility));
            }
            Moments.addAll(streams, other.streams);
        }
    }

    /** First and second moments of two figures; callers shift both by a typical value so that nothing cancels. */
    static final class Moments {
        private double x;
        private double y;
        private double xx;
        private double yy;
        private double xy;

        static Moments[] some(int count) {
            Moments[] moments = new Moments[count];
            Arrays.setAll(moments, at -> new Moments());
            return moments;
        }

        static void addAll(Moments[] to, Moments[] others) {
            for (int at = 0; at < to.length; at++) {
                to[at].x += others[at].x;
                to[at].y += others[at].y;
                to[at].xx += others[at].xx;
                to[at].yy += others[at].yy;
                to[at].xy += others[at].xy;
            }
        }

        void see(double first, double second) {
            x += first;
            y += second;
            xx += first * first;
            yy += second * second;
            xy += first * second;
        }

        double squaredCorrelation(int n) {
            double varianceX = xx - x * x / n;
            double varianceY = yy - y * y / n;
            double covariance = xy - x * y / n;
            // what is left of two equal figures after rounding is no variation
            boolean varies = varianceX > 1e-12 * xx && varianceY > 1e-12 * yy;
            return varies ? covariance * covariance / (varianceX * varianceY) : 0;
        }
    }
}
