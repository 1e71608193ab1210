package org.knooppunt.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
 */
public final class RegionGenerator {
    private static final double SIDE_KM = 60;
    private static final double COST_PER_KM = 0.12;
    private static final double CO2_PER_KM = 0.10163;

    private final Random random;
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

    private RegionGenerator(long seed, int arcs) {
        this.random = new Random(seed);
        this.arcs = arcs;
    }

    public static Inventory generate(int offers, int facilities, int needs, int arcs, long seed) {
        return new RegionGenerator(seed, arcs).make(offers, facilities, needs);
    }

    private Inventory make(int offerCount, int facilityCount, int needCount) {
        int families = Math.max(1, facilityCount / 10);
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
                    round(capacity * (8 + 10 * random.nextDouble()))));
            processes.add(new Process(
                    "P" + h,
                    "F" + h,
                    "P" + h,
                    family + (first ? ".raw" : ".mid"),
                    new TreeMap<>(Map.of(family + (first ? ".mid" : ".end"), 0.7 + 0.25 * random.nextDouble())),
                    round(5 + 10 * random.nextDouble()),
                    round(-200 * random.nextDouble()),
                    1,
                    new TreeMap<>()));
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

    private String site(String id) {
        organisations.add(new Organisation("org-" + id, id, "", null, null));
        double x = random.nextDouble() * SIDE_KM;
        double y = random.nextDouble() * SIDE_KM;
        places.put(id, new double[] {x, y});
        sites.add(new Site(id, "org-" + id, id, "", 50.7 + y / 111.2, 5.1 + x / 70.2, Set.of()));
        return id;
    }

    private record Stop(String site, String resourceClass) {}

    private void link() {
        List<Stop> from = new ArrayList<>();
        offers.forEach(offer -> from.add(new Stop(offer.site(), offer.resourceClass())));
        List<Stop> to = new ArrayList<>();
        for (int h = 0; h < facilities.size(); h++) {
            from.add(new Stop(
                    facilities.get(h).site(), processes.get(h).outputs().firstKey()));
            to.add(new Stop(facilities.get(h).site(), processes.get(h).input()));
        }
        needs.forEach(need -> to.add(new Stop(need.site(), need.resourceClass())));
        for (Stop one : from) {
            nearest(one, to).forEach(other -> link(one.site(), other.site()));
        }
        for (Stop one : to) {
            nearest(one, from).forEach(other -> link(other.site(), one.site()));
        }
    }

    private List<Stop> nearest(Stop one, List<Stop> others) {
        return others.stream()
                .filter(other -> other.resourceClass().equals(one.resourceClass()))
                .sorted(Comparator.comparingDouble(other -> distance(one.site(), other.site())))
                .limit(arcs)
                .toList();
    }

    private double distance(String one, String other) {
        double[] a = places.getOrDefault(one, new double[2]);
        double[] b = places.getOrDefault(other, new double[2]);
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
    }

    private void link(String from, String to) {
        if (linked.add(from + ">" + to)) {
            double km = round(distance(from, to) * 1.3);
            links.add(new Link(from, to, round(km * COST_PER_KM), km, round(km * CO2_PER_KM), Mode.ROAD));
        }
    }

    /** To three decimals, as a file would hold it. */
    private static double round(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3f", value));
    }
}
