package org.knooppunt.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.knooppunt.engine.cases.Case;
import org.knooppunt.engine.cases.Cases;
import org.knooppunt.engine.design.ExactPlanner;
import org.knooppunt.engine.design.Plan;
import org.knooppunt.engine.design.PlanMonitor;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.PlanProblem;
import org.knooppunt.engine.design.Weights;
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
import org.knooppunt.engine.transport.Transport;

/**
 * Makes cases with a given number of partners, the same for the same seed: a third of them own a facility (most of a
 * first stage, raw to intermediate, some of a second, intermediate to product), a few of these sell or use streams too;
 * the others have one or two offers or needs. Fixed costs and minimum intakes are of the size of what a facility can
 * earn, so that it takes several partners to run one, and which ones run is a real choice. Regions are drawn until the
 * best plan of one holds them all in one case.
 */
final class CaseGenerator {
    private static final int MOST_DRAWS = 1000;
    private static final PlanOptions EXACT = new PlanOptions(0, Duration.ofMinutes(1), 1, 1);

    /** A case and the region it was found in. */
    record Found(PlanProblem problem, Case found) {}

    private final Random random;
    private final List<Organisation> organisations = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();
    private final List<Need> needs = new ArrayList<>();
    private final List<Facility> facilities = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    private CaseGenerator(Random random) {
        this.random = random;
    }

    static Found generate(int partners, long seed) {
        Random random = new Random(seed);
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            Inventory inventory = new CaseGenerator(random).make(partners);
            PlanProblem problem = new PlanProblem(inventory, Transport.of(inventory), Weights.NONE);
            Plan plan = new ExactPlanner().solve(problem, EXACT, PlanMonitor.SILENT);
            for (Case one : Cases.of(problem, plan, new ExactPlanner())) {
                if (one.partners().size() == partners) {
                    return new Found(problem, one);
                }
            }
        }
        throw new IllegalStateException(
                "no case of " + partners + " partners in " + MOST_DRAWS + " draws for seed " + seed);
    }

    private Inventory make(int partners) {
        int owners = partners / 3;
        int suppliers = (partners - owners + 1) / 2;
        double supply = 0;
        for (int i = 0; i < suppliers; i++) {
            String site = site("S" + i);
            for (int j = 0; j <= random.nextInt(2); j++) {
                supply += offer(site, "m.raw", 200 + random.nextInt(800), random.nextInt(20) - 12);
            }
        }
        int seconds = Math.max(1, owners / 3);
        double share = supply / (owners - seconds);
        for (int i = 0; i < owners; i++) {
            boolean first = i < owners - seconds;
            String site = site("F" + i);
            double capacity = Math.rint(first ? share * (1 + random.nextDouble()) : 0.7 * supply / seconds);
            String id = "F" + i;
            facilities.add(new Facility(
                    id,
                    site,
                    id,
                    FacilityStatus.CANDIDATE,
                    capacity,
                    Math.rint(capacity * 0.5 * random.nextDouble()),
                    Math.rint(capacity * (4 + 8 * random.nextDouble()))));
            processes.add(new Process(
                    "P" + i,
                    id,
                    "P" + i,
                    first ? "m.raw" : "m.mid",
                    new TreeMap<>(Map.of(first ? "m.mid" : "m.end", 0.8)),
                    6 + random.nextInt(8),
                    -100,
                    1,
                    new TreeMap<>()));
            if (random.nextInt(4) == 0) {
                supply += offer(site, "m.raw", 100 + random.nextInt(300), random.nextInt(10));
            } else if (random.nextInt(4) == 0) {
                need(site, "m.mid", 100 + random.nextInt(200), 40 + random.nextInt(15));
            }
        }
        int customers = partners - owners - suppliers;
        for (int i = 0; i < customers; i++) {
            String site = site("N" + i);
            for (int j = 0; j <= random.nextInt(2); j++) {
                boolean end = (i + j) % 2 == 0;
                need(
                        site,
                        end ? "m.end" : "m.mid",
                        Math.rint(supply / customers * (0.4 + 0.6 * random.nextDouble())),
                        (end ? 90 : 45) + random.nextInt(20));
            }
        }
        return new Inventory(
                List.of(
                        new ResourceClass("m", null, Kind.MATERIAL, "m"),
                        new ResourceClass("m.raw", "m", Kind.MATERIAL, "raw"),
                        new ResourceClass("m.mid", "m", Kind.MATERIAL, "mid"),
                        new ResourceClass("m.end", "m", Kind.MATERIAL, "end")),
                organisations,
                sites,
                offers,
                needs,
                facilities,
                processes,
                List.of());
    }

    private String site(String id) {
        organisations.add(new Organisation("org-" + id, id, "", null, null));
        sites.add(new Site(
                id,
                "org-" + id,
                id,
                "",
                50.8 + 0.3 * random.nextDouble(),
                5.2 + 0.5 * random.nextDouble(),
                java.util.Set.of()));
        return id;
    }

    private double offer(String site, String resourceClass, double quantity, double price) {
        offers.add(new Offer(
                "O" + offers.size(),
                site,
                resourceClass,
                quantity,
                price,
                null,
                "",
                0,
                MonthProfile.EVEN,
                Visibility.PUBLIC,
                new TreeMap<>()));
        return quantity;
    }

    private void need(String site, String resourceClass, double quantity, double price) {
        needs.add(new Need(
                "N" + needs.size(),
                site,
                resourceClass,
                quantity,
                price,
                "",
                0,
                MonthProfile.EVEN,
                Visibility.PUBLIC,
                new TreeMap<>()));
    }
}
