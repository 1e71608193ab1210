package org.knooppunt.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Inventory;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Link;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.engine.inventory.ResourceClass;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.engine.inventory.Visibility;

/**
 * Makes regions of a given size, the same for the same seed: things strewn over 60 × 60 km, several families of
 * materials, each with raw streams, facilities of a first stage (raw to intermediate) and of a second (intermediate to
 * product), and needs for all three. Fixed costs and minimum intakes are of the size of what a facility can earn, so
 * which ones run is a real choice.
 *
 * <p>With a number of arcs, every offer, facility and need is linked to that many of its nearest fitting partners (where
 * there are as many); with 0 arcs the inventory has no links and geography decides.
 *
 * <p>A region may fall apart by family, each with some ten facilities. A <em>woven</em> region does not: it has few
 * families, every fourth facility has a second process for the next family, and partners are linked by what they are
 * (two facilities for each need), so that all of it is one problem.
 */
public final class RegionGenerator {
    private static final double SIDE_KM = 60;
    private static final double COST_PER_KM = 0.12;
    private static final double CO2_PER_KM = 0.10163;

    private static final int WOVEN_FAMILIES = 5;

    /**
     * What to make.
     *
     * @param arcs partners each thing is linked to; 0 for no links
     * @param woven one problem, not one per family
     * @param fixed factor on the fixed costs
     */
    public record Shape(int offers, int facilities, int needs, int arcs, boolean woven, double fixed) {
        /** The same with these fixed costs. */
        public Shape withFixed(double factor) {
            return new Shape(offers, facilities, needs, arcs, woven, factor);
        }
    }

    private final Random random;
    private final Shape shape;
    private final int arcs;
    private final List<ResourceClass> classes = new ArrayList<>();
    private final List<Organisation> organisations = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final Map<String, double[]> places = new HashMap<>();
    private final List<Offer> offers = new ArrayList<>();
    private final List<Need> needs = new ArrayList<>();
    private final List<Facility> facilities = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private final Set<String> linked = new HashSet<>();

    private RegionGenerator(long seed, Shape shape) {
        this.random = new Random(seed);
        this.shape = shape;
        this.arcs = shape.arcs();
    }

    public static Inventory generate(int offers, int facilities, int needs, int arcs, long seed) {
        return generate(new Shape(offers, facilities, needs, arcs, false, 1), seed);
    }

    public static Inventory generate(Shape shape, long seed) {
        return new RegionGenerator(seed, shape).make(shape.offers(), shape.facilities(), shape.needs());
    }

    private Inventory make(int offerCount, int facilityCount, int needCount) {
        int families = shape.woven() ? WOVEN_FAMILIES : Math.max(1, facilityCount / 10);
        for (int family = 0; family < families; family++) {
            String root = "m" + family;
            classes.add(new ResourceClass(root, null, Kind.MATERIAL, root));
            for (String stage : new String[] {"raw", "mid", "end"}) {
                String id = root + "." + stage;
                classes.add(new ResourceClass(id, root, Kind.MATERIAL, id));
            }
        }
        double supply = 0;
        for (int s = 0; s < offerCount; s++) {
            double quantity = round(Math.exp(random.nextGaussian() * 0.8 + 5));
            supply += quantity;
            offers.add(new Offer(
                    "O" + s,
                    site("O" + s),
                    "m" + s % families + ".raw",
                    quantity,
                    round(random.nextDouble() * 30 - 15),
                    null,
                    "",
                    0,
                    MonthProfile.EVEN,
                    Visibility.PUBLIC,
                    new TreeMap<>()));
        }
        double mean = supply / facilityCount;
        for (int h = 0; h < facilityCount; h++) {
            boolean first = h % 3 != 2;
            String family = "m" + (h / 3) % families;
            double capacity = round(mean * (1 + 2 * random.nextDouble()));
            facilities.add(new Facility(
                    "F" + h,
                    site("F" + h),
                    "F" + h,
                    h % 4 == 0 ? FacilityStatus.EXISTING : FacilityStatus.CANDIDATE,
                    capacity,
                    round(capacity * 0.4 * random.nextDouble()),
                    round(shape.fixed() * capacity * (8 + 10 * random.nextDouble()))));
            process("P" + h, h, family, first);
            if (shape.woven() && h % 4 == 1) {
                process("Q" + h, h, "m" + (h / 3 + 1) % families, first);
            }
        }
        for (int n = 0; n < needCount; n++) {
            int kind = random.nextInt(10);
            String stage = kind < 2 ? ".raw" : kind < 6 ? ".mid" : ".end";
            double price = kind < 2 ? 12 : kind < 6 ? 45 : 85;
            needs.add(new Need(
                    "N" + n,
                    site("N" + n),
                    "m" + n % families + stage,
                    round(supply / needCount * 1.2 * Math.exp(random.nextGaussian() * 0.6)),
                    round(price * (0.8 + 0.4 * random.nextDouble())),
                    "",
                    0,
                    MonthProfile.EVEN,
                    Visibility.PUBLIC,
                    new TreeMap<>()));
        }
        if (arcs > 0) {
            link();
        }
        return new Inventory(classes, organisations, sites, offers, needs, facilities, processes, links);
    }

    private void process(String id, int h, String family, boolean first) {
        processes.add(new Process(
                id,
                "F" + h,
                id,
                family + (first ? ".raw" : ".mid"),
                new TreeMap<>(Map.of(family + (first ? ".mid" : ".end"), 0.7 + 0.25 * random.nextDouble())),
                round(5 + 10 * random.nextDouble()),
                round(-200 * random.nextDouble()),
                1,
                new TreeMap<>()));
    }

    private String site(String id) {
        organisations.add(new Organisation("org-" + id, id, "", null, null));
        double x = random.nextDouble() * SIDE_KM;
        double y = random.nextDouble() * SIDE_KM;
        places.put(id, new double[] {x, y});
        sites.add(new Site(id, "org-" + id, id, "", 50.7 + y / 111.2, 5.1 + x / 70.2, Set.of()));
        return id;
    }

    private record Stop(String site, double[] place, String resourceClass, boolean facility) {}

    private Stop stop(String site, String resourceClass, boolean facility) {
        return new Stop(site, places.getOrDefault(site, new double[2]), resourceClass, facility);
    }

    private void link() {
        List<Stop> from = new ArrayList<>();
        offers.forEach(offer -> from.add(stop(offer.site(), offer.resourceClass(), false)));
        List<Stop> to = new ArrayList<>();
        for (Process process : processes) {
            from.add(stop(process.facility(), process.outputs().firstKey(), true));
            to.add(stop(process.facility(), process.input(), true));
        }
        needs.forEach(need -> to.add(stop(need.site(), need.resourceClass(), false)));
        Map<String, List<Stop>> takers = to.stream().collect(Collectors.groupingBy(Stop::resourceClass));
        Map<String, List<Stop>> givers = from.stream().collect(Collectors.groupingBy(Stop::resourceClass));
        for (Stop one : from) {
            nearest(one, takers).forEach(other -> link(one, other));
        }
        for (Stop one : to) {
            nearest(one, givers).forEach(other -> link(other, one));
        }
    }

    private List<Stop> nearest(Stop one, Map<String, List<Stop>> others) {
        List<Stop> fitting = others.getOrDefault(one.resourceClass(), List.of());
        if (!shape.woven()) {
            return nearest(one, fitting, arcs, null);
        }
        int facilityArcs = 2 * arcs / 3;
        List<Stop> found = new ArrayList<>(nearest(one, fitting, facilityArcs, true));
        found.addAll(nearest(one, fitting, arcs - facilityArcs, false));
        return found;
    }

    private static List<Stop> nearest(Stop one, List<Stop> others, int most, @Nullable Boolean facility) {
        return others.stream()
                .filter(other -> !other.site().equals(one.site()) && (facility == null || other.facility() == facility))
                .map(other -> Map.entry(distance(one, other), other))
                .sorted(Map.Entry.comparingByKey())
                .limit(most)
                .map(Map.Entry::getValue)
                .toList();
    }

    private static double distance(Stop one, Stop other) {
        return Math.hypot(one.place()[0] - other.place()[0], one.place()[1] - other.place()[1]);
    }

    private void link(Stop from, Stop to) {
        if (linked.add(from.site() + ">" + to.site())) {
            double km = round(distance(from, to) * 1.3);
            links.add(new Link(from.site(), to.site(), round(km * COST_PER_KM), km, round(km * CO2_PER_KM), Mode.ROAD));
        }
    }

    /** To three decimals, as a file would hold it. */
    private static double round(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
