package org.knooppunt.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.transport.DirectTransport;
import org.knooppunt.engine.transport.DirectTransport.Rate;
import org.knooppunt.engine.transport.DirectTransport.Rates;

/**
 * Plans Scotland as a whole and prints one table row: {@code [--data FOLDER] [--streams all|net] [--reach KM] [--time SECONDS] [--gap 0.0001]}.
 * Run it as a process of its own, since it tells the peak memory of its process.
 */
public final class ScotlandPlan {
    private ScotlandPlan() {}

    public static void main(String... args) throws IOException {
        Arguments arguments = Arguments.of(args, "data", "streams", "reach", "time", "gap");
        Path data = Path.of(arguments.get("data", BenchmarkData.folder().toString()));
        double reach = arguments.number("reach", Double.POSITIVE_INFINITY);
        PlanOptions options = new PlanOptions(
                arguments.number("gap", 0.0001), Duration.ofSeconds(arguments.whole("time", 600)), 1, 1);

        Inventory inventory = ScotlandWaste.convert(
                        data.resolve(ScotlandWaste.FOLDER), ScotlandPrices.standard(), arguments)
                .inventory();
        DirectTransport transport = new DirectTransport(within(reach));
        Pairs pairs = Pairs.of(inventory, transport);
        Plan plan = new ExactPlanner()
                .solve(new PlanProblem(inventory, transport, Weights.NONE), options, new ToStandardError());
        print(arguments.get("streams", "all"), inventory, plan, pairs, reach);
    }

    private static Rates within(double reachKm) {
        Map<Kind, Rate> byKind = new HashMap<>(Rates.STANDARD.byKind());
        byKind.computeIfPresent(Kind.MATERIAL, (kind, rate) -> new Rate(rate.costPerKm(), rate.co2PerKm(), reachKm));
        return new Rates(Rates.STANDARD.detour(), byKind, Rates.STANDARD.byClass());
    }

    /** Pairs of an offer and a need of its class within reach, and those of them that earn something. */
    private record Pairs(long all, long earning) {
        static Pairs of(Inventory inventory, DirectTransport transport) {
            Map<String, List<Need>> byClass = new HashMap<>();
            for (Need need : inventory.needs()) {
                byClass.computeIfAbsent(need.resourceClass(), key -> new java.util.ArrayList<>())
                        .add(need);
            }
            long all = 0;
            long earning = 0;
            for (Offer offer : inventory.offers()) {
                for (Need need : byClass.getOrDefault(offer.resourceClass(), List.of())) {
                    var haul = transport.find(
                            inventory.getClass(offer.resourceClass()),
                            inventory.getSite(offer.site()),
                            inventory.getSite(need.site()));
                    if (haul.isPresent()) {
                        all++;
                        if (need.price() - offer.price() > haul.get().cost()) {
                            earning++;
                        }
                    }
                }
            }
            return new Pairs(all, earning);
        }
    }

    private static void print(String streams, Inventory inventory, Plan plan, Pairs pairs, double reach) {
        double moved = 0;
        double home = 0;
        double tonneKm = 0;
        Set<String> taken = new HashSet<>();
        TreeMap<String, double[]> byClass = new TreeMap<>();
        for (Plan.Flow flow : plan.flows()) {
            boolean same = inventory
                    .getOffer(flow.from())
                    .site()
                    .equals(inventory.getNeed(flow.to()).site());
            double[] sums = byClass.computeIfAbsent(flow.resourceClass(), key -> new double[3]);
            moved += flow.quantity();
            sums[0] += flow.quantity();
            if (same) {
                home += flow.quantity();
                sums[1] += flow.quantity();
            }
            tonneKm += flow.quantity() * flow.km();
            sums[2] += flow.quantity() * flow.km();
            taken.add(flow.from());
        }
        byClass.forEach((key, sums) -> System.err.printf(
                Locale.ROOT,
                "%-22s %,12.0f t planned, %4.0f %% within the site, %5.0f km on average for the rest%n",
                key,
                sums[0],
                100 * sums[1] / sums[0],
                sums[2] / Math.max(1, sums[0] - sums[1])));
        double offered =
                inventory.offers().stream().mapToDouble(Offer::quantity).sum();
        System.err.printf(
                Locale.ROOT,
                "%,.0f of %,.0f t offered are planned, %,.0f t within their own site; %d flows from %d offers%n",
                moved,
                offered,
                home,
                plan.flows().size(),
                taken.size());
        System.out.println(
                "| streams, reach | offers | needs | pairs of a class | pairs that earn | status | surplus EUR/yr"
                        + " | bound | gap | seconds | peak MB | t planned | of which within their site | km of the rest |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        System.out.printf(
                Locale.ROOT,
                "| %s, %s | %,d | %,d | %,d | %,d | %s | %,.0f | %,.0f | %.6f %% | %.1f | %,d | %,.0f | %,.0f | %,.0f |%n",
                streams,
                Double.isInfinite(reach) ? "any distance" : "at most %.0f km".formatted(reach),
                inventory.offers().size(),
                inventory.needs().size(),
                pairs.all(),
                pairs.earning(),
                plan.status().name().toLowerCase(Locale.ROOT),
                plan.surplus(),
                plan.bound(),
                100 * plan.gap(),
                plan.seconds(),
                PeakMemory.megabytes(),
                moved,
                home,
                tonneKm / Math.max(1, moved - home));
    }

    private static final class ToStandardError implements PlanMonitor {
        @Override
        public void progress(double surplus, double bound, double seconds) {
            System.err.printf(Locale.ROOT, "%6.1f s: surplus %,.0f, bound %,.0f%n", seconds, surplus, bound);
        }
    }
}
